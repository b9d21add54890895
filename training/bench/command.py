"""`lont bench score`: measures how fast a bundle scores, beside a Hugging Face pipeline."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from training.bench.plan import LEAST_MESSAGES, LEAST_PAIRS, Plan
from training.errors import TrainingError
from training.showing import shown

__all__ = ["score"]


def score(
    *,
    bundle: Annotated[Path | None, typer.Option(help="Folder of the bundle; unset: the one that lont ships.")] = None,
    peer: Annotated[
        Path | None, typer.Option(help="Folder of a fine-tuned sequence classifier; unset: random weights.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Few messages and pairs: less than a minute.")] = False,
    messages: Annotated[
        int | None, typer.Option(min=LEAST_MESSAGES, help="Messages a side and pair; unset: 1000, or 100 if quick.")
    ] = None,
    pairs: Annotated[
        int | None, typer.Option(min=LEAST_PAIRS, help="Pairs, measured in turn; unset: 7, or 5 if quick.")
    ] = None,
    threads: Annotated[int, typer.Option(min=1, help="Threads of each side.")] = 1,
    as_json: Annotated[Path | None, typer.Option("--json", help="File for the same figures as JSON.")] = None,
) -> None:
    """Measure messages a second of each tier and the cascade, beside a Hugging Face pipeline on the same messages."""
    from service.logs import configure_logs  # noqa: PLC0415  # slow to import
    from service.settings import load_settings  # noqa: PLC0415  # as above
    from training.bench.measuring import measure_score  # noqa: PLC0415  # as above
    from training.bench.printing import print_report  # noqa: PLC0415  # as above

    _check(as_json)
    configure_logs(load_settings().model_copy(update={"log_level": "warning"}))
    plan = replace(Plan.quick() if quick else Plan(), threads=threads)
    plan = replace(plan, messages=messages or plan.messages, pairs=pairs or plan.pairs)
    with shown(Console(stderr=True)) as tell:
        report = measure_score(plan, bundle, peer, tell)
    print_report(Console(), report)
    if as_json is not None:
        as_json.write_text(json.dumps(report.as_json(), indent=2) + "\n", encoding="utf-8")


def _check(path: Path | None) -> None:
    """Fail before minutes of work, not after."""
    if path is not None and (path.is_dir() or not path.absolute().parent.is_dir()):
        raise TrainingError(f"{path} cannot be written.", "Name a file in a folder that is there.")
