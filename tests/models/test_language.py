from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from labeling.corpus import read_corpus
from models.language import LANGUAGES, detect_language
from models.normalise import normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("morgen om acht uur staat de bus weer voor de sporthal", "nl"),
        ("wir treffen uns morgen frueh vor der sporthalle", "de"),
        ("on se retrouve demain matin devant le gymnase", "fr"),
        ("vi ses i morgon bitti utanför idrottshallen", "sv"),
        ("see you tomorrow morning in front of the sports hall", "en"),
    ],
)
def test_a_sentence_has_its_language(text: str, expected: str) -> None:
    assert detect_language(text) == expected


@pytest.mark.parametrize(
    "text", ["", "   ", "ok", "hoi hoi", "06 12 34 56 78", "emoji_firecracker emoji_bomb emoji_fire"]
)
def test_a_short_text_and_one_without_words_have_none(text: str) -> None:
    assert detect_language(text) is None


@given(st.text())
def test_any_text_has_a_known_language_or_none(text: str) -> None:
    assert detect_language(text) in (None, *LANGUAGES)


def _is_letters(text: str) -> bool:
    return len(text) > 40 and text.replace(" ", "").isalpha()


def test_it_says_what_the_classifier_of_py3langid_says() -> None:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    texts = [text for row in read_corpus()[::10] if _is_letters(text := normalise(row.text).text[:80])]
    sure = {text: identifier.classify(text) for text in texts}
    assert texts
    assert {text: detect_language(text) for text in texts} == {
        text: language if probability >= 0.7 else None for text, (language, probability) in sure.items()
    }


def test_what_it_tells_of_the_corpus_is_right_and_it_tells_most() -> None:
    rows = [row for row in read_corpus() if row.lang in LANGUAGES][::10]
    told = Counter(
        "none" if found is None else "right" if found == row.lang else "wrong"
        for row in rows
        for found in [detect_language(normalise(row.text).text)]
    )
    assert told["wrong"] <= 0.01 * len(rows)
    assert told["right"] >= 0.9 * len(rows)


@pytest.mark.parametrize(
    "text", ["Сегодня вечером будет тренировка", "Απόψε έχουμε προπόνηση στο γήπεδο", "วันนี้ตอนเย็นมีซ้อมฟุตบอล"]
)
def test_a_script_that_none_of_the_languages_has_is_none_of_them(text: str) -> None:
    assert detect_language(text) is None
