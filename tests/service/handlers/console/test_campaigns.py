"""The pages of campaigns, and what the page of an item says of its campaign."""

from __future__ import annotations

from datetime import date, timedelta

from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from service.domain.access import AccessRole
from service.domain.audit import AuditAction
from service.domain.campaigns import DayCount
from service.domain.decisions import Verdict
from service.handlers.console.campaigns import bars_of
from tests.support.api import Api
from tests.support.campaigns import ADVERT, CHEAPER, OTHER, campaign_of, joined
from tests.support.pages import read_page, sent, taken, with_action
from tests.support.people import noted
from tests.support.review import ANNA, said


def test_an_empty_list_says_when_one_appears(analyst: TestClient) -> None:
    assert "No campaigns yet" in analyst.get("/campaigns").text


def test_list_item_and_campaign_lead_to_each_other_and_hold_nothing_inline(desk: Api, analyst: TestClient) -> None:
    first = joined(desk.context, ADVERT)
    second = joined(desk.context, CHEAPER, number=2)
    campaign = campaign_of(desk.context, first)
    assert campaign is not None
    address = f"/campaigns/{campaign.id}"
    for path in ("/campaigns", f"/items/{first}", address):
        page = read_page(analyst.get(path).text)
        assert address in page.links or path == address
        assert page.inline == []
    text = analyst.get(address).text
    assert f"/items/{second}" in read_page(text).links
    assert "<del>8</del><ins>7</ins>" in text
    assert '<svg class="days"' in text
    assert "2026-11-01" in text


def test_people_split_undo_and_merge_on_the_page(desk: Api, analyst: TestClient) -> None:
    first = joined(desk.context, ADVERT)
    joined(desk.context, CHEAPER, number=2)
    other = joined(desk.context, OTHER, number=3)
    campaign, apart = campaign_of(desk.context, first), campaign_of(desk.context, other)
    assert campaign is not None
    assert apart is not None
    address = f"/campaigns/{campaign.id}"
    with desk.context.reading() as factory:
        variant = factory.campaigns().get(campaign.id).variants[1].variant.id
    new = taken(analyst, with_action(analyst.get(address).text, "/split"), variant=variant)
    assert new != address
    assert taken(analyst, with_action(analyst.get(new).text, "/undo")) == address
    assert taken(analyst, with_action(analyst.get(address).text, "/merge"), other=str(apart.id)) == address
    assert "3 items" in analyst.get(address).text
    refused = sent(analyst, with_action(analyst.get(address).text, "/merge"), other=str(campaign.id))
    assert refused.status_code == 409
    assert "cannot be merged with itself" in refused.text


def test_who_decides_nothing_sees_no_forms(desk: Api) -> None:
    first = joined(desk.context, ADVERT)
    joined(desk.context, CHEAPER, number=2)
    campaign = campaign_of(desk.context, first)
    assert campaign is not None
    page = read_page(desk.person(AccessRole.LEGAL).get(f"/campaigns/{campaign.id}").text)
    assert [form.action for form in page.forms] == ["/sign-out", "/language"]


def test_a_changed_copy_of_something_decided_is_shown_with_its_differences(desk: Api, analyst: TestClient) -> None:
    first = joined(desk.context, ADVERT)
    with desk.context.writing() as factory:
        factory.decisions().decide(ANNA, said(first, Verdict.REJECT))
    changed, copy = joined(desk.context, CHEAPER, number=2), joined(desk.context, ADVERT, number=3)
    text = analyst.get(f"/items/{changed}").text
    assert "changed copy" in text
    looked_at = {each.object_id for each in noted(desk.context) if each.action == AuditAction.CONSULT}
    assert {str(first), str(changed)} <= looked_at
    assert "<ins>7</ins>" in text
    assert "taken over from an exact copy" in analyst.get(f"/items/{copy}").text


@given(st.dictionaries(st.integers(0, 400), st.integers(1, 1_000_000), min_size=1, max_size=50))
def test_bars_stand_in_order_within_the_picture(items: dict[int, int]) -> None:
    days = [DayCount(date(2026, 1, 1) + timedelta(days=day), items[day]) for day in sorted(items)]
    bars = bars_of(days)
    assert bars[-1].day == days[-1].day
    assert bars[0].x == 0
    assert all(2 <= bar.height <= 100 for bar in bars)
    assert max(bar.height for bar in bars) == 100
    assert bars[-1].x < 120
