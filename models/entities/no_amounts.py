"""Tells numbers that are no sums of money: times, ages, years, measures, counts, house numbers."""

from __future__ import annotations

import re

from models.entities.amounts import Amount
from models.entities.products import BLANK

__all__ = ["is_no_amount"]

# What is measured or counted; a number before it is no sum.
_COUNTED_WORDS = """
    u uur h schoten uhr heures heure am pm min mins minuten minuut minutes minuter minute sec seconden seconds
    sekunden s o'clock jaar jarige jahre jahren ans an ar aring aringar years year yr yrs yo piges bast jahrige
    dag dagen days day tage tagen dagar jours jour week weken weeks wochen veckor semaines maand maanden months
    monate nacht nachten nights nuits natter keer times mal ganger fois km meter metres metre meters m mm cm
    inch tum zoll pouces kg gram g gr liter l ml kilometer kilometers hoog procent percent prozent pct graden
    grad degrees man mannen mann leute lads boys guys people persons personen pers personer mensen jongens
    gasten gars mecs personnes killar grabbar jungs broers brothers teens kids kinderen deuren doors turen
    portes dorrar ramen windows huizen houses adressen woningen straten kamers tr etage verdieping januari
    februari maart april mei juni juli augustus september oktober november december january february march may
    june july august october januar februar marz mai dezember janvier fevrier mars avril juin juillet aout
    septembre octobre novembre decembre maj augusti jan feb okt nov dec stuks stuk st stk stck stuck styck
    stycken bitar pcs pieces pc x dozen doos boxes crates kisten karton kartons lador shots schots schuss skott
    coups pakjes pakken pakker zakken plekken plaatsen platser places platze kaarten th rd nd er e
"""
# What stands before a time, an age, a number of a house or a room.
_BEFORE_WORDS = """
    om rond tegen um gegen vers kl klockan at ben bin ar im i'm leeftijd alter age aged onder unter under fyller
    turned wordt nr nummer huisnummer hausnummer box kamer kode code kod line lijn bus tram perron room level
    niveau seizoen telefon postcode plz iphone size maat e n top kapitel groep gruppe group ronde year jahrgang
    sinds seit depuis since anno
"""
_COUNTED = frozenset(_COUNTED_WORDS.split())
_BEFORE = frozenset(_BEFORE_WORDS.split())
_LAST_WORD = re.compile(r"(?<![\w'])([\w']{1,20})\W?$")
_STREET = re.compile(
    r"\w{2,30}(?:straat|laan|weg|plein|dijk|gracht|kade|singel|gatan|vagen|strase|str\.?|platz|allee"
    r"|street|road|lane) $"
)
_PRICED_AFTER = re.compile(r" (?:voor|vr|for|fur|pour) ?[€£$]?\d")
_ARTICLE_AFTER = re.compile(rf" ?{BLANK}")
_ROW_BEFORE = re.compile(rf"(?:{BLANK}\W{{0,3}}|{BLANK} ?(?:a|voor|for|fur|pour)|[-=@>|]|emoji_right_arrow) ?$")
_NEXT_WORD = re.compile(r" ?([^\W\d][\w']{0,15})")
_TIME_AFTER = re.compile(r"h\d|u\d|['\"]|:\d|%| %|er(?!\w)|- ?jarig|[+]")
_YEARS = range(1950, 2040)


def is_no_amount(text: str, amount: Amount) -> bool:
    """Tell whether a number is no sum for what stands around it; what is named as money always is one.

    Parameters
    ----------
    text
        Plain letters, articles blanked out.
    amount
        A sum or a bare number in it.
    """
    if amount.named:
        return False
    after = text[amount.end : amount.end + 24]
    following = _NEXT_WORD.match(after)
    if _TIME_AFTER.match(after) or _PRICED_AFTER.match(after) or (following is not None and following[1] in _COUNTED):
        return True
    before = text[max(0, amount.start - 40) : amount.start]
    if _ARTICLE_AFTER.match(after) and not _ROW_BEFORE.search(before):
        return True
    last = _LAST_WORD.search(before)
    if _STREET.search(before) or (last is not None and last[1] in _BEFORE):
        return True
    return amount.low == amount.high and int(amount.low) in _YEARS and int(amount.low) % 100 != 0
