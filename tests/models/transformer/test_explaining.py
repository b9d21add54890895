from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.contract import LABELS, ContextMessage, Message, Prepared
from models.scorer import Scorer
from models.transformer import TransformerTier
from models.transformer.encoder import Encoder
from models.transformer.explaining import MOST_OCCLUSIONS, occlude
from models.transformer.reading import Reading
from tests.support.encoders import TinyEncoder
from tests.support.tiers import TEXTS

_ODD_PARTS = (
    "cobra",
    "c\u200bo\u200bbra",
    "c\u0336o\u0301\u0308b\u0323ra",
    "k n a l",
    "𝓴𝓷𝓪𝓵",
    "ｄｅｕｒ",
    "СОВЯА",
    "c0br4",
    "cafÃ©",
    "¼",
    "ﷺ",
    "💥",
    "👩\u200d🚒",
    "🧑🏽\u200d🤝\u200d🧑🏽",
    "🇳🇱",
    "1\ufe0f\u20e3",
    "l\u200d\u0301",
    "\u202eniet\u202c",
    "שָׁלוֹם",
    "كُوبْرَا",
    "नमस्ते",
    "\u0301",
    "\ufe0f",
    "\ud800",
    "\udfff",
    "emoji_",
    " ",
    "\n",
    "-",
    ",",
)
_ODD_TEXTS = st.text(st.characters(exclude_categories=()), max_size=60) | st.lists(
    st.sampled_from(_ODD_PARTS), max_size=12
).map("".join)
_MANY_ODD = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


class _Counting(Encoder):
    """The real encoder, which keeps what it was asked, call by call."""

    asked: list[list[Reading]]

    def logits(self, readings: Sequence[Reading]) -> NDArray[np.float64]:
        self.asked = [*getattr(self, "asked", []), list(readings)]
        return super().logits(readings)


def _prepared(text: str) -> Prepared:
    return Scorer.prepare(Message(text, before=(ContextMessage(TEXTS[2]),)))


@pytest.mark.parametrize("count", [0, 1, 5, 9, 10, 40, 300])
def test_an_explanation_is_one_call_of_at_most_ten_readings_as_long_as_the_message(
    tiny: TinyEncoder, transformer: TransformerTier, count: int
) -> None:
    encoder = _Counting(tiny.rounded, padding=1)
    message = _prepared(" ".join(["knal", "deur", "vannacht"][at % 3] for at in range(count)))
    found = occlude(transformer.reader, encoder, message, 0)
    (readings,) = encoder.asked
    assert len(readings) == len(found) + 1 <= MOST_OCCLUSIONS + 1
    assert {len(reading.ids) for reading in readings} == {len(readings[0].ids)}
    assert bool(found) == bool(count)


def test_a_weight_is_what_the_log_odds_lose_when_the_word_is_masked(
    tiny: TinyEncoder, transformer: TransformerTier
) -> None:
    message = _prepared("te koop, deur!")
    encoder = _Counting(tiny.exact, padding=1)
    found = occlude(transformer.reader, encoder, message, 1)
    (readings,) = encoder.asked
    text = message.normalised.text
    assert [text[word.start : word.end] for word in found] == ["te", "koop", "deur"]
    logits = encoder.logits(readings)[:, 1]
    assert [word.weight for word in found] == pytest.approx((logits[0] - logits[1:]).tolist())
    assert any(abs(word.weight) > 0.01 for word in found)


def test_each_word_is_hidden_in_a_variant_of_its_own_and_the_context_in_none(
    tiny: TinyEncoder, transformer: TransformerTier
) -> None:
    encoder = _Counting(tiny.rounded, padding=1)
    occlude(transformer.reader, encoder, _prepared("knal bij een deur 💥"), 0)
    whole, *hidden = encoder.asked[0]
    changed = [{at for at, one in enumerate(reading.ids) if one != whole.ids[at]} for reading in hidden]
    assert len(hidden) == 5
    assert all(changed)
    assert sum(map(len, changed)) == len(set[int]().union(*changed))
    assert max(set[int]().union(*changed)) < whole.own - 1
    assert all(
        reading.ids[at] == transformer.reader.mask
        for reading, places in zip(hidden, changed, strict=True)
        for at in places
    )


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=80)
    | st.lists(st.sampled_from(["💥", "emoji_", "_", "knal", "Ж", " ", "e\u0301"])).map("".join)
)
def test_pieces_lie_in_the_text_in_order_one_for_each_id_of_the_message(
    transformer: TransformerTier, text: str
) -> None:
    message = Scorer.prepare(Message(text))
    (reading,) = transformer.reader.read([message])
    pieces = transformer.reader.pieces(message)
    assert len(pieces) == reading.own - 2
    assert all(0 <= piece.start <= piece.end <= len(message.normalised.text) for piece in pieces)
    ends = [piece.end for piece in pieces if piece.end]
    assert ends == sorted(ends)


def test_a_piece_points_at_its_letters_beyond_an_emoji(transformer: TransformerTier) -> None:
    message = Scorer.prepare(Message("💥💥 deur"))
    text = message.normalised.text
    last = transformer.reader.pieces(message)[-1]
    assert text[: last.end].endswith("deur")
    assert last.end == len(text)


def test_a_span_points_at_the_disguised_word_as_it_was_written(transformer: TransformerTier) -> None:
    text = "nu: c\u200bo\u200bbra!"
    spans = transformer.explain(Scorer.prepare(Message(text)), "f4_sale")
    assert any("c\u200bo\u200bbra" in text[span.start : span.end] for span in spans)


@_MANY_ODD
@given(text=_ODD_TEXTS, label=st.sampled_from(LABELS))
def test_any_text_has_spans_of_the_original_that_are_not_empty_and_part_no_letter_from_its_marks(
    transformer: TransformerTier, text: str, label: str
) -> None:
    spans = sorted((span.start, span.end) for span in transformer.explain(Scorer.prepare(Message(text)), label))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert not [at for span in spans for at in span if 0 < at < len(text) and _is_mark(text[at])]


@_MANY_ODD
@given(parts=st.lists(st.sampled_from(_ODD_PARTS), max_size=8))
def test_a_word_is_found_in_its_place_whatever_stands_before_and_after_it(
    transformer: TransformerTier, parts: list[str]
) -> None:
    ahead = "".join(parts)
    message = Scorer.prepare(Message(f"{ahead} . vuurwerk . {ahead}"))
    found = occlude(transformer.reader, transformer.encoder, message, 0)
    placed = [message.normalised.to_original(word.start, word.end) for word in found]
    assert any(start <= len(ahead) + 3 and len(ahead) + 11 <= end for start, end in placed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u200b",
        "💥",
        "\ud83d",
        "\udca5\ud83d",
        "a" * 50_000,
        "wat een knal " * 3_847,
        "💥" * 50_000,
        "e\u0301" * 25_000,
        "\u0301" * 50_000,
        "שָ" * 25_000,
        "k\u200d" * 25_000,
    ],
    ids=lambda text: f"{len(text)} of {text[:4]!a}",
)
def test_no_text_is_too_odd_or_too_long_to_explain(transformer: TransformerTier, text: str) -> None:
    spans = transformer.explain(Scorer.prepare(Message(text, before=(ContextMessage(text),))), "recruitment")
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def test_a_text_with_many_unknown_letters_is_unsure_even_in_latin_script(transformer: TransformerTier) -> None:
    unknown = Scorer.prepare(Message("ƣƣƣ ƛƛƛ ƾƾƾ"))
    assert transformer.unsure(unknown) == ("language",)
    assert transformer.unsure(Scorer.prepare(Message("dat is een ƣ in een verder gewone zin"))) == ()
