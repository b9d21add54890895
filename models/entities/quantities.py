"""Reads how many of goods or people a message speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from models.entities.contract import Found, Reading
from models.entities.money_uses import read_money
from models.entities.numerals import NUMBER, read_number, tidy
from models.entities.products import BLANK

__all__ = ["quantities", "quantities_of"]

_UNITS = {
    "piece": "stuks stuk st stk stks pcs pc pieces stuck styck stycken bitar pieces sztuk adet tane unites units",
    "box": """
        kistje kistjes bak bakken zakje zakjes tray trays drum drums kasse kassar malle
        doos dozen doosje doosjes krat kratten kratje karton kartons kist kisten pak pakken pakje pakjes omdoos omdozen
        box boxes crate crates carton cartons case cases pack packs kiste kisten schachtel schachteln packung packungen
        lada lador kartong kartonger paket boite boites caisse caisses paquet paquets
    """,
    "bag": "zak zakken tas tassen bag bags tute tuten beutel pase pasar sac sacs",
    "pallet": "pallet pallets palette paletten pall pallar palettes",
    "kg": "kilo kilos kilootje kg",
    "g": "gram g gr gramm grammes",
    "person": """
        man mannen jongens gasten personen mensen boys mens werkers soldaten chauffeurs
        lads guys people persons kids teens workers soldiers drivers runners youths youngers
        leute mann jungs personen manner fahrer
        killar grabbar pers personer tjejer ungdomar
        gars mecs personnes petits jeunes types chauds
    """,
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_SINGULAR = (
    "doos|doosje|krat|kratje|karton|kist|kistje|pallet|zak|zakje|kilootje|kilo|kasse|tray|bag|drum|malle|box|crate|carton|case|kiste|schachtel|palette|lada|kartong|pall"
    "|boite|caisse"
)
_ONE = r"(?:een|ne|'n|a|one|ein|eine|einen|nen|ne|en|ett|un|une)"
_HALF = r"(?:halve|half a|halbe|halv|demi)"
_WORDS = "|".join(sorted(_UNIT_OF, key=len, reverse=True))
_COUNT = rf"(?:(?P<low>{NUMBER})(?: ?[-/] ?(?P<high>\d{{1,4}}))?)"
_NO_ADJECTIVE = (
    r"(?:zonder|ohne|sans|utan|without|voor|vor|for|fur|per|pro|met|mit|with|van|von|uit|och|und|and|the|euro)\b"
)
_WITH_UNIT = re.compile(
    rf"(?<![\w.,:/€£$@#-])(?!1\.[1-6] ?g)(?:{_COUNT} ?(?:(?!{_NO_ADJECTIVE})[a-z]{{3,10}} )?(?P<unit>{_WORDS})(?!\w|')"
    rf"|(?P<one>{_ONE}|{_HALF}) (?P<singular>{_SINGULAR})(?!\w))"
)
_WORDS_OF_MANY = {
    "een dozijn": 12, "a dozen": 12, "two dozen": 24, "ein dutzend": 12, "ett dussin": 12, "une douzaine": 12,
    "une dizaine": 10, "une vingtaine": 20, "a hundred": 100, "ett par": 2, "ein paar": 2, "a couple": 2, "a pair": 2,
    "half a dozen": 6, "halv dussin": 6, "un lot": None, "a few": None, "een paar": None, "quelques": None,
    "a lot": None, "the lot": None, "een hoop": None,
}  # fmt: skip
_MANY = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_WORDS_OF_MANY, key=len, reverse=True))})(?!\w)")
# How sure a number is belongs to it.
_ABOUT = re.compile(
    r"(?<!\w)(?:about|around|bout|at least|ca\.?|circa|minst|minimum|min\.?|minimaal|minstens|"
    r"mindestens|etwa|max\.?|maximaal|"
    r"ongeveer|een stuk of|ungefahr|environ|au moins|runt|ab|half|en halv) $"
)
_LONGEST_ABOUT = 13
_MOST_HANDS = 10
_PRICED = re.compile(r" ?(?:€|£|\$|,-|:-|euro?|eur|kr|e(?!\w)|k(?!\w)|quid|balles|spann|voor|for)")
_MEASURES = r"(?:skott|shots?|schots?|schoten|schuss|coups|inch|gram|zoll|tum|pouces?|voor|for|euro|pour|cal)(?!\w)"
_BEFORE_ARTICLE = re.compile(
    rf"(?<![\w.,:/€£$@#-])(?P<low>{NUMBER})(?: ?[x×])?(?: (?:st|stuks|stk|pcs))?(?: (?!{_MEASURES})[a-z]{{3,12}})?"
    rf" ?(?={BLANK})"
)
_ROW_PRICE_BEFORE = re.compile(
    rf"(?:{BLANK}\W{{0,3}}| [-=:@>|] |voor |for |fur |for |pour |a |€ ?|emoji_right_arrow )$"
)
_SOUGHT = re.compile(
    r"(?<!\w)(?:nog|er|doe|doe mij|doe mij er|neem|pak|pak er|bewaar er|minimaal|minstens|min|min\.|vanaf|heb er|hebben"
    r"|nehm|nehme|ab|noch|encore|mindestens|brauch|brauche|gib mal|bis|"
    r"take|need|want|have|only|last|minimum|min|down for|got|still|about|around|bout"
    r"|tar|minst|ta|har|ha|kvar|behover|koper"
    r"|prends|j'en prends|reste|reste que|plus que|veux|faut|minimum|des|par|prends-m'en)"
    rf" (?P<low>{NUMBER})(?= ?(?:$|[.,;!?)]|"
    r"(?:over|left|kvar|more|till|liggen|extra|dabei|dan|van|of)(?!\w)))"
)
_HANDS = re.compile(
    rf"(?<!\w)(?:zoek|zoeken|gezocht|nodig|need|needs|looking for|suche|brauche|soker|behover|cherche|"
    rf"faut|we zijn met) "
    rf"(?P<low>{NUMBER})(?= (?:voor|for|fur|pour|till|om|to|die|who|som|qui|zum)(?!\w)|[.,!?]|$)"
)
_LEFT = re.compile(rf"(?<![\w.,:/€£$@#-])(?P<low>{NUMBER}) (?:over|left|kvar|more|liggen|ubrig|restant)(?!\w)")
_TIMES = re.compile(r"(?<!\w)x ?(?P<low>\d{1,4})(?![\w.,]\d|\w)")
_MOST_UNITLESS = 1000
_BAG = "bag"
"""A bag is a quantity of goods in trade, and the thing itself elsewhere."""


def quantities(reading: Reading) -> list[Found]:
    """Find ``quantity``."""
    read = read_money(reading)
    taken = {
        place
        for money in read.sums
        for place in range(money.amount.start, money.tail.end if money.tail else money.amount.end)
    }
    is_trade = bool(read.articles) or "f4_sale" in reading.labels
    found = [each for each in quantities_of(read.text, reading.lang) if is_trade or each.value["unit"] != _BAG]
    found += _unitless(read.text) if is_trade else []
    if "recruitment" in reading.labels:
        found += (
            Found("quantity", *match.span("low"), {"number": tidy(read_number(match["low"])), "unit": "person"})
            for match in _HANDS.finditer(read.text)
            if read_number(match["low"]) <= _MOST_HANDS
        )
    found = [_with_about(read.text, each) for each in _first_of_each(found) if each.start not in taken]
    if "f4_sale" in reading.labels:
        found += _words(read.text, {place for each in found for place in range(each.start, each.end)} | taken)
    return found


def _with_about(text: str, found: Found) -> Found:
    """Take in the word before a number that says how sure it is: about 80, min 10."""
    before = _ABOUT.search(text, max(0, found.start - _LONGEST_ABOUT), found.start)
    return replace(found, start=before.start()) if before else found


def _words(text: str, taken: set[int]) -> Iterator[Found]:
    """Read numbers that are said in words of many: a dozen, ett par, the lot; those without a number have no value."""
    for match in _MANY.finditer(text):
        if match.start() not in taken:
            number = _WORDS_OF_MANY[match[0]]
            yield Found("quantity", *match.span(), {"number": number} if number else {}, 0.5)


def quantities_of(text: str, lang: str | None) -> list[Found]:
    """Return what is counted with a unit, in plain letters with articles blanked out."""
    return [_with_unit(match, lang) for match in _WITH_UNIT.finditer(text)]


def _with_unit(match: re.Match[str], lang: str | None) -> Found:
    if match["one"]:
        number = 0.5 if re.fullmatch(_HALF, match["one"]) else 1.0
        return Found(
            "quantity",
            match.start(),
            match.end(),
            {"number": tidy(number), "unit": _unit(match["singular"], lang)},
        )
    number = read_number(match["low"])
    value: dict[str, object] = {"number": tidy(number), "unit": _unit(match["unit"], lang)}
    if match["high"]:
        value = {"number_min": tidy(number), "number_max": int(match["high"])} | {"unit": value["unit"]}
    return Found("quantity", match.start(), match.end(), value)


def _unit(word: str, lang: str | None) -> str:
    """Return the unit of a word: dozen is Dutch for boxes and English for twelve."""
    return "dozen" if word == "dozen" and lang == "en" else _UNIT_OF[word]


def _unitless(text: str) -> Iterator[Found]:
    """Read counts without a unit: before an article, behind nog or er, before over or left."""
    for pattern in (_BEFORE_ARTICLE, _SOUGHT, _LEFT, _TIMES):
        for match in pattern.finditer(text):
            start, end = match.span("low")
            number = read_number(match["low"])
            if number > _MOST_UNITLESS or not number.is_integer() or _PRICED.match(text, end):
                continue
            if pattern is _BEFORE_ARTICLE and _ROW_PRICE_BEFORE.search(text[max(0, start - 18) : start]):
                continue
            yield Found("quantity", start, end, {"number": int(number), "unit": "piece"})


def _first_of_each(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
