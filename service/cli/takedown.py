"""`lont takedown`: judges requests that come as files, makes secrets for posts, prints rules, schema and states."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from service.domain.takedown.wire_judging import FileReport

__all__ = ["EXIT_RULES", "app"]

EXIT_RULES = 3
"""Exit status of a check in which a rule failed."""

app = typer.Typer(help="Takedown requests as files, the rules they must pass, and their life.", no_args_is_help=True)


@app.command()
def validate(
    file: Annotated[Path, typer.Argument(help="A takedown request as JSON, schema version 1.0.")],
    *,
    phase: Annotated[
        str, typer.Option(help="How far it wants to go: S saved, C confirmed, A approved, D dispatched.")
    ] = "A",
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Ask every rule up to a phase; exit status 0 when all hold, 3 when one fails, 2 when there is no such file.

    The file is judged as of the greatest time that stands in it. Nothing is opened, sent or stored.
    """
    from service.domain.takedown.judging import Phase
    from service.domain.takedown.wire_judging import judge_file
    from service.domain.takedown.wire_reading import MAX_BYTES
    from service.errors import LontError

    try:
        wanted = Phase(phase.upper())
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except ValueError:
        raise LontError("There is no such phase.", "Give S, C, A or D.", code="usage") from None
    except OSError:
        raise LontError("The file cannot be read.", "Give a file with a takedown request.", code="usage") from None
    report = judge_file(content, wanted)
    typer.echo(_as_json(report, wanted) if as_json else _as_text(report, wanted))
    if not report.holds:
        raise typer.Exit(EXIT_RULES)


@app.command()
def examples(
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")],
) -> None:
    """Write two sound requests, and a broken one for each fault that a file can show, named by the rules it breaks."""
    import json

    from service.demo.takedown import broken_requests, sound_requests
    from service.errors import LontError

    try:
        folder.mkdir(parents=True)
    except OSError:
        raise LontError("The folder is there already, or cannot be made.", "Name another.", code="usage") from None
    sound, broken = sound_requests(), broken_requests()
    for name, document in sound.items():
        (folder / f"{name}.json").write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
    for variant in broken:
        text = json.dumps(variant.document, ensure_ascii=False, indent=2)
        (folder / f"{variant.file_name}.json").write_text(text + "\n", "utf-8")
    typer.echo(f"{len(sound)} sound and {len(broken)} broken requests written.")


@app.command()
def rules() -> None:
    """Print the page of all rules, as docs/takedown-rules.md has it."""
    from service.domain.takedown.rules_page import rules_page

    typer.echo(rules_page(), nl=False)


@app.command()
def schema() -> None:
    """Print the JSON Schema of takedown files."""
    from service.domain.takedown.wire_schema import schema_text

    typer.echo(schema_text(), nl=False)


@app.command()
def secret(
    platform: Annotated[str, typer.Argument(help="The platform to which notices are posted.")],
) -> None:
    """Make the secret that signs the notices posted to a platform, or a new one, and show it, once.

    The one before signs as well for 24 hours.
    """
    from service.cli.transactions import writing
    from service.domain.messages import Platform
    from service.errors import LontError
    from service.services.accounts import OPERATOR

    try:
        known = Platform(platform)
    except ValueError:
        raise LontError("There is no such platform.", f"Use {', '.join(Platform)}.", code="usage") from None
    with writing() as factory:
        made = factory.notice_secrets().renew(OPERATOR, known)
    typer.echo(f"It signs what is posted to {known}. Hand it over safely; it is shown only now:", err=True)
    typer.echo(made)


@app.command("states")
def states(
    *, table: Annotated[bool, typer.Option("--table", help="As a table in Markdown, not as a drawing.")] = False
) -> None:
    """Print the drawing (SVG) of all states and transitions; docs/images/takedown-states.svg is made by it."""
    from service.handlers.charts.state_files import states_drawing, states_table

    typer.echo(states_table() if table else states_drawing(), nl=False)


def _as_json(report: FileReport, phase: str) -> str:
    import json
    from dataclasses import asdict

    answer = {
        "ok": report.holds,
        "phase": phase,
        "judged_at": report.judged_at.isoformat() if report.judged_at else None,
        "errors": [asdict(each) for each in report.failures],
        "not_checked": [{"code": code, "what": what} for code, what in report.not_checked],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _as_text(report: FileReport, phase: str) -> str:
    lines = [f"{each.code}\t{each.pointer or '/'}\t{each.detail} ({each.legal_ref})" for each in report.failures]
    lines += [f"{code}\tnot checked\t{what}" for code, what in report.not_checked]
    count = len(report.failures)
    told = "No rule failed" if report.holds else f"{count} {'place fails' if count == 1 else 'places fail'}"
    at = f", judged as of {report.judged_at.isoformat()}" if report.judged_at else ""
    return "\n".join([*lines, f"{told} up to phase {phase}{at}."])
