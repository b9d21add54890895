"""Deciding a campaign on its page, and taking that back."""

from __future__ import annotations

from uuid import UUID

from fastapi.testclient import TestClient

from service.domain.access import AccessRole
from tests.support.api import Api
from tests.support.campaigns import ADVERT, CHEAPER, campaign_of, joined
from tests.support.pages import read_page, sent, with_action


def campaign_page(desk: Api) -> tuple[str, list[str]]:
    """Let two texts join a campaign; return its address and the ids of the texts."""
    first = joined(desk.context, ADVERT)
    joined(desk.context, CHEAPER, number=2)
    campaign = campaign_of(desk.context, first)
    assert campaign is not None
    with desk.context.reading() as factory:
        return f"/campaigns/{campaign.id}", [each.variant.id for each in factory.campaigns().get(campaign.id).variants]


def test_people_see_what_would_be_decided_then_decide_then_undo(desk: Api, analyst: TestClient) -> None:
    address, texts = campaign_page(desk)
    page = analyst.get(address).text
    assert page.count('form="decide" checked') == 2
    first = sent(analyst, with_action(page, "/decide"), choice="confirm:f4_sale", variant=texts[0])
    assert first.status_code == 200, first.text
    assert "1 item would be decided" in first.text
    assert read_page(first.text).inline == []
    assert "2 wait for review" in analyst.get("/campaigns").text
    done = sent(analyst, with_action(first.text, "/decide"), final="yes")
    assert "1 item is decided" in done.text
    with desk.context.reading() as factory:
        (batch,) = factory.campaign_decisions().batches(UUID(address.rpartition("/")[2]))
    undone = analyst.post(f"{address}/decide/undo", data={"batch": str(batch.id)})
    assert "1 item waits for review again" in undone.text
    again = analyst.post(f"{address}/decide/undo", data={"batch": str(batch.id)})
    assert again.status_code == 409


def test_a_verdict_on_no_text_is_refused_and_nothing_is_decided(desk: Api, analyst: TestClient) -> None:
    address, _ = campaign_page(desk)
    form = with_action(analyst.get(address).text, "/decide")
    answer = sent(analyst, form, choice="unsure", note="mijn reden", final="yes")
    assert answer.status_code == 409
    assert "mijn reden" in answer.text
    assert "texts are in the campaign" in answer.text


def test_who_decides_nothing_cannot(desk: Api) -> None:
    address, texts = campaign_page(desk)
    legal = desk.person(AccessRole.LEGAL)
    assert [form.action for form in read_page(legal.get(address).text).forms if "decide" in form.action] == []
    assert legal.post(f"{address}/decide", data={"choice": "unsure", "variant": texts[0]}).status_code == 403


def test_only_texts_that_wait_are_shown_where_that_is_asked(desk: Api, analyst: TestClient) -> None:
    address, texts = campaign_page(desk)
    analyst.post(f"{address}/decide", data={"choice": "unsure", "variant": texts[0], "final": "yes"})
    page = analyst.get(f"{address}?waiting=true").text
    assert texts[0] not in page
    assert texts[1] in page
