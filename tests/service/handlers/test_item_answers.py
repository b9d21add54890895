"""What became of single items: by the platform's key, by its webhook, and entered by a person; and lists filtered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from service.domain.messages import Platform
from service.settings import Settings
from tests.service.handlers.test_incoming import address_of, post
from tests.support.takedown_api import Requests, Tracked, opened

_GOT, _FORMS = "/v1/received-requests", "/v1/takedown-requests"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Requests]:
    """One API for all tests that do not care what else is there."""
    with opened(tmp_path_factory.mktemp("home")) as requests:
        yield requests


@pytest.fixture
def requests_on_each(tmp_path: Path, settings: Settings) -> Iterator[Requests]:
    """The API on an empty database, once of each kind."""
    with opened(tmp_path, settings.database_url) as requests:
        yield requests


def said(request: Tracked, outcome: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401  # fields of an answer
    return {"items": [{"item_id": request.item_id, "outcome": outcome} | more]}


def answer(requests: Requests, request: Tracked, body: object, of: str = _GOT) -> Any:  # noqa: ANN401  # a response
    headers = (requests.telegram if of == _GOT else requests.analyst) | {"If-Match": f'"{request.version}"'}
    told = requests.api.client.post(f"{of}/{request.id}/answers", json=body, headers=headers)
    if told.status_code == 200:
        request.version, request.state = told.json()["version"], told.json()["state"]
    return told


def ids(requests: Requests, path: str, **query: Any) -> list[str]:  # noqa: ANN401  # of the query
    who = requests.telegram if path == _GOT else requests.analyst
    told = requests.api.client.get(path, params=query, headers=who)
    assert told.status_code == 200, told.text
    return [each["id"] for each in told.json()["requests"]]


def test_a_platform_answers_its_items_with_all_that_it_has_to_say(requests_on_each: Requests) -> None:
    on = requests_on_each
    request = on.submitted()
    more = {
        "reason": "In Nederland verboden.",
        "reference": "TG-118-1",
        "ground": "DECISION_GROUND_ILLEGAL_CONTENT",
        "visibility": "DECISION_VISIBILITY_CONTENT_DISABLED",
        "account": "DECISION_ACCOUNT_SUSPENDED",
        "territory": ["NL", "BE"],
    }
    told = answer(on, request, said(request, "geo_blocked", **more) | {"ticket": "TG-118"})
    assert (told.status_code, told.headers["etag"]) == (200, f'"{request.version}"')
    (item,) = told.json()["items"]
    assert (item["answer"], item["answer_details"]) == ("geo_blocked", more)
    inside = on.read(request).json()
    assert (inside["state"], inside["items"][0]["details"]) == ("actioned", more)
    last = inside["events"][-1]
    assert last["details"] == {
        "answers": ["geo_blocked"],
        "ground": "DECISION_GROUND_ILLEGAL_CONTENT",
        "ticket": "TG-118",
        "via": "key",
    }
    back = answer(on, request, said(request, "restored", reason="Bezwaar toegewezen."))
    assert (back.json()["state"], back.json()["items"][0]["answer"]) == ("reinstated", "restored")


def test_a_signed_webhook_says_the_same(requests_on_each: Requests) -> None:
    on = requests_on_each
    request, to = on.submitted(), address_of(on)
    data = {"request_id": request.id} | said(request, "need_information", reason="Welk bericht?")
    body = json.dumps({"type": "takedown.item_answers", "data": data})
    assert [post(on, to, body).json() for _ in range(2)] == [{"taken": True}, {"taken": False}]
    inside = on.read(request).json()
    assert (inside["state"], inside["events"][-1]["rationale"]) == ("info_requested", "Welk bericht?")
    assert inside["events"][-2]["details"]["via"] == "webhook"


def test_an_analyst_enters_a_mail(requests_on_each: Requests) -> None:
    on = requests_on_each
    request = on.submitted()
    told = answer(on, request, said(request, "not_illegal", reason="Geen aanbod.") | {"via": "email"}, _FORMS)
    assert (told.status_code, told.json()["state"]) == (200, "declined")
    assert told.json()["events"][-1]["details"]["via"] == "email"
    assert told.json()["items"][0]["details"]["reason"] == "Geen aanbod."


@pytest.mark.parametrize(
    ("outcome", "more", "fault"),
    [
        ("geo_blocked", {}, ("items.0.territory", "missing")),
        ("need_information", {}, ("items.0.reason", "missing")),
        ("restored", {"reason": "Terug."}, ("items.0.outcome", "never_removed")),
        ("removed", {"ground": "manifestly_unfounded"}, ("items.0.ground", "unfitting")),
        ("not_illegal", {"territory": ["NL"]}, ("items.0.territory", "unfitting")),
        ("weg", {}, ("body.items.0.outcome", "enum")),
        ("geo_blocked", {"territory": ["nl"]}, ("body.items.0.territory.0", "string_pattern_mismatch")),
        ("removed", {"reason": " "}, ("body.items.0.reason", "blank")),
        ("removed", {"visibility": "weg"}, ("body.items.0.visibility", "enum")),
        ("removed", {"actor": "x"}, ("body.items.0.actor", "extra_forbidden")),
    ],
)
def test_an_answer_that_is_not_whole_is_told_its_place_and_changes_nothing(
    shared: Requests, outcome: str, more: dict[str, Any], fault: tuple[str, str]
) -> None:
    request = shared.submitted()
    for path in (_GOT, _FORMS):
        told = answer(shared, request, said(request, outcome, **more), path)
        assert told.status_code == 422
        assert [(each["where"], each["code"]) for each in told.json()["faults"]] == [fault]
    assert shared.read(request).json()["version"] == request.version


def test_an_item_stands_once_and_belongs_to_the_request(shared: Requests) -> None:
    request = shared.submitted()
    twice = said(request, "removed")["items"] * 2
    for body, fault in (
        ({"items": twice}, ("body.items", "repeated")),
        ({"items": []}, ("body.items", "too_short")),
        ({"items": [{"item_id": str(uuid4()), "outcome": "removed"}]}, ("items.0.item_id", "unknown")),
    ):
        told = answer(shared, request, body)
        assert [(each["where"], each["code"]) for each in told.json()["faults"]] == [fault]


def test_a_decision_that_was_made_is_not_made_again(shared: Requests) -> None:
    request = shared.submitted()
    assert answer(shared, request, said(request, "removed")).status_code == 200
    told = answer(shared, request, said(request, "not_illegal"))
    assert (told.status_code, told.json()["code"]) == (409, "invalid_transition")


def test_others_cannot_answer(shared: Requests) -> None:
    request = shared.submitted()
    body = said(request, "removed")
    for path, who, expected in (
        (_GOT, shared.platform(Platform.TIKTOK), 404),
        (_GOT, shared.analyst, 403),
        (_FORMS, shared.approver, 403),
        (_FORMS, shared.telegram, 403),
        (_GOT, {}, 401),
    ):
        headers = who | {"If-Match": f'"{request.version}"'}
        assert (
            shared.api.client.post(f"{path}/{request.id}/answers", json=body, headers=headers).status_code == expected
        )


def test_lists_are_filtered_by_state_priority_time_and_reference(requests_on_each: Requests) -> None:
    on = requests_on_each
    first, second = on.submitted(), on.submitted()
    on.reply(first, "ack", ticket="TG-2026%118")
    answer(on, second, said(second, "removed", reference="Zaak_7"))
    draft = on.draft()
    priority = on.read(first).json()["priority"]
    other = next(each for each in ("P0", "P1", "P2", "P3") if each != priority)
    soon, before = datetime.now(UTC) + timedelta(hours=1), datetime.now(UTC) - timedelta(hours=1)
    for path, everything in ((_GOT, [second.id, first.id]), (_FORMS, [draft.id, second.id, first.id])):
        assert ids(on, path) == everything
        assert ids(on, path, state="acknowledged") == [first.id]
        assert ids(on, path, state=["acknowledged", "actioned"]) == [second.id, first.id]
        assert ids(on, path, since=before.isoformat()) == everything
        assert ids(on, path, since=soon.isoformat()) == []
        assert ids(on, path, reference="tg-2026%1") == [first.id]
        assert ids(on, path, reference="tg-2026_1") == []
        assert ids(on, path, reference="zaak_7") == [second.id]
        assert ids(on, path, reference=first.id) == [first.id]
        assert ids(on, path, reference="TG-2026%118", state="actioned") == []
    assert ids(on, _FORMS, priority=priority) == [draft.id, second.id, first.id]
    assert ids(on, _FORMS, priority=other) == []
    assert ids(on, _GOT, state="draft") == []


@pytest.mark.parametrize(
    "query", ["since=gisteren", "since=2026-11-01T00:00:00", "reference=", "reference=%00", "state=weg"]
)
def test_a_filter_that_cannot_be_read_is_told(shared: Requests, query: str) -> None:
    for path, who in ((_GOT, shared.telegram), (_FORMS, shared.analyst)):
        told = shared.api.client.get(f"{path}?{query}", headers=who)
        assert (told.status_code, told.json()["code"]) == (422, "request_invalid")


def test_platforms_do_not_learn_of_priorities(shared: Requests) -> None:
    told = shared.api.client.get(f"{_GOT}?priority=P0", headers=shared.telegram)
    assert (told.status_code, told.json()["faults"][0]["code"]) == (422, "extra_forbidden")
