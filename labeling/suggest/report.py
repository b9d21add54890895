"""Writes a trial down: figures as JSON, a table in Markdown, and curves as SVG."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from labeling.drawing import Curve, Panel, draw_curves
from labeling.suggest.savings import MARKS, Interval, Saving, ahead, mean_precision, saving
from labeling.suggest.trial import Played
from models.contract import LABELS

__all__ = ["FILES", "figures", "write_report"]

FILES = ("suggest.json", "suggest.md", "suggest.svg")
_NOTES = (
    (
        "Each run holds out a third of the author batches; nothing of them is in the pool. Precision is that of the "
        "plain model, the mean of both labels, on the held-out batches."
    ),
    (
        "Tiers that disagree are two cheap views of the same rows here, words against pieces of words, because the "
        "shipped bundle has been trained on the corpus. With real tiers this part may do better or worse."
    ),
    (
        "Features are fitted on all texts, the test texts included, without their labels. Intervals (95%) are from "
        "drawing whole runs, of which there are few."
    ),
    (
        "The corpus is written to be varied, and rich in both labels. Where hits are rare, most of them were drawn out "
        "of the pool. What stays without a label was often written to look like a hit, which most of a real stream "
        "does not; the tests are as rich as before. A row counts as a hit with either label."
    ),
    (
        "A pool with rare hits is small: the last point labels more than half of it, so that choosing and drawing "
        "label many of the same rows by then. A stream has no such end."
    ),
    (
        "Nothing is asked beyond the last point: a figure with 'at least', or the upper end of an interval, may stop "
        "there."
    ),
)


def figures(played: Sequence[Played], marks: Sequence[int] = MARKS) -> dict[str, Any]:
    """Return all figures of a trial as a JSON object.

    Parameters
    ----------
    played
        What came out, by pool; the plans differ in their share of hits only.
    marks
        Numbers of labels at which is asked what was saved; those outside the points are left out.
    """
    plan = asdict(played[0].plan)
    del plan["hits"]
    pools = [_of_pool(pool, marks) for pool in played]
    return {"plan": plan, "labels": played[0].plan.points, "pools": pools, "notes": list(_NOTES)}


def _of_pool(played: Played, marks: Sequence[int]) -> dict[str, Any]:
    share = sum(played.hits) / sum(played.pools)
    name = f"corpus, {share:.0%} hits" if not played.plan.hits else f"rare, {share:.1%} hits"
    sizes = {"pool_rows": played.pools, "pool_hits": played.hits, "test_rows": played.tests}
    return {"pool": name, **sizes, "strategies": dict(_of_strategies(played, marks))}


def _of_strategies(played: Played, marks: Sequence[int]) -> Iterator[tuple[str, dict[str, Any]]]:
    points, random = played.plan.points, played.precision["random"].mean(axis=2)
    inside = [mark for mark in marks if points[0] <= mark <= points[-1]]
    for name, precision in played.precision.items():
        both = precision.mean(axis=2)
        yield (
            name,
            {
                "precision": _columns(mean_precision(both)),
                "precision_by_label": {
                    label: precision[:, :, at].mean(axis=0).round(4).tolist() for at, label in enumerate(LABELS)
                },
                "ahead_of_random": _columns(ahead(both, random)),
                "savings": [_rounded(saving(points, both, random, mark)) for mark in inside if name != "random"],
            },
        )


def write_report(folder: Path, content: dict[str, Any]) -> None:
    """Write `FILES` into a folder that is there.

    Parameters
    ----------
    folder
        Where to.
    content
        As `figures` returned it.
    """
    for name, text in zip(FILES, (json.dumps(content, indent=1), _markdown(content)), strict=False):
        (folder / name).write_text(text.rstrip() + "\n", encoding="utf-8")
    draw_curves(folder / FILES[2], "Labels that choosing saves", list(_panels(content)))


def _columns(intervals: Sequence[Interval]) -> dict[str, list[float]]:
    return {name: [round(getattr(interval, name), 4) for interval in intervals] for name in ("value", "low", "high")}


def _rounded(found: Saving) -> dict[str, Any]:
    def labels(interval: Interval) -> dict[str, int]:
        return {name: round(value) for name, value in asdict(interval).items()}

    needed, saved = labels(found.needed), labels(found.saved)
    return {"labels": found.labels, "random_needs": needed, "saved": saved, "beyond": found.beyond}


def _markdown(content: dict[str, Any]) -> str:
    plan = content["plan"]
    runs = f"{plan['runs']} runs, from {plan['start']} labels to {plan['until']} in steps of {plan['step']}"
    lines = ["# Labels that choosing saves", "", f"{runs}, seed {plan['seed']}."]
    for pool in content["pools"]:
        lines += _of_one(pool, content["labels"])
    return "\n".join([*lines, "", *(f"- {note}" for note in content["notes"])])


def _of_one(pool: dict[str, Any], labels: Sequence[int]) -> Iterator[str]:
    sizes = (f"{min(pool[key])} to {max(pool[key])}" for key in ("pool_rows", "pool_hits", "test_rows"))
    rows, hits, tests = sizes
    yield f"\n## Pool: {pool['pool']}\n\n{rows} rows to label from, {hits} of them hits; {tests} rows to test on.\n"
    yield "| strategy | labels | random labels for the same | saved (95%) |\n|---|---:|---:|---:|"
    yield from _saved(pool)
    yield "\nAverage precision (95%), and how far ahead of random within the same run (95%):\n"
    shown = sorted({*range(0, len(labels), 3), len(labels) - 1})
    yield f"| strategy | | {' | '.join(str(labels[at]) for at in shown)} |"
    yield "|---|---|" + "---:|" * len(shown)
    yield from _by_point(pool, shown)


def _saved(pool: dict[str, Any]) -> Iterator[str]:
    for name, found in pool["strategies"].items():
        for each in found["savings"]:
            least = "at least " if each["beyond"] else ""
            saved, needed = each["saved"], each["random_needs"]["value"]
            between = f"({saved['low']} to {saved['high']})"
            yield f"| {name} | {each['labels']} | {least}{needed} | {least}{saved['value']} {between} |"


def _by_point(pool: dict[str, Any], shown: Sequence[int]) -> Iterator[str]:
    for name, found in pool["strategies"].items():
        for what, key, sign in (("AP", "precision", ""), ("ahead", "ahead_of_random", "+")):
            values = found[key]
            cells = " | ".join(
                f"{values['value'][at]:{sign}.3f} ({values['low'][at]:{sign}.3f} to {values['high'][at]:{sign}.3f})"
                for at in shown
            )
            if key == "precision" or name != "random":
                yield f"| {name} | {what} | {cells} |"


def _panels(content: dict[str, Any]) -> Iterator[Panel]:
    """Yield two panels a pool: precision, and what is ahead of random."""
    labels = content["labels"]
    for pool in content["pools"]:
        for key, what in (("precision", "average precision"), ("ahead_of_random", "ahead of random, same run")):
            curves = {
                name: Curve(labels, found[key]["value"], found[key]["low"], found[key]["high"])
                for name, found in pool["strategies"].items()
            }
            yield Panel(pool["pool"], "labels", what, curves)
