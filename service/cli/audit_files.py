"""`lont audit export`, and the check of the file that it writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

if TYPE_CHECKING:
    from service.domain.audit import ChainHead
    from service.domain.disclosure import DisclosureReason
    from service.services.audit_export import ExportWish

__all__ = ["EXIT_BROKEN", "export", "verify_file"]

EXIT_BROKEN = 4
"""Exit status of a check that found the log broken."""
_SHOWN_FAULTS = 20
_LONGEST_LINE = 1_048_576
_TIMES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]


def export(
    file: Annotated[Path, typer.Argument(help="The file to write; its ending tells the format: .ndjson or .csv.")],
    *,
    reason: Annotated[str, typer.Option(help="Why, for the log: 10 to 500 characters.")],
    kind: Annotated[str, typer.Option(help="What for: case, authority, data_subject or audit.")] = "audit",
    actor: Annotated[str | None, typer.Option(help="Only acts of this id.")] = None,
    action: Annotated[str | None, typer.Option(help="Only acts of this kind, such as consult.")] = None,
    item: Annotated[str | None, typer.Option(help="Only acts on the item, or other object, with this id.")] = None,
    at_from: Annotated[datetime | None, typer.Option("--from", formats=_TIMES, help="In UTC.")] = None,
    at_until: Annotated[datetime | None, typer.Option("--until", formats=_TIMES, help="In UTC; not this one.")] = None,
    first: Annotated[int, typer.Option(min=1, help="First place in the chain.")] = 1,
    last: Annotated[int | None, typer.Option(min=1, help="Last place in the chain.")] = None,
) -> None:
    """Write sealed entries of the log to a file with their proofs; that, and why, is an entry of the log itself."""
    from datetime import UTC

    from service.domain.audit import AuditAction, AuditFilter
    from service.domain.audit_files import LogFormat
    from service.domain.disclosure import DisclosureKind, DisclosureReason
    from service.errors import LontError
    from service.services.audit_export import ExportWish

    try:
        form, what = LogFormat(file.suffix.removeprefix(".")), AuditAction(action) if action else None
        why = DisclosureReason(DisclosureKind(kind), reason)
    except ValueError:
        raise LontError(
            "The ending of the file, --action or --kind is none that lont knows.",
            "End it in .ndjson or .csv; `lont audit export --help` tells the rest.",
            code="usage",
        ) from None
    begin, end = (None if at is None else at.replace(tzinfo=UTC) for at in (at_from, at_until))
    wanted = AuditFilter(actor=actor, action=what, object_id=item, at_from=begin, at_until=end)
    _write(file, ExportWish(form, wanted, first, last), why)


def verify_file(file: Path, noted: ChainHead | None) -> None:
    """Check a file without the database and print what was found; exit status 4 when it is broken."""
    from service.domain.audit_files import FileWalk, from_csv, from_ndjson
    from service.errors import LontError

    walk, number = FileWalk(noted), 0
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            rows = (from_csv if file.suffix == ".csv" else from_ndjson)(_lines(opened))
            for number, row in enumerate(rows, 1):
                walk.pass_line(number, row)
    except (OSError, UnicodeDecodeError):
        raise LontError(
            "The file cannot be read.", "Give a file that `lont audit export` wrote.", code="usage"
        ) from None
    report = walk.end(number)
    for line, fault in report.faults[:_SHOWN_FAULTS]:
        typer.echo(f"{line}\t{fault}")
    if report.faults:
        typer.echo(f"The file is broken, in at least {len(report.faults)} places.")
        raise typer.Exit(EXIT_BROKEN)
    proof = (
        "each proves the one before"
        if not report.left_out
        else f"{report.left_out} between them are left out, so each proves itself only"
    )
    typer.echo(f"The file is sound: {report.entries} entries; {proof}.")
    typer.echo(f"Its last entry is {report.head.hash} at position {report.head.position}.")


def _write(file: Path, wish: ExportWish, why: DisclosureReason) -> None:
    from service.errors import LontError
    from service.factory import ProcessContext
    from service.services.accounts import OPERATOR
    from service.services.audit_export import note_export
    from service.settings import load_settings

    context = ProcessContext(load_settings())
    try:
        with file.open("x", encoding="utf-8", newline="") as opened:
            with context.writing() as factory:
                note_export(factory.audit(), OPERATOR, wish, why)
            for chunk in context.log_export().chunks(wish):
                opened.write(chunk)
    except OSError:
        raise LontError("The file is there already, or cannot be written.", "Name another.", code="usage") from None
    finally:
        context.close()
    typer.echo(f"Written. `lont audit verify {file}` checks it anywhere.")


def _lines(opened: TextIO) -> Iterator[str]:
    """Yield lines; one that is longer than any of lont's comes in pieces, none of which can be read."""
    while line := opened.readline(_LONGEST_LINE):
        yield line
