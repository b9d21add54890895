"""What a page says of a message: the words are found however the page breaks them, and no error is ever gone."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.messages import Platform
from service.domain.takedown.locators import read_locator
from service.domain.takedown.online import WAYS, SeenPage, Sight, Way, together

WORDS = "🧨 Cobra 6 weer op voorraad 🧨\n12 p/st & vanaf 25 stuks <10>"
PUBLIC, PREVIEW = WAYS[Way.PUBLIC_PAGE], WAYS[Way.TELEGRAM_PREVIEW]
NOT_FOUND = b'<div class="tgme_widget_message_error">Post not found</div>'
_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Z"]), min_size=1, max_size=60)


@pytest.mark.parametrize(
    "body",
    [
        f"<html><body><p>{escape(WORDS)}</p>",
        "x<br>🧨 <b>Cobra 6</b> weer<br/>op voorraad&nbsp;🧨<wbr>12 p/st &amp; vanaf 25\u200b stuks &lt;10&gt; y",
        f"<script>if (1 < 2) {{}}</script><style>p > a</style>{escape(WORDS)}",
    ],
)
def test_words_are_found_however_a_page_writes_them(body: str) -> None:
    assert PUBLIC.judge(SeenPage(200, body.encode()), WORDS) is Sight.ONLINE


@pytest.mark.parametrize(
    "body",
    [
        "<p>Log in to see this.</p>",
        f"<script>{escape(WORDS)}</script>",
        f'<meta content="{escape(WORDS)}">',
        "",
        "<",
        "<script",
        "< >",
    ],
)
def test_a_page_without_the_words_has_changed_and_is_not_gone(body: str) -> None:
    assert PUBLIC.judge(SeenPage(200, body.encode()), WORDS) is Sight.CHANGED
    assert PUBLIC.judge(SeenPage(200, body.encode(), whole=False), WORDS) is Sight.UNKNOWN


@given(st.one_of(st.none(), st.integers(100, 599)), st.binary(max_size=80), st.booleans(), st.sampled_from(list(Way)))
def test_gone_is_only_what_the_platform_says_in_so_many_words(
    status: int | None, body: bytes, whole: bool, way: Way
) -> None:
    sight = WAYS[way].judge(SeenPage(status, body, whole), WORDS)
    if sight is Sight.GONE:
        assert status in {404, 410}
        assert way is not Way.TELEGRAM_PREVIEW
    elif status != 200:
        assert sight is Sight.UNKNOWN


@given(_TEXT, _TEXT, _TEXT)
def test_what_a_page_shows_is_seen_between_whatever_else(before: str, words: str, after: str) -> None:
    page = f"<p>{escape(before)}</p><div>{escape(words)}</div>{escape(after)}"
    assert PUBLIC.judge(SeenPage(200, page.encode()), words) is Sight.ONLINE


def test_the_preview_of_telegram_says_gone_in_words_and_in_no_other_way() -> None:
    assert PREVIEW.judge(SeenPage(200, NOT_FOUND), WORDS) is Sight.GONE
    private = NOT_FOUND.replace(b"Post not found", b"This channel is private")
    assert PREVIEW.judge(SeenPage(200, private), WORDS) is Sight.CHANGED
    assert PREVIEW.judge(SeenPage(404), WORDS) is Sight.UNKNOWN


def test_without_words_to_look_for_nothing_is_known() -> None:
    assert PUBLIC.judge(SeenPage(200, b"x"), " \u200b") is Sight.UNKNOWN


@pytest.mark.parametrize(
    ("url", "opened"),
    [
        ("https://telegram.me/s/Buurt_x/7", "https://t.me/buurt_x/7?embed=1"),
        ("https://t.me/buurt_x/7?comment=9", "https://t.me/buurt_x/7?comment=9&embed=1"),
        ("https://t.me/+AbCdEf1234", None),
        ("https://t.me/joinchat/AbCdEf1234", None),
        ("https://t.me/c/1234567/8", None),
        ("https://t.me/buurt_x", None),
        ("https://127.0.0.1/x", None),
        ("http://t.me/buurt_x/7", None),
    ],
)
def test_only_what_the_public_can_see_has_an_address_to_open(url: str, opened: str | None) -> None:
    assert PREVIEW.address_of(read_locator(Platform.TELEGRAM, url)) == opened


def test_a_request_is_gone_when_all_of_it_is() -> None:
    online, gone, changed, unknown = Sight.ONLINE, Sight.GONE, Sight.CHANGED, Sight.UNKNOWN
    assert together([gone, gone]) is gone
    assert together([gone, online, unknown]) is online
    assert together([gone, unknown, changed]) is unknown
    assert together([gone, changed]) is changed
    assert together([]) is unknown
