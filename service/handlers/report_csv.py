"""Writes one table of a report as CSV, below lines that say what it is."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from starlette.responses import Response

from service.domain.reports import Report

__all__ = ["csv_answer", "csv_example"]


def csv_answer(report: Report, table: str, name: str) -> Response:
    """Return a table as a file.

    Each line before the one with the names of the columns begins with ``#``.

    Parameters
    ----------
    report, table
        A table that the report has.
    name
        How the file is called, without its ending.
    """
    said = [f"{key}: {value}" for key, value in report.about.items()]
    said += [f"model version: {version}" for version in report.model_versions]
    said += [f"cannot say: {each}" for each in report.cannot_say]
    text = StringIO()
    text.writelines(f"# {each}\n" for each in said)
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(report.tables[table].columns)
    lines.writerows(report.tables[table].rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}-{table.replace("_", "-")}.csv"'}
    return Response(text.getvalue(), media_type="text/csv", headers=headers)


def csv_example(example: str) -> dict[str, Any]:
    """Return what the document of the API says of an answer by `csv_answer`."""
    return {"description": "The table.", "content": {"text/csv": {"schema": {"type": "string"}, "example": example}}}
