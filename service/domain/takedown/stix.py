"""A shared notice as a bundle of STIX 2.1: posts, accounts and addresses as observed data, grouped into one case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

import rfc8785

from service.domain.takedown.shared import SharedItem, SharedNotice
from service.domain.tlp import Tlp

__all__ = ["stix_bundle"]

_SCO_NAMESPACE = UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
"""Of deterministic ids of observables (STIX 2.1, 2.9)."""
_NAMESPACE = UUID("6f0d5c0e-3b5e-5a0c-9f2e-1d0a4c7b8e21")
_POST = "extension-definition--6a1f0c3e-6b0a-4f0e-9a57-2f6d3b1c9a10"
_TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_TLP_IDS = {
    Tlp.CLEAR: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    Tlp.GREEN: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    Tlp.AMBER: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    Tlp.AMBER_STRICT: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    Tlp.RED: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
"""Of TLP 2.0 (OASIS STIX common object repository); the markings that STIX itself defines are those of TLP 1.0."""
_TLP_MADE = "2022-10-01T00:00:00.000Z"
_FIXED = "2026-11-01T00:00:00.000Z"
_Made = dict[str, Any]


def stix_bundle(shared: SharedNotice) -> str:
    """Return the bundle as JSON; the same request gives the same ids.

    There is no threat actor and no indicator in it: a post says nothing of who somebody is.
    """
    marking = _TLP_IDS[shared.tlp]
    identity = _object(shared, "identity", "identity", name=shared.notice.notifier_name, identity_class="organization")
    observed = [each for number, item in enumerate(shared.items) for each in _observed(shared, number, item)]
    own = [each for each in observed if each["type"] == "observed-data"]
    refs = [each["id"] for each in own]
    described = _note(shared, refs)
    grouping = _object(
        shared,
        "grouping",
        "grouping",
        name=shared.notice.request_id,
        context="suspicious-activity",
        object_refs=[*refs, described["id"]],
        labels=[shared.notice.case_category],
        external_references=[{"source_name": "takedown-request", "external_id": shared.notice.request_id}],
    )
    marked = [*observed, described, grouping]
    for each in marked:
        each["object_marking_refs"] = [marking]
        if each["type"] in {"observed-data", "note", "grouping"}:
            each["created_by_ref"] = identity["id"]
    objects = [_tlp_object(shared.tlp), identity, _extension(identity["id"]), *_once(marked)]
    bundle = {"type": "bundle", "id": f"bundle--{_id(shared, 'bundle')}", "objects": objects}
    return json.dumps(bundle, ensure_ascii=False, indent=2) + "\n"


def _observed(shared: SharedNotice, number: int, item: SharedItem) -> list[_Made]:
    found = item.notice
    post = _observable(
        "x-chat-post",
        {
            "platform": shared.platform,
            "container_name": found.container_name,
            "message_id": found.message_id or found.url,
        },
        url=found.url,
        content=found.excerpt or None,
        posted_at=_time(found.posted_at) if found.posted_at else None,
        content_types=list(found.content_types),
        additional_info=found.additional_info or None,
        capture_hashes=[{"SHA-256": each.sha256} for each in item.captures] or None,
        extensions={_POST: {"extension_type": "new-sco"}},
    )
    observables = [post, _observable("url", {"value": found.url})]
    if found.author_handle:
        account = {"account_type": shared.platform, "account_login": found.author_handle}
        observables.append(_observable("user-account", account))
    seen = _object(
        shared,
        f"observed/{number}",
        "observed-data",
        first_observed=_time(item.first_observed_at),
        last_observed=_time(max(item.first_observed_at, item.last_verified_live_at or item.first_observed_at)),
        number_observed=1,
        object_refs=[each["id"] for each in observables],
    )
    return [*observables, seen]


def _note(shared: SharedNotice, refs: list[str]) -> _Made:
    notice = shared.notice
    grounds = [f"{each.law} ({each.jurisdiction}), {each.provision}" for each in notice.legal_grounds]
    lines = [notice.explanation, *grounds, " ".join([notice.dsa_category, *notice.dsa_category_addition])]
    lines += [" ".join(notice.dsa_keywords), " ".join(notice.requested_action), " ".join(notice.territorial_scope)]
    content = "\n".join(each for each in lines if each.strip())
    return _object(shared, "note", "note", abstract="Notice under Article 16 DSA", content=content, object_refs=refs)


def _observable(kind: str, contributing: Mapping[str, Any], **told: Any) -> _Made:  # noqa: ANN401  # JSON
    known = {name: value for name, value in contributing.items() if value is not None}
    identifier = uuid5(_SCO_NAMESPACE, rfc8785.dumps(known).decode())
    more = {name: value for name, value in told.items() if value is not None}
    return {"type": kind, "spec_version": "2.1", "id": f"{kind}--{identifier}", **known, **more}


def _object(shared: SharedNotice, place: str, kind: str, **told: Any) -> _Made:  # noqa: ANN401  # JSON
    made = {"created": _time(shared.created_at), "modified": _time(max(shared.created_at, shared.edited_at))}
    return {"type": kind, "spec_version": "2.1", "id": f"{kind}--{_id(shared, place)}", **made, **told}


def _extension(identity: str) -> _Made:
    return {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": _POST,
        "created_by_ref": identity,
        "created": _FIXED,
        "modified": _FIXED,
        "name": "chat-post",
        "description": "A post on an online platform; properties as described in docs/sharing.md of lont.",
        "schema": "https://lont.example/schemas/x-chat-post-1.0.json",
        "version": "1.0.0",
        "extension_types": ["new-sco"],
    }


def _tlp_object(tlp: Tlp) -> _Made:
    extension = {"extension_type": "property-extension", "tlp_2_0": tlp.value}
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": _TLP_IDS[tlp],
        "created": _TLP_MADE,
        "name": tlp.label,
        "extensions": {_TLP_EXTENSION: extension},
    }


def _once(objects: list[_Made]) -> list[_Made]:
    return list({each["id"]: each for each in objects}.values())


def _id(shared: SharedNotice, place: str) -> str:
    return str(uuid5(_NAMESPACE, f"{shared.notice.request_id}/stix/{place}"))


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
