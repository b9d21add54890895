"""The path of an escalation: colleagues are called by its first step, and what is noted goes into a request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from service.domain.access import AccessRole
from service.domain.decisions import Verdict
from service.domain.escalations import EscalationFacts
from service.domain.items import ItemState
from service.domain.takedown.vocabulary import PoliceChannel, PoliceStatus
from tests.support.api import Api
from tests.support.pages import Form, read_page, taken, with_action
from tests.support.people import make_person, noted
from tests.support.review import BRAM, give_score, queued, said, standing, store
from tests.support.takedown import stored_item


def step(browser: TestClient, item_id: UUID, number: int) -> Form:
    return with_action(browser.get(f"/items/{item_id}/escalate?step={number}").text, "/escalate")


def facts(desk: Api, item_id: UUID) -> EscalationFacts:
    with desk.context.reading() as factory:
        decision = factory.escalations().decision(item_id)
        assert decision is not None
        return factory.escalations().noted(decision.id)


def test_the_first_step_calls_colleagues_at_once_and_leads_on(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context)
    first = step(analyst, item_id, 1)
    assert first.buttons == [("act", "alert")]
    assert taken(analyst, first, act="alert") == f"/items/{item_id}/escalate?step=2"
    assert standing(desk.context, item_id) == (ItemState.QUEUED, "P0", Verdict.ESCALATE)
    with desk.context.reading() as factory:
        assert factory.alerts().count_unclaimed() == 1
    assert facts(desk, item_id) == EscalationFacts()


def test_what_each_step_says_is_kept_by_itself_and_taken_away_by_itself(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context)
    make_person(desk.context, "op.wacht", AccessRole.ANALYST, email="wacht@example.org", on_call=True)
    began = datetime.now(UTC)
    told = {"police_told": "yes", "police_channel": "112", "police_reference": "melding 7", "minutes_ago": "10"}
    taken(analyst, step(analyst, item_id, 1), act="alert", **told)
    taken(analyst, step(analyst, item_id, 2), target="een deur", time="vannacht")
    assert "op.wacht" in analyst.get(f"/items/{item_id}/escalate?step=3").text
    taken(analyst, step(analyst, item_id, 3), told="de teamleider, per telefoon")
    said_now = facts(desk, item_id)
    assert (said_now.police_channel, said_now.police_reference, said_now.target) == ("112", "melding 7", "een deur")
    assert (said_now.time, said_now.person, said_now.told) == ("vannacht", None, "de teamleider, per telefoon")
    assert said_now.police_told_at is not None
    assert abs(said_now.police_told_at - began + timedelta(minutes=10)) < timedelta(minutes=5)
    last = analyst.get(f"/items/{item_id}/escalate?step=4").text
    assert "melding 7" in last
    assert read_page(last).inline == []
    form = step(analyst, item_id, 1)
    form.fields.pop("police_told", None)
    form.fields.pop("police_reference")
    taken(analyst, form)
    assert facts(desk, item_id).police_told_at is None
    assert facts(desk, item_id).target == "een deur"
    changes = [each.details["fields"] for each in noted(desk.context) if each.action == "alter"]
    assert changes[1] == ["target", "time"]


def test_a_page_that_is_left_keeps_what_was_typed(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context)
    taken(analyst, step(analyst, item_id, 1), act="alert")
    fields = {"step": "2", "version": "1", "target": "half getypt"}
    assert analyst.post(f"/items/{item_id}/escalate/keep", data=fields).status_code == 204
    assert facts(desk, item_id).target == "half getypt"


def test_the_words_of_the_message_stand_in_the_fields_before_anybody_typed(desk: Api, analyst: TestClient) -> None:
    (item_id,) = store(desk.context, "vannacht Kerkstraat 12")
    entities: tuple[dict[str, object], ...] = (
        {"type": "time", "start": 0, "end": 8, "value": {}},
        {"type": "location", "start": 9, "end": 22, "value": {"kind": "street", "name": "kerkstraat", "number": "12"}},
    )
    give_score(desk.context, item_id, "P1", entities=entities)
    fields = step(analyst, item_id, 2).fields
    assert (fields["target"], fields["time"], fields["person"]) == ("Kerkstraat 12", "vannacht", "")


@pytest.mark.parametrize("act", ["alert", "save"])
def test_where_it_cannot_be_kept_the_page_tells_and_the_words_stay(desk: Api, analyst: TestClient, act: str) -> None:
    item_id = queued(desk.context)
    with desk.context.writing() as factory:
        factory.decisions().decide(BRAM, said(item_id, Verdict.UNSURE))
    fields = {"step": "1", "version": "1", "act": act, "police_told": "yes", "police_reference": "melding 7"}
    answer = analyst.post(f"/items/{item_id}/escalate", data=fields)
    assert answer.status_code == 409
    assert 'value="melding 7"' in answer.text


def test_a_request_that_is_drafted_later_says_what_was_noted_of_the_police(desk: Api, analyst: TestClient) -> None:
    item_id = stored_item(desk.context)
    told = {"police_told": "yes", "police_channel": "112", "police_reference": "melding 7"}
    taken(analyst, step(analyst, item_id, 1), act="alert", **told)
    analyst.post(f"/items/{item_id}/decide", data={"choice": "confirm:recruitment", "version": "1"})
    with desk.context.reading() as factory:
        (request,) = factory.takedown().of_item(item_id)
    police = request.content.safety.police_notification
    assert (police.status, police.channel) == (PoliceStatus.SENT, PoliceChannel.EMERGENCY)
    assert (police.reference, police.sent_at) == ("melding 7", facts(desk, item_id).police_told_at)
