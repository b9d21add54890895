"""`…/export` as people's keys use it: a file for a reason, and nothing without one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.domain.access import AccessRole
from service.domain.audit import AuditAction, AuditEntry, AuditFilter
from service.domain.dossier_checking import check_dossier
from tests.support.takedown_api import Requests, Tracked, opened

_WHY = {"format": "dossier", "reason": "asked for in letter 2026-118", "recipient": "Openbaar Ministerie"}


@pytest.fixture(scope="module")
def requests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Requests]:
    with opened(Path(tmp_path_factory.mktemp("home"))) as requests:
        yield requests


@pytest.fixture(scope="module")
def submitted(requests: Requests) -> Tracked:
    return requests.submitted()


def _export(on: Requests, path: str, who: dict[str, str] | None = None, **asked: str) -> Any:  # noqa: ANN401  # a response
    wanted = {name: value for name, value in (_WHY | asked).items() if value}
    return on.api.client.get(f"/v1/{path}/export", params=wanted, headers=who or on.analyst)


def _disclosures(on: Requests) -> list[AuditEntry]:
    with on.api.context.reading() as factory:
        found = factory.audit_entries().search(AuditFilter(action=AuditAction.DISCLOSE), None, 1000)
    return [each for each in found if isinstance(each, AuditEntry)]


def test_a_dossier_comes_as_a_file_that_is_sound(requests: Requests, submitted: Tracked) -> None:
    answer = _export(requests, f"takedown-requests/{submitted.id}", tlp="red", purpose="authority")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["content-disposition"] == f'attachment; filename="{submitted.id}.zip"'
    assert answer.headers["cache-control"] == "no-store"
    report = check_dossier(io.BytesIO(answer.content))
    assert (report.faults, report.manifest and report.manifest["tlp"]) == ((), "TLP:RED")
    newest = _disclosures(requests)[0].record
    assert (newest.justification, newest.recipient) == (_WHY["reason"], _WHY["recipient"])


def test_an_item_comes_as_a_file_too(requests: Requests, submitted: Tracked) -> None:
    answer = _export(requests, f"items/{submitted.item_id}")
    assert (answer.status_code, check_dossier(io.BytesIO(answer.content)).faults) == (200, ())


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"reason": ""}, "request_invalid"),
        ({"reason": "too short"}, "request_invalid"),
        ({"reason": "aaaaaaaaaaaa"}, "reason_refused"),
        ({"recipient": ""}, "request_invalid"),
        ({"recipient": "     "}, "request_invalid"),
        ({"tlp": "white"}, "request_invalid"),
        ({"format": "docx"}, "request_invalid"),
        ({"more": "1"}, "request_invalid"),
    ],
)
def test_without_a_reason_and_a_recipient_nothing_leaves(
    requests: Requests, submitted: Tracked, asked: dict[str, Any], code: str
) -> None:
    before = len(_disclosures(requests))
    answer = _export(requests, f"takedown-requests/{submitted.id}", **asked)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert len(_disclosures(requests)) == before


@pytest.mark.parametrize("path", ["takedown-requests/tdr_9d4e2b8c-6a1f-4e37-8b5d-019a5d2e7c1b", "takedown-requests/x"])
def test_what_is_not_there_is_not_found(requests: Requests, path: str) -> None:
    answer = _export(requests, path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    missing = _export(requests, "items/9d4e2b8c-6a1f-4e37-8b5d-019a5d2e7c1b")
    assert (missing.status_code, missing.json()["code"]) == (404, "item_not_found")


def test_who_sees_no_requests_takes_none_out(requests: Requests, submitted: Tracked) -> None:
    for who in (requests.telegram, requests.person(AccessRole.ADMIN), requests.person(AccessRole.DATA_SCIENTIST)):
        for path in (f"takedown-requests/{submitted.id}", f"items/{submitted.item_id}"):
            assert _export(requests, path, who).status_code == 403


@pytest.mark.parametrize(
    ("form", "media_type", "ending"),
    [
        ("misp", "application/json", "misp.json"),
        ("stix", "application/stix+json;version=2.1", "stix.json"),
        ("csv", "text/csv; charset=utf-8", "csv"),
        ("json", "application/json", "json"),
    ],
)
def test_a_request_is_shared_in_each_format_and_each_is_in_the_log(
    requests: Requests, submitted: Tracked, form: str, media_type: str, ending: str
) -> None:
    answer = _export(requests, f"takedown-requests/{submitted.id}", format=form)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert answer.headers["content-disposition"] == f'attachment; filename="{submitted.id}.{ending}"'
    assert submitted.id in answer.text
    newest = _disclosures(requests)[0].record
    assert (newest.object_id, newest.details["format"], newest.recipient) == (submitted.id, form, _WHY["recipient"])


@pytest.mark.parametrize("form", ["misp", "stix", "csv", "json"])
def test_a_request_that_names_one_of_ours_is_not_shared_and_nothing_of_it_is_told(
    requests: Requests, form: str
) -> None:
    request = requests.draft(additional_info="gezien door person-1, in het tweede bericht")
    before = len(_disclosures(requests))
    answer = _export(requests, f"takedown-requests/{request.id}", format=form)
    assert (answer.status_code, answer.json()["code"]) == (422, "leak_found")
    assert [(each["where"], each["code"]) for each in answer.json()["faults"]] == [
        ("/items/0/locator/additional_info", "TD-310")
    ]
    assert "person-1" not in answer.text
    assert len(_disclosures(requests)) == before
