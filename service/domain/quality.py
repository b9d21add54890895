"""Figures of how sure decisions are: shares with their interval, agreement beyond chance, what was overturned.

The formulas are four lines each; the libraries that have them take seconds and a hundred megabytes to load, which a
web process should not spend on them. Tests hold them against those libraries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from service.domain.decisions import Verdict
from service.domain.review_tasks import KnownItem, Said
from service.domain.statistics import wilson

__all__ = [
    "ENOUGH",
    "AgreementRow",
    "KnownRate",
    "KnownRow",
    "MissRow",
    "OverturnRow",
    "PairedSaid",
    "QualityReport",
    "Share",
    "agreement",
    "answer_of",
    "floor_of",
    "kappa",
    "says",
]

ENOUGH = 20
"""With fewer than this no figure is shown."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    k: int
    n: int

    @property
    def enough(self) -> bool:
        """Whether there are enough to speak of a share."""
        return self.n >= ENOUGH

    @property
    def share(self) -> float:
        """From 0 to 1; 0 of nothing."""
        return self.k / self.n if self.n else 0.0

    @property
    def low(self) -> float:
        """Lower end of the 95% interval (Wilson 1927)."""
        return wilson(self.k, self.n)[0] if self.n else 0.0

    @property
    def high(self) -> float:
        """Upper end of it."""
        return wilson(self.k, self.n)[1] if self.n else 1.0


@dataclass(frozen=True, slots=True)
class PairedSaid:
    """What two people said of one item, without knowing of each other."""

    first_by: str
    first: Said
    second_by: str
    second: Said


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """How far people agree on one label."""

    label: str
    same: Share
    kappa: float | None
    """Cohen's; ``None`` with fewer than `ENOUGH`, or where all said the same, so that chance explains it."""
    pair: tuple[str, str] | None = None
    """Actor ids; ``None``: of all pairs together."""


@dataclass(frozen=True, slots=True)
class KnownRow:
    """How often known items of one kind were seen as agreed."""

    answer: str
    """A label, or ``neither``."""
    right: Share


@dataclass(frozen=True, slots=True)
class KnownRate:
    """One known item, and how often it was missed."""

    known: KnownItem
    text: str | None
    edited: bool
    answered: int
    missed: int


@dataclass(frozen=True, slots=True)
class OverturnRow:
    """What became of the decisions of one week on one label, of items scored by one model."""

    week: date
    """Its Monday, in UTC."""
    label: str
    model_version: str | None
    decided: int
    undone: int
    """Taken back by hand."""
    corrected: int
    """Its labels, reason or words were put right."""
    settled: int
    """Overturned after a second look."""
    unfounded: int
    """Of confirmations: the platform declined the notice as manifestly unfounded."""


@dataclass(frozen=True, slots=True)
class MissRow:
    """Reports of what was missed."""

    label: str
    kind: str
    model_version: str | None
    n: int


@dataclass(frozen=True, slots=True)
class QualityReport:
    """How sure the decisions of a time are."""

    since: datetime
    until: datetime
    known: Sequence[KnownRow]
    agreement: Sequence[AgreementRow]
    """Of all pairs together, from the sample alone."""
    pairs: Sequence[AgreementRow]
    """Only those that the reader may see."""
    against_model: Share
    """Second looks at decisions against a strong score that came to the same."""
    waiting: int
    """Second looks that nobody has answered, at decisions that hold."""
    open: int
    """Disagreements to be settled."""
    settled: Share
    """Settled disagreements in which the first decision was overturned."""
    overturns: Sequence[OverturnRow]
    misses: Sequence[MissRow]


def says(said: Said, label: str) -> str:
    """Return what somebody says of one label: ``yes``, ``no``, or ``open`` where they do not say."""
    if said.verdict is Verdict.CONFIRM:
        return "yes" if label in said.labels else "no"
    return "no" if said.verdict is Verdict.REJECT else "open"


def agreement(pairs: Iterable[PairedSaid], label: str, pair: tuple[str, str] | None = None) -> AgreementRow:
    """Return how far pairs agree on a label; of one pair of people, each keeps their side."""
    both = [(says(each.first, label), says(each.second, label), each.first_by) for each in pairs]
    sides = [(b, a) if pair is not None and by != pair[0] else (a, b) for a, b, by in both]
    same = Share(sum(a == b for a, b in sides), len(sides))
    return AgreementRow(label, same, kappa(sides) if same.enough else None, pair)


def kappa(sides: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa (1960) of two people, at most 1; ``None`` of nothing, and where both said one thing only."""
    n = len(sides)
    if not n:
        return None
    values = {value for side in sides for value in side}
    chance = sum(sum(a == v for a, _ in sides) * sum(b == v for _, b in sides) for v in values) / n**2
    observed = sum(a == b for a, b in sides) / n
    return None if chance == 1 else (observed - chance) / (1 - chance)


def answer_of(said: Said) -> Sequence[str]:
    """Return the kinds under which a known item counts."""
    return said.labels or ("neither",)


def floor_of(moment: datetime) -> UUID:
    """Return the least id (UUID version 7) that can have been made at this moment."""
    return UUID(int=max(0, int(moment.timestamp() * 1000)) << 80)
