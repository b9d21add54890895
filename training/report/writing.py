"""Writes the report of an evaluation into a folder: one page that needs no other file, and the figures as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from training.measured import Measured
from training.report.page import make_page

__all__ = ["write_report"]

_NAME = "report"


def write_report(folder: Path, measured: Measured) -> None:
    """Write what an evaluation has found; the same evaluation gives the same bytes.

    Parameters
    ----------
    folder
        Is there, and gets ``report.html`` and ``report.json``.
    measured
        The evaluation; what it has no figures of is left out of the page.

    Raises
    ------
    OSError
        Where a file cannot be written.
    """
    page = _environment.get_template(f"{_NAME}.html.j2").render(page=make_page(measured))
    (folder / f"{_NAME}.html").write_text(page + "\n", encoding="utf-8")
    (folder / f"{_NAME}.json").write_text(json.dumps(dict(measured.figures), indent=2) + "\n", encoding="utf-8")


_environment = Environment(
    loader=PackageLoader("training.report", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
