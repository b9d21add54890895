"""The section "Shared contacts" of the pages of campaigns and items."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.support.api import Api
from tests.support.campaigns import ADVERT, ELSEWHERE, OTHER, campaign_of
from tests.support.contacts import HANDLE, naming
from tests.support.pages import read_page
from tests.support.people import noted


def test_campaign_and_item_lead_to_each_other_and_hold_nothing_inline(desk: Api, analyst: TestClient) -> None:
    first = naming(desk.context, f"{ADVERT} {HANDLE}")
    naming(desk.context, f"{ADVERT} {HANDLE}", number=2)
    single = naming(desk.context, f"{OTHER} {HANDLE}", number=3, channel=ELSEWHERE)
    campaign = campaign_of(desk.context, first)
    assert campaign is not None
    for path, other in ((f"/campaigns/{campaign.id}", f"/items/{single}"), (f"/items/{single}", str(campaign.id))):
        text = analyst.get(path).text
        section = text[text.index('id="shared-contacts"') :]
        assert HANDLE in section
        assert 'class="links"' in section
        assert 'role="img"' in section
        assert other in section
        assert read_page(text).inline == []
    looked_at = {each.object_id for each in noted(desk.context) if each.details.get("page") == "campaign"}
    assert str(first) in looked_at


def test_a_contact_that_nothing_else_names_has_a_table_and_no_picture(desk: Api, analyst: TestClient) -> None:
    text = analyst.get(f"/items/{naming(desk.context, f'{ADVERT} {HANDLE}')}").text
    assert "nothing else" in text
    assert 'class="links"' not in text


def test_what_names_no_contact_has_no_such_section(desk: Api, analyst: TestClient) -> None:
    assert "shared-contacts" not in analyst.get(f"/items/{naming(desk.context, ADVERT)}").text
