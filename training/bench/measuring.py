"""Puts the measurement together: one by one, all at once, with copies, as a request, and from a fresh start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from labeling.corpus import read_corpus
from models.bundle import open_bundle
from models.contract import Message
from models.scorer import Scorer
from models.transformer.reading import Reader
from models.transformer.storage import open_tokenizer
from training.bench.calls import measure_calls
from training.bench.machine import read_machine
from training.bench.messages import Pool
from training.bench.pairs import Figure, Side, compared, ratio_of, speeds_in_turn
from training.bench.peer import BATCH, Peer, PeerShape, need_libraries
from training.bench.plain import PlainModel
from training.bench.plan import Drawn, Plan
from training.bench.report import PeerFacts, Report
from training.bench.sides import passed_on, score_alone, score_together, tiers_of
from training.bench.starts import measure_start
from training.bench.threads import held_to
from training.encoder.unpack import packaged_tokenizer
from training.showing import Tell

__all__ = ["measure_score"]

_PEER, _PLAIN = "peer", "TF-IDF + logistic regression"
_WITHOUT, _WITH = "peer without a cache", "peer with a cache"
_DRAWN_WEIGHTS = "The weights of the peer are random: its speed does not depend on them, what it says means nothing."
_PERCENTILES = (50, 95)


def measure_score(
    plan: Plan, bundle: Path | None, peer: Path | None, tell: Tell, *, shape: PeerShape | None = None
) -> Report:
    """Measure a bundle beside the peer.

    Parameters
    ----------
    plan
        How much.
    bundle
        Folder; ``None``: the one that lont ships.
    peer
        Folder of a fine-tuned peer; ``None``: one with random weights.
    tell
        Told what is being measured.
    shape
        Of a peer with random weights; ``None``: that of the unpruned encoder.

    Raises
    ------
    LontError, ModelError
        Where a library, the bundle or the peer is missing, or the messages do not suffice.
    """
    need_libraries()
    version = open_bundle(bundle).manifest.version
    tell("drawing messages", 0)
    drawn = Drawn.take(plan, Pool.of_corpus())
    with held_to(plan.threads):
        tell("loading the peer", 0)
        other = _open_peer(bundle, peer, shape or PeerShape())
        figures = _Measurement(plan, bundle, other, drawn, tell).figures()
        calls = _calls(bundle, drawn)
        passed = passed_on(bundle, drawn.rounds[0], plan.threads) if "cascade" in tiers_of(bundle) else None
        facts = PeerFacts("random" if peer is None else "fine-tuned", other.parameters, other.most_tokens, BATCH)
    tell("starting fresh processes", 1)
    starts = [measure_start(bundle) for _ in range(plan.starts)]
    remarks = [*([_DRAWN_WEIGHTS] if peer is None else []), *_left_out(bundle, version)]
    return Report(plan, version, facts, [*figures, *calls], starts, passed, remarks, read_machine())


def _open_peer(bundle: Path | None, folder: Path | None, shape: PeerShape) -> Peer:
    """Open the peer with the tokenizer of the bundle, or the unpruned one where the bundle has none."""
    own = open_bundle(bundle).folder / "transformer" / "tokenizer.json"
    tokenizer = own if own.is_file() else packaged_tokenizer()
    longest = Scorer.prepare(Message(" ".join(f"woord{number}" for number in range(1_000))))
    most_tokens = len(Reader(open_tokenizer(tokenizer)).read([longest])[0].ids)
    return Peer.drawn(tokenizer, most_tokens, shape) if folder is None else Peer.load(folder, tokenizer, most_tokens)


@dataclass(frozen=True, slots=True)
class _Measurement:
    """Measures speeds; every side has a scorer of its own, and every pair texts of its own, so that no cache helps."""

    plan: Plan
    bundle: Path | None
    peer: Peer
    drawn: Drawn
    tell: Tell

    def figures(self) -> list[Figure]:
        """Return the figures of messages a second."""
        plain = PlainModel(read_corpus())
        tiers, threads = tiers_of(self.bundle), self.plan.threads
        alone: dict[str, Side] = {_PEER: self.peer.score_alone, _PLAIN: plain.score_alone}
        alone |= {tier: score_alone(self.bundle, tier, threads) for tier in tiers}
        together: dict[str, Side] = {_PEER: self.peer.score_together, _PLAIN: plain.score_together}
        together |= {tier: score_together(self.bundle, tier, threads) for tier in tiers}
        return [
            *self._compared(_named(alone, "one by one"), self.drawn.rounds, 0.0),
            *self._compared(_named(together, "all at once"), self.drawn.rounds, 0.5),
            *self._with_copies(score_together(self.bundle, "cascade", threads)),
        ]

    def _compared(self, named: Mapping[str, Side], rounds: Sequence[Sequence[str]], share: float) -> list[Figure]:
        peer, *others = named
        speeds = self._speeds(named, rounds, share)
        return [compared(speeds, name, peer) for name in others]

    def _with_copies(self, ours: Side) -> list[Figure]:
        def without_cache(texts: Sequence[str]) -> int:
            return self.peer.score_together(texts[: self.plan.sample])

        name = f"{tiers_of(self.bundle)[-1]}, 98% copies"
        named: dict[str, Side] = {_WITHOUT: without_cache, _WITH: self.peer.score_remembering, name: ours}
        speeds = self._speeds(named, self.drawn.streams, 0.7)
        return [compared(speeds, name, peer) for peer in (_WITHOUT, _WITH)]

    def _speeds(
        self, named: Mapping[str, Side], rounds: Sequence[Sequence[str]], share: float
    ) -> dict[str, list[float]]:
        for side in named.values():
            side(self.drawn.warm)
        return speeds_in_turn(named, rounds, lambda name: self.tell(name, share))


def _named(some: Mapping[str, Side], how: str) -> dict[str, Side]:
    return {f"{name}, {how}": side for name, side in some.items()}


def _calls(bundle: Path | None, drawn: Drawn) -> list[Figure]:
    rounds = measure_calls(bundle, drawn.requests, drawn.warm)
    figures = []
    for percent in _PERCENTILES:
        requests, bare = zip(*(durations.percentiles(percent) for durations in rounds), strict=True)
        name, beside = f"POST /v1/score, one message, p{percent}", f"bare call, p{percent}"
        figures.append(Figure(name, "ms", median(requests), beside, median(bare), ratio_of(requests, bare)))
    return figures


def _left_out(bundle: Path | None, version: str) -> list[str]:
    if "transformer" in tiers_of(bundle):
        return []
    what = "it and the cascade are left out, and the linear tier scores copies and requests"
    return [f"Bundle {version} has no transformer tier: {what}."]
