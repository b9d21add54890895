"""Finds sums of money, and numbers that may be one; what a sum is for is decided elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.entities.money_words import CURRENCY_OF_LANGUAGE, SIGNS, UNITS, Unit, unit_of
from models.entities.numerals import DIGITS, NUMBER, read_number, tidy

__all__ = ["Amount", "find_amounts"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money, or a number that may be one."""

    start: int
    end: int
    low: float
    high: float
    """The same as ``low``, or the upper end of a range."""
    currency: str | None
    """ISO 4217; ``None`` where neither the text nor the language tells."""
    named: bool
    """Whether a sign, a currency or a word of money stands with it; a bare number may be anything."""
    times: int = 1
    """How often it is paid: 2 in "2 x 500"."""

    def value(self) -> dict[str, object]:
        """Return its fields as an entity has them."""
        fields: dict[str, object] = {"amount": tidy(self.low)}
        if self.high != self.low:
            fields = {"amount_min": tidy(self.low), "amount_max": tidy(self.high)}
        if self.times > 1:
            fields["times"] = self.times
        return fields | ({"currency": self.currency} if self.currency else {})


_WORDS = "|".join(
    re.escape(word) for word in sorted(UNITS, key=len, reverse=True) if word.isascii() and word[-1].isalpha()
)
_UNIT = rf"(?:(?:{_WORDS})(?!\w)|[€£$](?!\d)|[,.:]-(?![\w\d]))"
_SIGN = r"(?:[€£$]|(?:euro|eur|sek|chf|gbp|usd)(?= ?\d))"
_HALF = r"(?:halve|half|halber|halbe|halv|demi)"
_AMOUNT = re.compile(
    rf"(?<![\w.,:/@#+*'])(?<!\d-)(?:(?P<sign>{_SIGN}) ?)?(?:(?P<times>[2-9]) ?[x×] ?(?={DIGITS}))?"
    rf"(?P<low>{NUMBER})"
    rf"(?:(?P<thousand>k)(?P<hundreds>[1-9])?(?![\w-])"
    rf"|(?:k|€)?(?: ?- ?| (?:tot|bis|till|to|a) )[€£$]?(?P<high>{DIGITS}))?"
    rf"(?: ?(?P<unit>{_UNIT}))?(?P<more> (?:euro|eur|sek|kr|gbp|quid|spann|chf)(?!\w))?"
    rf"(?P<e> ?e(?!\w))?(?![\w%]|[:/.,-]\d)"
)
_ALONE = re.compile(
    rf"(?<!\w)(?:(?P<half>{_HALF}) |(?:een|ne|ene|a|ein|einen|nen|n|'n|en|ett|un|une) )"
    rf"(?P<unit>{_WORDS})(?!\w)"
)
_HUNDRED = "h"
_MOST_HUNDREDS = 15
_HOUR_BEFORE = re.compile(r"(?<!\w)(?:om|rond|tot|tegen|vanaf|na|voor|tussen|en|van|at|a|-) ?$")
_LEAST_IN_HUNDREDS = 100
_ORDINAL_BEFORE = re.compile(r"(?:^|\W)(?:de|het|en|au|le|la|der|die|das|den|im|t|du|mes|les|ce) $")


def find_amounts(text: str, lang: str | None) -> list[Amount]:
    """Return sums and bare numbers of a text in plain letters, in their order; none overlap.

    Parameters
    ----------
    text
        Plain letters (`models.entities.words.plain`); what shall not be read is blanked out.
    lang
        ISO 639-1; gives the currency where none is named, and the meaning of some slang.
    """
    counted = [amount for match in _AMOUNT.finditer(text) if (amount := _read(match, lang)) is not None]
    taken = {place for amount in counted if amount.named for place in range(amount.start, amount.end)}
    alone = [amount for amount in _read_alone(text, lang) if taken.isdisjoint(range(amount.start, amount.end))]
    taken = {place for amount in alone for place in range(amount.start, amount.end)}
    counted = [amount for amount in counted if taken.isdisjoint(range(amount.start, amount.end))]
    return sorted(counted + alone, key=lambda amount: amount.start)


def _read(match: re.Match[str], lang: str | None) -> Amount | None:
    if match["e"] and (match["unit"] or not _is_euro(match, lang)):
        return None
    unit = _unit(match, lang)
    if match["unit"] and (unit is None or (match["unit"] == _HUNDRED and not _is_hundred(match))):
        return None
    named = unit is not None or bool(match["sign"] or match["e"])
    factor = unit.factor if unit else 1.0
    low, high = _range(match, factor)
    if high < low:
        return None
    return Amount(match.start(), match.end(), low, high, _currency(match, unit, lang), named, int(match["times"] or 1))


def _is_euro(match: re.Match[str], lang: str | None) -> bool:
    """Whether an e behind a number is short for euro; "är" is an e in Swedish, and "de 4e" is a fourth."""
    return lang not in {"sv", "en"} and _ORDINAL_BEFORE.search(match.string, 0, match.start()) is None


def _is_hundred(match: re.Match[str]) -> bool:
    """Whether an h behind a number is short for a hundred (8h) and not for an hour (om 8h, 22h)."""
    before = match.string[max(0, match.start() - 8) : match.start()]
    is_joined = match.string[match.start("unit") - 1] != " "
    return is_joined and read_number(match["low"]) <= _MOST_HUNDREDS and _HOUR_BEFORE.search(before) is None


def _unit(match: re.Match[str], lang: str | None) -> Unit | None:
    if match["thousand"]:
        return Unit(1000.0)
    written = match["unit"]
    return unit_of(written.replace(".-", ",-"), lang) if written else None


def _range(match: re.Match[str], factor: float) -> tuple[float, float]:
    low = read_number(match["low"]) * factor + 100 * int(match["hundreds"] or 0)
    high = read_number(match["high"]) * factor if match["high"] else low
    # "5-800" is said for 500 to 800.
    if low < high and low * 100 < high * 2 and high >= _LEAST_IN_HUNDREDS * factor and low < 10 * factor:
        low *= 100
    return low, high


def _currency(match: re.Match[str], unit: Unit | None, lang: str | None) -> str | None:
    if match["sign"]:
        return SIGNS.get(match["sign"]) or match["sign"].upper()[:3]
    for word in (match["more"], match["unit"], "eur" if match["e"] else None):
        if word and (named := unit_of(word.strip(), lang)) and named.currency:
            return named.currency
    return (unit.currency if unit else None) or CURRENCY_OF_LANGUAGE.get(lang or "")


def _read_alone(text: str, lang: str | None) -> Iterator[Amount]:
    """Read one of a slang word, or half of it: een barkie, a grand, en halv mille."""
    for match in _ALONE.finditer(text):
        unit = unit_of(match["unit"], lang)
        if unit is not None and unit.alone:
            currency = unit.currency or CURRENCY_OF_LANGUAGE.get(lang or "")
            worth = unit.factor / (2 if match["half"] else 1)
            start = match.start("half") if match["half"] else match.start("unit")
            yield Amount(start, match.end(), worth, worth, currency, named=True)
