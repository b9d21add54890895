from __future__ import annotations

from models.contract import ContextMessage, Message
from models.scorer import Scorer
from models.transformer.reading import MOST_TOKENS, MOST_WITH_CONTEXT, Reader, Reading
from tests.support.encoders import TinyEncoder

_BEFORE = tuple(ContextMessage(f"wat kost zoiets {number}") for number in range(5))
_AFTER = (ContextMessage("dat weet ik niet"), ContextMessage("vraag maar na"))


def _read(tiny: TinyEncoder, *messages: Message) -> list[Reading]:
    return Reader(tiny.tokenizer).read([Scorer.prepare(message) for message in messages])


def test_a_short_message_is_read_with_those_around_it(tiny: TinyEncoder) -> None:
    alone, among = _read(tiny, Message("doe ik"), Message("doe ik", before=_BEFORE, after=_AFTER))
    assert alone.own == len(alone.ids) == among.own
    assert among.ids[: among.own] == alone.ids
    assert Reader(tiny.tokenizer).mask in among.ids[among.own :]


def test_the_message_stands_as_mask_between_what_came_before_and_after_it(tiny: TinyEncoder) -> None:
    (reading,) = _read(tiny, Message("doe ik", before=_BEFORE[:1], after=_AFTER[:1]))
    tokenizer = tiny.tokenizer
    around = reading.ids[reading.own :]
    at = around.index(Reader(tokenizer).mask)
    before, after = (tokenizer.decode(part).replace(" ", "") for part in (around[:at], around[at:]))
    assert "kost" in before
    assert "weet" in after


def test_a_message_that_speaks_for_itself_is_read_alone(tiny: TinyEncoder) -> None:
    text = "wie wil er zaterdag mee naar de markt in de stad en daarna samen eten bij mij thuis " * 3
    alone, among = _read(tiny, Message(text), Message(text, before=_BEFORE, after=_AFTER))
    assert len(alone.ids) > MOST_WITH_CONTEXT
    assert among == alone


def test_the_last_length_with_a_context_is_the_one_that_is_named(tiny: TinyEncoder) -> None:
    texts = ["a " * count for count in range(1, 2 * MOST_WITH_CONTEXT)]
    readings = _read(tiny, *(Message(text, before=_BEFORE) for text in texts))
    assert {reading.own < len(reading.ids) for reading in readings} == {True, False}
    for reading in readings:
        assert (reading.own < len(reading.ids)) == (reading.own <= MOST_WITH_CONTEXT)


def test_the_nearest_messages_are_kept_where_not_all_fit(tiny: TinyEncoder) -> None:
    far, near = ContextMessage("vroeger " * 30), ContextMessage("zojuist " * 30)
    before = (far, *[near] * 8)
    (reading,) = _read(tiny, Message("ja", before=before))
    assert len(reading.ids) <= MOST_TOKENS
    (nearest,) = _read(tiny, Message("ja", before=before[-8:]))
    assert reading == nearest


def test_messages_beside_each_other_do_not_mix_their_contexts(tiny: TinyEncoder) -> None:
    messages = [
        Message("doe ik", before=_BEFORE),
        Message("een lang bericht dat voor zichzelf spreekt " * 4, before=_BEFORE, after=_AFTER),
        Message("hoe laat", after=_AFTER),
        Message("", before=_BEFORE),
    ]
    assert _read(tiny, *messages) == [_read(tiny, message)[0] for message in messages]
