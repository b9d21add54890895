"""What a bundle costs to run: messages a second, in turn with the other, and memory of a fresh process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from labeling.corpus import CorpusRow
from labeling.ordinary import OrdinaryLine
from models.contract import Message
from models.scorer import Scorer
from training.bench.pairs import Ratio, ratio_of, speeds_in_turn
from training.bench.pairs import Side as Timed
from training.bench.starts import measure_start
from training.showing import Tell

__all__ = ["Cost", "measure_cost"]

_PAIRS = 5
_A_HIT_IN = 100
"""Messages of a round."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of the second bundle beside the first."""

    speed: Ratio
    """Above 1 where the second is faster."""
    mebibytes: tuple[float, float]
    """Resident memory of a fresh worker with each; 0 where the system does not tell it."""


def measure_cost(
    bundles: tuple[Path | None, Path | None], rows: Sequence[CorpusRow], lines: Sequence[OrdinaryLine], tell: Tell
) -> Cost:
    """Score five rounds of ordinary lines, with one hit in a hundred, by both in turn; then start each afresh.

    Raises
    ------
    LontError
        Where a fresh process cannot load one of them.
    """
    scorers = [Scorer.load(bundle) for bundle in bundles]
    sides = {str(at): _asking(scorer) for at, scorer in enumerate(scorers)}
    rounds = _rounds([row.text for row in rows if any(row.labels)], [line.text for line in lines])
    steps = 0

    def told(_: str) -> None:
        nonlocal steps
        tell("timing both in turn", steps / (2 * _PAIRS))
        steps += 1

    speeds = speeds_in_turn(sides, rounds, told)
    tell("timing both in turn", 1)
    first, second = (measure_start(bundle).mebibytes for bundle in bundles)
    return Cost(ratio_of(speeds["1"], speeds["0"]), (first, second))


def _asking(scorer: Scorer) -> Timed:
    def ask(texts: Sequence[str]) -> int:
        return len(scorer.score([Message(text) for text in texts], explain=False))

    return ask


def _rounds(hits: Sequence[str], ordinary: Sequence[str]) -> list[list[str]]:
    """Deal the lines out, and put the hits, one in a hundred, into each round; no text is in two rounds."""
    rounds = [list(ordinary[at::_PAIRS]) for at in range(_PAIRS)]
    return [part + list(hits[at::_PAIRS][: 1 + len(part) // _A_HIT_IN]) for at, part in enumerate(rounds)]
