"""The page of scored items, as HTML."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.support.api import ELSEWHERE, LOCAL, SALE, Api, item, sqlite_context

_HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {% raw %}",
    "</textarea><svg/onload=alert(1)>",
    "&lt;script&gt;",
]


def _links(page: str) -> list[str]:
    return [html.unescape(link) for link in re.findall(r'<h2><a href="([^"]+)"', page)]


def test_an_empty_database_tells_how_to_begin(api: Api) -> None:
    page = api.client.get("/").text
    assert "Nothing is stored yet" in page
    assert "lont ingest" in page


def test_items_that_wait_are_counted(api: Api) -> None:
    api.hand_in(item(1), item(2))
    page = api.client.get("/").text
    assert "2 items are stored." in page


def test_filters_that_fit_nothing_say_so(api: Api) -> None:
    api.score([api.hand_in(item(1))[0]["id"]])
    assert "Nothing fits these filters" in api.client.get("/?platform=forum").text


def test_items_stand_in_the_order_of_the_api(api: Api) -> None:
    taken = api.hand_in(*(item(at, f"{SALE if at % 2 else 'goedemorgen'} {at}") for at in range(8)))
    api.score(each["id"] for each in taken)
    listed = api.client.get("/v1/items?order=score", headers=api.headers).json()["items"]
    assert _links(api.client.get("/").text) == [f"/items/{each['id']}" for each in listed]


def test_every_item_is_on_one_of_the_pages(api: Api) -> None:
    taken = api.hand_in(*(item(at, f"{SALE} {at}") for at in range(120)))
    api.score(each["id"] for each in taken)
    seen: list[str] = []
    address: str | None = "/?text=cobra&lang="
    for _ in range(3):
        assert address is not None
        page = api.client.get(address).text
        seen += _links(page)
        following = re.search(r'class="next" href="([^"]+)"', page)
        address = html.unescape(following[1]) if following else None
        assert address is None or "text=cobra" in address
    assert address is None
    assert sorted(seen) == sorted(f"/items/{each['id']}" for each in taken)


def test_what_waits_for_a_score_is_listed_when_it_is_asked_for(api: Api) -> None:
    taken = api.hand_in(item(1), item(2))
    assert len(_links(api.client.get("/?state=pending").text)) == len(taken)


def test_the_form_keeps_what_was_chosen(api: Api) -> None:
    page = api.client.get("/?label=f4_sale&platform=telegram&lang=nl&state=scored&text=a%22b").text
    assert re.findall(r'<option value="(\w+)" selected', page) == ["f4_sale", "telegram", "scored"]
    assert 'name="text" value="a&#34;b"' in page
    assert 'name="lang" value="nl"' in page


def test_an_item_has_scores_marked_words_and_its_address_as_text(api: Api) -> None:
    taken = api.hand_in(item(1, "hoi"), item(2, SALE, locator="https://t.example/2"), item(3, "nog wat over?"))
    api.score(each["id"] for each in taken)
    page = api.client.get(f"/items/{taken[1]['id']}").text
    found = api.client.get(f"/v1/items/{taken[1]['id']}", headers=api.headers).json()
    assert found["labels"] == ["f4_sale"]
    assert '<mark class="f4_sale">' in page
    assert "https://t.example/2" in page
    assert 'href="https://t.example/2"' not in page
    assert found["model"] in page
    for near in (taken[0], taken[2]):
        assert f'href="/items/{near["id"]}"' in page


@pytest.mark.parametrize("text", _HOSTILE)
def test_whatever_a_message_holds_is_shown_as_text(api: Api, text: str) -> None:
    channel = {"id": text, "name": text}
    taken = api.hand_in(item(1, f"{SALE} {text}", channel=channel, author=text))
    api.score(each["id"] for each in taken)
    for path in ("/", f"/items/{taken[0]['id']}"):
        page = api.client.get(path).text
        assert html.escape(text, quote=False).replace('"', "&#34;") in page.replace("&#39;", "'")
        assert not any(tag in page for tag in ("<script", "<img", "<svg/"))
    found = api.client.get("/", params={"text": text}).text
    assert _links(found) == [f"/items/{taken[0]['id']}"]


def test_a_long_text_is_cut_in_the_list_and_whole_on_its_page(api: Api) -> None:
    taken = api.hand_in(item(1, "woord " * 300 + "einde"))
    api.score([taken[0]["id"]])
    assert "einde" not in api.client.get("/").text
    assert "einde" in api.client.get(f"/items/{taken[0]['id']}").text


@pytest.mark.parametrize("path", ["/", "/items/019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37"])
@pytest.mark.parametrize(
    ("client", "host", "headers"),
    [
        (ELSEWHERE, "127.0.0.1", {}),
        (LOCAL, "lont.example", {}),
        (LOCAL, "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}),
    ],
    ids=["from elsewhere", "under another name", "through a proxy"],
)
def test_only_this_machine_sees_it(
    api: Api, path: str, client: tuple[str, int], host: str, headers: dict[str, str]
) -> None:
    answer = api.client_from(client, host).get(path, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "local_only")


def test_it_is_not_there_unless_it_was_opened(tmp_path: Path) -> None:
    with sqlite_context(tmp_path) as context:
        api = Api(context)
        assert api.client.get("/").status_code == 404
        assert api.client.get("/items/019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37").status_code == 404
        assert 'href="/"' not in api.client.get("/docs").text


@pytest.mark.parametrize("path", ["/static/../main.py", "/static/%2e%2e/main.py", "/static/..%2fmain.py"])
def test_nothing_beside_the_static_files_is_handed_out(api: Api, path: str) -> None:
    assert api.client.get(path).status_code == 404, unquote(path)
