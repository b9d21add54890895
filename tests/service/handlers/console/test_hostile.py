"""Texts, names, addresses and forms by people who mean harm: shown as text, told as faults, never an incident."""

from __future__ import annotations

import html
from pathlib import Path
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

import service
from tests.support.api import SALE, Api, item
from tests.support.pages import read_page, sent, with_action
from tests.support.review import standing

_HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {% raw %}",
    "</textarea></pre></bdi><svg/onload=alert(1)>",
    "&lt;script&gt;",
    "javascript:alert(1)",
    "\u202etxet desrever\u2066 and \u200fmore",
    "x" * 200,
]
_TEMPLATES = sorted((Path(service.__file__).parent / "templates").glob("*.html"))
_NAMES = ("note", "rationale", "choice", "version", "event", "decision", "url", "explanation", "excerpt", "language")
_BODIES = [
    b"a%00=b",
    b"note=%00&version=1&choice=unsure",
    b"note=%ED%A0%80&version=1&choice=unsure",
    b"note=\xff\xfe&version=1&choice=unsure",
    b"version=1&version=1&choice=unsure",
    b"version=1e0&choice=unsure",
    b"version=%F0%9D%9F%8F&choice=unsure",
    b"&".join(f"x{number}=1".encode() for number in range(1_001)),
    b"=&=&=",
    b"{}",
    b"",
    *(f"{name}={'x' * 60_000}".encode() for name in _NAMES),
]


def _harmless(page: str) -> None:
    read = read_page(page)
    assert read.inline == []
    assert [script["src"] for script in read.scripts] == ["/static/lont.js"]


@pytest.mark.parametrize("text", _HOSTILE)
def test_whatever_a_message_holds_is_shown_as_text_on_every_page(desk: Api, analyst: TestClient, text: str) -> None:
    channel = {"id": text, "name": text}
    (taken,) = desk.hand_in(item(1, f"{SALE} {text}", channel=channel, author=text))
    desk.score([taken["id"]])
    with desk.context.writing() as factory:
        factory.alerts().raise_for([UUID(taken["id"])])
    page = f"/items/{taken['id']}"
    decided = sent(analyst, with_action(analyst.get(page).text, "/decide"), choice="confirm:f4_sale", note=text)
    typed = sent(analyst, with_action(decided.text, "/draft"), act="confirm", explanation=text, additional_info=text)
    request = next(link for link in read_page(typed.text).links if link.startswith("/requests/tdr_"))
    for path in (page, "/items", "/items?state=decided", "/requests", request, "/alerts"):
        found = analyst.get(path)
        assert found.status_code == 200
        _harmless(found.text)
    assert text in html.unescape(analyst.get(page).text)
    _harmless(analyst.get("/items", params={"text": text}).text)


@pytest.mark.parametrize("body", _BODIES, ids=range(len(_BODIES)))
def test_no_form_is_an_incident(desk: Api, analyst: TestClient, body: bytes) -> None:
    (taken,) = desk.hand_in(item(1, SALE))
    desk.score([taken["id"]])
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    for path in (
        *(f"/items/{taken['id']}/{end}" for end in ("decide", "undo")),
        *(f"/requests/tdr_{'0' * 32}/{end}" for end in ("draft", "events", "attest", "by-hand")),
    ):
        answer = analyst.post(path, content=body, headers=headers)
        assert answer.status_code in {404, 409, 422}, (path, answer.status_code)
        _harmless(answer.text)
    assert standing(desk.context, UUID(taken["id"]))[2] is None


@pytest.mark.parametrize(
    "path", ["/items/%00", "/items/%ED%A0%80", "/%FF", "/requests/%F0%9F%92%A5", "/items/..%2f", "/?x=%00"]
)
def test_no_address_is_an_incident(analyst: TestClient, path: str) -> None:
    assert analyst.get(path).status_code in {200, 404, 422}


@pytest.mark.parametrize("template", _TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_a_script_or_a_style_in_it(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    read = read_page(text)
    assert read.inline == []
    assert "| safe" not in text
    assert "<style" not in text
    assert [script.get("src") for script in read.scripts] == (
        ["/static/lont.js"] if template.name == "base.html" else []
    )
