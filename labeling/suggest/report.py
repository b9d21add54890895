"""Writes a trial down: figures as JSON, a table in Markdown, and curves as SVG."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from labeling.suggest.savings import MARKS, Interval, Saving, ahead, mean_precision, saving
from labeling.suggest.trial import Plan, Played
from models.contract import LABELS

__all__ = ["FILES", "figures", "write_report"]

FILES = ("suggest.json", "suggest.md", "suggest.svg")
# Okabe and Ito's colours, told apart by colour-blind readers; dashes tell them apart in print.
_STYLES = {
    "random": ("#000000", "-"),
    "mixed": ("#0072B2", "-"),
    "uncertainty": ("#D55E00", "--"),
    "diversity": ("#009E73", "-."),
}
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
        "The pool is the corpus: written to be varied, and rich in both labels. A stream in which they are rare is "
        "another matter, of which this trial says nothing."
    ),
)


def figures(played: Played, plan: Plan, marks: Sequence[int] = MARKS) -> dict[str, Any]:
    """Return all figures of a trial as a JSON object.

    Parameters
    ----------
    played
        What came out.
    plan
        How it was played.
    marks
        Numbers of labels at which is asked what was saved; those outside the points are left out.
    """
    random = played.precision["random"].mean(axis=2)
    inside = [mark for mark in marks if played.points[0] <= mark <= played.points[-1]]
    strategies = dict[str, Any]()
    for name, precision in played.precision.items():
        both = precision.mean(axis=2)
        strategies[name] = {
            "precision": _columns(mean_precision(both)),
            "precision_by_label": {
                label: precision[:, :, at].mean(axis=0).round(4).tolist() for at, label in enumerate(LABELS)
            },
            "ahead_of_random": _columns(ahead(both, random)),
            "savings": [_rounded(saving(played.points, both, random, mark)) for mark in inside if name != "random"],
        }
    sizes = {"pool_rows": played.pools, "test_rows": played.tests}
    return {"plan": asdict(plan), **sizes, "labels": played.points, "strategies": strategies, "notes": list(_NOTES)}


def write_report(folder: Path, content: dict[str, Any]) -> None:
    """Write `FILES` into a folder, which is made if need be.

    Parameters
    ----------
    folder
        Where to.
    content
        As `figures` returned it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in zip(FILES, (json.dumps(content, indent=1), _markdown(content)), strict=False):
        (folder / name).write_text(text.rstrip() + "\n", encoding="utf-8")
    _draw(folder / FILES[2], content)


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
    lines = ["# Labels that choosing saves", "", f"{runs}, seed {plan['seed']}.", ""]
    lines += ["| strategy | labels | random labels for the same | saved (95%) |", "|---|---:|---:|---:|"]
    lines += _saved(content)
    shown = sorted({*range(0, len(content["labels"]), 3), len(content["labels"]) - 1})
    header = " | ".join(str(content["labels"][at]) for at in shown)
    lines += ["", "Average precision (95%), and how far ahead of random within the same run (95%):", ""]
    lines += [f"| strategy | | {header} |", "|---|---|" + "---:|" * len(shown)]
    lines += _by_point(content, shown)
    return "\n".join([*lines, "", *(f"- {note}" for note in content["notes"])])


def _saved(content: dict[str, Any]) -> Iterator[str]:
    for name, found in content["strategies"].items():
        for each in found["savings"]:
            least = "at least " if each["beyond"] else ""
            saved, needed = each["saved"], each["random_needs"]["value"]
            between = f"({saved['low']} to {saved['high']})"
            yield f"| {name} | {each['labels']} | {least}{needed} | {least}{saved['value']} {between} |"


def _by_point(content: dict[str, Any], shown: Sequence[int]) -> Iterator[str]:
    for name, found in content["strategies"].items():
        for what, key, sign in (("AP", "precision", ""), ("ahead", "ahead_of_random", "+")):
            values = found[key]
            cells = " | ".join(
                f"{values['value'][at]:{sign}.3f} ({values['low'][at]:{sign}.3f} to {values['high'][at]:{sign}.3f})"
                for at in shown
            )
            if key == "precision" or name != "random":
                yield f"| {name} | {what} | {cells} |"


def _draw(path: Path, content: dict[str, Any]) -> None:
    """Draw precision on the left, and what is ahead of random on the right, each with its interval as a band."""
    import matplotlib as mpl  # noqa: PLC0415  # slow to load, and needed here only
    from matplotlib.figure import Figure  # noqa: PLC0415  # as above

    with mpl.rc_context({"svg.hashsalt": "lont", "font.size": 10, "axes.grid": True, "grid.color": "#dddddd"}):
        figure = Figure(figsize=(10, 4.2), layout="constrained", facecolor="white")
        left, right = figure.subplots(1, 2)
        panels = ((left, "precision", "average precision"), (right, "ahead_of_random", "ahead of random, same run"))
        for axes, key, title in panels:
            for name, found in content["strategies"].items():
                colour, dashes = _STYLES[name]
                values, labels = found[key], content["labels"]
                axes.fill_between(labels, values["low"], values["high"], color=colour, alpha=0.13, linewidth=0)
                axes.plot(labels, values["value"], dashes, color=colour, label=name)
            axes.set(xlabel="labels", ylabel=title)
        left.legend(frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None, "Title": "Labels that choosing saves"})
