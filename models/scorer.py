"""The one way to score: prepares messages, calls the tiers of a bundle, applies thresholds, explains what is raised."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import ClassVar

from models.bundle import open_bundle
from models.calibration import Calibration
from models.contract import LABELS, Message, Prepared, ScoredMessage, Tier
from models.errors import ModelError
from models.language import detect_language
from models.linear import load_tier
from models.normalise import normalise
from models.priority import prioritise
from models.thresholds import Thresholds

__all__ = ["MOST_AFTER", "MOST_BEFORE", "Scorer", "TierMissingError", "TierUnknownError"]

MOST_BEFORE, MOST_AFTER = 8, 4
"""Messages of the context that are read: the nearest ones."""
_MOST_CONTEXT_CHARACTERS = 2_000
_MOST_REMEMBERED = 100_000
_BATCH = 256

Pair = tuple[float, float]
"""Scores in the order of `LABELS`."""


class TierMissingError(ModelError):
    """The bundle has no such tier."""

    code: ClassVar[str] = "tier_missing"


class TierUnknownError(ModelError):
    """There is no tier of that name."""

    code: ClassVar[str] = "tier_unknown"


class Scorer:
    """Scores messages with one bundle; safe to share by threads.

    Parameters
    ----------
    version
        Version of the bundle.
    tiers
        Name to tier.
    thresholds
        From which score a label is raised.
    """

    def __init__(self, version: str, tiers: dict[str, Tier], thresholds: Thresholds) -> None:
        self.version = version
        self._tiers = tiers
        self._thresholds = thresholds
        self._remembered = _Remembered(_MOST_REMEMBERED)

    @classmethod
    def load(cls, path: Path | None = None) -> Scorer:
        """Open a bundle and read its tiers; ``None`` is the bundle that comes with lont.

        Raises
        ------
        ModelError
            Where the bundle is not whole; see `models.bundle.open_bundle`.
        """
        bundle = open_bundle(path)
        calibration = Calibration.load(bundle.folder / "calibration.json", "linear")
        linear = load_tier(bundle.folder / "linear", calibration)
        return cls(bundle.manifest.version, {"linear": linear}, Thresholds.load(bundle.folder / "thresholds.json"))

    @staticmethod
    def prepare(message: Message) -> Prepared:
        """Normalise a message and the part of its context that is read."""
        return Prepared(
            normalise(message.text),
            tuple(_normalised_context(near.text) for near in message.before[-MOST_BEFORE:]),
            tuple(_normalised_context(near.text) for near in message.after[:MOST_AFTER]),
            message.is_past,
        )

    def score(self, messages: Sequence[Message], *, explain: bool = True, tier: str = "cascade") -> list[ScoredMessage]:
        """Score messages, in the order given.

        Parameters
        ----------
        messages
            Any number.
        explain
            Whether raised labels get the spans that made them.
        tier
            ``linear``, ``transformer`` or ``cascade``, which takes the best that the bundle has.

        Raises
        ------
        TierMissingError, TierUnknownError
        """
        chosen = self._tier(tier)
        return self._score([self.prepare(message) for message in messages], [None] * len(messages), chosen, explain)

    def score_prepared(
        self,
        prepared: Sequence[Prepared],
        *,
        known: Sequence[Pair | None] | None = None,
        explain: bool = True,
    ) -> list[ScoredMessage]:
        """Score prepared messages with the cascade, in the order given.

        Parameters
        ----------
        prepared
            As `prepare` returned them.
        known
            For each message the scores (as `LABELS`) that this bundle gave to the same copy key before, or ``None``;
            the model is not asked for those. Labels, priority, language and explanation are always worked out.
        explain
            Whether raised labels get the spans that made them.
        """
        known = [None] * len(prepared) if known is None else known
        return self._score(prepared, known, self._tier("cascade"), explain)

    def _tier(self, name: str) -> Tier:
        if name not in ("linear", "transformer", "cascade"):
            raise TierUnknownError(f"There is no tier {name!r}.", "Ask for linear, transformer or cascade.")
        if name == "transformer" and name not in self._tiers:
            raise TierMissingError(
                f"Bundle {self.version} has no transformer tier.",
                "Score with the tier cascade or linear, or load a bundle that has one.",
            )
        return self._tiers["linear" if name == "cascade" else name]

    def _score(
        self, prepared: Sequence[Prepared], known: Sequence[Pair | None], tier: Tier, explain: bool
    ) -> list[ScoredMessage]:
        keys = [message.copy_key(f"{self.version} {tier.name}") for message in prepared]
        found = dict(self._remembered.get(keys))
        found.update((key, pair) for key, pair in zip(keys, known, strict=True) if pair is not None)
        fresh = {key: message for key, message in zip(keys, prepared, strict=True) if key not in found}
        found.update(self._fresh(fresh, tier))
        return [self._scored(message, found[key], tier, explain) for key, message in zip(keys, prepared, strict=True)]

    def _fresh(self, messages: dict[bytes, Prepared], tier: Tier) -> dict[bytes, Pair]:
        """Ask the tier; a text that has nothing to read scores 0 and does not reach it."""
        scores: dict[bytes, Pair] = {
            key: (0.0, 0.0) for key, message in messages.items() if not message.normalised.text
        }
        rest = [key for key in messages if key not in scores]
        for start in range(0, len(rest), _BATCH):
            keys = rest[start : start + _BATCH]
            rows = tier.predict_proba([messages[key] for key in keys]).tolist()
            scores.update((key, (recruitment, f4_sale)) for key, (recruitment, f4_sale) in zip(keys, rows, strict=True))
        self._remembered.put(scores)
        return scores

    def _scored(self, message: Prepared, pair: Pair, tier: Tier, explain: bool) -> ScoredMessage:
        scores = dict(zip(LABELS, pair, strict=True))
        labels = self._thresholds.raised(scores)
        verdict = prioritise(message.normalised.text, scores, labels, self._thresholds.values, is_past=message.is_past)
        return ScoredMessage(
            scores=scores,
            labels=labels,
            lang=detect_language(message.normalised.text),
            tier=tier.name,
            model=self.version,
            explanation=tuple(span for label in labels for span in tier.explain(message, label)) if explain else (),
            priority=verdict.priority,
            priority_reason=verdict.reasons,
        )


@lru_cache(maxsize=4_096)
def _normalised_context(text: str) -> str:
    """Normalise a message of a context; in a channel each stands beside several others."""
    return normalise(text[:_MOST_CONTEXT_CHARACTERS]).text


class _Remembered:
    """The latest scores by copy key, a bounded number of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._scores: OrderedDict[bytes, Pair] = OrderedDict()
        self._lock = Lock()

    def get(self, keys: Sequence[bytes]) -> list[tuple[bytes, Pair]]:
        found = list[tuple[bytes, Pair]]()
        with self._lock:
            for key in keys:
                if (pair := self._scores.get(key)) is not None:
                    self._scores.move_to_end(key)
                    found.append((key, pair))
        return found

    def put(self, scores: dict[bytes, Pair]) -> None:
        with self._lock:
            self._scores.update(scores)
            while len(self._scores) > self._most:
                self._scores.popitem(last=False)
