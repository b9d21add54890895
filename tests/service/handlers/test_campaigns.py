"""`/v1/campaigns`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from service.domain.access import AccessRole, Scope
from tests.support.api import Api, sqlite_context
from tests.support.campaigns import ADVERT, CHEAPER, ELSEWHERE, OTHER, campaign_of, joined
from tests.support.people import noted


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with sqlite_context(tmp_path) as context:
        yield Api(context)


def test_campaigns_are_listed_in_pages_and_read_with_all_that_is_in_them(api: Api) -> None:
    first = joined(api.context, ADVERT)
    joined(api.context, CHEAPER, number=2, channel=ELSEWHERE)
    joined(api.context, OTHER, number=3)
    assert [each["items"] for each in api.client.get("/v1/campaigns", headers=api.headers).json()["campaigns"]] == [2]
    seen, cursor = [], ""
    for _ in range(2):
        page = api.client.get(f"/v1/campaigns?min_items=1&limit=1{cursor}", headers=api.headers).json()
        seen += [each["text"] for each in page["campaigns"]]
        cursor = f"&cursor={page['next_cursor']}"
    assert (seen, page["next_cursor"]) == ([OTHER, ADVERT], None)
    campaign = campaign_of(api.context, first)
    assert campaign is not None
    whole = api.client.get(f"/v1/campaigns/{campaign.id}", headers=api.headers).json()
    assert (whole["items"], whole["variants"], whole["channels"], whole["waiting"]) == (2, 2, 2, 2)
    assert [each["text"] for each in whole["in_variants"]] == [ADVERT, CHEAPER]
    assert sum(each["items"] for each in whole["days"]) == 2


def test_a_cursor_of_somebody_elses_making_and_an_unknown_campaign_are_refused(api: Api) -> None:
    for cursor in ("x", "%20", "MjAyNnw", "e30"):
        answer = api.client.get(f"/v1/campaigns?cursor={cursor}", headers=api.headers)
        assert (answer.status_code, answer.json()["code"]) == (422, "cursor_unreadable")
    answer = api.client.get(f"/v1/campaigns/{uuid4()}", headers=api.headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "campaign_not_found")


def test_people_merge_split_and_undo_and_programs_do_not(api: Api) -> None:
    ids = [joined(api.context, text, number=number) for number, text in enumerate((ADVERT, OTHER, CHEAPER))]
    found = [campaign_of(api.context, item_id) for item_id in ids]
    assert found[0] is not None
    assert found[1] is not None
    here, other = f"/v1/campaigns/{found[0].id}", str(found[1].id)
    person = api.person_key(AccessRole.ANALYST)
    reader = api.key(Scope.READ)
    assert api.client.post(f"{here}/merge", json={"other_id": other}, headers=reader).status_code == 403
    merged = api.client.post(f"{here}/merge", json={"other_id": other}, headers=person)
    assert merged.status_code == 201
    assert api.client.get(here, headers=person).json()["items"] == 3
    undone = api.client.post(f"{here}/acts/{merged.json()['id']}/undo", headers=person)
    assert (undone.status_code, undone.json()["undoes"]) == (200, merged.json()["id"])
    again = api.client.post(f"{here}/acts/{merged.json()['id']}/undo", headers=person)
    assert (again.status_code, again.json()["code"]) == (409, "campaign_conflict")
    split = api.client.post(f"{here}/split", json={"items": [str(ids[2])]}, headers=person)
    assert split.status_code == 201
    assert api.client.get(here, headers=person).json()["items"] == 1


def test_each_text_that_is_shown_is_a_row_in_the_log(api: Api) -> None:
    first = joined(api.context, ADVERT)
    second = joined(api.context, CHEAPER, number=2)
    campaign = campaign_of(api.context, first)
    assert campaign is not None
    api.client.get(f"/v1/campaigns/{campaign.id}", headers=api.headers)
    looked_at = {each.object_id for each in noted(api.context) if each.details.get("call") == "readCampaign"}
    assert looked_at == {str(first), str(second)}
