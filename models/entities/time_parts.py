"""Finds the parts of times in a text: days, parts of days, weekdays, dates, clock times, spans from now on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from models.entities.time_words import (
    DAYS,
    HOURS,
    MONTHS,
    PARTS,
    SHORT_WEEKDAYS,
    SOON,
    SPECIAL_DAYS,
    VAGUE,
    WEEKDAYS,
    WEEKS,
)
from models.entities.words import one_of

__all__ = ["Part", "time_parts"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a time."""

    start: int
    end: int
    kind: str
    """``day``, ``part``, ``weekday``, ``turn`` (next or last), ``date``, ``clock``, ``span``, ``soon``, ``week``, or
    ``vague`` (it names no moment)."""
    said: Mapping[str, int | str | bool] = field(default_factory=dict)
    alone: bool = True
    """Whether it is a time without others beside it."""


def _meanings(words: str) -> dict[str, list[str]]:
    return {word.replace("+", " "): meaning for word, *meaning in (entry.split(":") for entry in words.split())}


def _phrases(words: str) -> re.Pattern[str]:
    return one_of(" ".join(entry.partition(":")[0] for entry in words.split()))


_TABLES = {
    kind: (_phrases(words), _meanings(words))
    for kind, words in {"day": DAYS, "part": PARTS, "soon": SOON, "week": WEEKS, "special": SPECIAL_DAYS}.items()
}
_WEEKDAYS, _SHORT, _MONTHS, _HOURS = map(_meanings, (WEEKDAYS, SHORT_WEEKDAYS, MONTHS, HOURS))
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_HOUR_WORD = "|".join(sorted(_HOURS, key=len, reverse=True))

_PART_SUFFIXES = {
    "avond": "evening", "nacht": "night", "middag": "afternoon", "ochtend": "morning", "morgen": "morning",
    "abend": "evening", "nachmittag": "afternoon", "vormittag": "morning", "kvall": "evening", "natt": "night",
    "seftermiddag": "afternoon", "smorgon": "morning", "snatt": "night", "skvall": "evening",
}  # fmt: skip
_WEEKDAY = re.compile(
    rf"(?<!\w)({'|'.join(_WEEKDAYS)})(?:s|en)?({'|'.join(sorted(_PART_SUFFIXES, key=len, reverse=True))})?"
    r"(?:en|s)?(?!\w)"
)
_VAGUE = _phrases(VAGUE)
# What somebody waits for or must be done by: after work, voor sluitingstijd. It names no moment by itself.
_EVENT = re.compile(
    r"(?<!\w)(?:voor|na|tot|before|after|til|till|until|vor|nach|bis|innan|fore|efter|avant|apres|jusqu'a) "
    r"(?:(?:de|het|t|'t|the|der|dem|die|la|le) |l')?"
    r"(?:werk|werktijd|school|schooltijd|sluit(?:ing|ingstijd|en)|eten|opening|derby|wedstrijd|training|"
    r"work|closing(?: time)?|dark|college|match|game|"
    r"arbeit|feierabend|schule|schulschluss|ladenschluss|dienstschluss|spiel|messe|"
    r"jobbet|skolan|stangning|matchen|plugget|"
    r"cours|ecole|l'ecole|boulot|travail|fermeture|match|messe)(?!\w)"
)
_MONTH_ALONE = re.compile(
    rf"(?<!\w)(?:in|im|i|en|eind|begin|mitte|anfang|ende|till|til|until|since|sinds|seit|mid|fin|"
    rf"debut) ({_MONTH})(?!\w| \d)"
)
_DAY_OF_MONTH = re.compile(
    r"(?<!\w)(?:am ([12]?\d\.|3[01]\.)(?= |$)|le ([12]?\d|3[01])(?=\W*$|[.,!?;)])"
    r"|(?:the|on the|by the) ([12]?\d(?:st|nd|rd|th)|3[01]st)(?=\W*$|[.,!?;)])|den ([12]?\d|"
    r"3[01])(?::?e)?(?=\W*$|[.,!?;)]))"
)
_LEAST_OF_NAME = 4
_SHORT_WEEKDAY = re.compile(
    rf"(?<!\w)((?:op|a\.?s\.?|komende|on|this) )?({'|'.join(sorted(_SHORT, key=len, reverse=True))})\.?(?![\w'])"
)
_LAST_WEEKDAY = re.compile(r"(?<!\w)i (man|tis|ons|tors|fre|lor|son)dags(?!\w)")
_TURN = re.compile(
    r"(?<!\w)(?:(volgende|next|nachste[rnm]?|nasta|prochain)|"
    r"(vorige|afgelopen|last|letzte[rnm]?|forra|dernier)|komende|aanstaande|aankomende|kommande|kommende[rnm]?|a\.s\.)(?!\w)"
)
_DATE = re.compile(
    r"(?<![\w.,:/€$-])(?:((?:op|on|am|den|le|voor|tot) )?(\d{1,2})(?:([-/])(\d{1,2})(?:[-/](\d{4}|\d\d))?"
    r"|\.(\d{1,2})\.(\d{4}|\d\d)?)"
    rf"(?![\w/%€-]|[.,]\d)|(\d{{1,2}})(?:e|ste|de|st|nd|rd|th|er|\.)? (?:of )?({_MONTH})(?!\w)(?: (\d{{4}})(?!\w))?"
    rf"|({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?(?![\w:]))"
)
_UNIT = (
    r"(?: ?%|[€$]| ?(?:euro?s?|eu|kr|k|x|st|stuks?|man|jaar|cm|mm|km|m|kg|jongens|pers|personen|places|people)(?!\w))"
)
_LIMITS = "by|before|after|from|voor|na|tot|till?|until|avant|apres|vanaf|ab|nach|vor|bis|innan|fore|efter|fran|senast"
_NO_PART = rf"{_LIMITS}|a|om|at|um|kl\.?|klockan|vid|klokslag"
_AT = rf"rond|tegen|around|gegen|vers|{_NO_PART}"
_CLOCK = re.compile(
    rf"(?<![\w.,:/€$-])(?:(?P<at>{_AT}) ?)?(?:(?P<hour>[01]?\d|2[0-4])"
    r"(?:(?P<sep>[:.h])(?P<minute>[0-5]\d)(?![\d:/%€]|[.,]\d)(?P<after> ?(?:uur|uhr|u|h)(?!\w))?"
    r"|u(?P<minute_u>[0-5]\d)(?!\w))?"
    rf"(?P<unit> ?(?:uur|u|uhr|h|heures?|o'?clock)(?!\w))?(?P<half> ?[ap]\.?m\b\.?)?)(?!\w|[.,:]\d|-\d|/\d|{_UNIT})"
)
_BARE_AFTER = re.compile(
    r"$|\W*$|[.,!?;:)\n]|"
    r" (?:in the|in de|in der|bij|in|op|en|of|and|or|'s|s|vannacht|vanavond|morgen|sharp|tonight|"
    r"tomorrow|precies|ongeveer|pa|i|hos|vid|"
    r"beim|im|chez|ga|gaan|ben|sta|staan|moet|komt|kom|heute|nachts|abends|zijn|daar|bei|an|am|vor|aan|voor|at|"
    r"imorgon|ikvall)(?!\w)"
)
_BEFORE_HOURS = frozenset({"om", "at", "um", "kl", "kl.", "klockan", "rond", "klokslag"})
_APPROXIMATE = frozenset({"rond", "tegen", "around", "gegen", "vers"})
_BEFORE_HOURS_BESIDE = re.compile(rf"around|gegen|vers|tegen|{_LIMITS}")
_LASTS = re.compile(r" (?:per|werk|werken|rijden|lang|geleden|open)(?!\w)")
_NOON = 12
_O_CLOCK = re.compile(r"(?<!\w)o'?(\d{1,2})(?:[:.]([0-5]\d))?(?![\w:])")
_NAMED_CLOCK = re.compile(
    rf"(?<!\w)(?:(?P<half>half|halb|halv) (?P<of>{_HOUR_WORD}|1[0-2]|[1-9])|"
    rf"(?P<by>kwart|quarter|viertel|kvart|tien|vijf|5|10|20|ten|five) "
    rf"(?P<way>over|voor|past|to|nach|vor|i) (?P<before>(?:half|halb|halv) )?(?P<hour>{_HOUR_WORD}|1[0-2]|[1-9])|"
    r"(?P<midnight>middernacht|midnight|mitternacht|minuit|midnatt|tolvslaget)|(?P<noon>midi|noon|midday))"
    rf"(?!\w|[.,:/-]?\d|{_UNIT})"
    rf"|(?<!\w)(?:om|at|um|kl\.?|klockan|vid|vers|a|gegen|rond|tegen|around|about|schlag|{_LIMITS}) "
    rf"(?P<word>{_HOUR_WORD})(?!\w)"
    r"(?: (?:uur|uhr|o'?clock|heures?)(?!\w)|(?= ?(?:[.,!?;)]|$)|"
    r" (?:in (?:the|de|da|der)|am|'?s|bei|bij|pa|i|du|hos) ))"
)
_SPAN = re.compile(
    r"(?<!\w)(?:(?P<point>over|in|om(?= (?:[a-z]{1,5}|\d{1,3}) (?:halv )?(?:tim|min|dagar|veck|kvart))|dans)|"
    r"binnen|within|inom|innerhalb von|d'ici) (?:de |het |the )?"
    r"(?P<count>een|een half|half|half a|an?|'?n|en|ett|en halv|eine[rm]?|einer halben|une?|une demi|next|\d{1,3}) ?-?"
    r"(?:(?P<minutes>min|mins|minuten|minutes?|minuter)|(?P<quarter>kwartier|kwartiertje|quarter of an hour|kvart)|"
    r"(?P<hours>uur|uurtje|hours?|hrs?|timmar?|timme|stunden?|std|heures?)|(?P<days>dagen|dag|days?|tage?n?|dagar|jours?)|"
    r"(?P<weeks>weken|week|weeks|wochen?|veckor|vecka|semaines?))(?!\w)"
)
_MINUTES = {"minutes": 1, "quarter": 15, "hours": 60, "days": 1440, "weeks": 10080}
_BY = {"kwart": 15, "quarter": 15, "viertel": 15, "kvart": 15, "tien": 10, "ten": 10, "vijf": 5, "five": 5}
_MOST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def time_parts(text: str, lang: str | None) -> Iterator[Part]:
    """Find the parts of times in a plain text, in any order; some overlap."""
    for kind, (pattern, meanings) in _TABLES.items():
        for match in pattern.finditer(text):
            meaning = meanings.get(re.sub(r"\W{1,3}", " ", match[0]), meanings.get(match[0]))
            if meaning:
                yield from _of_table(kind, match, meaning)
    for pattern in (_VAGUE, _EVENT):
        for match in pattern.finditer(text):
            yield Part(*match.span(), "vague", {"vague": True})
    for match in _DAY_OF_MONTH.finditer(text):
        yield Part(*match.span(match.lastindex or 0), "vague", {"vague": True})
    for match in _MONTH_ALONE.finditer(text):
        if len(match[1]) >= _LEAST_OF_NAME or match[1] in {"mai", "maj"}:
            yield Part(*match.span(1), "vague", {"vague": True})
    yield from _weekdays(text)
    yield from _dates(text)
    yield from _clocks(text, lang)
    for match in _SPAN.finditer(text):
        unit = next(name for name in _MINUTES if match[name])
        count = float(match["count"]) if match["count"].isdigit() else 0.5 if "hal" in match["count"] else 1
        said: dict[str, int | str | bool] = {"minutes": round(count * _MINUTES[unit]), "point": bool(match["point"])}
        yield Part(*match.span(), "span", said)


def _of_table(kind: str, match: re.Match[str], meaning: list[str]) -> Iterator[Part]:
    if kind == "special":
        day, _, month = meaning[0].partition("-")
        yield Part(*match.span(), "date", {"day": int(day), "month": int(month)})
    elif kind == "part":
        yield Part(*match.span(), "part", {"part": meaning[0]}, alone=False)
    elif kind == "week":
        yield Part(*match.span(), "week", {"weeks": int(meaning[0]), "what": meaning[1]})
    elif kind == "soon":
        yield Part(*match.span(), "soon", {"hours": int(meaning[0])})
    else:
        yield Part(*match.span(), "day", {"days": int(meaning[0]), **_part(meaning[1] if len(meaning) > 1 else None)})


def _part(name: str | None) -> dict[str, str]:
    return {"part": name} if name else {}


def _weekdays(text: str) -> Iterator[Part]:
    for match in _WEEKDAY.finditer(text):
        said: dict[str, int | str | bool] = {
            "weekday": int(_WEEKDAYS[match[1]][0]),
            **_part(_PART_SUFFIXES.get(match[2])),
        }
        yield Part(*match.span(), "weekday", said)
    for match in _LAST_WEEKDAY.finditer(text):
        yield Part(*match.span(), "weekday", {"weekday": int(_SHORT[match[1]][0]), "turn": "last"})
    for match in _SHORT_WEEKDAY.finditer(text):
        yield Part(*match.span(2), "weekday", {"weekday": int(_SHORT[match[2]][0])}, alone=bool(match[1]))
    for match in _TURN.finditer(text):
        turn = "next" if match[1] else "last" if match[2] else "coming"
        yield Part(*match.span(), "turn", {"turn": turn}, alone=False)


def _dates(text: str) -> Iterator[Part]:
    for match in _DATE.finditer(text):
        before, day1, sign, month1, year1, month2, year2, day3, name3, year3, name4, day4 = match.groups()
        day = int(day1 or day3 or day4)
        month = int(month1 or month2 or _MONTHS[name3 or name4][0])
        if not (1 <= month <= len(_MOST_DAYS) and 1 <= day <= _MOST_DAYS[month - 1]):
            continue
        # 10-12 and 1/2 are rather ranges and parts than days.
        if sign and not (before or year1) and (len(month1) == 1 or (sign == "-" and day <= len(_MOST_DAYS))):
            continue
        year = year1 or year2 or year3
        written = {"year": int(year) + (2000 if len(year) == 2 else 0)} if year else {}  # noqa: PLR2004
        yield Part(
            match.start(2) if before else match.start(), match.end(), "date", {"day": day, "month": month} | written
        )


def _clocks(text: str, lang: str | None) -> Iterator[Part]:
    for match in _CLOCK.finditer(text):
        if (clock := _clock(text, match, lang)) is not None:
            yield clock
    for match in _O_CLOCK.finditer(text):
        if int(match[1]) <= 24:  # noqa: PLR2004
            yield Part(*match.span(), "clock", {"hour": int(match[1]), "minute": int(match[2] or 0), "sure": False})
    for match in _NAMED_CLOCK.finditer(text):
        start = match.start("word") if match["word"] else match.start()
        yield Part(start, match.end(), "clock", _named_clock(match, lang))


def _clock(text: str, match: re.Match[str], lang: str | None) -> Part | None:
    """Read a clock time in digits, ``None`` where the number is something else."""
    hour, minute, half = int(match["hour"]), match["minute"] or match["minute_u"], match["half"]
    end = match.end()
    if half and lang == "de":  # "um 9 am Brunnen": at the well
        half, end = None, match.start("half")
    if not (_is_clock(text, match, lang, half=half) if minute is None else _is_clock_with_minutes(match)):
        return None
    if half and "p" in half and hour < _NOON:
        hour += _NOON
    elif half and "a" in half and hour == _NOON:
        hour = 0
    sure = bool(half) or match["hour"].startswith("0") or hour > _NOON or hour == 0
    start = match.start() if match["at"] in _APPROXIMATE else match.start("hour")
    # "Thursday after 2" is a time, "after 2" by itself as often a count.
    alone = bool(minute or match["unit"] or half or match["at"] in _BEFORE_HOURS)
    return Part(start, end, "clock", {"hour": hour, "minute": int(minute or 0), "sure": sure}, alone)


def _is_clock_with_minutes(match: re.Match[str]) -> bool:
    """Tell whether 8.30 is no price."""
    return (
        match["sep"] != "."
        or match["hour"].startswith("0")  # no sum begins so
        or bool(match["after"] or match["half"])
        or match["at"] in _BEFORE_HOURS
    )


def _is_clock(text: str, match: re.Match[str], lang: str | None, *, half: str | None) -> bool:
    """Tell whether a number without minutes is an hour."""
    if half:
        return True
    if lang == "nl" and match["unit"] == "h" and not match["at"]:  # 7h is seven hundred there
        return False
    if match["unit"] is None:
        is_said = match["at"] in _BEFORE_HOURS or _BEFORE_HOURS_BESIDE.fullmatch(match["at"] or "") is not None
        return is_said and _BARE_AFTER.match(text, match.end()) is not None
    return bool(match["at"]) or not _LASTS.match(text, match.end())


def _named_clock(match: re.Match[str], lang: str | None) -> dict[str, int | str | bool]:
    if match["midnight"]:
        return {"hour": 24, "minute": 0, "sure": True}
    if match["noon"]:
        return {"hour": _NOON, "minute": 0, "sure": True}
    written = match["of"] or match["hour"] or match["word"]
    minutes = 60 * (int(written) if written.isdigit() else int(_HOURS[written][0]))
    if match["half"]:
        minutes += 30 if lang == "en" else -30
    elif match["by"]:
        by = _BY.get(match["by"]) or int(match["by"])
        minutes += -by if match["way"] in {"voor", "to", "vor", "i"} else by
        minutes -= 30 if match["before"] else 0
    return {"hour": minutes // 60, "minute": minutes % 60, "sure": False}
