from __future__ import annotations

from labeling.corpus import CorpusRow
from labeling.spans import MarkedSpan, MarkedText
from tests.support.rows import sound
from training.entities.examples import Marked, marked_of


def marked(text: str, *spans: tuple[str, str]) -> Marked:
    found = tuple(
        MarkedSpan(type=kind, start=text.index(part), end=text.index(part) + len(part)) for kind, part in spans
    )
    return marked_of([MarkedText(CorpusRow.model_validate(sound(text=text)), found)])[0]


def test_spans_of_disguised_words_become_whole_tokens_of_the_normalised_text() -> None:
    text = marked("Te koop:  C O B R A  6!!  op l'entrée", ("product", "C O B R A  6"), ("target_object", "entrée"))
    assert [text.reading.text.text[found.start : found.end] for found in text.tokens] == ["cobra 6", "entrée"]
    assert text.reading.labels == ("f4_sale",)


def test_rows_of_price_lists_are_kept_to_be_measured_and_not_learned() -> None:
    text = marked("cobra 6 - 12", ("price_row", "cobra 6 - 12"), ("product", "cobra 6"))
    assert len(text.spans) == 2
    assert [found.type for found in text.tokens] == ["product"]
