"""Words and numbers for a sale in bulk: many pieces, the boxes of the trade, kilos."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.priority.phrases import any_of

__all__ = ["BULK", "LEAST_KILOS", "LEAST_PIECES", "speaks_of_bulk"]

LEAST_PIECES = 50
"""From so many pieces a sale is in bulk: nobody sets off fifty heavy bangers by himself."""
LEAST_KILOS = 5
"""The same for what is sold by weight."""

BULK: str = """
    doos krat kratten karton kartons kist kisten omdoos omdozen pallet pallets partij partijen groothandel engros
    tussenhandel per+honderd honderden honderd+stuks in+bulk grote+aantallen grote+hoeveelheden hele+voorraad
    wederverkoop wederverkopers wederverkoper doorverkoop
    wholesale bulk crate crates carton cartons cases case+of per+case by+the+case full+case boxes+of boxes reseller
    resellers reselling pallet+load trade+price hundreds hundred+pieces
    kartonweise kartonware paletten palette kiste grosshandel grosshandler grosse+mengen grossmengen wiederverkaufer
    hundert+stuck ab+hundert hunderte ganze+kartons kartonpreis mengenrabatt staffelpreis staffelpreise
    lada lador kartong kartonger pall pallar parti partiet grossist storpack aterforsaljare hundra+styck backar
    hela+lagret
    en+gros prix+de+gros grossiste palettes carton cartons caisse caisses revendeur revendeurs par+centaines en+vrac
    emoji_package+emoji_package
"""
"""Phrases, of Dutch, English, German, Swedish and French in turn."""

# Names of articles in the plural only: in a price list a price may stand before the name of the next one.
_PIECES = (
    r"x|st|stk|stks|stuks|stuck|styck|stycken|bitar|pcs?|pieces|pezzi|sztuk|adet|buc|units?|"
    r"cobra'?s|viper'?s|vlinders|nitraten|nitrates|dum ?bums|strijkers|shells|mortieren|mortiers|mortars|"
    r"kugelbomben|bommen|bombs|bomben|bombes|bomber|boller|petards|smallare|raketer|cakes|bangers|knallers|artifices"
)
_CURRENCY = r"(?:euro?s?(?!\w)|eu(?!\w)|kr(?!\w)|chf(?!\w)|[€£$]|,-)"
_COUNTED = re.compile(rf"(?<![\w.,€£$])(\d{{2,5}}) ?\+? ?(?:{_PIECES})(?![\w:])|(?<!\w)x ?(\d{{2,5}})(?!\w)")
_AT_LEAST = re.compile(
    r"(?<!\w)(?:vanaf|v\.a\.|va|min|min\.|minimaal|minimum|minstens|from|ab|mind\.|mindestens|fran|minst|a partir de|"
    r"par|box of|doos van|pack of|zak van|tray van) ?"
    rf"(\d{{2,5}})(?!\w|[.,:]\d| ?{_CURRENCY}| (?:jaar|jahre|ans|years|uur|uhr|gratis|km|mm)(?!\w))"
    r"|(?<![\w€£$.,])(\d{2,5}) for \d"
)
_KILOS = re.compile(r"(?<![\w.,])(\d{1,4}) ?(?:kg|kilo|kilos)(?!\w)")
_PHRASES = any_of(BULK)
# Boxes in Dutch, twelve pieces in English.
_DUTCH_DOZEN = re.compile(
    r"(?<!\ba )(?<!half )(?<!two )(?<!three )(?<!four )(?<!few )(?<!per )(?<!the )\bdozen\b(?! or)"
)


def speaks_of_bulk(folded: str) -> bool:
    """Tell whether the folded text of a sale speaks of the quantities of a trade."""
    if _PHRASES.search(folded) or _DUTCH_DOZEN.search(folded):
        return True
    pieces = (match for counted in (_COUNTED, _AT_LEAST) for match in counted.finditer(folded))
    return _any_from(LEAST_PIECES, pieces) or _any_from(LEAST_KILOS, _KILOS.finditer(folded))


def _any_from(least: int, counts: Iterable[re.Match[str]]) -> bool:
    return any(int(count[count.lastindex or 0]) >= least for count in counts)
