"""The form for what was seen by hand."""

from __future__ import annotations

import hashlib
import struct
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from service.domain.evidence import MOST_IMAGE_BYTES
from service.domain.items import ItemState
from tests.support.api import SALE, Api
from tests.support.pages import with_action
from tests.support.people import noted
from tests.support.review import look_at

URL = "https://t.me/voorbeeldkanaal/4821"


def png(size: int = 8) -> bytes:
    """Return a grey square."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\x00" + b"\x80" * size for _ in range(size)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _capture(browser: TestClient, image: bytes | None = None, /, **fields: str) -> Any:  # noqa: ANN401  # a response
    """Send the form as a browser does: an empty file when none was chosen."""
    form = with_action(browser.get("/capture").text, "/capture")
    file = ("", b"", "application/octet-stream") if image is None else ("s.png", image, "image/png")
    return browser.post("/capture", data=form.fields | fields, files={"screenshot": file}, follow_redirects=False)


def _taken(answer: Any) -> UUID:  # noqa: ANN401  # a response
    assert answer.status_code == 303, answer.text
    return UUID(answer.headers["location"].removeprefix("/items/"))


def test_a_text_is_enough(desk: Api, analyst: TestClient) -> None:
    item_id = _taken(_capture(analyst, text="wie wil er wat bijverdienen\r\ndm"))
    found = look_at(desk.context, item_id)
    assert (found.text, found.platform, found.state) == ("wie wil er wat bijverdienen\ndm", "other", ItemState.PENDING)
    desk.score([str(item_id)])
    assert "the text as it was pasted" in analyst.get(f"/items/{item_id}").text


def test_by_its_address_the_platform_is_known_and_it_can_become_a_notice(desk: Api, analyst: TestClient) -> None:
    seen = datetime.now(UTC) - timedelta(days=1)
    fields = {"url": URL, "visibility": "public", "channel": "Voorbeeld", "author": "@iemand", "text": SALE}
    item_id = _taken(_capture(analyst, seen_at=seen.strftime("%Y-%m-%dT%H:%M"), **fields))
    found = look_at(desk.context, item_id)
    assert (found.platform, found.locator, found.visibility) == ("telegram", URL, "public")
    assert found.channel_name == "Voorbeeld"
    assert found.sent_at is not None
    assert abs(found.sent_at - seen) < timedelta(hours=3)
    desk.score([str(item_id)])
    page = analyst.get(f"/items/{item_id}").text
    assert "route: notice to the platform" in page
    assert "iemand" not in page


def test_a_screenshot_is_kept_shown_and_each_look_logged(desk: Api, analyst: TestClient) -> None:
    item_id = _taken(_capture(analyst, png(), text=SALE))
    with desk.context.reading() as factory:
        evidence = {each.kind: each for each in factory.evidence().of_item(item_id)}
    image = evidence["screenshot"]
    assert f'src="/evidence/{image.id}"' in analyst.get(f"/items/{item_id}").text
    answer = analyst.get(f"/evidence/{image.id}")
    assert answer.content == png()
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == "inline"
    assert image.sha256 == hashlib.sha256(png()).hexdigest()
    entry = noted(desk.context)[-1]
    assert (entry.action, entry.object_kind, entry.object_id) == ("consult", "evidence", str(image.id))
    text = analyst.get(f"/evidence/{evidence['text'].id}")
    assert text.headers["content-type"].startswith("text/plain")
    assert text.text == SALE


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html><script>alert(1)</script>",
        b"GIF89a",
        b"\x89PNG",
        b"%PDF-1.7",
    ],
)
def test_a_file_that_is_no_screenshot_is_refused_and_what_was_typed_stays(
    desk: Api, analyst: TestClient, content: bytes
) -> None:
    typed = {"text": "<b>tekst</b>\nregel", "url": URL, "channel": "K", "platform": "telegram", "author": "a"}
    answer = _capture(analyst, content, seen_at="2026-01-02T03:04", visibility="private", **typed)
    assert answer.status_code == 422
    assert "no PNG, JPEG or WebP" in answer.text
    fields = with_action(answer.text, "/capture").fields
    assert fields == typed | {"seen_at": "2026-01-02T03:04", "visibility": "private"}
    assert desk.stored() == 0


def test_a_screenshot_that_is_too_large_is_refused(desk: Api, analyst: TestClient) -> None:
    answer = _capture(analyst, png() + b"\x00" * MOST_IMAGE_BYTES, text="x")
    assert answer.status_code == 422
    assert "bytes" in answer.text
    assert desk.stored() == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": "a\x00b"},
        {"text": "x", "url": "javascript:alert(1)"},
        {"text": "x", "url": "https://t.me/\u202eabc"},
        {"text": "x", "channel": "\x00"},
        {"text": "x", "author": "  "},
        {"text": "x" * 50_001},
        {"text": "x", "platform": "fax"},
        {"text": "x", "visibility": "perhaps"},
        {"text": "x", "seen_at": "gisteren"},
        {"text": "x", "seen_at": "2999-01-01T00:00"},
        {"text": "x", "seen_at": "0001-01-01T00:00"},
        {"text": "x", "seen_at": "9999-12-31T23:59:59-12:00"},
        {"text": "x", "unknown": "y"},
    ],
)
def test_what_cannot_be_kept_is_told(desk: Api, analyst: TestClient, fields: dict[str, str]) -> None:
    answer = _capture(analyst, **fields)
    assert answer.status_code == 422
    assert "text/html" in answer.headers["content-type"]
    assert desk.stored() == 0


@pytest.mark.parametrize("moment", ["0001-01-02T00:00", "1600-01-01T00:00", "1969-12-31T23:59", "0", "-1", "1e300"])
def test_no_time_is_an_incident(analyst: TestClient, moment: str) -> None:
    answer = _capture(analyst, text="x", seen_at=moment)
    assert answer.status_code in {303, 422}
    if answer.status_code == 303:
        assert analyst.get(answer.headers["location"]).status_code == 200


def test_what_is_no_form_with_a_file_is_refused(analyst: TestClient) -> None:
    assert analyst.post("/capture", data={"text": "x"}).status_code == 415
    for content in (b"", b"--x\r\n", b"\xff" * 100, b"--x\r\nContent-Disposition: form-data\r\n\r\ny\r\n--x--\r\n"):
        answer = analyst.post("/capture", content=content, headers={"Content-Type": "multipart/form-data; boundary=x"})
        assert answer.status_code == 422
    without = analyst.post("/capture", content=b"x", headers={"Content-Type": "multipart/form-data"})
    assert without.status_code == 422


def test_the_same_words_seen_twice_are_one_item(desk: Api, analyst: TestClient) -> None:
    fields = {"text": SALE, "url": URL}
    assert _taken(_capture(analyst, **fields)) == _taken(_capture(analyst, **fields))
    assert desk.stored() == 1
