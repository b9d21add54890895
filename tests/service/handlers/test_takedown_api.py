"""`/v1/takedown-requests` and `/v1/delivery-channels`, as people's keys use them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.domain.access import AccessRole
from service.domain.audit import AuditFilter
from service.handlers.takedown_models import AskedEvent
from service.services.takedown import guards
from service.settings import Settings
from tests.support.api import PROVENANCE
from tests.support.takedown_api import EXPLANATION, TEXT, URL, Requests, Tracked, opened

_FORMS = "/v1/takedown-requests"
_BESIDES = (AccessRole.LEGAL, AccessRole.POLICE_LIAISON, AccessRole.AUDITOR)
"""Access roles with the scope `request`, besides analyst and approver."""
_NOBODYS = "9d4e2b8c-6a1f-4e37-8b5d-019a5d2e7c1b"
"""An id that nothing has; the same in each process, since it stands in names of tests."""
_UNKNOWN = f"tdr_{_NOBODYS}"


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


def _views(requests: Requests, request: Tracked) -> int:
    """Count the entries in the log that say that somebody saw a request."""
    with requests.api.context.reading() as factory:
        found = factory.audit_entries().search(AuditFilter(object_kind="takedown_request"), None, 1000)
    records = [entry.record for entry in found if hasattr(entry, "record")]
    return sum(each.action == "consult" and each.object_id == request.id for each in records)


def _faults(answer: Any) -> list[tuple[str, str]]:  # noqa: ANN401  # a response
    return [(fault["where"], fault["code"]) for fault in answer.json()["faults"]]


def _told(answer: Any, where: str) -> list[str]:  # noqa: ANN401  # a response
    return [fault["what"] for fault in answer.json()["faults"] if fault["where"] == where]


def test_a_request_goes_from_an_item_to_its_end(requests_on_each: Requests) -> None:
    on = requests_on_each
    request = on.draft()
    assert [each["code"] for each in on.read(request).json()["warnings"]] == ["TD-206"]
    assert on.edit(request, explanation=EXPLANATION, firework_class_basis="product_known_list").status_code == 200
    assert on.read(request).json()["warnings"] == []
    steps: list[tuple[str, dict[str, str], dict[str, Any]]] = [
        ("submit_for_review", on.analyst, {}),
        ("confirm", on.analyst, {"saw_original": True, "bona_fide": True}),
        ("approve", on.approver, {}),
        ("attest_live", on.analyst, {}),
        ("dispatch", on.analyst, {}),
        ("accepted", on.analyst, {"ticket": "TG-2026-118"}),
    ]
    for event, who, said in steps:
        on.moved(request, event, who, **said)
    assert on.reply(request, "ack").status_code == 200
    assert on.reply(request, "ask_info", question="Welk van de twee berichten?").status_code == 200
    on.moved(request, "answer", rationale="Het tweede.", bona_fide=True)
    answers = {request.item_id: "removed"}
    assert on.reply(request, "decision_action", answers=answers).status_code == 200
    on.moved(request, "verify", gone=True)
    on.moved(request, "close", on.approver, rationale="Weg en niet teruggekomen.")
    whole = on.read(request).json()
    assert (whole["state"], whole["allowed_events"]) == ("closed", ["reinstated"])
    assert whole["items"][0]["answer"] == "removed"
    events = [each["event"] for each in whole["events"]]
    replies = ["ack", "ask_info", "answer", "decision_action", "verify", "close"]
    assert events == ["create", "edit", *(event for event, _, _ in steps), *replies]
    assert len({each["seq"] for each in whole["events"]}) == whole["version"] == len(events)


class TestDrafting:
    """`POST /v1/takedown-requests`."""

    def test_a_draft_may_be_incomplete_and_tells_what_is_missing(self, requests: Requests) -> None:
        answer = requests.post_draft({"item_id": requests.confirmed_item(), "url": "https://t.me/+verzonnen"})
        body = answer.json()
        assert answer.status_code == 201
        assert answer.headers["etag"] == '"1"'
        assert answer.headers["location"] == f"/v1/takedown-requests/{body['id']}"
        assert "idempotency-replayed" not in answer.headers
        assert {each["code"] for each in body["warnings"]} == {"TD-201", "TD-206"}
        assert requests.api.client.get(answer.headers["location"], headers=requests.analyst).json() == body

    def test_without_an_idempotency_key_nothing_is_made(self, requests: Requests) -> None:
        answer = requests.post_draft({"item_id": requests.confirmed_item()}, None)
        assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_required")
        assert requests.api.client.get(_FORMS, headers=requests.analyst).json()["requests"] == []

    @pytest.mark.parametrize("key", ["", "a b", "x" * 201])
    def test_an_odd_idempotency_key_is_refused(self, shared: Requests, key: str) -> None:
        answer = shared.post_draft({"item_id": str(uuid4())}, key)
        assert (answer.status_code, _faults(answer)[0][0]) == (422, "header.Idempotency-Key")

    def test_the_same_call_again_makes_nothing_new(self, requests_on_each: Requests) -> None:
        body = {"item_id": requests_on_each.confirmed_item()}
        first = requests_on_each.post_draft(body)
        again = requests_on_each.post_draft(body)
        assert (again.status_code, again.json()) == (201, first.json())
        assert again.headers["idempotency-replayed"] == "true"
        assert again.headers["location"] == first.headers["location"]

    def test_another_body_under_the_same_key_conflicts(self, requests_on_each: Requests) -> None:
        requests_on_each.post_draft({"item_id": requests_on_each.confirmed_item()})
        answer = requests_on_each.post_draft({"item_id": requests_on_each.confirmed_item()})
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")

    def test_a_repeat_shows_the_request_as_it_stands_then_and_no_text_was_kept_for_it(self, requests: Requests) -> None:
        body = {"item_id": requests.confirmed_item()}
        made = requests.post_draft(body).json()
        request = Tracked(made["id"], 1, "draft", body["item_id"])
        requests.edit(request, preserve_data=True)
        again = requests.post_draft(body)
        assert (again.headers["etag"], again.json()["version"]) == ('"2"', 2)
        with requests.api.context.writing() as factory:
            key_id = factory.keys().caller(requests.analyst["Authorization"].removeprefix("Bearer ")).key_id
            assert key_id is not None
            kept = factory.keys().earlier_answer(key_id, "k1", json.dumps(body, separators=(",", ":")).encode())
        assert kept == {"id": request.id}

    def test_an_unknown_item_is_not_found(self, shared: Requests) -> None:
        answer = shared.post_draft({"item_id": str(uuid4())})
        assert (answer.status_code, answer.json()["code"]) == (404, "item_not_found")

    def test_an_item_that_nobody_confirmed_makes_no_request(self, shared: Requests) -> None:
        answer = shared.post_draft({"item_id": shared.stored_item()})
        assert (answer.status_code, answer.json()["code"]) == (409, "invalid_transition")

    def test_what_stands_in_a_private_group_goes_to_the_police(self, requests: Requests) -> None:
        private = {"channel": {"id": "c9", "name": "Besloten"}, "provenance": PROVENANCE | {"visibility": "private"}}
        answer = requests.post_draft({"item_id": requests.confirmed_item(**private)})
        assert (answer.status_code, answer.json()["code"]) == (409, "no_platform_route")

    def test_a_second_request_for_the_same_content_names_the_first(self, requests: Requests) -> None:
        first = requests.draft()
        answer = requests.post_draft({"item_id": first.item_id})
        assert (answer.status_code, answer.json()["code"]) == (409, "duplicate")
        assert _told(answer, "existing_id") == [first.id]

    @pytest.mark.parametrize("role", [AccessRole.APPROVER, *_BESIDES])
    def test_only_analysts_draft(self, shared: Requests, role: AccessRole) -> None:
        who = shared.person(role, AccessRole.DATA_SCIENTIST)
        answer = shared.post_draft({"item_id": shared.confirmed_item()}, who=who)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


class TestReading:
    """The list, and one request."""

    def test_a_request_is_shown_whole_and_each_view_is_in_the_log(self, requests: Requests) -> None:
        request = requests.submitted()
        before = _views(requests, request)
        answer = requests.read(request, requests.approver)
        body = answer.json()
        assert answer.headers["etag"] == f'"{request.version}"'
        assert _views(requests, request) == before + 1
        assert body["content"]["items"][0]["excerpt"] == TEXT
        assert body["allowed_events"] == ["withdraw"]
        assert f"> {TEXT}\n" in body["outbound"]["text"]
        assert body["by_hand"] is True
        assert [(each["attempt"], each["outcome"]) for each in body["attempts"]] == [(1, "accepted")]
        assert "payload" not in body["attempts"][0]

    def test_the_list_holds_no_text_and_so_logs_no_view(self, requests: Requests) -> None:
        request = requests.submitted()
        before = _views(requests, request)
        answer = requests.api.client.get(_FORMS, headers=requests.approver)
        (listed,) = answer.json()["requests"]
        assert (listed["id"], listed["state"], listed["items"]) == (request.id, "submitted", 1)
        assert "cobra" not in answer.text
        assert "user1" not in answer.text
        assert _views(requests, request) == before

    def test_the_list_comes_newest_first_in_pages(self, requests: Requests) -> None:
        made = [requests.draft().id for _ in range(5)]
        seen: list[str] = []
        cursor: dict[str, str] = {}
        for expected in (2, 2, 1):
            query: dict[str, Any] = {"limit": 2} | cursor
            page = requests.api.client.get(_FORMS, params=query, headers=requests.analyst).json()
            assert len(page["requests"]) == expected
            seen += [each["id"] for each in page["requests"]]
            cursor = {"cursor": page["next_cursor"]}
        assert seen == made[::-1]
        assert cursor == {"cursor": None}

    def test_the_list_is_filtered_by_states_and_platform(self, requests: Requests) -> None:
        draft, confirmed = requests.draft().id, requests.confirmed().id
        requests.submitted()

        def listed(**query: Any) -> list[str]:  # noqa: ANN401  # values of a query
            page = requests.api.client.get(_FORMS, params=query, headers=requests.analyst).json()
            return [each["id"] for each in page["requests"]]

        assert listed(state="draft") == [draft]
        assert listed(state=["draft", "confirmed"]) == [confirmed, draft]
        assert len(listed(platform="telegram")) == 3
        assert listed(platform="tiktok") == []
        assert listed(state="closed") == []

    @pytest.mark.parametrize(
        "query",
        [
            "state=verzonnen",
            "platform=verzonnen",
            "cursor=abc",
            f"cursor={_NOBODYS}",
            "cursor=tdr_%00",
            "limit=0",
            "limit=201",
            "limit=x",
            "verzonnen=1",
            "state=",
        ],
    )
    def test_an_odd_query_is_refused(self, shared: Requests, query: str) -> None:
        answer = shared.api.client.get(f"{_FORMS}?{query}", headers=shared.analyst)
        assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")

    @pytest.mark.parametrize(
        "odd",
        [
            _UNKNOWN,
            "tdr_",
            "tdr_%00",
            "x",
            _NOBODYS,
            "tdr_" + "0" * 32,
            f"TDR_{_NOBODYS}",
            f"tdr_{_NOBODYS.upper()}",
            "tdr_" + "9" * 5000,
            "%ed%a0%80",
            "tdr_00000000-0000-0000-0000-000000000000",
        ],
    )
    def test_an_id_that_names_nothing_is_not_found(self, shared: Requests, odd: str) -> None:
        client, headers = shared.api.client, shared.analyst | {"If-Match": '"1"'}
        answers = [
            client.get(f"{_FORMS}/{odd}", headers=headers),
            client.patch(f"{_FORMS}/{odd}", json={}, headers=headers),
            client.post(f"{_FORMS}/{odd}/events", json={"event": "ack"}, headers=headers),
        ]
        assert {(each.status_code, each.json()["code"], each.json()["detail"]) for each in answers} == {
            (404, "not_found", "There is no takedown request of that id.")
        }

    def test_the_registry_of_delivery_channels_is_listed(self, shared: Requests) -> None:
        body = shared.api.client.get("/v1/delivery-channels", headers=shared.analyst).json()
        channels = shared.api.context.office.channels
        assert [each["id"] for each in body["delivery_channels"]] == [each.id for each in channels]
        assert body["delivery_channels"][0]["transport"] == "webform_manual"


class TestEditing:
    """`PATCH /v1/takedown-requests/{id}`."""

    def test_an_edit_makes_a_new_version(self, shared: Requests) -> None:
        request = shared.draft()
        answer = shared.edit(request, threat_to_life="possible", police_status="sent", police_channel="112")
        safety = answer.json()["content"]["safety"]
        assert (answer.status_code, answer.headers["etag"], request.version) == (200, '"2"', 2)
        assert (safety["threat_to_life"], safety["police_notification"]["channel"]) == ("possible", "112")

    def test_an_edit_that_changes_nothing_makes_no_new_version(self, shared: Requests) -> None:
        assert shared.edit(shared.draft()).headers["etag"] == '"1"'

    def test_an_edit_without_if_match_is_refused(self, shared: Requests) -> None:
        request = shared.draft()
        answer = shared.api.client.patch(f"{_FORMS}/{request.id}", json={}, headers=shared.analyst)
        assert (answer.status_code, answer.json()["code"]) == (428, "precondition_required")

    @pytest.mark.parametrize("version", ["0", "2", "123456789012345678"])
    def test_an_edit_of_another_version_is_refused(self, shared: Requests, version: str) -> None:
        request = shared.draft()
        headers = shared.analyst | {"If-Match": f'"{version}"'}
        answer = shared.api.client.patch(f"{_FORMS}/{request.id}", json={"url": URL}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (412, "version_mismatch")

    @pytest.mark.parametrize(
        "tag",
        ["1", 'W/"1"', '"1", "2"', "*", '"x"', '""', "", '"01"', '"-1"', '"1.0"', '"1', '"' + "9" * 6000 + '"', '"१"'],
    )
    def test_a_tag_that_names_no_version_is_refused(self, shared: Requests, tag: str) -> None:
        request = shared.draft()
        headers: dict[str, Any] = shared.analyst | {"If-Match": tag.encode()}
        for answer in (
            shared.api.client.patch(f"{_FORMS}/{request.id}", json={}, headers=headers),
            shared.api.client.post(f"{_FORMS}/{request.id}/events", json={"event": "discard"}, headers=headers),
        ):
            assert (answer.status_code, answer.json()["code"]) == (400, "if_match_unreadable")

    def test_a_confirmed_request_is_edited_no_more(self, shared: Requests) -> None:
        answer = shared.edit(shared.confirmed(), url=URL)
        assert (answer.status_code, answer.json()["code"]) == (409, "invalid_transition")
        assert _told(answer, "current_state") == ["confirmed"]
        assert _told(answer, "allowed_events") == ["content_gone"]

    def test_all_fields_that_do_not_fit_are_told_and_nothing_is_changed(self, shared: Requests) -> None:
        request = shared.draft()
        answer = shared.edit(request, url="https://t.me/a\u202eb/1", additional_info="\u200b\u202e")
        assert answer.status_code == 422
        assert {where for where, _ in _faults(answer)} == {
            "/items/0/locator/url",
            "/items/0/locator/additional_info",
        }
        assert "\u202e" not in answer.text
        assert shared.read(request).json()["version"] == 1

    @pytest.mark.parametrize(
        ("field", "value", "code"),
        [
            ("explanation", "x" * 5001, "string_too_long"),
            ("explanation", "a\x00b", "nul_character"),
            ("explanation", 5, "string_type"),
            ("excerpt", "x" * 4001, "string_too_long"),
            ("url", "x" * 2001, "string_too_long"),
            ("url", ["https://t.me/a/1"], "string_type"),
            ("language", "xx", "enum"),
            ("preserve_data", "yes", "bool_type"),
            ("threat_to_life", "zeker", "enum"),
            ("police_status", "", "enum"),
            ("police_reference", "x" * 201, "string_too_long"),
            ("delivery_channel", "", "string_too_short"),
            ("state", "approved", "extra_forbidden"),
            ("notifier", {}, "extra_forbidden"),
        ],
    )
    def test_a_value_of_the_wrong_kind_is_told_by_its_place(
        self,
        shared: Requests,
        field: str,
        value: Any,  # noqa: ANN401  # JSON
        code: str,
    ) -> None:
        answer = shared.edit(shared.draft(), **{field: value})
        assert (answer.status_code, _faults(answer)) == (422, [(f"body.{field}", code)])

    @pytest.mark.parametrize("body", [b'{"url": "\\ud800"}', b"{", b"\xff", b""])
    def test_what_is_no_json_is_refused(self, shared: Requests, body: bytes) -> None:
        request = shared.draft()
        headers = shared.analyst | {"If-Match": '"1"', "Content-Type": "application/json"}
        answer = shared.api.client.patch(f"{_FORMS}/{request.id}", content=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "json_malformed")

    def test_another_content_type_is_refused(self, shared: Requests) -> None:
        request = shared.draft()
        headers = shared.analyst | {"If-Match": '"1"', "Content-Type": "text/plain"}
        answer = shared.api.client.patch(f"{_FORMS}/{request.id}", content=b"{}", headers=headers)
        assert answer.status_code == 415


class TestMoving:
    """`POST /v1/takedown-requests/{id}/events`."""

    def test_an_event_that_does_not_fit_tells_the_state_and_what_fits(self, shared: Requests) -> None:
        request = shared.draft()
        answer = shared.move(request, "verify", gone=True)
        assert (answer.status_code, answer.json()["code"]) == (409, "invalid_transition")
        assert _told(answer, "current_state") == ["draft"]
        assert _told(answer, "allowed_events") == ["submit_for_review", "discard"]
        assert shared.read(request).json()["version"] == 1

    def test_every_rule_that_does_not_hold_is_told(self, shared: Requests) -> None:
        request = shared.moved(shared.draft(url="https://t.me/+verzonnen", explanation="Kort."), "submit_for_review")
        answer = shared.move(request, "confirm")
        assert (answer.status_code, answer.json()["code"]) == (422, "incomplete_notice")
        assert {code for _, code in _faults(answer)} >= {"TD-201", "TD-206", "TD-301", "TD-304", "TD-401"}
        assert "verzonnen" not in answer.text

    def test_who_confirmed_cannot_approve(self, requests: Requests) -> None:
        requests.analyst = requests.person(AccessRole.ANALYST, AccessRole.APPROVER)
        answer = requests.move(requests.confirmed(), "approve")
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
        assert ("", "TD-401") in _faults(answer)

    def test_what_was_undone_is_not_approved(self, shared: Requests) -> None:
        request = shared.confirmed()
        with shared.api.context.writing() as factory:
            caller = factory.keys().caller(shared.analyst["Authorization"].removeprefix("Bearer "))
            (decision,) = factory.decisions().history(UUID(request.item_id))
            factory.decisions().undo(caller, UUID(request.item_id), decision.id)
        answer = shared.move(request, "approve", shared.approver)
        assert (answer.status_code, answer.json()["code"]) == (409, "decision_undone")

    def test_an_event_needs_the_version_that_was_seen(self, shared: Requests) -> None:
        request = shared.draft()
        address = f"{_FORMS}/{request.id}/events"
        body = {"event": "submit_for_review"}
        assert shared.api.client.post(address, json=body, headers=shared.analyst).status_code == 428
        shared.moved(request, "submit_for_review")
        request.version -= 1
        assert shared.move(request, "reject", rationale="Oud nieuws.").status_code == 412

    def test_to_attest_is_no_transition(self, shared: Requests) -> None:
        request = shared.moved(shared.confirmed(), "attest_live")
        body = shared.read(request).json()
        assert (body["state"], body["events"][-1]["event"]) == ("confirmed", "attest_live")
        assert body["content"]["items"][0]["last_verified_live_at"] is not None

    @pytest.mark.parametrize(
        ("said", "where", "code"),
        [
            ({"event": "verzonnen"}, "body.event", "enum"),
            ({"event": "timeout"}, "body.event", "enum"),
            ({"event": None}, "body.event", "enum"),
            ({"event": "ack", "rationale": "a\x00b"}, "body.rationale", "nul_character"),
            ({"event": "ack", "rationale": "x" * 4001}, "body.rationale", "string_too_long"),
            ({"event": "ack", "rationale": " "}, "body.rationale", "blank"),
            ({"event": "ack", "ticket": "x" * 201}, "body.ticket", "string_too_long"),
            ({"event": "ack", "saw_original": 1}, "body.saw_original", "bool_type"),
            ({"event": "ack", "decision": "verwijderd"}, "body.decision", "enum"),
            ({"event": "ack", "ground": "x"}, "body.ground", "enum"),
            ({"event": "ack", "answers": []}, "body.answers", "dict_type"),
            ({"event": "ack", "answers": {str(uuid4()): "weg"}}, None, "enum"),
            ({"event": "ack", "answers": {"x": "removed"}}, None, "uuid_parsing"),
            ({"event": "ack", "answers": {str(uuid4()): "other" for _ in range(101)}}, "body.answers", "too_long"),
            ({"event": "ack", "actor": "usr_ander"}, "body.actor", "extra_forbidden"),
        ],
    )
    def test_a_fault_is_named_by_its_place(
        self, shared: Requests, said: dict[str, Any], where: str | None, code: str
    ) -> None:
        headers = shared.analyst | {"If-Match": '"1"'}
        answer = shared.api.client.post(f"{_FORMS}/{_UNKNOWN}/events", json=said, headers=headers)
        assert answer.status_code == 422
        assert [found for _, found in _faults(answer)] == [code]
        assert where is None or _faults(answer)[0][0] == where

    def test_a_decision_of_a_platform_is_noted_item_by_item(self, shared: Requests) -> None:
        request = shared.moved(shared.submitted(), "ack")
        strange = shared.move(request, "decision_action", answers={str(uuid4()): "removed"}, decision="removed")
        assert (strange.status_code, _faults(strange)) == (422, [("answers", "unknown")])
        answers = {request.item_id: "account_terminated"}
        shared.moved(request, "decision_action", answers=answers, ground="DECISION_GROUND_INCOMPATIBLE_CONTENT")
        assert shared.read(request).json()["items"][0]["answer"] == "account_terminated"

    @pytest.mark.parametrize(
        ("state", "event", "roles"),
        [
            ("draft", "submit_for_review", {AccessRole.ANALYST}),
            ("draft", "discard", {AccessRole.ANALYST}),
            ("in_review", "confirm", {AccessRole.ANALYST}),
            ("in_review", "reject", {AccessRole.ANALYST, AccessRole.LEGAL}),
            ("confirmed", "approve", {AccessRole.APPROVER}),
            ("confirmed", "send_back", {AccessRole.APPROVER, AccessRole.LEGAL}),
            ("approved", "dispatch", {AccessRole.ANALYST, AccessRole.APPROVER}),
            ("approved", "revoke", {AccessRole.APPROVER, AccessRole.LEGAL}),
            ("submitted", "ack", {AccessRole.ANALYST}),
            ("submitted", "decision_none", {AccessRole.ANALYST}),
            ("submitted", "withdraw", {AccessRole.APPROVER, AccessRole.LEGAL}),
        ],
    )
    def test_who_lacks_the_access_role_moves_nothing(
        self, shared: Requests, state: str, event: str, roles: set[AccessRole]
    ) -> None:
        request = _in_state(shared, state)
        people = {role: shared.person(role, AccessRole.DATA_SCIENTIST) for role in _BESIDES}
        people |= {AccessRole.ANALYST: shared.analyst, AccessRole.APPROVER: shared.approver}
        for role in set(people) - roles:
            answer = shared.move(request, event, people[role], rationale="Een reden.")
            assert (answer.status_code, answer.json()["code"], role) == (403, "forbidden", role)
        shown = shared.read(request).json()
        assert (shown["state"], shown["version"]) == (state, request.version)
        for role in roles:
            assert event in shared.read(request, people[role]).json()["allowed_events"]

    @pytest.mark.parametrize("role", _BESIDES)
    def test_only_analysts_edit_and_only_they_and_approvers_attest(self, shared: Requests, role: AccessRole) -> None:
        request, who = shared.draft(), shared.person(role)
        assert shared.edit(request, who, url=URL).json()["code"] == "forbidden"
        assert shared.edit(request, shared.approver, url=URL).json()["code"] == "forbidden"
        assert shared.move(request, "attest_live", who).json()["code"] == "forbidden"
        assert shared.move(request, "attest_live", shared.approver).status_code == 200


def _in_state(requests: Requests, state: str) -> Tracked:
    if state == "draft":
        return requests.draft()
    if state == "in_review":
        return requests.moved(requests.draft(), "submit_for_review")
    if state == "confirmed":
        return requests.confirmed()
    if state == "approved":
        return requests.moved(requests.confirmed(), "approve", requests.approver)
    return requests.submitted()


class TestAccess:
    """Who gets in at all."""

    @pytest.fixture(params=["list", "read", "channels", "draft", "edit", "move"])
    def call(self, request: pytest.FixtureRequest) -> dict[str, Any]:
        one = f"{_FORMS}/{_UNKNOWN}"
        calls: dict[str, dict[str, Any]] = {
            "list": {"method": "GET", "url": _FORMS},
            "read": {"method": "GET", "url": one},
            "channels": {"method": "GET", "url": "/v1/delivery-channels"},
            "draft": {"method": "POST", "url": _FORMS, "json": {}},
            "edit": {"method": "PATCH", "url": one, "json": {}},
            "move": {"method": "POST", "url": f"{one}/events", "json": {}},
        }
        return calls[request.param]

    def test_nobody_gets_in_without_a_key(self, shared: Requests, call: dict[str, Any]) -> None:
        answer = shared.api.client.request(**call)
        assert (answer.status_code, answer.json()["code"]) == (401, "key_missing")

    def test_others_lack_the_scope(self, shared: Requests, call: dict[str, Any]) -> None:
        roles = (AccessRole.DATA_SCIENTIST, AccessRole.ADMIN, AccessRole.DPO)
        keys = [shared.telegram, shared.api.headers, shared.person(*roles)]
        for who in keys:
            answer = shared.api.client.request(**call, headers=who)
            assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
            assert "insufficient_scope" in answer.headers["www-authenticate"]

    def test_an_auditor_reads_everything_and_changes_nothing(self, requests: Requests) -> None:
        request, auditor = requests.confirmed(), requests.person(AccessRole.AUDITOR)
        assert requests.read(request, auditor).json()["allowed_events"] == []
        assert len(requests.api.client.get(_FORMS, headers=auditor).json()["requests"]) == 1


_ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["nl", "removed", URL, "sent"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)
_EDITED = ["explanation", "url", "excerpt", "additional_info", "language", "delivery_channel", "police_reference"]
_SAID = [
    "rationale",
    "answers",
    "decision",
    "ticket",
    "ground",
    "delivery_channel",
    "gone",
    "bona_fide",
    "still_online",
]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edit=st.dictionaries(st.sampled_from(_EDITED), st.text() | _ANYTHING, max_size=4),
    event=st.sampled_from(AskedEvent),
    said=st.dictionaries(st.sampled_from(_SAID), st.text() | _ANYTHING, max_size=4),
    approver=st.booleans(),
)
def test_whatever_is_sent_is_taken_or_told(
    shared: Requests, edit: dict[str, Any], event: AskedEvent, said: dict[str, Any], *, approver: bool
) -> None:
    listed = shared.api.client.get(_FORMS, headers=shared.analyst).json()["requests"]
    running = [each for each in listed if each["state"] not in {"closed", "rejected_internal", "moot", "withdrawn"}]
    request_id = running[0]["id"] if running else shared.draft().id
    headers = shared.approver if approver else shared.analyst
    for method, address, body in (
        ("PATCH", f"{_FORMS}/{request_id}", edit),
        ("POST", f"{_FORMS}/{request_id}/events", {"event": event} | said),
        ("POST", _FORMS, {"item_id": str(uuid4())} | edit),
    ):
        version = shared.api.client.get(f"{_FORMS}/{request_id}", headers=headers).headers["etag"]
        sent = headers | {"If-Match": version, "Idempotency-Key": uuid4().hex, "Content-Type": "application/json"}
        content = json.dumps(body).encode("utf-8", "surrogatepass")
        answer = shared.api.client.request(method, address, content=content, headers=sent)
        assert answer.status_code in {200, 400, 403, 404, 409, 422}, answer.text


def test_the_words_of_the_wire_are_those_of_the_service() -> None:
    assert set(AskedEvent) == set(guards.OFFERED) | {"attest_live"}
