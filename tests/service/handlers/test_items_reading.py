"""`GET /v1/items` and `GET /v1/items/{id}`."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from service.schema import Score
from tests.support.api import FOREIGN, SALE, Api, item
from tests.support.review import give_score, store

_TEXTS = ["wie gaat er mee zaterdag", SALE, "goedemorgen allemaal"]


def _list(api: Api, **query: Any) -> dict[str, Any]:  # noqa: ANN401  # what a query may hold
    answer = api.client.get("/v1/items", params=query, headers=api.headers)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def _fill(api: Api, count: int, first: int = 0) -> list[str]:
    taken = api.hand_in(*(item(first + at, f"{_TEXTS[at % 3]} {at % 7}") for at in range(count)))
    return [each["id"] for each in taken]


def test_an_item_comes_with_scores_context_and_explanation(api_on_each: Api) -> None:
    api = api_on_each
    ids = [each["id"] for each in api.hand_in(item(1), item(2, _TEXTS[1], locator="https://t.example/2"), item(3))]
    api.score(ids)
    answer = api.client.get(f"/v1/items/{ids[1]}", headers=api.headers)
    assert answer.status_code == 200
    found = answer.json()
    assert (found["state"], found["locator"], found["model"]) == (
        "queued",
        "https://t.example/2",
        api.context.scorer.version,
    )
    assert set(found["scores"]) == {"recruitment", "f4_sale"}
    assert [(near["id"], near["position"]) for near in found["context"]] == [(ids[0], "before"), (ids[2], "after")]
    assert found["labels"] == ["f4_sale"]
    assert found["explanation"]
    for span in found["explanation"]:
        assert 0 <= span["start"] < span["end"] <= len(found["text"])


def test_an_item_keeps_what_it_says_and_an_edit_takes_it_off(api_on_each: Api) -> None:
    api = api_on_each
    ids = [each["id"] for each in api.hand_in(item(1, SALE), item(2))]
    assert [each["entities"] for each in _list(api)["items"]] == [[], []]
    api.score(ids)
    listed = {each["id"]: each for each in _list(api)["items"]}
    assert "product" in {entity["type"] for entity in listed[ids[0]]["entities"]}
    for entity in listed[ids[0]]["entities"]:
        assert entity["text"] == SALE[entity["start"] : entity["end"]]
    assert listed[ids[1]]["entities"] == []
    assert api.client.get(f"/v1/items/{ids[0]}", headers=api.headers).json()["entities"] == listed[ids[0]]["entities"]
    with api.context.database.read() as session:
        stored = session.scalars(select(Score.entities).where(Score.item_id == UUID(ids[0]))).one()
    assert stored and all("text" not in entity for entity in stored)  # noqa: PT018  # one statement on what is stored


def test_an_item_warns_of_a_wrong_door(api_on_each: Api) -> None:
    ids = store(api_on_each.context, "Kerkstraat 12, 1k", "hoi")
    street: dict[str, object] = {"kind": "street", "name": "kerkstraat", "number": "12"}
    entities: tuple[dict[str, object], ...] = ({"type": "location", "start": 0, "end": 13, "value": street},)
    give_score(api_on_each.context, ids[0], "P1", entities=entities)
    found = [api_on_each.client.get(f"/v1/items/{each}", headers=api_on_each.headers).json() for each in ids]
    assert [each["warnings"] for each in found] == [["address_without_municipality"], []]


def test_an_item_without_a_score_says_so(api: Api) -> None:
    (taken,) = api.hand_in(item(1))
    found = api.client.get(f"/v1/items/{taken['id']}", headers=api.headers).json()
    assert (found["state"], found["scores"], found["labels"], found["model"]) == ("pending", None, [], None)


def test_an_item_keeps_why_its_scores_may_say_nothing_and_an_edit_takes_it_off(api_on_each: Api) -> None:
    api = api_on_each
    ids = [each["id"] for each in api.hand_in(item(1, FOREIGN), item(2))]
    assert [each["unsure"] for each in _list(api)["items"]] == [[], []]
    api.score(ids)
    assert {each["id"]: each["unsure"] for each in _list(api)["items"]} == {ids[0]: ["language"], ids[1]: []}
    edited = api.hand_in(item(1, "toch maar in het Nederlands"))
    assert api.client.get(f"/v1/items/{ids[0]}", headers=api.headers).json()["unsure"] == []
    api.score(each["id"] for each in edited)
    found = api.client.get(f"/v1/items/{ids[0]}", headers=api.headers).json()
    assert (found["version"], found["unsure"]) == (2, [])


def test_an_unknown_item_is_not_found(api: Api) -> None:
    answer = api.client.get(f"/v1/items/{uuid4()}", headers=api.headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "item_not_found")


def test_filters_must_all_hold(api_on_each: Api) -> None:
    api = api_on_each
    ids = _fill(api, 9)
    other = api.hand_in(item(50, "Cobra te koop", platform="snapchat", channel={"id": "s", "name": "S"}))[0]["id"]
    api.score(ids[:6])
    by = {name: {each["id"] for each in _list(api, **query)["items"]} for name, query in _FILTERS.items()}
    assert by["pending"] == {*ids[6:], other}
    assert by["telegram, pending"] == set(ids[6:])
    assert by["snapchat"] == {other}
    assert by["text"] == {*ids[1::3], other}
    assert by["sent"] == {ids[2], ids[3]}
    assert by["text with signs"] == set()
    assert by["certain"] == set()
    (channel,) = {each["channel"]["id"] for each in _list(api, platform="snapchat")["items"]}
    assert {each["id"] for each in _list(api, channel_id=channel)["items"]} == {other}


_FILTERS: dict[str, dict[str, object]] = {
    "pending": {"state": "pending"},
    "telegram, pending": {"state": "pending", "platform": "telegram"},
    "snapchat": {"platform": "snapchat"},
    "text": {"text": "cobra"},
    "text with signs": {"text": "%"},
    "sent": {"sent_from": "2026-11-01T00:02:00+01:00", "sent_until": "2026-10-31T23:04:00Z"},
    "certain": {"min_score": 1, "label": "recruitment"},
}


def test_the_order_by_score_has_only_items_with_one_highest_first(api_on_each: Api) -> None:
    ids = _fill(api_on_each, 12)
    api_on_each.score(ids[:10])
    found = _list(api_on_each, order="score")["items"]
    assert {each["id"] for each in found} == set(ids[:10])
    highest = [max(each["scores"].values()) for each in found]
    assert highest == sorted(highest, reverse=True)


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("labell=recruitment", "query.labell"),
        ("label=x", "query.label"),
        ("min_score=nan", "query.min_score"),
        ("min_score=1.1", "query.min_score"),
        ("state=gone", "query.state"),
        ("platform=x", "query.platform"),
        ("lang=NL", "query.lang"),
        ("channel_id=x", "query.channel_id"),
        ("priority=P9", "query.priority"),
        ("sent_from=2026-11-01T00:00:00", "query.sent_from"),
        ("sent_from=2026-11-01T00:00:00+01:00", "query.sent_from"),
        ("sent_until=9999-12-31T23:59:59-12:00", "query.sent_until"),
        ("text=%00", "query.text"),
        ("text=", "query.text"),
        ("limit=0", "query.limit"),
        ("limit=201", "query.limit"),
        ("limit=" + "9" * 400, "query.limit"),
        ("order=best", "query.order"),
    ],
)
def test_a_filter_that_makes_no_sense_is_told(api: Api, query: str, where: str) -> None:
    answer = api.client.get(f"/v1/items?{query}", headers=api.headers)
    assert answer.status_code == 422
    assert [fault["where"] for fault in answer.json()["faults"]] == [where]


@pytest.mark.parametrize("text", ["%FF", "%ED%A0%80", "%F0%9F%92%A5", "%27%3B--", "%5C"])
def test_any_text_can_be_searched_for(api_on_each: Api, text: str) -> None:
    _fill(api_on_each, 3)
    assert api_on_each.client.get(f"/v1/items?text={text}", headers=api_on_each.headers).status_code == 200


def test_a_cursor_of_another_order_is_refused(api: Api) -> None:
    _fill(api, 3)
    cursor = _list(api, limit=1)["next_cursor"]
    answer = api.client.get("/v1/items", params={"cursor": cursor, "order": "score"}, headers=api.headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "cursor_unreadable")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cursor=st.text(max_size=60)
    | st.sampled_from(
        [
            "W10",  # []
            "WyJzY29yZSIsMWU5OTksIjAiXQ",  # a score beyond all bounds
            "WyJuZXdlc3QiLG51bGwsNV0",  # a number for an id
            "eyJhIjoxLCJiIjoyLCJjIjozfQ",  # an object with three members
        ]
    ),
    order=st.sampled_from(["newest", "score"]),
)
def test_a_made_up_cursor_is_refused(api: Api, cursor: str, order: str) -> None:
    params = {"cursor": cursor.encode("utf-8", "replace").decode(), "order": order}
    assert api.client.get("/v1/items", params=params, headers=api.headers).status_code in {200, 422}


@pytest.mark.parametrize("order", ["newest", "score"])
@pytest.mark.parametrize(("limit", "arriving"), [(1, 1), (3, 5), (7, 2)])
def test_pages_hold_each_item_once_though_others_come_in_meanwhile(
    api_on_each: Api, order: str, limit: int, arriving: int
) -> None:
    api = api_on_each
    ids = _fill(api, 20)
    api.score(ids)
    seen: list[str] = []
    cursor: str | None = None
    for turn in range(100):
        query = {"order": order, "limit": limit} | ({"cursor": cursor} if cursor else {})
        page = _list(api, **query)
        seen += [each["id"] for each in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
        api.score(_fill(api, arriving, first=1_000 + turn * 10))
    assert cursor is None
    assert len(seen) == len(set(seen))
    assert set(ids) <= set(seen)
