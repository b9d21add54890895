"""Finds times, puts their parts together and resolves them against when the message was sent."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from models.entities.contract import Found, Reading
from models.entities.time_parts import Part, time_parts
from models.entities.time_values import hours_ahead, local_time, resolve
from models.entities.time_words import NIGHTS_ALONE
from models.entities.words import one_of, plain
from models.priority.times import PAST, SENTENCE_END

__all__ = ["find_times"]

_BETWEEN = re.compile(
    r"[ ,\-/(@]{0,3}(?:(?:om|rond|tegen|at|around|um|gegen|kl\.?|klockan|vers|a|op|on|am|den|le|the|de|en|i|vid|"
    r"ab|na|nach|vor|vanaf|after|before|bis|till?|until|fore|innan|efter|fran|avant|apres|from|pa|du) )?"
)
_LIMIT = re.compile(
    r"(?<!\w)(?:vanaf|tot|na|tegen|rond|binnen|before|by|till?|until|from|after|around|about|bis|ab|nach|gegen|"
    r"fore|innan|fran|efter|senast|runt|avant|apres|des|d'ici|vers|(?:jusqu'a|jusque)) ?(?:(?:de|het|the|den|le|au) )?$"
)
_LIMIT_LENGTH = 16
_MOST_BETWEEN = 12
_WORTH = {
    "date": 5,
    "vague": 1,
    "span": 4,
    "soon": 4,
    "week": 4,
    "day": 3,
    "weekday": 3,
    "clock": 2,
    "turn": 1,
    "part": 1,
}
_NIGHTS_ALONE = one_of(NIGHTS_ALONE)
# A greeting, ages of bread, the name of a news site: no times.
_NO_TIME = re.compile(
    r"(?<!\w)(?:(?:goede|goeie|guten|god|varje|jeden|good|elke|iedere|every|jede|chaque) ?"
    r"(?:morgen|morning|evening|night|afternoon|avond|nacht|middag|abend|natt|kvall|morgon|dag|day|weekend)"
    r"|bonne nuit|gute nacht|24/7|24 uur per dag|night shift|today's|vandaag de dag|nu\.nl)(?!\w)"
)


def find_times(reading: Reading) -> Sequence[Found]:
    """Find the times that a message names."""
    text = plain(reading.text.text)
    barred = [match.span() for match in _NO_TIME.finditer(text)]
    parts = _without_overlaps(time_parts(text, reading.lang), barred)
    in_past = _SpokenOfThePast(text, reading.lang)
    found = list[Found]()
    for group in _groups(text, parts):
        start, end = _with_limit(text, group[0].start), group[-1].end
        if not _says_a_time(group) and not _NIGHTS_ALONE.fullmatch(text, group[0].start, end):
            continue
        found.append(Found("time", start, end, _value(reading, text[start:end], group, past=in_past.at(start))))
    return found


def _without_overlaps(parts: Iterator[Part], barred: Sequence[tuple[int, int]]) -> list[Part]:
    """Return the parts in order; of two that overlap the longer one stays, then the more telling one."""
    kept = list[Part]()
    ranked = sorted(parts, key=lambda part: (part.start, part.start - part.end, -_WORTH[part.kind]))
    starts = [start for start, _ in barred]
    for part in ranked:
        at = bisect_right(starts, part.start) - 1
        if at >= 0 and part.start < barred[at][1]:
            continue
        if not kept or part.start >= kept[-1].end:
            kept.append(part)
        elif part.end - part.start > kept[-1].end - kept[-1].start:
            kept[-1] = part
    return kept


def _groups(text: str, parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Put together parts of different kinds that stand side by side: za 20:00, morgen om 8, heute nacht."""
    group = list[Part]()
    for part in parts:
        if group and not (_near(text, group[-1], part) and _agree(group, part)):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _with_limit(text: str, start: int) -> int:
    """Take in the word that makes a limit of a time (before, until, from), and none that only places it (at, on)."""
    before = _LIMIT.search(text, max(0, start - _LIMIT_LENGTH), start)
    return before.start() if before else start


def _says_a_time(group: Sequence[Part]) -> bool:
    """Tell whether parts that say no time alone do so together: a short weekday with a part of a day."""
    if any(part.alone for part in group):
        return True
    return any(part.kind == "weekday" for part in group) and len(group) > 1


def _near(text: str, before: Part, part: Part) -> bool:
    between = part.start - before.end
    return between <= _MOST_BETWEEN and _BETWEEN.fullmatch(text, before.end, part.start) is not None


def _agree(group: Sequence[Part], part: Part) -> bool:
    """Tell whether a part adds to the others and says nothing again."""
    said = {key for other in group for key in other.said}
    both = [*group, part]
    if any(one.kind in {"span", "soon"} or one.said.get("what") == "weekend" for one in both):
        return False
    # A week has a time in it only with its day; short weekdays are words too: next week do it.
    if any(one.kind == "week" for one in both) and not any(one.kind == "weekday" and one.alone for one in both):
        return False
    return not said & part.said.keys() or (part.kind == "date" and "weekday" in said and "month" not in said)


@cache
def _past_words(lang: str | None) -> re.Pattern[str]:
    words = PAST[lang] if lang in PAST else " ".join(PAST.values()).replace(" was ", " ")
    return one_of(words)


class _SpokenOfThePast:
    """Tells which sentences of a text speak of what has been; the text is looked through once."""

    def __init__(self, text: str, lang: str | None) -> None:
        self._ends = [match.end() for match in SENTENCE_END.finditer(text)]
        self._sentences = {bisect_right(self._ends, match.start()) for match in _past_words(lang).finditer(text)}

    def at(self, place: int) -> bool:
        """Tell whether the sentence at a place does."""
        return bisect_right(self._ends, place) in self._sentences


def _value(reading: Reading, written: str, group: Sequence[Part], *, past: bool) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for part in group:
        said |= part.said
    behind = said.get("days", 0) < 0 or said.get("weeks", 0) < 0 or said.get("turn") == "last"
    ahead = said.get("days", 0) > 0 or said.get("weeks", 0) > 0 or bool({"minutes", "hours"} & said.keys())
    past = behind or (past and not ahead)
    value: dict[str, Any] = {"said": written} | ({"past": True} if past else {})
    if reading.sent_at is None or reading.sent_at.tzinfo is None:
        ahead_by = None if past else hours_ahead(said)
        return value if ahead_by is None else value | {"within_hours": ahead_by}
    return value | _resolved(said, reading.sent_at, past=past)


def _resolved(said: dict[str, Any], sent_at: datetime, *, past: bool) -> dict[str, Any]:
    try:
        times = resolve(said, local_time(sent_at), past=past)
    except (OverflowError, ValueError):  # outside the calendar
        return {}
    if times is None:
        return {}
    start, end, precision = times
    return {"start": start.isoformat(), "end": end.isoformat(), "precision": precision}
