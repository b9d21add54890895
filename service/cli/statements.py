"""What a person states of a channel that files do not carry: from options, from a TOML file, or asked on the spot."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from service.domain.items import Provenance, Visibility
from service.domain.messages import ChannelRef
from service.errors import LontError

__all__ = ["Stated", "StatementDesk", "StatementError", "ask_timezone", "is_interactive", "read_channels_file", "zone"]

_NEEDED = {
    "timezone": "--timezone",
    "visibility": "--visibility",
    "lawful_basis": "--lawful-basis",
    "obtained_by": "--obtained-by",
}
_QUESTIONS = {
    "timezone": "Time zone of the times in the file (such as Europe/Amsterdam)",
    "visibility": "Who can read this channel (public, private, unknown)",
    "lawful_basis": "How were these messages lawfully obtained",
    "obtained_by": "Who obtained them (person or unit)",
}


class StatementError(LontError):
    """Something that has to be stated of a channel is missing or makes no sense."""

    code = "statement"
    title = "The statement on the channel is not complete"


@dataclass(frozen=True, slots=True)
class Stated:
    """What was stated, as far as it was."""

    timezone: str | None = None
    visibility: str | None = None
    lawful_basis: str | None = None
    obtained_by: str | None = None
    public_address: str | None = None

    def over(self, other: Stated) -> Stated:
        """Return this statement, filled up from another where it says nothing."""
        return Stated(*(getattr(self, name) or getattr(other, name) for name in self.__slots__))


class StatementDesk:
    """Answers for each channel of a file what the file does not tell.

    Parameters
    ----------
    options
        Stated for the whole file.
    by_name
        Stated for single channels; wins over the options.
    interactive
        Whether a person can be asked.
    """

    def __init__(self, options: Stated, by_name: Mapping[str, Stated], *, interactive: bool) -> None:
        self._options = options
        self._by_name = by_name
        self._interactive = interactive

    def __call__(self, ref: ChannelRef, earlier: Provenance | None) -> Provenance:
        """Return what is stated of a channel; what was stated at an earlier import still holds.

        Raises
        ------
        StatementError
            When something is missing and nobody can be asked.
        """
        stated = self._by_name.get(ref.name, Stated()).over(self._options)
        if earlier is not None:
            stated = stated.over(_stated(earlier))
        if stated.visibility is None and ref.public is not None:
            stated = replace(stated, visibility="public" if ref.public else "private")
        missing = [name for name in _NEEDED if getattr(stated, name) is None]
        if missing and self._interactive:
            stated = _ask(ref, stated, missing)
        elif missing:
            options = ", ".join(_NEEDED[name] for name in missing)
            raise StatementError(f"Nobody has stated {options} for channel {ref.name!r}.", "Add the options named.")
        return _provenance(stated)


def read_channels_file(path: Path) -> dict[str, Stated]:
    """Read statements on single channels from a TOML file with one ``[[channel]]`` table each.

    Raises
    ------
    StatementError
        For a file that cannot be read, or a key that does not exist.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("channel", [])
        statements = {}
        for table in tables:
            values = {key: str(value) for key, value in table.items() if key not in {"name", "file"}}
            statements[str(table["name"])] = Stated(**values)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError, KeyError, AttributeError) as error:
        raise StatementError(
            f"{path.name} is no list of channels ({type(error).__name__}).",
            f"Write [[channel]] tables with name, {', '.join(_NEEDED)} and public_address.",
        ) from None
    return statements


def zone(name: str | None) -> ZoneInfo | None:
    """Return the time zone of an IANA name; ``None`` for none.

    Raises
    ------
    StatementError
        For a name that does not exist.
    """
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise StatementError(f"There is no time zone {name!r}.", "Use a name such as Europe/Amsterdam.") from None


def ask_timezone(ref: ChannelRef) -> str:
    """Ask for the time zone of a file whose times have none, before it is read."""
    answer: str = typer.prompt(f"{_QUESTIONS['timezone']}, for {ref.name!r}", err=True)
    return answer


def is_interactive() -> bool:
    """Tell whether a person sits at the terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _ask(ref: ChannelRef, stated: Stated, missing: list[str]) -> Stated:
    typer.echo(f"The file does not tell these of channel {ref.name!r} ({ref.platform}):", err=True)
    answers = {name: typer.prompt(_QUESTIONS[name], err=True) for name in missing}
    if stated.public_address is None and answers.get("visibility") == Visibility.PUBLIC:
        address = typer.prompt("Public address of the channel (empty: none)", default="", show_default=False, err=True)
        answers["public_address"] = address or None
    return replace(stated, **answers)


def _provenance(stated: Stated) -> Provenance:
    zone(stated.timezone)
    try:
        visibility = Visibility(stated.visibility or "")
    except ValueError:
        raise StatementError(
            f"Visibility is {stated.visibility!r}.", "It is one of public, private, unknown."
        ) from None
    if stated.public_address is not None and not stated.public_address.startswith(("https://", "http://")):
        raise StatementError("The public address of a channel begins with https:// or http://.", "Mend it.")
    return Provenance(
        timezone=stated.timezone or "",
        visibility=visibility,
        lawful_basis=(stated.lawful_basis or "")[:500],
        obtained_by=(stated.obtained_by or "")[:200],
        public_address=stated.public_address,
    )


def _stated(known: Provenance) -> Stated:
    return Stated(known.timezone, known.visibility, known.lawful_basis, known.obtained_by, known.public_address)
