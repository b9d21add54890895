"""Turns prepared messages into token ids: a short message first, then the messages around it as a second segment.

``<s> message </s> before </s> before </s> <mask> </s> after </s>``: where ``<mask>`` stands the message itself stood.
The nearest messages are kept where not all fit. A message of more than `MOST_WITH_CONTEXT` tokens speaks for itself
and is read alone: what stands around it by chance led the encoder astray more often than it helped. Emoji, which the
normaliser names (``emoji_explosion``), are read as words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tokenizers import Tokenizer

from models.contract import Prepared

__all__ = ["MOST_TOKENS", "MOST_WITH_CONTEXT", "Piece", "Reader", "Reading"]

MOST_TOKENS = 160
"""Tokens of a message and its context together."""
MOST_WITH_CONTEXT = 20
"""Tokens of a message, its two ends included, up to which its context is read."""
_ENDS = 2
"""Tokens before and after a message."""
_MOST_OF_MESSAGE = 112
_MOST_OF_NEIGHBOUR = 32
_MOST_CHARACTERS = 1_500
"""Characters that are worth tokenising; more than `_MOST_OF_MESSAGE` tokens hold."""
_EMOJI = "emoji_"

_Near = tuple[list[list[int]], list[int]]
"""The side that a neighbour goes to, and its ids."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as the encoder reads it."""

    ids: list[int]
    own: int
    """How many ids, from the start, are of the message itself; the rest is the second segment."""


class Piece(NamedTuple):
    """What a token of the message itself stands for."""

    start: int
    """First code point of the normalised text."""
    end: int
    """One past the last."""
    is_known: bool
    """Whether the vocabulary has it; if not, the token is ``<unk>``."""


class Reader:
    """Reads messages for one tokenizer; stateless, and safe to share by threads.

    Parameters
    ----------
    tokenizer
        A tokenizer that has the tokens ``<s>``, ``</s>`` and ``<mask>``.

    Raises
    ------
    ValueError
        Where it lacks one of them.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._start, self._end, self.mask, self.padding = (
            self._id(token) for token in ("<s>", "</s>", "<mask>", "<pad>")
        )
        self._unknown = tokenizer.token_to_id("<unk>")

    def read(self, messages: Sequence[Prepared]) -> list[Reading]:
        """Return one reading a message, in the order given."""
        own = [ids[:_MOST_OF_MESSAGE] for ids in self._encode([message.normalised.text for message in messages])]
        needy = [_is_short(ids) for ids in own]
        around = [one for message, reads in zip(messages, needy, strict=True) if reads for one in _around(message)]
        near = iter([ids[:_MOST_OF_NEIGHBOUR] for ids in self._encode(around)])
        readings = []
        for message, ids, reads in zip(messages, own, needy, strict=True):
            before, after = ([next(near) for _ in side] if reads else [] for side in (message.before, message.after))
            first = [self._start, *ids, self._end]
            readings.append(Reading(first + self._second_segment(before, after), len(first)))
        return readings

    def reads_context(self, message: Prepared) -> bool:
        """Return whether the messages around this one are read."""
        (ids,) = self._encode([message.normalised.text])
        return _is_short(ids)

    def pieces(self, message: Prepared) -> list[Piece]:
        """Return what the ids of the message itself stand for: ``ids[1 : own - 1]`` of its reading, in order."""
        text = message.normalised.text
        found = self._tokenizer.encode(_as_words(text), add_special_tokens=False)
        places = _places(text)
        return [
            Piece(places[start], places[end - 1] + 1, one != self._unknown)
            if end > start
            else Piece(0, 0, is_known=True)
            for one, (start, end) in list(zip(found.ids, found.offsets, strict=True))[:_MOST_OF_MESSAGE]
        ]

    def _encode(self, texts: Sequence[str]) -> list[list[int]]:
        encoded = self._tokenizer.encode_batch_fast([_as_words(text) for text in texts], add_special_tokens=False)
        return [found.ids for found in encoded]

    def _id(self, token: str) -> int:
        found = self._tokenizer.token_to_id(token)
        if found is None:
            raise ValueError(f"the tokenizer lacks {token}")
        return found

    def _second_segment(self, before: list[list[int]], after: list[list[int]]) -> list[int]:
        """Return the second segment, as far as there is room: the message before, the one after, the one before it."""
        if not before and not after:
            return []
        left, right = list[list[int]](), list[list[int]]()
        used = 2  # <mask> and its end
        nearest = [(left, near) for near in reversed(before)], [(right, near) for near in after]
        for side, near in _by_turns(*nearest):
            if used + len(near) + 1 > MOST_TOKENS - MOST_WITH_CONTEXT:
                break
            used += len(near) + 1
            side.append(near)
        ordered = [*reversed(left), [self.mask], *right]
        return [one for near in ordered for one in (*near, self._end)]


def _is_short(ids: Sequence[int]) -> bool:
    return len(ids) + _ENDS <= MOST_WITH_CONTEXT


def _around(message: Prepared) -> tuple[str, ...]:
    return *message.before, *message.after


def _by_turns(first: Sequence[_Near], second: Sequence[_Near]) -> list[_Near]:
    longest = max(len(first), len(second))
    return [side[at] for at in range(longest) for side in (first, second) if at < len(side)]


def _as_words(text: str) -> str:
    return text[:_MOST_CHARACTERS].replace(_EMOJI, "").replace("_", " ")


def _places(text: str) -> list[int]:
    """Return for each code point of `_as_words` where it stands in the text."""
    text = text[:_MOST_CHARACTERS]
    left_out = {at for match in re.finditer(_EMOJI, text) for at in range(*match.span())}
    return [at for at in range(len(text)) if at not in left_out]
