"""Taking in what a person saw."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from service.domain.items import Visibility
from service.domain.messages import Platform
from service.factory import ProcessContext
from service.services.capture import CaptureDraft, platform_of
from service.services.evidence import ImageRefusedError
from tests.support.people import noted
from tests.support.review import ANNA, look_at

_URL = "https://t.me/voorbeeldkanaal/4821"
_PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


def _capture(context: ProcessContext, draft: CaptureDraft) -> UUID:
    with context.writing() as factory:
        return UUID(factory.capture().capture(ANNA, draft).id)


def test_a_text_alone_is_an_item_with_its_words_as_evidence(context: ProcessContext) -> None:
    item_id = _capture(context, CaptureDraft("wie wil er wat bijverdienen"))
    found = look_at(context, item_id)
    assert (found.platform, found.channel_name, found.visibility) == ("other", "seen by hand", "unknown")
    with context.reading() as factory:
        assert [each.kind for each in factory.evidence().of_item(item_id)] == ["text"]
    collected = [entry for entry in noted(context) if entry.action == "collect"]
    assert [(entry.actor, entry.details["item"]) for entry in collected] == [(ANNA.actor, str(item_id))]
    assert "bijverdienen" not in repr(noted(context))


def test_everything_that_is_known_is_kept(context: ProcessContext) -> None:
    seen = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
    draft = CaptureDraft(
        "tekst",
        url=_URL,
        channel="Kanaal",
        visibility=Visibility.PUBLIC,
        sent_at=seen,
        author="iemand",
        screenshot=_PNG,
    )
    item_id = _capture(context, draft)
    found = look_at(context, item_id)
    assert (found.platform, found.source_key, found.locator) == ("telegram", "4821", _URL)
    assert (found.channel_name, found.visibility, found.sent_at) == ("Kanaal", "public", seen)
    assert found.author_key is not None
    assert "iemand" not in found.author_key
    with context.reading() as factory:
        assert {each.kind for each in factory.evidence().of_item(item_id)} == {"text", "screenshot"}


def test_two_messages_of_one_channel_share_it(context: ProcessContext) -> None:
    first = _capture(context, CaptureDraft("een", url=_URL))
    second = _capture(context, CaptureDraft("twee", url="https://t.me/voorbeeldkanaal/4822"))
    assert first != second
    assert look_at(context, first).channel_id == look_at(context, second).channel_id


def test_of_what_is_refused_nothing_is_kept(context: ProcessContext) -> None:
    with pytest.raises(ImageRefusedError):
        _capture(context, CaptureDraft("tekst", screenshot=b"<svg onload='alert(1)'/>"))
    with context.reading() as factory:
        assert factory.items().count() == 0


@pytest.mark.parametrize(
    ("url", "platform"),
    [
        (_URL, Platform.TELEGRAM),
        ("https://www.tiktok.com/@voorbeeld/video/7301234567890123456", Platform.TIKTOK),
        ("https://elders.example/1", None),
        ("http://t.me/voorbeeldkanaal/1", None),
        ("https://t.me.evil.example/voorbeeldkanaal/1", None),
        (None, None),
    ],
)
def test_the_platform_is_known_by_the_address(url: str | None, platform: Platform | None) -> None:
    assert platform_of(url) is platform
