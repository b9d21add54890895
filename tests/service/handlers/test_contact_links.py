"""`/v1/campaigns/{id}/links` and `/v1/items/{id}/links`."""

from __future__ import annotations

from uuid import uuid4

from service.domain.access import Scope
from tests.support.api import Api
from tests.support.campaigns import ADVERT, ELSEWHERE, OTHER, campaign_of
from tests.support.contacts import HANDLE, naming
from tests.support.people import noted


def test_a_campaign_and_an_item_tell_what_they_share_contacts_with(api: Api) -> None:
    first = naming(api.context, f"{ADVERT} {HANDLE}")
    naming(api.context, f"{ADVERT} {HANDLE}", number=2)
    single = naming(api.context, f"{OTHER} t.me/Voorbeeld_LONT", number=3, channel=ELSEWHERE)
    campaign = campaign_of(api.context, first)
    assert campaign is not None
    of_campaign = api.client.get(f"/v1/campaigns/{campaign.id}/links", headers=api.headers).json()
    (contact,) = of_campaign["contacts"]
    assert (contact["kind"], contact["platform"], contact["text"]) == ("handle", "telegram", HANDLE)
    assert (contact["items"], contact["more_links"], contact["complete"]) == (2, 0, True)
    assert [(each["kind"], each["id"], each["name"]) for each in contact["links"]] == [
        ("item", str(single), ELSEWHERE.name)
    ]
    of_item = api.client.get(f"/v1/items/{single}/links", headers=api.headers).json()
    assert [(each["kind"], each["id"], each["items"]) for each in of_item["contacts"][0]["links"]] == [
        ("campaign", str(campaign.id), 2)
    ]
    assert "score" not in str(of_campaign) + str(of_item)


def test_each_item_whose_contacts_are_shown_is_a_row_in_the_log(api: Api) -> None:
    first = naming(api.context, f"{ADVERT} {HANDLE}")
    assert api.client.get(f"/v1/items/{first}/links", headers=api.headers).status_code == 200
    looked_at = [each.object_id for each in noted(api.context) if each.details.get("call") == "readItemLinks"]
    assert looked_at == [str(first)]


def test_what_is_not_there_and_who_may_not_read_is_refused(api: Api) -> None:
    for path, code in ((f"/v1/campaigns/{uuid4()}", "campaign_not_found"), (f"/v1/items/{uuid4()}", "item_not_found")):
        answer = api.client.get(f"{path}/links", headers=api.headers)
        assert (answer.status_code, answer.json()["code"]) == (404, code)
        assert api.client.get(f"{path}/links", headers=api.key(Scope.INGEST)).status_code == 403
