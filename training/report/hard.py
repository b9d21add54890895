"""Shows how each detector does on what is hard: veiled texts, contrast pairs, conversations, disguise and crowds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from training.report.parts import Row, Section, Table
from training.report.wording import ratio, share

__all__ = ["hard_sections"]

_Parts = Mapping[str, Any]

_EXPLICIT = "The share of offers that are found, where they say what they are about and where they do not."
_PAIRED = "Two messages that differ little and have different labels; right is a pair with both sides right."
_TALKED = "Messages that were written in a conversation, read with the messages around them and without."
_DISGUISED = (
    "F1 as written, among unrelated messages, and in disguises that training never uses. A loss is what F1 falls by."
)

_RECALL = Table("Recall by explicitness", ("detector", "label", "offers", "found", "n", "share", "95%"), [], names=3)
_PAIRS = Table("Pairs with both sides right", ("detector", "right", "n", "share", "95%"), [])
_CONVERSATIONS = Table(
    "Conversations with both labels right", ("detector", "read", "right", "n", "share", "95%"), [], names=2
)
_DISGUISES = Table(
    "F1 under disguise and in a crowd",
    ("detector", "label", "plain", "crowded", "lost in a crowd", "disguised", "lost in disguise"),
    [],
    names=2,
)


def hard_sections(parts: Mapping[str, _Parts]) -> list[Section]:
    """Return four sections, each empty where nobody measured it.

    Parameters
    ----------
    parts
        By detector what `training.evaluation.hard_parts` found.
    """
    return [
        Section("explicit", "Explicit and veiled offers", _EXPLICIT, tables=_tables(parts, _RECALL, _recall)),
        Section("pairs", "Contrast pairs", _PAIRED, tables=_tables(parts, _PAIRS, _pairs)),
        Section("conversations", "Conversations", _TALKED, tables=_tables(parts, _CONVERSATIONS, _conversations)),
        Section("disguise", "Disguise and crowd", _DISGUISED, tables=_tables(parts, _DISGUISES, _disguises)),
    ]


def _tables(
    parts: Mapping[str, _Parts], empty: Table, lines: Callable[[_Parts], Sequence[Sequence[str]]]
) -> list[Table]:
    """Fill a table with the lines of each detector, or return none where there are none."""
    rows = [Row((name, *line)) for name, part in parts.items() for line in lines(part)]
    return [replace(empty, rows=rows)] if rows else []


def _recall(part: _Parts) -> list[Sequence[str]]:
    by_label: Mapping[str, Mapping[str, Sequence[int]]] = part.get("recall", {})
    return [
        (label, offers, *_counted(counts))
        for label, by_offer in by_label.items()
        for offers, counts in by_offer.items()
    ]


def _pairs(part: _Parts) -> list[Sequence[str]]:
    return [_counted(part["pairs"])] if "pairs" in part else []


def _conversations(part: _Parts) -> list[Sequence[str]]:
    return [(read, *_counted(counts)) for read, counts in part.get("conversations", {}).items()]


def _disguises(part: _Parts) -> list[Sequence[str]]:
    return [(label, *_lost(f1)) for label, f1 in part.get("f1", {}).items()]


def _counted(counts: Sequence[int]) -> list[str]:
    right, n = counts
    return [f"{right:,}", f"{n:,}", *share(right, n)]


def _lost(f1: Mapping[str, float]) -> list[str]:
    plain = f1.get("plain")
    found = [ratio(plain)]
    for name in ("crowded", "disguised"):
        value = f1.get(name)
        found += [ratio(value), ratio(None if plain is None or value is None else plain - value)]
    return found
