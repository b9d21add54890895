"""Reads numbers: digits with points, commas and spaces as people group them, and number words of five languages."""

from __future__ import annotations

import re

__all__ = ["DIGITS", "NUMBER", "NUMBER_WORD", "read_number", "tidy"]

# Of two numbers side by side only those that look like thousands are one: 25 000, 2 500; not 300 300 or 16 150.
_GROUPS = r"[1-9]\d{0,2}(?:(?:[.,']\d{3}){1,2}| 000(?: 000)?)|[1-9]\d? \d00"
_CENTS = r"[1-9]\d{0,2}(?:(?:\.\d{3}){1,2},|(?:,\d{3}){1,2}\.)\d\d"
DIGITS = rf"(?:{_CENTS}|(?:{_GROUPS})(?![.,]?\d)|(?:0|[1-9]\d{{0,6}})(?:[.,]\d{{1,2}})?)(?!\d)"
"""An unsigned number in digits: 8, 12,50, 25 000, 1.500,00. What begins with 0 and goes on is a phone or a time."""

_SMALL = """
    twee:2 drie:3 vier:4 vijf:5 zes:6 zeven:7 acht:8 negen:9 tien:10 elf:11 twaalf:12 vijftien:15 twintig:20
    vijfentwintig:25 dertig:30 veertig:40 vijftig:50 zestig:60 zeventig:70 tachtig:80 negentig:90
    two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 fifteen:15 twenty:20 thirty:30
    forty:40 fifty:50 sixty:60 seventy:70 eighty:80 ninety:90
    zwei:2 drei:3 funf:5 sechs:6 sieben:7 neun:9 zehn:10 zwolf:12 funfzehn:15 zwanzig:20 dreisig:30
    vierzig:40 funfzig:50 sechzig:60 siebzig:70 achtzig:80 neunzig:90
    tva:2 tre:3 fyra:4 fem:5 sex:6 sju:7 atta:8 nio:9 tio:10 elva:11 tolv:12 femton:15 tjugo:20 trettio:30 fyrtio:40
    femtio:50 sextio:60 sjuttio:70 attio:80 nittio:90
    deux:2 trois:3 quatre:4 cinq:5 sept:7 huit:8 neuf:9 dix:10 onze:11 douze:12 quinze:15 vingt:20 trente:30
    quarante:40 cinquante:50 soixante:60
"""
_VALUES = {word: int(value) for word, value in (entry.split(":") for entry in _SMALL.split())}
_HUNDREDS = ("honderd", "hundred", "hundert", "hundra", "cents", "cent")
_THOUSANDS = ("duizend", "thousand", "tausend", "tusen", "mille")
_SCALES = dict.fromkeys(_HUNDREDS, 100) | dict.fromkeys(_THOUSANDS, 1000)


def _either(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_SMALL_WORD = _either(tuple(_VALUES))
_SCALE_WORD = _either(tuple(_SCALES))
NUMBER_WORD = (
    rf"(?:(?:{_SMALL_WORD})(?:[ -]?(?:{_SCALE_WORD}))?|{_either(tuple(w for w in _SCALES if w != 'cent'))})(?!\w)"
)
"""A number word in plain letters, two words at most: tien, achthonderd, two thousand, tusen."""
NUMBER = rf"(?:{DIGITS}|{NUMBER_WORD})"

_GROUPED = re.compile(r"(\d{1,3}(?:[ .,']\d{3})+)(?:[.,](\d\d))?")
_WORDS = re.compile(rf"(?P<small>{_SMALL_WORD})?[ -]?(?P<scale>{_SCALE_WORD})?")


def read_number(written: str) -> float:
    """Return the value of what `NUMBER` matched.

    Raises
    ------
    ValueError
        Where it is none.
    """
    if written[:1].isdigit():
        if grouped := _GROUPED.fullmatch(written):
            return float(re.sub(r"\D", "", grouped[1]) + f".{grouped[2] or 0}")
        return float(written.replace(",", "."))
    words = _WORDS.fullmatch(written)
    if words is None or not written:
        message = "no number"
        raise ValueError(message)
    return float(_VALUES.get(words["small"], 1) * _SCALES.get(words["scale"], 1))


def tidy(value: float) -> float:
    """Return a whole number as int, for JSON, and others with two decimals."""
    rounded = round(value, 2)
    return int(rounded) if rounded.is_integer() else rounded
