import pickle
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from functools import partial
from itertools import product
from types import FrameType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.normalise import Normalised, normalise
from models.normalise.pipeline import (
    _BEYOND_PLAIN,
    _ONLY_BEYOND_PLAIN,
    MOST_PASSES,
    STEPS,
    SpanOutOfRangeError,
    _one_pass,
    _settled,
)
from models.normalise.traced import Traced

# What the steps look for, so that they meet each other often.
PIECES = [
    *"abceiklmnorsu   013457@$|!€.-_*/x2", "  ", "\n", "\u00a0", "к", "о", "с", "а", "Я", "и", "α", "Ã", "Â", "â",
    "€", "™", "©",
    "é", "İ", "ı", "ß", "̶", "̈", "́", "\u200b", "\u200d", "\ufe0f", "🧨", "💣", "🏽", "🇳", "🇱", "👩", "🚒", "ﬁ",
    "ﷺ", "½", "ⓗ",
    "𝓚", "www.", "emoji_fire ", "emoji_", "ا", "ّ", "क", "्", "´", "¨", "’", "…", "ㅋ", "\ufffd", "\ud800", "bom",
    "klus", "c0bra",
]  # fmt: skip
disguised = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
any_text = st.one_of(st.text(st.characters(exclude_categories=[])), st.text(), disguised)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("koop c\u200b0br\u0430 6", "koop cobra 6"),
        ("K L U S  V O O R  J O U, 1k", "klus voor jou, 1k"),
        ("ⓗⓞⓘ  𝓚𝓵𝓾𝓼!!!!", "hoi klus!"),
        ("b\u0336o\u0336m\u0336 leggen", "bom leggen"),
        ("🧨🧨🧨🧨 op voorraad", "emoji_firecracker emoji_firecracker op voorraad"),
        ("k🔥l🔥u🔥s", "klus"),
        ("к l u s", "klus"),
        ("k 1 u s", "klus"),
        ("c . 0 . b . r . a", "cobra"),
        ("🅲🅾🅱🆁🅰 6, 2e p/s", "cobra 6, 2e p/s"),
        ("ВΟМ leggen", "bom leggen"),
        ("cafÃ© de knal", "café de knal"),
        ("İstanbul'da ışık", "istanbul'da ışık"),
        ("Привет, как дела", "привет, как дела"),
        ("2 doosjes F4, € 50 p.st., 20u bij de A28", "2 doosjes f4, € 50 p.st., 20u bij de a28"),
        ("1️⃣0️⃣ euro", "10 euro"),
        ("gr@tis\u00a0\u202evuurw3rk\u202c", "gratis vuurwerk"),
        ("", ""),
        (" \u200b\n", ""),
    ],
)
def test_texts_are_normalised(text: str, expected: str) -> None:
    assert normalise(text).text == expected


def test_a_disguised_word_maps_back_to_the_exact_slice() -> None:
    original = "koop c\u200b0br\u0430 6"
    normalised = normalise(original)
    start = normalised.text.index("cobra")
    assert original[slice(*normalised.to_original(start, start + 5))] == "c\u200b0br\u0430"


@pytest.mark.parametrize(
    ("original", "word", "found"),
    [
        ("zoek K.L.U.S!!", "klus", "K.L.U.S"),
        ("veel 🧨🧨🧨 nu", "emoji_firecracker emoji_firecracker", "🧨🧨🧨"),
        ("die b\u0336o\u0336m\u0336 daar", "bom", "b\u0336o\u0336m\u0336"),
        ("een \n\t cafÃ© hier", "café", "cafÃ©"),
        ("heel heeeel snelllll", "snell", "snelllll"),
        ("👩🏿‍🚒 komt", "emoji_woman_firefighter", "👩🏿‍🚒"),
        ("prijs ½ kilo", "1/2", "½"),
    ],
)
def test_found_words_map_back_to_what_was_written(original: str, word: str, found: str) -> None:
    normalised = normalise(original)
    start = normalised.text.index(word)
    assert original[slice(*normalised.to_original(start, start + len(word)))] == found


@pytest.mark.parametrize("span", [(-1, 2), (0, 4), (2, 1), (4, 4)])
def test_a_span_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(SpanOutOfRangeError) as caught:
        normalise("bom").to_original(*span)
    assert caught.value.code == "span_out_of_range"
    assert "bom" not in str(caught.value)


def test_the_result_is_frozen_equal_by_its_texts_and_travels_between_processes() -> None:
    normalised = normalise("c0bra 🧨")
    with pytest.raises(FrozenInstanceError):
        normalised.text = "x"  # type: ignore[misc]  # that it cannot be set is what is tested
    copy = pickle.loads(pickle.dumps(normalised))  # noqa: S301  # our own bytes
    assert copy == normalised == Normalised("c0bra 🧨", "cobra emoji_firecracker")
    assert hash(copy) == hash(normalised)
    assert copy.to_original(6, 10) == (6, 7)


def test_a_plain_text_carries_no_layers() -> None:
    assert normalise("Iemand nog een tip voor Café de Brug?")._layers == ()


@settings(max_examples=1000, deadline=None)
@given(any_text)
@example("\u0130\u0307")
@example("A\u030a\u0301 \u1e9e \u03a3")
@example("\ud800\udc00")
@example("c!!!0bra k1.u.s")
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@settings(max_examples=500, deadline=None)
@given(any_text)
def test_offsets_lie_in_the_original_and_never_go_back(text: str) -> None:
    normalised = normalise(text)
    spans = [normalised.to_original(i, i + 1) for i in range(len(normalised.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert [end for _, end in spans] == sorted(end for _, end in spans)
    if spans:
        assert normalised.to_original(0, len(spans)) == (spans[0][0], spans[-1][1])


@settings(max_examples=500, deadline=None)
@given(any_text)
def test_a_text_settles_in_half_of_the_passes_allowed(text: str) -> None:
    traced = Traced(text)
    for _ in range(MOST_PASSES // 2):
        traced = _one_pass(traced)
    assert _one_pass(traced).text == traced.text


@settings(max_examples=500, deadline=None)
@given(any_text, st.integers(0, 2))
def test_a_text_that_would_not_settle_is_reduced_to_one_that_has(text: str, passes: int) -> None:
    reduced = _settled(Traced(text), passes).text
    assert normalise(reduced).text == reduced


def test_plain_letters_give_nothing_to_do_to_the_steps_that_are_left_out_for_them() -> None:
    plain = [character for character in map(chr, range(0x250)) if not _BEYOND_PLAIN.search(character)]
    accented = [character for character in plain if not character.isascii()]
    assert len(accented) == 60
    for pair in (*product(accented, plain), *product(plain, accented)):
        traced = Traced("".join(pair))
        assert all(step(traced) is traced for step in _ONLY_BEYOND_PLAIN), pair


def test_the_steps_that_are_left_out_are_steps() -> None:
    assert set(_ONLY_BEYOND_PLAIN) < set(STEPS)


HOSTILE = [
    "a", "ab", "ä", "1", "!", " ", "\n ", "a ", "a 1 ", "a 1 1 ", "a1", "a0", "a@", "@a", ".a", "a_", "_", "/a",
    "a.b/", "🧨", "🧨💣",
    "👩\u200d", "🏴\U000e0067", "🇳", "🇳🇱", "\u0301", "\u0316\u0301", "a\u0316\u0301", "\u200b", "\ud800", "a\u0430",
    "аб ", "Ã", "Ã©",
    "â€", "\x80", "├┤", "emoji_", "emoji_a ", "a emoji_a ", "a emoji_a b emoji_x ", "ａ", "ب\u0651", "क्",
]  # fmt: skip


def operations(work: Callable[[], object]) -> int:
    """Count the calls that a piece of work makes, each as many times as there are characters in what it is given."""
    count = 0
    seen: set[FrameType] = set()  # a generator is called again for each thing it gives

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += 1
        if event == "call" and frame not in seen:
            seen.add(frame)
            count += sum(len(value) for value in frame.f_locals.values() if isinstance(value, str))

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_text_takes_at_most_about_twice_the_operations(piece: str) -> None:
    texts = [piece * (size // len(piece)) for size in (2000, 4000)]
    for text in texts:
        normalise(text)  # caches are filled
    small, large = (operations(partial(normalise, text)) for text in texts)
    assert large < 2.5 * small + 1000


@pytest.mark.parametrize("piece", HOSTILE)
def test_fifty_thousand_characters_are_normalised_and_stay_so(piece: str) -> None:
    normalised = normalise(piece * (50_000 // len(piece)))
    assert normalise(normalised.text).text == normalised.text
    if normalised.text:
        assert 0 <= normalised.to_original(len(normalised.text) - 1, len(normalised.text))[0] < 50_000
