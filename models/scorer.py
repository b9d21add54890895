"""The one way to score: prepares messages, calls the tiers of a bundle, applies thresholds, explains what is raised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import ClassVar, NamedTuple

from models.bundle import Bundle, open_bundle
from models.calibration import Calibration
from models.cascade import CascadeTier, Cascading
from models.contract import LABELS, Message, Prepared, ScoredMessage, Sifted, Tier
from models.entities.extraction import Extraction
from models.entities.reader import EntityReader
from models.errors import ModelError
from models.language import detect_language
from models.linear import load_tier
from models.normalise import normalise
from models.priority import is_threat, prioritise
from models.remembered import Remembered
from models.thresholds import UNSURE_SCORE, Thresholds

__all__ = ["MOST_AFTER", "MOST_BEFORE", "Scorer", "TierMissingError", "TierUnknownError"]

MOST_BEFORE, MOST_AFTER = 8, 4
"""Messages of the context that are read: the nearest ones."""
_MOST_CONTEXT_CHARACTERS = 2_000
_MOST_REMEMBERED = 100_000
_MOST_SAID = 10_000
"""Whole answers take some kilobytes each, scores a hundredth of that."""
_BATCH = 256

Pair = tuple[float, float]
"""Scores in the order of `LABELS`."""


class _Verdict(NamedTuple):
    pair: Pair
    tier: str
    """The tier that decided."""


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
        Name of the tier to the scores from which it raises a label.
    extraction
        Reads what a message says; ``None`` reads by rules alone, and tells no role.
    """

    def __init__(
        self,
        version: str,
        tiers: Mapping[str, Tier],
        thresholds: Mapping[str, Thresholds],
        extraction: Extraction | None = None,
    ) -> None:
        self.version = version
        self._tiers = tiers
        self._thresholds = thresholds
        self._extraction = extraction or Extraction(EntityReader())
        self._remembered = Remembered[bytes, _Verdict](_MOST_REMEMBERED)
        self._said = Remembered[bytes, ScoredMessage](_MOST_SAID)

    @classmethod
    def load(cls, path: Path | None = None, *, threads: int | None = None) -> Scorer:
        """Open a bundle and read its tiers.

        Parameters
        ----------
        path
            Folder of the bundle; ``None`` is the one that comes with lont.
        threads
            Messages that a transformer tier works on at once; ``None``: as many as there are processors, at most 4.

        Raises
        ------
        ModelError
            Where the bundle is not whole; see `models.bundle.open_bundle`.
        """
        bundle = open_bundle(path)
        thresholds = {tier: Thresholds.load(bundle.folder / "thresholds.json", tier) for tier in bundle.tiers}
        linear = load_tier(bundle.folder / "linear", _calibration(bundle, "linear"))
        tiers: dict[str, Tier] = {"linear": linear}
        if "transformer" in bundle.tiers:
            thresholds["cascade"] = Thresholds.load(bundle.folder / "thresholds.json", "cascade")
            tiers |= _transformer_and_cascade(bundle, linear, thresholds["cascade"], threads)
        return cls(bundle.manifest.version, tiers, thresholds, Extraction.load(bundle.folder, linear))

    @staticmethod
    def prepare(message: Message) -> Prepared:
        """Normalise a message and the part of its context that is read."""
        return Prepared(
            normalise(message.text),
            tuple(_normalised_context(near.text) for near in message.before[-MOST_BEFORE:]),
            tuple(_normalised_context(near.text) for near in message.after[:MOST_AFTER]),
            message.is_past,
            message.closer,
            message.sent_at,
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
        keys = [_as_written(message, chosen.name, explain) for message in messages]
        said = self._said.get(keys)
        new = {key: message for key, message in zip(keys, messages, strict=True) if key not in said}
        prepared = [self.prepare(message) for message in new.values()]
        fresh = dict(zip(new, self._score(prepared, [None] * len(new), chosen, explain), strict=True))
        self._said.put(fresh)
        said |= fresh
        return [said[key] for key in keys]

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

    @property
    def thresholds(self) -> Thresholds:
        """Those of the cascade, by which stored scores raise labels."""
        return self._thresholds[self._tier("cascade").name]

    def stands_out(self, pair: Pair) -> bool:
        """Return whether scores (as `LABELS`) of the cascade raise a label or are unsure of one."""
        return self.thresholds.stands_out(dict(zip(LABELS, pair, strict=True)))

    def rules_out(self, tier: str) -> bool:
        """Return whether what this tier decides is ruled out: it is the fast one, and the slow one was not asked."""
        return tier != "transformer" and "transformer" in self._tiers

    def reads_context(self, text: str) -> bool:
        """Return whether the messages around this one can change what the cascade says of it."""
        return self._tier("cascade").reads_context(self.prepare(Message(text)))

    def sift(self, messages: Sequence[Message]) -> Sifted:
        """Return what the fast tier says of messages, and by what it is decided which of them go on."""
        return self._tier("linear").sift([self.prepare(message) for message in messages])

    def _tier(self, name: str) -> Tier:
        if name not in ("linear", "transformer", "cascade"):
            raise TierUnknownError(f"There is no tier {name!r}.", "Ask for linear, transformer or cascade.")
        if name == "transformer" and name not in self._tiers:
            raise TierMissingError(
                f"Bundle {self.version} has no transformer tier.",
                "Score with the tier cascade or linear, or load a bundle that has one.",
            )
        return self._tiers[name if name in self._tiers else "linear"]

    def _score(
        self, prepared: Sequence[Prepared], known: Sequence[Pair | None], tier: Tier, explain: bool
    ) -> list[ScoredMessage]:
        keys = [message.copy_key(f"{self.version} {tier.name}") for message in prepared]
        found = self._remembered.get(keys)
        messages = dict(zip(keys, prepared, strict=True))
        told = {key: pair for key, pair in zip(keys, known, strict=True) if pair is not None}
        found.update(
            self._told({key: pair for key, pair in told.items() if not _is_same(found.get(key), pair)}, messages, tier)
        )
        found.update(self._fresh({key: message for key, message in messages.items() if key not in found}, tier))
        scored = [self._scored(message, found[key], tier, explain) for key, message in zip(keys, prepared, strict=True)]
        return self._whole(prepared, scored, self._thresholds[tier.name])

    def _whole(
        self, prepared: Sequence[Prepared], scored: list[ScoredMessage], thresholds: Thresholds
    ) -> list[ScoredMessage]:
        """Add to what somebody may look at what it says, whose role it is, and the priority that follows from it.

        Reading costs more than scoring. All else that may have a priority has the form of a threat, which is cheap to
        see.
        """
        places = [at for at, one in enumerate(scored) if _stands_out(one) or is_threat(prepared[at].normalised.text)]
        messages = [prepared[at] for at in places]
        read = self._extraction.add(messages, [scored[at] for at in places], thresholds)
        for at, message, one in zip(places, messages, read, strict=True):
            told = _with_priority(message, one, thresholds)
            if told.priority or _stands_out(told):
                scored[at] = told
        return scored

    @staticmethod
    def _told(told: dict[bytes, Pair], messages: dict[bytes, Prepared], tier: Tier) -> dict[bytes, _Verdict]:
        """Find out which tier decided what was scored before; scores alone do not say so."""
        names = tier.deciders([messages[key] for key in told])
        return {key: _Verdict(pair, name) for (key, pair), name in zip(told.items(), names, strict=True)}

    def _fresh(self, messages: dict[bytes, Prepared], tier: Tier) -> dict[bytes, _Verdict]:
        """Ask the tier; a text that has nothing to read scores 0 and does not reach it."""
        empty = {key: (0.0, 0.0) for key, message in messages.items() if not message.normalised.text}
        verdicts = self._told(empty, messages, tier)
        rest = [key for key in messages if key not in verdicts]
        for start in range(0, len(rest), _BATCH):
            keys = rest[start : start + _BATCH]
            scores, names = tier.decide([messages[key] for key in keys])
            verdicts.update(
                (key, _Verdict((recruitment, f4_sale), name))
                for key, (recruitment, f4_sale), name in zip(keys, scores.tolist(), names, strict=True)
            )
        self._remembered.put(verdicts)
        return verdicts

    def _scored(self, message: Prepared, verdict: _Verdict, tier: Tier, explain: bool) -> ScoredMessage:
        scores = dict(zip(LABELS, verdict.pair, strict=True))
        thresholds = self._thresholds[tier.name]
        labels = thresholds.raised(scores)
        return ScoredMessage(
            scores=scores,
            labels=labels,
            lang=detect_language(message.normalised.text),
            tier=verdict.tier,
            model=self.version,
            explanation=tuple(span for label in labels for span in tier.explain(message, label)) if explain else (),
            unsure=tier.unsure(message) + thresholds.unsure(scores),
        )


def _stands_out(scored: ScoredMessage) -> bool:
    return bool(scored.labels) or UNSURE_SCORE in scored.unsure


def _with_priority(message: Prepared, scored: ScoredMessage, thresholds: Thresholds) -> ScoredMessage:
    verdict = prioritise(
        message.normalised.text,
        scored.scores,
        scored.labels,
        thresholds.values,
        entities=scored.entities,
        sent_at=message.sent_at,
        is_past=message.is_past,
    )
    return replace(scored, priority=verdict.priority, priority_reason=verdict.reasons)


def _calibration(bundle: Bundle, tier: str) -> Calibration:
    return Calibration.load(bundle.folder / "calibration.json", tier)


def _transformer_and_cascade(
    bundle: Bundle, linear: Tier, thresholds: Thresholds, threads: int | None
) -> dict[str, Tier]:
    # A bundle without a transformer tier needs no ONNX Runtime, and is opened sooner without it.
    from models.transformer import load_tier as load_transformer  # noqa: PLC0415

    cascading = Cascading.load(bundle.folder / "cascade.json")
    transformer = load_transformer(bundle.folder / "transformer", _calibration(bundle, "transformer"), threads=threads)
    return {"transformer": transformer, "cascade": CascadeTier(linear, transformer, cascading, thresholds)}


def _as_written(message: Message, tier: str, explain: bool) -> bytes:
    """Return a key that is equal only for what is scored alike: most copies are so letter by letter.

    It spares them the normalising, which costs more than all else of a copy, and keeps no text.
    """
    parts = (message.text, *(near.text for near in message.before), "\x1e", *(near.text for near in message.after))
    flags = f"{tier} {explain} {message.is_past} {message.closer} {message.sent_at} {[len(part) for part in parts]}"
    return blake2b("".join((flags, *parts)).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _is_same(verdict: _Verdict | None, pair: Pair) -> bool:
    return verdict is not None and verdict.pair == pair


@lru_cache(maxsize=4_096)
def _normalised_context(text: str) -> str:
    """Normalise a message of a context; in a channel each stands beside several others."""
    return normalise(text[:_MOST_CONTEXT_CHARACTERS]).text
