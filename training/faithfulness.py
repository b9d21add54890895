"""Measures whether an explanation points at what counts: what a score loses without its words, and without others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from random import Random
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from labeling.corpus import CorpusRow
from models.contract import LABELS, Evidence, Message, ScoredMessage
from models.scorer import Scorer, TierMissingError

__all__ = ["MOST_MESSAGES", "Faithfulness", "faithfulness"]

MOST_MESSAGES = 200
"""Messages of a tier and label; an explanation of the transformer tier costs ten scores."""
_DRAWS = 3
_NEAREST = 3
"""A word to hold against a marked one is one of so many that are nearest to its length, so that draws differ."""
_BATCH = 256
_RESAMPLES = 1_000
_LEAST_SCORE = 1e-9
"""Scores are held this far from 0 and 1, whose log-odds have no end."""

_WORD = re.compile(r"\S+")

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """What explanations of one tier and label are worth; figures are means over messages, ``None`` where n is 0."""

    n: int
    """Messages."""
    nothing_marked: int
    """Messages left out: no word was said to count for the label, as where the context decides."""
    nothing_unmarked: int
    """Messages left out: every word was."""
    drop_marked: float | None = None
    """What the log-odds lose without the marked words."""
    drop_random: float | None = None
    """What they lose without as many others, the mean of three draws; below 0: what is left then weighs more."""
    difference: float | None = None
    """The one minus the other; 0 or less: the explanation tells no more than chance."""
    difference_low: float | None = None
    """Lower end of its 95% interval, by resampling messages."""
    difference_high: float | None = None
    share: float | None = None
    """Share of the messages that lose at least as much without the marked words, 0 to 1."""
    characters_marked: float | None = None
    """Code points removed; the two sides should be near each other."""
    characters_random: float | None = None


class _Removal(NamedTuple):
    """What is taken out of one message: as many words each time."""

    message: Message
    marked: list[_Span]
    drawn: list[list[_Span]]


def faithfulness(scorer: Scorer, rows: Sequence[CorpusRow], seed: int = 7) -> dict[str, Any]:
    """Take the words that an explanation marks out of the text, and beside it as many others of about their length.

    Where more words are marked than are left, those of the strongest spans are taken, as many as are left: both sides
    lose the same number.

    Parameters
    ----------
    scorer
        A bundle; each of its tiers is measured alone.
    rows
        Messages; those that a tier raises a label for are measured, at most `MOST_MESSAGES`, drawn at random.
    seed
        Of all draws; equal arguments give equal figures.

    Returns
    -------
    dict
        By tier (``linear``, and ``transformer`` where the bundle has it) and label the fields of `Faithfulness`.
    """
    return {
        tier: {
            label: asdict(_measured(scorer, tier, label, messages, seed))
            for label, messages in _raised(scorer, tier, rows, seed).items()
        }
        for tier in _tiers(scorer)
    }


def _tiers(scorer: Scorer) -> tuple[str, ...]:
    try:
        scorer.score([], tier="transformer")
    except TierMissingError:
        return ("linear",)
    return ("linear", "transformer")


def _raised(scorer: Scorer, tier: str, rows: Sequence[CorpusRow], seed: int) -> dict[str, list[Message]]:
    """Return by label the first messages of a random order that the tier raises it for; the rest is not scored."""
    found: dict[str, list[Message]] = {label: [] for label in LABELS}
    order = Random(seed).sample(rows, len(rows))  # noqa: S311  # must be repeatable, need not be secret
    for start in range(0, len(order), _BATCH):
        if all(len(messages) >= MOST_MESSAGES for messages in found.values()):
            break
        batch = [row.to_message() for row in order[start : start + _BATCH]]
        for message, scored in zip(batch, scorer.score(batch, explain=False, tier=tier), strict=True):
            for label in scored.labels:
                found[label].append(message)
    return {label: messages[:MOST_MESSAGES] for label, messages in found.items()}


def _measured(scorer: Scorer, tier: str, label: str, messages: Sequence[Message], seed: int) -> Faithfulness:
    chance = Random(seed)  # noqa: S311  # must be repeatable, need not be secret
    removals, nothing_marked, nothing_unmarked = list[_Removal](), 0, 0
    for message, scored in zip(messages, scorer.score(messages, tier=tier), strict=True):
        marked, others = _parted(message.text, _counting_for(scored, label))
        if not marked:
            nothing_marked += 1
        elif not others:
            nothing_unmarked += 1
        else:
            marked = marked[: len(others)]
            removals.append(_Removal(message, marked, [_alike(marked, others, chance) for _ in range(_DRAWS)]))
    figures = _figures(removals, _drops(scorer, tier, label, removals), seed) if removals else {}
    return Faithfulness(len(removals), nothing_marked, nothing_unmarked, **figures)


def _counting_for(scored: ScoredMessage, label: str) -> list[Evidence]:
    return [span for span in scored.explanation if span.label == label and span.weight > 0]


def _parted(text: str, spans: Sequence[Evidence]) -> tuple[list[_Span], list[_Span]]:
    """Return the words that a span touches, in the order of the spans, the strongest first; and the other words."""
    words = [match.span() for match in _WORD.finditer(text)]
    touched = [word for span in spans for word in words if word[0] < span.end and span.start < word[1]]
    marked = list(dict.fromkeys(touched))
    return marked, [word for word in words if word not in marked]


def _alike(marked: Sequence[_Span], others: Sequence[_Span], chance: Random) -> list[_Span]:
    """Draw for each marked word another of about its length, none twice."""
    left, drawn = list(others), list[_Span]()
    for word in chance.sample(marked, len(marked)):
        chance.shuffle(left)  # so that words of one length have equal chances
        left.sort(key=partial(_farness, word))
        drawn.append(left.pop(chance.randrange(min(_NEAREST, len(left)))))
    return drawn


def _farness(word: _Span, other: _Span) -> int:
    return abs((other[1] - other[0]) - (word[1] - word[0]))


def _drops(scorer: Scorer, tier: str, label: str, removals: Sequence[_Removal]) -> NDArray[np.float64]:
    """Return what the log-odds lose, shape (messages, 1 + draws): without the marked words, and without each draw."""
    variants = [
        replace(removal.message, text=_without(removal.message.text, words))
        for removal in removals
        for words in ([], removal.marked, *removal.drawn)
    ]
    scores = [scored.scores[label] for scored in scorer.score(variants, explain=False, tier=tier)]
    logits = logit(np.clip(scores, _LEAST_SCORE, 1 - _LEAST_SCORE)).reshape(len(removals), 2 + _DRAWS)
    return np.asarray(logits[:, :1] - logits[:, 1:])


def _without(text: str, words: Sequence[_Span]) -> str:
    for start, end in sorted(words, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def _figures(removals: Sequence[_Removal], drops: NDArray[np.float64], seed: int) -> dict[str, float]:
    marked, drawn = drops[:, 0], drops[:, 1:].mean(axis=1)
    difference = marked - drawn
    picks = np.random.default_rng(seed).integers(0, len(difference), (_RESAMPLES, len(difference)))
    low, high = np.quantile(difference[picks].mean(axis=1), [0.025, 0.975])
    return {
        "drop_marked": float(marked.mean()),
        "drop_random": float(drawn.mean()),
        "difference": float(difference.mean()),
        "difference_low": float(low),
        "difference_high": float(high),
        "share": float((difference >= 0).mean()),
        "characters_marked": float(np.mean([_characters(removal.marked) for removal in removals])),
        "characters_random": float(np.mean([_characters(words) for removal in removals for words in removal.drawn])),
    }


def _characters(words: Sequence[_Span]) -> int:
    return sum(end - start for start, end in words)
