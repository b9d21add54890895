"""Reads the date and time before each WhatsApp message, in the forms of many phones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice, pairwise

from service.importers.refusing import PieceRefusedError
from service.importers.whatsapp_phrases import spoken_language

__all__ = ["ChatStyle", "DateOrder", "Header", "header_of", "style_of"]

_SURVEYED_DATES = 2_000
_MARKS = "[\u200e\u200f\u202a-\u202c\ufeff]*"
_GAP = "[ \u00a0\u202f]"
_HEADER = re.compile(
    rf"{_MARKS}(?P<bracket>\[)?"
    rf"(?P<first>[0-9]{{1,4}})(?P<separator>[-/.]){_GAP}?(?P<second>[0-9]{{1,2}})(?P=separator){_GAP}?(?P<third>[0-9]{{2,4}})\.?"
    rf",?{_GAP}+(?:(?:à|kl\.?|om|um){_GAP})?"
    rf"(?P<hour>[0-9]{{1,2}})[:.](?P<minute>[0-9]{{2}})(?:[:.](?P<second_of_minute>[0-9]{{2}}))?"
    rf"(?:{_GAP}*(?P<half>[AaPp])\.?{_GAP}?[Mm]\.?)?"
    rf"(?(bracket)\]{_GAP}?|{_GAP}[-–]{_GAP})"
    rf"(?P<rest>.*)",
    re.DOTALL,
)


class DateOrder(StrEnum):
    """Which number of a date comes first; a number of four digits is a year whatever the order."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


@dataclass(frozen=True, slots=True)
class ChatStyle:
    """How one phone writes its headers."""

    signature: tuple[bool, str] | None
    """Whether in brackets, and the separator of dates; a line in another style is text that somebody pasted."""
    order: DateOrder


@dataclass(frozen=True, slots=True)
class Header:
    """The start of one message, split but not yet understood."""

    signature: tuple[bool, str]
    numbers: tuple[int, int, int]
    """The three numbers of the date, as they stand."""
    year_first: bool
    hour: int
    minute: int
    second: int
    half: str
    """``a``, ``p``, or empty with a clock of 24 hours."""
    rest: str
    """What follows: author and text, or a system line."""

    def local_time(self, order: DateOrder) -> datetime:
        """Return the local time without a zone.

        Raises
        ------
        PieceRefusedError
            ``date_unreadable`` for a date or time that does not exist.
        """
        year, month, day = self.date(order)
        hour = self.hour if not self.half else self.hour % 12 + (12 if self.half == "p" else 0)
        try:
            return datetime(year, month, day, hour, self.minute, self.second)  # noqa: DTZ001 (local by nature)
        except ValueError:
            raise PieceRefusedError(
                "The date or time before the message does not exist.",
                "Expected one such as 31-12-2025 23:59; look at the line.",
                code="date_unreadable",
            ) from None

    def date(self, order: DateOrder) -> tuple[int, int, int]:
        """Return year, month and day, which need not exist."""
        first, second, third = self.numbers
        if self.year_first:
            return first, second, third
        year = third if third >= 100 else 2000 + third  # noqa: PLR2004 (two digits)
        return (year, second, first) if order is DateOrder.DAY_FIRST else (year, first, second)


def header_of(line: str) -> Header | None:
    """Read the header of a line; ``None`` for a line that goes on with the message before it."""
    found = _HEADER.match(line)
    if found is None:
        return None
    return Header(
        signature=(found["bracket"] is not None, found["separator"]),
        numbers=(int(found["first"]), int(found["second"]), int(found["third"])),
        year_first=len(found["first"]) == 4,  # noqa: PLR2004 (digits of a year)
        hour=int(found["hour"]),
        minute=int(found["minute"]),
        second=int(found["second_of_minute"] or 0),
        half=(found["half"] or "").lower(),
        rest=found["rest"],
    )


def style_of(lines: Iterable[str]) -> ChatStyle:
    """Find out how the file writes its headers, from the lines of its first 64 KiB.

    The order of day and month follows from a number above 12; else from the order in which the dates rise; else from
    the separator and the language of the lines that WhatsApp itself wrote; else the day comes first.
    """
    texts = list(lines)
    headers = list(islice((header for line in texts if (header := header_of(line))), _SURVEYED_DATES))
    if not headers:
        return ChatStyle(None, DateOrder.DAY_FIRST)
    signature = Counter(header.signature for header in headers).most_common(1)[0][0]
    dated = [header for header in headers if header.signature == signature]
    order = _order_by_size(dated) or _order_by_rise(dated) or _order_by_custom(dated, texts)
    return ChatStyle(signature, order)


def _order_by_size(headers: list[Header]) -> DateOrder | None:
    first = sum(header.numbers[0] > 12 for header in headers if not header.year_first)  # noqa: PLR2004 (months)
    second = sum(header.numbers[1] > 12 for header in headers if not header.year_first)  # noqa: PLR2004 (months)
    return _fewer(second, first)


def _order_by_rise(headers: list[Header]) -> DateOrder | None:
    falls = {
        order: sum(later.date(order) < earlier.date(order) for earlier, later in pairwise(headers))
        for order in DateOrder
    }
    return _fewer(falls[DateOrder.DAY_FIRST], falls[DateOrder.MONTH_FIRST])


def _fewer(against_day: int, against_month: int) -> DateOrder | None:
    if against_day == against_month:
        return None
    return DateOrder.DAY_FIRST if against_day < against_month else DateOrder.MONTH_FIRST


def _order_by_custom(headers: list[Header], texts: list[str]) -> DateOrder:
    # Only in the United States does the month come first: slashes, English, a clock of 12 hours.
    american = headers[0].signature[1] == "/" and any(header.half for header in headers)
    if american and spoken_language(texts) in ("en", None):
        return DateOrder.MONTH_FIRST
    return DateOrder.DAY_FIRST
