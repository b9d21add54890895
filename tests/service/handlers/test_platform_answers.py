"""`/v1/received-requests`, as a platform's key uses it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.domain.access import AccessRole
from service.domain.audit import AuditFilter
from service.domain.messages import Platform
from service.domain.takedown.states import TRANSITIONS
from service.handlers.answer_models import PlatformEvent
from service.settings import Settings
from tests.support.takedown_api import EXPLANATION, NOTIFIER, TEXT, URL, Requests, Tracked, opened

_LIST = "/v1/received-requests"
_WHITELIST = {
    *("id", "version", "state", "submitted_at", "allowed_events", "messages", "text"),
    *("language", "case_category", "dsa_category", "dsa_category_addition", "dsa_keywords", "legal_grounds"),
    *("explanation", "requested_action", "territorial_scope", "notifier_name", "notifier_email", "bona_fide_text"),
    "items",
}
_ITEM_WHITELIST = {
    *("item_id", "url", "message_id", "container_name", "additional_info", "author_handle", "content_types"),
    *("excerpt", "posted_at", "answer", "answered_at", "answer_details"),
}
_POLICE_REFERENCE = "PL0900-2026-verzonnen"
_WHY = "Omdat de tweede lezer zebrapad zei."


@pytest.fixture
def requests(tmp_path: Path) -> Iterator[Requests]:
    """The API on an empty SQLite database."""
    with opened(tmp_path) as requests:
        yield requests


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Requests]:
    """The API on one database for all tests to which it does not matter what else is there."""
    with opened(tmp_path_factory.mktemp("home")) as requests:
        yield requests


@pytest.fixture
def requests_on_each(tmp_path: Path, settings: Settings) -> Iterator[Requests]:
    """The API on an empty database, once of each kind."""
    with opened(tmp_path, settings.database_url) as requests:
        yield requests


def _read(requests: Requests, request: Tracked | str, who: dict[str, str] | None = None) -> Any:  # noqa: ANN401  # a response
    request_id = request if isinstance(request, str) else request.id
    return requests.api.client.get(f"{_LIST}/{request_id}", headers=who or requests.telegram)


def _names(value: object) -> set[str]:
    """Return every name of a member in a JSON value, however deep."""
    if isinstance(value, dict):
        return set(value).union(*map(_names, value.values()))
    return set().union(*map(_names, value)) if isinstance(value, list) else set()


def _without_ids(answer: Any) -> dict[str, Any]:  # noqa: ANN401  # a response
    return {name: value for name, value in answer.json().items() if name not in {"instance", "request_id"}}


def _with_secrets(requests: Requests) -> Tracked:
    """Return a submitted request that carries everything which must stay inside."""
    complete: dict[str, Any] = {"explanation": EXPLANATION, "firework_class_basis": "product_known_list"}
    police = {"threat_to_life": "possible", "police_status": "sent", "police_channel": "0900-8844"}
    request = requests.draft(**complete, **police, police_reference=_POLICE_REFERENCE)
    requests.moved(request, "submit_for_review", rationale=_WHY)
    requests.moved(request, "confirm", saw_original=True, bona_fide=True, rationale=_WHY)
    requests.moved(request, "send_back", requests.approver, rationale=_WHY)
    requests.moved(request, "confirm", saw_original=True, bona_fide=True, rationale=_WHY)
    requests.moved(request, "approve", requests.approver, rationale=_WHY)
    requests.moved(request, "dispatch", still_online=True, rationale=_WHY)
    return requests.moved(request, "accepted", rationale=_WHY)


class TestWhatAPlatformSees:
    """The outbound whitelist."""

    def test_a_notice_is_complete(self, requests_on_each: Requests) -> None:
        request = requests_on_each.submitted()
        answer = _read(requests_on_each, request)
        body = answer.json()
        assert answer.headers["etag"] == f'"{body["version"]}"'
        assert (body["state"], body["allowed_events"]) == ("submitted", ["ack", "decision_action", "decision_none"])
        (item,) = body["items"]
        assert (item["item_id"], item["url"], item["excerpt"]) == (request.item_id, URL, TEXT)
        assert (item["author_handle"], item["message_id"], item["answer"]) == ("user1", "4821", None)
        assert (body["explanation"], body["notifier_name"]) == (EXPLANATION, NOTIFIER)
        assert all(words in body["text"] for words in (EXPLANATION, f"> {TEXT}\n", URL, body["bona_fide_text"]))
        assert [each["role"] for each in body["legal_grounds"]] == ["prohibition", "prohibition", "aggravating"]

    def test_nothing_but_the_whitelist_leaves(self, requests: Requests) -> None:
        request = _with_secrets(requests)
        inside = requests.read(request).json()
        answers = [
            _read(requests, request),
            requests.api.client.get(_LIST, headers=requests.telegram),
            requests.reply(request, "ack"),
            requests.reply(request, "approve"),
            requests.reply(request, "ack"),
        ]
        assert [each.status_code for each in answers] == [200, 200, 200, 422, 409]
        shown = answers[0].json()
        assert set(shown) == _WHITELIST
        assert set(shown["items"][0]) == _ITEM_WHITELIST
        detection, safety = inside["content"]["detection"], inside["content"]["safety"]
        secrets = {
            *(str(detection["score"]), str(detection["score"])[:6], detection["model_version"]),
            *(_POLICE_REFERENCE, safety["police_notification"]["channel"], safety["police_notification"]["by"]),
            *(each["actor"] for each in inside["events"]),
            *(inside["attempts"][0]["payload_sha256"], inside["content"]["items"][0]["evidence"][0]["sha256"]),
            *(_WHY, "zebrapad", "possible", "usr_", "svc_", "AVG 6(1)(f)", "itm_", "P2"),
        }
        assert None not in secrets
        for answer in answers:
            assert [secret for secret in secrets if secret in answer.text] == []
        internal = {"detection", "safety", "lawfulness", "evidence", "actor", "events", "attempts", "priority", "score"}
        internal |= {"rationale", "details", "created_by", "warnings", "delivery_channel", "content", "canonical_url"}
        assert _names([answer.json() for answer in answers]) & internal == set()

    def test_each_view_is_in_the_log(self, requests: Requests) -> None:
        request = requests.submitted()
        requests.api.client.get(_LIST, headers=requests.telegram)
        _read(requests, request)
        with requests.api.context.reading() as factory:
            wanted = AuditFilter(actor="org_telegram", object_kind="takedown_request")
            found = factory.audit_entries().search(wanted, None, 100)
        assert [entry.record.action for entry in found if hasattr(entry, "record")] == ["consult"]

    def test_others_and_unsent_and_unknown_ones_cannot_be_told_apart(self, requests: Requests) -> None:
        sent, unsent = requests.submitted(), requests.confirmed()
        revoked = requests.moved(requests.confirmed(), "approve", requests.approver)
        requests.moved(revoked, "revoke", requests.approver, rationale=_WHY)
        tiktok = requests.platform(Platform.TIKTOK)
        unknown = f"tdr_{uuid4()}"
        cases = [
            *((sent.id, tiktok), (unsent.id, requests.telegram), (revoked.id, requests.telegram)),
            *((unknown, requests.telegram), ("x", requests.telegram), ("tdr_%00", requests.telegram)),
        ]
        reads = [_read(requests, request_id, who) for request_id, who in cases]
        moves = [
            requests.reply(replace(sent, id=request_id), event, who, question="Wat?")
            for request_id, who in cases
            for event in PlatformEvent
        ]
        assert {(each.status_code, json.dumps(_without_ids(each))) for each in reads + moves} == {
            (404, json.dumps(_without_ids(reads[3])))
        }
        assert requests.api.client.get(_LIST, headers=tiktok).json() == {"requests": [], "next_cursor": None}
        assert requests.read(sent).json()["version"] == sent.version

    def test_the_list_comes_newest_first_in_pages_and_holds_no_text(self, requests: Requests) -> None:
        requests.confirmed()
        made = [requests.submitted().id for _ in range(3)]
        revoked = requests.moved(requests.confirmed(), "approve", requests.approver)
        requests.moved(revoked, "revoke", requests.approver, rationale=_WHY)
        first = requests.api.client.get(_LIST, params={"limit": 2}, headers=requests.telegram)
        cursor = first.json()["next_cursor"]
        second = requests.api.client.get(_LIST, params={"limit": 2, "cursor": cursor}, headers=requests.telegram)
        pages = [first.json(), second.json()]
        assert [each["id"] for page in pages for each in page["requests"]] == made[::-1]
        assert [len(page["requests"]) for page in pages] == [2, 1]
        assert pages[1]["next_cursor"] is None
        assert "cobra" not in first.text

    @pytest.mark.parametrize("query", ["state=verzonnen", "platform=tiktok", "cursor=x", "limit=0"])
    def test_an_odd_query_is_refused(self, shared: Requests, query: str) -> None:
        answer = shared.api.client.get(f"{_LIST}?{query}", headers=shared.telegram)
        assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")

    def test_a_state_before_sending_finds_nothing(self, requests: Requests) -> None:
        requests.confirmed()
        answer = requests.api.client.get(f"{_LIST}?state=confirmed&state=draft", headers=requests.telegram)
        assert (answer.status_code, answer.json()["requests"]) == (200, [])


class TestAnswering:
    """Receipt, questions, decisions."""

    def test_a_receipt_a_question_and_a_decision_reach_the_people(self, requests_on_each: Requests) -> None:
        on = requests_on_each
        request = on.submitted()
        assert on.reply(request, "ack", ticket="TG-7").headers["etag"] == f'"{request.version}"'
        assert on.reply(request, "ask_info", question="Welk bericht?").json()["allowed_events"] == []
        on.moved(request, "answer", rationale="Het bovenste.", bona_fide=True)
        talk = [(each["by"], each["text"]) for each in _read(on, request).json()["messages"]]
        assert talk == [("platform", "Welk bericht?"), ("notifier", "Het bovenste.")]
        answers = {request.item_id: "access_disabled"}
        said: dict[str, Any] = {
            "answers": answers,
            "ground": "DECISION_GROUND_ILLEGAL_CONTENT",
            "rationale": "Verboden handel.",
        }
        decided = on.reply(request, "decision_action", **said).json()
        assert (decided["state"], decided["items"][0]["answer"]) == ("actioned", "access_disabled")
        last = on.read(request).json()["events"][-1]
        assert (last["actor"], last["event"], last["rationale"]) == (
            "org_telegram",
            "decision_action",
            "Verboden handel.",
        )
        assert last["details"]["ground"] == "DECISION_GROUND_ILLEGAL_CONTENT"

    def test_not_to_act_is_a_decision_too(self, shared: Requests) -> None:
        request = shared.submitted()
        body = shared.reply(request, "decision_none", rationale="Geen aanbod.").json()
        assert (body["state"], body["items"][0]["answer"], body["allowed_events"]) == ("declined", "no_action", [])

    def test_a_question_that_asks_nothing_is_refused(self, shared: Requests) -> None:
        request = shared.submitted()
        shared.reply(request, "ack")
        asked: list[dict[str, Any]] = [{}, {"rationale": "Welk bericht?"}]
        for said in asked:
            answer = shared.reply(request, "ask_info", **said)
            assert (answer.status_code, answer.json()["faults"][0]["where"]) == (422, "question")

    def test_a_decision_that_is_not_whole_is_refused(self, shared: Requests) -> None:
        request = shared.submitted()
        answer = shared.reply(request, "decision_action")
        assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")
        answer = shared.reply(request, "decision_action", answers={request.item_id: "no_action"})
        assert answer.json()["faults"][0]["code"] == "no_action"
        answer = shared.reply(request, "decision_action", answers={str(uuid4()): "removed"}, decision="removed")
        assert answer.json()["faults"] == [
            {"where": "answers", "what": "An item that is not in this request.", "code": "unknown"}
        ]
        assert _read(shared, request).json()["version"] == request.version

    def test_an_answer_that_does_not_fit_tells_what_does(self, shared: Requests) -> None:
        request = shared.submitted()
        answer = shared.reply(request, "ask_info", question="Welk bericht?")
        assert (answer.status_code, answer.json()["code"]) == (409, "invalid_transition")
        told = [(each["where"], each["what"]) for each in answer.json()["faults"]]
        allowed = ["ack", "decision_action", "decision_none"]
        assert told == [("current_state", "submitted"), *(("allowed_events", event) for event in allowed)]

    @pytest.mark.parametrize("tag", [None, '"1"', 'W/"6"', "*"])
    def test_an_answer_needs_the_version_that_was_seen(self, shared: Requests, tag: str | None) -> None:
        request = shared.submitted()
        headers = shared.telegram | ({} if tag is None else {"If-Match": tag})
        address = f"{_LIST}/{request.id}/events"
        answer = shared.api.client.post(address, json={"event": "ack"}, headers=headers)
        code = {None: "precondition_required", '"1"': "version_mismatch"}.get(tag, "if_match_unreadable")
        assert answer.json()["code"] == code

    @pytest.mark.parametrize(
        ("said", "where", "code"),
        [
            ({"event": "withdraw"}, "body.event", "enum"),
            ({"event": "accepted"}, "body.event", "enum"),
            ({"event": "ask_info", "question": "a\x00"}, "body.question", "nul_character"),
            ({"event": "ask_info", "question": "x" * 4001}, "body.question", "string_too_long"),
            ({"event": "ack", "saw_original": True}, "body.saw_original", "extra_forbidden"),
            ({}, "body.event", "missing"),
        ],
    )
    def test_a_fault_is_named_by_its_place(self, shared: Requests, said: dict[str, Any], where: str, code: str) -> None:
        address = f"{_LIST}/tdr_{uuid4()}/events"
        answer = shared.api.client.post(address, json=said, headers=shared.telegram | {"If-Match": '"1"'})
        assert answer.status_code == 422
        assert [(each["where"], each["code"]) for each in answer.json()["faults"]] == [(where, code)]

    def test_a_platform_answers_only_what_the_table_lets_it(self) -> None:
        events: set[str] = {each.event for each in TRANSITIONS if AccessRole.PLATFORM in each.roles}
        assert events == set(PlatformEvent)


@pytest.mark.parametrize("event", [None, "ack"])
def test_people_have_no_part_in_it(shared: Requests, event: str | None) -> None:
    roles = (AccessRole.ANALYST, AccessRole.APPROVER, AccessRole.LEGAL, AccessRole.AUDITOR, AccessRole.ADMIN)
    request = shared.submitted()
    for who in (*(shared.person(role, AccessRole.DATA_SCIENTIST) for role in roles), shared.api.headers):
        answers = [shared.api.client.get(_LIST, headers=who), _read(shared, request, who)]
        if event is not None:
            answers.append(shared.reply(request, event, who))
        assert {(each.status_code, each.json()["code"]) for each in answers} == {(403, "scope_missing")}
    assert shared.api.client.get(_LIST).status_code == 401


_ANYTHING = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(), max_size=2)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    event=st.sampled_from(PlatformEvent),
    said=st.dictionaries(st.sampled_from(["question", "rationale", "ticket", "answers"]), _ANYTHING, max_size=3),
)
def test_whatever_a_platform_sends_is_taken_or_told(
    shared: Requests, event: PlatformEvent, said: dict[str, Any]
) -> None:
    listed = shared.api.client.get(_LIST, headers=shared.telegram).json()["requests"]
    running = [each["id"] for each in listed if each["state"] in {"submitted", "acknowledged"}]
    request_id = running[0] if running else shared.submitted().id
    etag = _read(shared, request_id).headers["etag"]
    headers = shared.telegram | {"If-Match": etag, "Content-Type": "application/json"}
    content = json.dumps({"event": event} | said).encode("utf-8", "surrogatepass")
    answer = shared.api.client.post(f"{_LIST}/{request_id}/events", content=content, headers=headers)
    assert answer.status_code in {200, 400, 409, 422}, answer.text
