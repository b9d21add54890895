"""Holds of the police on pages and in the API: for the liaison, and for nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from service.domain.access import AccessRole
from service.domain.takedown.records import RequestRecord, public_id
from service.domain.takedown.states import RequestState
from tests.support.api import Api
from tests.support.pages import sent, with_action
from tests.support.takedown import brought_to, item_of, now_of

OTHERS = sorted(
    set(AccessRole) - {AccessRole.POLICE_LIAISON, AccessRole.PLATFORM, AccessRole.DISPATCHER, AccessRole.SYSTEM}
)


@pytest.fixture
def liaison(desk: Api) -> TestClient:
    return desk.person(AccessRole.POLICE_LIAISON, name="piet")


def _channel(desk: Api, request: RequestRecord) -> UUID:
    with desk.context.reading() as factory:
        item = factory.takedown_desk().items.get(item_of(desk.context, request))
    assert item is not None
    return item.channel_id


def _placed(desk: Api, liaison: TestClient, request: RequestRecord) -> UUID:
    form = with_action(liaison.get("/holds").text, "/holds")
    until = (datetime.now(UTC) + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    answer = sent(liaison, form, subject=str(_channel(desk, request)), until=until, reason="voor het team")
    assert answer.status_code == 200, answer.text
    with desk.context.reading() as factory:
        return factory.hold_store().page(1)[0].id


def test_the_liaison_places_a_hold_and_lifts_it(desk: Api, liaison: TestClient) -> None:
    request = brought_to(desk.context, RequestState.CONFIRMED)
    hold_id = _placed(desk, liaison, request)
    page = liaison.get("/holds").text
    assert "voor het team" in page
    assert 'href="/holds"' in page
    assert "lifted" in sent(liaison, with_action(page, f"/holds/{hold_id}/lift")).text
    assert liaison.post(f"/holds/{hold_id}/lift", data={}).status_code == 409


def test_what_an_approver_meets_tells_nothing_of_the_hold(desk: Api, liaison: TestClient) -> None:
    request = brought_to(desk.context, RequestState.CONFIRMED)
    hold_id = _placed(desk, liaison, request)
    approver = desk.person(AccessRole.APPROVER, name="bob")
    before = approver.get(f"/requests/{public_id(request.id)}").text
    answer = approver.post(
        f"/requests/{public_id(request.id)}/events", data={"version": str(request.version), "event": "approve"}
    )
    assert answer.status_code == 409
    assert "Ask the police liaison." in answer.text
    assert now_of(desk.context, request) == request
    for text in (before, answer.text):
        assert str(hold_id) not in text
        assert "voor het team" not in text
        assert "/holds" not in text


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_can_tell_whether_there_are_holds(desk: Api, liaison: TestClient, role: AccessRole) -> None:
    request = brought_to(desk.context, RequestState.CONFIRMED)
    hold_id = _placed(desk, liaison, request)
    other = desk.person(role, name="iemand")
    told = {
        (answer.status_code, answer.text.replace(answer.headers.get("x-request-id", "-"), ""))
        for answer in (other.post(f"/holds/{hold_id}/lift", data={}), other.post(f"/holds/{uuid4()}/lift", data={}))
    }
    assert {status for status, _ in told} == {403}
    assert not any(str(hold_id) in text for _, text in told)
    assert other.get("/holds").status_code == 403
    with desk.context.reading() as factory:
        assert factory.hold_store().page(1)[0].lifted_at is None


@pytest.mark.parametrize(
    ("field", "odd"), [("subject", "geen id"), ("until", "2020-01-01T10:00"), ("until", "2026-13-40T10:00")]
)
def test_a_hold_that_makes_no_sense_is_refused(desk: Api, liaison: TestClient, field: str, odd: str) -> None:
    until = (datetime.now(UTC) + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    given = {"kind": "channel", "subject": str(uuid4()), "until": until, "reason": "voor het team"} | {field: odd}
    answer = liaison.post("/holds", data=given)
    assert answer.status_code == 422
    with desk.context.reading() as factory:
        assert factory.hold_store().page(1) == []
