from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entities.proof import find_proof
from tests.support.extracting import assert_spans_lie_within, reading, said


@pytest.mark.parametrize(
    ("lang", "text", "span", "kind"),
    [
        ("nl", "deur en filmen", "filmen", "film"),
        ("nl", "video als bewijs", "video als bewijs", "film"),
        ("nl", "foto erbij", "foto", "photo"),
        ("nl", "live meekijken", "live", "live"),
        ("en", "film it", "film it", "film"),
        ("sv", "filma dörren", "filma", "film"),
        ("de", "alles filmen", "filmen", "film"),
        ("fr", "vidéo exigée", "vidéo", "film"),
    ],
)
def test_the_proof_of_a_deed_has_its_kind(lang: str, text: str, span: str, kind: str) -> None:
    assert said(find_proof, reading(text, lang, labels=["recruitment"])) == [(span, {"kind": kind})]


@pytest.mark.parametrize("text", ["leuk filmpje man", "foto van mijn kat", ""])
def test_films_of_other_things_are_none(text: str) -> None:
    assert said(find_proof, reading(text)) == []


def test_the_swedish_word_for_at_is_no_film() -> None:
    assert said(find_proof, reading("bomb vid dörren", "sv")) == []


@given(st.text(), st.sampled_from([None, "nl", "de", "fr", "sv", "en"]))
def test_any_text_gives_spans_within_it(text: str, lang: str | None) -> None:
    assert_spans_lie_within(find_proof, reading(text, lang, labels=["recruitment"]))
