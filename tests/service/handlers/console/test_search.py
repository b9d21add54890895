"""The list of all items, filtered."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from tests.support.api import SALE, Api, item
from tests.support.pages import with_action
from tests.support.people import noted


def _links(page: str) -> list[str]:
    return [html.unescape(link) for link in re.findall(r'<h2>.*?<a href="(/items/[^"]+)"', page)]


def test_an_empty_database_tells_how_to_begin(analyst: TestClient) -> None:
    page = analyst.get("/items").text
    assert "Nothing is stored yet" in page
    assert "lont ingest" in page


def test_items_that_wait_are_counted(desk: Api, analyst: TestClient) -> None:
    desk.hand_in(item(1), item(2))
    assert "2 items are stored." in analyst.get("/items").text


def test_filters_that_fit_nothing_say_so(desk: Api, analyst: TestClient) -> None:
    desk.score([desk.hand_in(item(1))[0]["id"]])
    assert "Nothing fits these filters" in analyst.get("/items?platform=forum").text


def test_items_stand_in_the_order_of_the_api(desk: Api, analyst: TestClient) -> None:
    taken = desk.hand_in(*(item(at, f"{SALE if at % 2 else 'goedemorgen'} {at}") for at in range(8)))
    desk.score(each["id"] for each in taken)
    listed = desk.client.get("/v1/items?order=score", headers=desk.headers).json()["items"]
    assert _links(analyst.get("/items").text) == [f"/items/{each['id']}" for each in listed]


def test_every_item_is_on_one_of_the_pages(desk: Api, analyst: TestClient) -> None:
    taken = desk.hand_in(*(item(at, f"{SALE} {at}") for at in range(120)))
    desk.score(each["id"] for each in taken)
    seen: list[str] = []
    address: str | None = "/items?text=cobra&lang="
    for _ in range(3):
        assert address is not None
        page = analyst.get(address).text
        seen += _links(page)
        following = re.search(r'class="next" href="([^"]+)"', page)
        address = html.unescape(following[1]) if following else None
        assert address is None or "text=cobra" in address
    assert address is None
    assert sorted(seen) == sorted(f"/items/{each['id']}" for each in taken)


def test_each_text_that_it_shows_is_a_row_in_the_log(desk: Api, analyst: TestClient) -> None:
    taken = desk.hand_in(item(1), item(2))
    analyst.get("/items?state=pending")
    viewed = [entry.object_id for entry in noted(desk.context) if entry.action == "consult"]
    assert sorted(viewed) == sorted(each["id"] for each in taken)


def test_the_form_keeps_what_was_chosen(analyst: TestClient) -> None:
    page = analyst.get("/items?label=f4_sale&platform=telegram&lang=nl&state=scored&text=a%22b").text
    assert with_action(page, "/items").fields == {
        "label": "f4_sale",
        "platform": "telegram",
        "lang": "nl",
        "state": "scored",
        "text": 'a"b',
    }


def test_a_long_text_is_cut_in_the_list_and_whole_on_its_page(desk: Api, analyst: TestClient) -> None:
    taken = desk.hand_in(item(1, "woord " * 300 + "einde"))
    desk.score([taken[0]["id"]])
    assert "einde" not in analyst.get("/items").text
    assert "einde" in analyst.get(f"/items/{taken[0]['id']}").text


@pytest.mark.parametrize("text", ["%FF", "%ED%A0%80", "%F0%9F%92%A5", "%27%3B--", "%5C", "%25", "%E2%80%AE"])
def test_any_text_can_be_searched_for(desk: Api, analyst: TestClient, text: str) -> None:
    desk.hand_in(item(1))
    assert analyst.get(f"/items?text={text}").status_code == 200


@pytest.mark.parametrize("query", ["state=gone", "text=%00", "cursor=x", "platform=fax", "lang=NL", "label=x"])
def test_a_query_that_makes_no_sense_is_told(analyst: TestClient, query: str) -> None:
    answer = analyst.get(f"/items?{query}")
    assert answer.status_code == 422
    assert "text/html" in answer.headers["content-type"]


@pytest.mark.parametrize("path", ["/static/../main.py", "/static/%2e%2e/main.py", "/static/..%2fmain.py"])
def test_nothing_beside_the_static_files_is_handed_out(desk: Api, path: str) -> None:
    assert desk.client.get(path).status_code == 404, unquote(path)
