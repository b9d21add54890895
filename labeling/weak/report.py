"""Everything that is measured about weak labels, and its tables in JSON and Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from labeling.corpus import CorpusRow
from labeling.errors import CorpusError
from labeling.weak.combining import estimate_accuracies, majority, weighted
from labeling.weak.development import DEVELOPMENT_BATCHES
from labeling.weak.figures import CombinedFigures, FunctionFigures, Share, combined_figures, function_figures
from labeling.weak.functions import functions_of
from labeling.weak.gains import Gain, Point, gains, points
from labeling.weak.reading import Reading
from labeling.weak.trial import RUNS, WEIGHT, Outcome, run_trial
from labeling.weak.voting import Votes, all_votes
from models.contract import LABELS

__all__ = ["WeakFigures", "WeakTrial", "measure", "try_out", "votes_by_label", "write_report"]

_NOTES = (
    (
        "Three trials on the other batches had been seen before the set-up was final, and an unbounded weighted vote "
        "had collapsed by then: it is bounded since. The gains are therefore optimistic."
    ),
    "Intervals are from drawing whole runs, of which there are few and which share batches: they are too narrow.",
)


@dataclass(frozen=True, slots=True)
class WeakFigures:
    """What labelling functions do on the batches that they were not written with."""

    rows: int
    """Rows that were measured; those of the development batches are not among them."""
    functions: list[FunctionFigures]
    combined: list[CombinedFigures]


@dataclass(frozen=True, slots=True)
class WeakTrial:
    """What weak labels add to a small labelled set."""

    runs: int
    weight: float
    points: list[Point]
    gains: list[Gain]
    outcomes: list[Outcome]


def votes_by_label(seen: Sequence[Reading]) -> dict[str, Votes]:
    """Return the votes of the functions of each label, shape (rows, functions of the label)."""
    return {label: all_votes(functions_of(label), seen) for label in LABELS}


def measure(rows: Sequence[CorpusRow], votes: dict[str, Votes]) -> WeakFigures:
    """Return the figures of functions and combinations on all but the development batches.

    Raises
    ------
    CorpusError
        Where there are no other batches.
    """
    measured = np.flatnonzero([row.author_batch not in DEVELOPMENT_BATCHES for row in rows])
    if not len(measured):
        remedy = "Give a corpus with other batches."
        raise CorpusError("The corpus has no batches but those that the functions were written with.", remedy)
    functions, combined = list[FunctionFigures](), list[CombinedFigures]()
    for column, label in enumerate(LABELS):
        labels = np.array([rows[at].labels[column] for at in measured.tolist()])
        own = votes[label][measured]
        estimated = estimate_accuracies(own)
        functions += function_figures(functions_of(label), own, labels, estimated)
        combined.append(combined_figures(label, "majority", majority(own), labels))
        combined.append(combined_figures(label, "weighted", weighted(own, estimated), labels))
    return WeakFigures(len(measured), functions, combined)


def try_out(rows: Sequence[CorpusRow], votes: dict[str, Votes], on_fit: Callable[[], None]) -> WeakTrial:
    """Return what the trial of `labeling.weak.trial` gives, with its errors."""
    outcomes = run_trial(rows, votes, on_fit)
    return WeakTrial(RUNS, WEIGHT, points(outcomes), gains(outcomes), outcomes)


def write_report(folder: Path, figures: WeakFigures, trial: WeakTrial) -> None:
    """Write ``weak.json`` and ``weak.md`` into a folder that `labeling.report_folder.open_folder` opened."""
    found = {"development_batches": DEVELOPMENT_BATCHES, **asdict(figures), "trial": asdict(trial), "notes": _NOTES}
    (folder / "weak.json").write_text(json.dumps(found, indent=1, default=list) + "\n", encoding="utf-8")
    (folder / "weak.md").write_text("\n".join(_markdown(figures, trial)) + "\n", encoding="utf-8")


def _markdown(figures: WeakFigures, trial: WeakTrial) -> Iterator[str]:
    yield "# Weak labels"
    yield f"\n{figures.rows} rows; the batches that the functions were written with are left out: "
    yield f"{', '.join(DEVELOPMENT_BATCHES)}.\n"
    yield "| label | function | votes | coverage | overlaps | conflicts | n | accuracy (95%) | by chance | estimated |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for one in figures.functions:
        shares = " | ".join(f"{value:.3f}" for value in (one.coverage, one.overlaps, one.conflicts))
        right = f"{one.accuracy.n} | {_shown(one.accuracy)} | {one.by_chance:.3f} | {one.estimated:.3f}"
        yield f"| {one.label} | {one.name} | {one.vote} | {shares} | {right} |"
    yield "\n## Combined\n\n| label | vote | coverage | accuracy | precision | recall | F1 |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for both in figures.combined:
        cells = " | ".join(map(_shown, (both.accuracy, both.precision, both.recall)))
        yield f"| {both.label} | {both.how} | {both.coverage:.3f} | {cells} | {both.f1:.3f} |"
    yield f"\n## Trial\n\nAverage precision on held-out batches, {trial.runs} runs; a weak row counts {trial.weight}.\n"
    yield "| label | taught by | rows labelled by hand | average precision (95%) |\n| --- | --- | --- | --- |"
    for point in trial.points:
        interval = f"{point.mean:.3f} ({point.low:.3f}-{point.high:.3f})"
        yield f"| {point.label} | {point.taught_by} | {point.n} | {interval} |"
    yield "\nWhat weak labels add:\n\n| label | rows labelled by hand | gain (95%) | |\n| --- | --- | --- | --- |"
    for gain in trial.gains:
        yield f"| {gain.label} | {gain.n} | {gain.mean:+.3f} ({gain.low:+.3f} to {gain.high:+.3f}) | {gain.verdict} |"
    yield ""
    yield from (f"- {note}" for note in _NOTES)


def _shown(part: Share) -> str:
    """Return a share with its interval as text; a dash where there is none."""
    return "-" if part.value is None else f"{part.value:.3f} ({part.low:.3f}-{part.high:.3f})"
