"""What bad input to the calls on notices gets: one test for each kind, none of which is an incident."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from service.domain.access import AccessRole
from service.domain.messages import Platform
from service.problems import PROBLEM_TYPE
from service.schema import ApiKey, Item
from service.settings import Settings
from tests.support.databases import emptied_postgres
from tests.support.takedown_api import EXPLANATION, Requests, opened

_FORMS = "/v1/takedown-requests"
_JSON = {"Content-Type": "application/json"}
_SECRET = "zeebonk"
"""Stands in bodies that are refused, and must not come back."""


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


def problem(answer: Any) -> tuple[int, str]:  # noqa: ANN401  # a response
    """Return status and code of a refusal, once it is clear that it is a problem document which repeats nothing."""
    assert answer.headers["content-type"] == PROBLEM_TYPE
    assert _SECRET not in answer.text
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["detail"]
    assert body["remedy"]
    return answer.status_code, body["code"]


def faults(answer: Any) -> set[tuple[str, str]]:  # noqa: ANN401  # a response
    return {(each["where"], each["code"]) for each in answer.json()["faults"]}


def calls_with_a_body(requests: Requests) -> list[tuple[str, str, dict[str, str]]]:
    """Return method, path and headers of every call that takes a body about a notice, on requests that nobody has."""
    one, got = f"{_FORMS}/tdr_{uuid4()}", f"/v1/received-requests/tdr_{uuid4()}"
    key, version = {"Idempotency-Key": uuid4().hex}, {"If-Match": '"1"'}
    return [
        ("POST", _FORMS, requests.analyst | key),
        ("PATCH", one, requests.analyst | version),
        ("POST", f"{one}/events", requests.analyst | version),
        ("POST", f"{one}/validate", requests.analyst),
        ("POST", f"{got}/events", requests.telegram | version),
        ("POST", "/v1/received-requests/warnings", requests.telegram),
        ("POST", "/v1/webhooks", requests.telegram),
    ]


NOT_JSON = {
    "nothing": b"",
    "half a text": b'{"event": "ack"',
    "two texts": b"{} {}",
    "no UTF-8": b'{"explanation": "\xff"}',
    "a byte order mark": b'\xef\xbb\xbf{"event": "ack"}',
    "UTF-16": '{"event": "ack"}'.encode("utf-16"),
    "half a surrogate pair": b'{"explanation": "\\ud800"}',
    "half a surrogate pair as bytes": b'{"explanation": "\xed\xa0\x80"}',
    "a surrogate pair the wrong way round": b'{"explanation": "\\udc00\\ud800"}',
    "NaN": b'{"event": NaN}',
    "infinity": b'{"event": -Infinity}',
    "a comment": b'{"event": "ack"} // zeebonk',
    "single quotes": b"{'event': 'ack'}",
    "a comma too many": b'{"event": "ack",}',
    "a control character": b'{"explanation": "a\x01b"}',
    "a level too many": b"[" * 100_000 + b"]" * 100_000,
    "objects without end": b'{"a":' * 100_000,
}


@pytest.mark.parametrize("body", NOT_JSON.values(), ids=NOT_JSON)
def test_what_is_not_one_json_text_is_malformed(shared: Requests, body: bytes) -> None:
    for method, path, headers in calls_with_a_body(shared):
        answer = shared.api.client.request(method, path, content=body, headers=headers | _JSON)
        assert problem(answer) == (400, "json_malformed"), path


@pytest.mark.parametrize("number", [b"1e400", b"9" * 5_000, b"-0.0", b"1.5", b"1" + b"0" * 400])
def test_a_number_of_any_size_is_a_fault_at_its_place(shared: Requests, number: bytes) -> None:
    for method, path, headers in calls_with_a_body(shared):
        body = b'{"event": ' + number + b', "item_id": ' + number + b', "words": ' + number + b"}"
        answer = shared.api.client.request(method, path, content=body, headers=headers | _JSON)
        assert problem(answer) in {(400, "json_malformed"), (422, "request_invalid")}, path


def test_a_key_that_stands_twice_is_malformed_at_any_depth(shared: Requests) -> None:
    request = shared.submitted()
    item = json.dumps(request.item_id)
    versioned = {"If-Match": f'"{request.version}"'} | _JSON
    twice = [
        (f"/v1/received-requests/{request.id}/events", '{"event": "ack", "event": "decision_none"}', shared.telegram),
        (
            f"/v1/received-requests/{request.id}/events",
            f'{{"event": "decision_action", "answers": {{{item}: "removed", {item}: "no_action"}}}}',
            shared.telegram,
        ),
        (f"{_FORMS}/{request.id}/events", '{"event": "ack", "event": "ack"}', shared.analyst),
        (f"{_FORMS}/{request.id}/validate", '{"phase": "S", "phase": "D"}', shared.analyst),
        ("/v1/received-requests/warnings", '{"words": "Een.", "words": "Twee."}', shared.telegram),
    ]
    for path, body, who in twice:
        answer = shared.api.client.post(path, content=body, headers=who | versioned)
        assert problem(answer) == (400, "json_malformed"), path
    assert shared.read(request).json()["version"] == request.version


@pytest.mark.parametrize("body", [b"null", b"[]", b'"ack"', b"1", b"true"])
def test_json_that_is_no_object_is_a_fault_of_the_body(shared: Requests, body: bytes) -> None:
    for method, path, headers in calls_with_a_body(shared):
        answer = shared.api.client.request(method, path, content=body, headers=headers | _JSON)
        assert problem(answer) == (422, "request_invalid"), path
        assert faults(answer) <= {("body", "model_type"), ("body", "model_attributes_type")}, path


def test_a_draft_without_an_idempotency_key_makes_nothing(shared: Requests) -> None:
    answer = shared.post_draft({"item_id": str(uuid4())}, None)
    assert problem(answer) == (400, "idempotency_key_required")


def test_a_missing_unknown_expired_and_revoked_key_are_unauthenticated(requests_on_each: Requests) -> None:
    on = requests_on_each
    expired, revoked = on.person(AccessRole.ANALYST), on.person(AccessRole.ANALYST)
    with on.api.context.writing() as factory:
        ids = [factory.keys().caller(each["Authorization"].split()[1]).key_id for each in (expired, revoked)]
        assert ids[1] is not None
        factory.keys().revoke(ids[1])
    with on.api.context.database.write() as session:
        earlier = datetime.now(UTC) - timedelta(minutes=1)
        session.execute(update(ApiKey).where(ApiKey.id == ids[0]).values(expires_at=earlier))
    for who, code in (
        ({}, "key_missing"),
        ({"Authorization": "Basic emVlOmJvbms="}, "key_missing"),
        ({"Authorization": "Bearer lont_verzonnen"}, "key_refused"),
        (expired, "key_refused"),
        (revoked, "key_refused"),
    ):
        for path in (_FORMS, "/v1/received-requests"):
            answer = on.api.client.get(path, headers=who)
            assert problem(answer) == (401, code)
            assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_role_that_lacks_the_right_and_self_approval_are_forbidden(shared: Requests) -> None:
    both, auditor = shared.person(AccessRole.ANALYST, AccessRole.APPROVER), shared.person(AccessRole.AUDITOR)
    request = shared.confirmed()
    shared.moved(request, "send_back", shared.approver, rationale="Nog eens.")
    shared.moved(request, "confirm", both, saw_original=True, bona_fide=True)
    own = shared.move(request, "approve", both)
    assert problem(own) == (403, "forbidden")
    assert ("", "TD-401") in faults(own)
    assert problem(shared.move(request, "approve", shared.analyst)) == (403, "forbidden")
    assert problem(shared.move(request, "send_back", auditor, rationale="Nee.")) == (403, "forbidden")
    assert problem(shared.edit(request, auditor, language="en")) == (403, "forbidden")
    assert problem(shared.move(request, "approve", shared.telegram)) == (403, "scope_missing")
    assert shared.read(request).json()["version"] == request.version


def test_what_is_unknown_and_what_is_not_yours_are_one_answer(shared: Requests) -> None:
    theirs, tiktok = shared.submitted(), shared.platform(Platform.TIKTOK)
    told = set()
    for request_id in (theirs.id, f"tdr_{uuid4()}", "tdr_", "1", "%00", "..%2f", "tdr_" + "9" * 3_000):
        answer = shared.api.client.get(f"/v1/received-requests/{request_id}", headers=tiktok)
        body = {name: value for name, value in answer.json().items() if name not in {"instance", "request_id"}}
        told.add((*problem(answer), json.dumps(body)))
    assert len({each for each in told if each[1] != "route_not_found"}) == 1
    assert {each[:2] for each in told} <= {(404, "not_found"), (404, "route_not_found")}


@pytest.mark.parametrize(
    "declared",
    [
        None,
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16",
        "application/json; charset=iso-8859-1",
        "application/merge-patch+json",
        "application/jsonx",
        "json",
        "application/json, text/plain",
        ";",
    ],
)
def test_another_content_type_or_charset_is_unsupported(shared: Requests, declared: str | None) -> None:
    for method, path, headers in calls_with_a_body(shared):
        sent = headers | ({} if declared is None else {"Content-Type": declared})
        answer = shared.api.client.request(method, path, content=b"{}", headers=sent)
        assert problem(answer) == (415, "content_type_unsupported"), path


@pytest.mark.parametrize(
    "declared", ["application/json", "APPLICATION/JSON; Charset=UTF-8", 'application/json;charset="utf-8"']
)
def test_json_in_utf_8_is_taken_however_it_is_declared(shared: Requests, declared: str) -> None:
    for method, path, headers in calls_with_a_body(shared):
        answer = shared.api.client.request(method, path, content=b"{}", headers=headers | {"Content-Type": declared})
        assert answer.status_code != 415, path


@pytest.mark.parametrize(
    "accepted",
    [
        "text/html",
        "application/xml, text/*;q=0.5",
        "application/json;q=0",
        "application/json;q=0, */*",
        "*/*;q=0",
        "application/json;q=x",
        "json",
        ",",
    ],
)
def test_who_takes_no_json_is_told_that_there_is_nothing_else(shared: Requests, accepted: str) -> None:
    reads = [
        ("GET", _FORMS, shared.analyst),
        ("GET", "/v1/delivery-channels", shared.analyst),
        ("GET", "/v1/received-requests", shared.telegram),
        ("GET", "/v1/received-requests/statistics", shared.telegram),
    ]
    for method, path, headers in (*reads, *calls_with_a_body(shared)):
        answer = shared.api.client.request(method, path, headers=headers | _JSON | {"Accept": accepted})
        assert problem(answer) == (406, "not_acceptable"), path


@pytest.mark.parametrize(
    "accepted",
    ["", "*/*", "application/*;q=0.1", "text/html, */*;q=0.8", "text/html,application/json", "APPLICATION/JSON"],
)
def test_who_takes_json_gets_it(shared: Requests, accepted: str) -> None:
    answer = shared.api.client.get(_FORMS, headers=shared.analyst | {"Accept": accepted})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")


def test_an_illegal_transition_tells_the_state_and_what_is_allowed(shared: Requests) -> None:
    request = shared.submitted()
    answer = shared.reply(request, "ask_info", question="Welk?")
    assert problem(answer) == (409, "invalid_transition")
    told = [(each["where"], each["what"]) for each in answer.json()["faults"]]
    assert told[0] == ("current_state", "submitted")
    assert {where for where, _ in told[1:]} == {"allowed_events"}


def test_a_second_open_request_is_told_the_first(shared: Requests) -> None:
    request = shared.draft()
    answer = shared.post_draft({"item_id": request.item_id}, "another")
    assert problem(answer) == (409, "duplicate")
    assert [(each["where"], each["what"]) for each in answer.json()["faults"]] == [("existing_id", request.id)]


@pytest.mark.postgres
def test_the_same_key_while_the_first_call_runs_waits_and_gets_its_answer(tmp_path: Path) -> None:
    with opened(tmp_path, emptied_postgres()) as requests:
        body, barrier = {"item_id": requests.confirmed_item()}, Barrier(4)

        def post(_: int) -> Any:  # noqa: ANN401  # a response
            barrier.wait()
            return requests.post_draft(body, "the-same")

        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(post, range(4)))
        assert [each.status_code for each in answers] == [201] * 4
        assert len({each.json()["id"] for each in answers}) == 1
        assert [each.headers.get("idempotency-replayed") for each in answers].count("true") == 3
        assert len(requests.api.client.get(_FORMS, headers=requests.analyst).json()["requests"]) == 1


def test_the_same_key_with_another_body_is_refused_and_that_of_another_caller_is_another_key(
    requests_on_each: Requests,
) -> None:
    on = requests_on_each
    first, second = on.confirmed_item(), on.confirmed_item()
    made = on.post_draft({"item_id": first}, "k")
    assert problem(on.post_draft({"item_id": second}, "k")) == (422, "idempotency_key_reused")
    assert problem(on.post_draft({"item_id": first, "language": "en"}, "k")) == (422, "idempotency_key_reused")
    replayed = on.post_draft({"item_id": first}, "k")
    assert (replayed.status_code, replayed.json()["id"]) == (201, made.json()["id"])
    other = on.post_draft({"item_id": second}, "k", on.person(AccessRole.ANALYST))
    assert other.status_code == 201
    assert "idempotency-replayed" not in other.headers


def test_a_refused_draft_leaves_its_key_free(shared: Requests) -> None:
    item_id = shared.stored_item()
    refused = shared.post_draft({"item_id": item_id}, "free-again")
    assert refused.status_code in {404, 409, 422}
    assert shared.post_draft({"item_id": shared.confirmed_item()}, "free-again").status_code == 201


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        (None, (428, "precondition_required")),
        ('"1"', (412, "version_mismatch")),
        ('"999999999999999999"', (412, "version_mismatch")),
        ('"9999999999999999999999"', (400, "if_match_unreadable")),
        ('W/"4"', (400, "if_match_unreadable")),
        ("*", (400, "if_match_unreadable")),
        ('"4", "5"', (400, "if_match_unreadable")),
        ('"-1"', (400, "if_match_unreadable")),
        ("4", (400, "if_match_unreadable")),
        ('""', (400, "if_match_unreadable")),
    ],
)
def test_a_change_needs_the_one_version_that_was_seen(
    shared: Requests, tag: str | None, expected: tuple[int, str]
) -> None:
    request = shared.submitted()
    version = {} if tag is None else {"If-Match": tag}
    for path, who in (
        (f"{_FORMS}/{request.id}", shared.analyst),
        (f"/v1/received-requests/{request.id}", shared.telegram),
    ):
        answer = shared.api.client.post(f"{path}/events", json={"event": "ack"}, headers=who | version)
        assert problem(answer) == expected
    assert shared.read(request).json()["version"] == request.version


def test_a_body_of_more_than_a_mebibyte_is_too_large(shared: Requests) -> None:
    for method, path, headers in calls_with_a_body(shared):
        body = json.dumps({"explanation": _SECRET + "x" * 1_048_576})
        answer = shared.api.client.request(method, path, content=body, headers=headers | _JSON)
        assert problem(answer) == (413, "body_too_large"), path


def test_answers_to_more_than_a_hundred_items_are_a_fault_at_their_place(shared: Requests) -> None:
    request = shared.submitted()
    answers = {str(uuid4()): "removed" for _ in range(101)}
    answer = shared.reply(request, "decision_action", answers=answers)
    assert problem(answer) == (422, "request_invalid")
    assert faults(answer) == {("body.answers", "too_long")}


def test_an_incomplete_notice_is_told_every_rule_with_its_place_and_ground(shared: Requests) -> None:
    request = shared.moved(shared.draft(url=f"https://t.me/+{_SECRET}", explanation="Kort."), "submit_for_review")
    answer = shared.move(request, "confirm")
    assert problem(answer) == (422, "incomplete_notice")
    found = {each["code"]: each for each in answer.json()["faults"]}
    assert set(found) >= {"TD-201", "TD-206", "TD-301", "TD-304", "TD-401"}
    assert found["TD-201"]["where"] == "/items/0/locator/url"
    assert "16(2)(b)" in found["TD-201"]["what"]


def test_a_draft_is_saved_incomplete_with_warnings(shared: Requests) -> None:
    answer = shared.post_draft({"item_id": shared.confirmed_item(), "explanation": "Kort."}, uuid4().hex)
    assert answer.status_code == 201
    assert "TD-301" in {each["code"] for each in answer.json()["warnings"]}


@pytest.mark.parametrize(
    ("field", "value", "allowed"),
    [
        ("language", "fr", "'nl'"),
        ("firework_class_basis", _SECRET, "'label_seen'"),
        ("threat_to_life", "maybe", "'imminent'"),
        ("police_status", "STATEMENT", "'acknowledged'"),
    ],
)
def test_an_unknown_word_is_told_the_known_ones(shared: Requests, field: str, value: str, allowed: str) -> None:
    edit: dict[str, Any] = {field: value}
    answer = shared.edit(shared.draft(), **edit)
    assert problem(answer) == (422, "request_invalid")
    assert allowed in answer.json()["faults"][0]["what"]


def test_an_unknown_member_is_refused_by_its_place(shared: Requests) -> None:
    answer = shared.edit(shared.draft(), state="approved", explanation=EXPLANATION)
    assert problem(answer) == (422, "request_invalid")
    assert faults(answer) == {("body.state", "extra_forbidden")}


@pytest.mark.parametrize(
    "query",
    ["state=weg", "limit=0", "limit=9" * 1, "limit=" + "9" * 5_000, "cursor=x", "x=1", "platform=", "limit=1&limit=x"],
)
def test_an_odd_query_is_a_fault_at_its_place(shared: Requests, query: str) -> None:
    for path, who in ((_FORMS, shared.analyst), ("/v1/received-requests", shared.telegram)):
        answer = shared.api.client.get(f"{path}?{query}", headers=who)
        assert answer.status_code == 200 or problem(answer) == (422, "request_invalid")


def test_no_call_deletes_a_request_so_that_no_hold_has_to_block_one(shared: Requests) -> None:
    request = shared.submitted()
    for path, who in ((_FORMS, shared.analyst), ("/v1/received-requests", shared.telegram)):
        answer = shared.api.client.delete(f"{path}/{request.id}", headers=who)
        assert problem(answer) == (405, "method_not_allowed")
        assert "DELETE" not in answer.headers["allow"]
    assert shared.read(request).status_code == 200


def test_a_registry_that_cannot_be_read_makes_the_call_unavailable_for_a_while(tmp_path: Path) -> None:
    registry = tmp_path / "channels.toml"
    registry.write_text("[[delivery_channel]]\nid = ", encoding="utf-8")
    with opened(tmp_path / "home", delivery_channels=registry) as requests:
        answer = requests.api.client.get("/v1/delivery-channels", headers=requests.analyst)
        assert problem(answer) == (503, "not_ready")
        assert int(answer.headers["retry-after"]) > 0
        assert str(registry) not in answer.text


def test_a_text_that_is_not_what_was_captured_any_more_freezes_the_request(requests_on_each: Requests) -> None:
    on = requests_on_each
    request = on.confirmed()
    with on.api.context.database.write() as session:
        session.execute(update(Item).where(Item.id == UUID(request.item_id)).values(text=f"{_SECRET} gewijzigd"))
    refused = on.move(request, "approve", on.approver, still_online=True)
    assert problem(refused) == (422, "incomplete_notice")
    assert "TD-208" in {code for _, code in faults(refused)}
    assert on.read(request).json()["state"] == "confirmed"
