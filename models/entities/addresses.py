"""Finds streets, with their numbers, and postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from models.entities.capitals import has_capital
from models.entities.contract import Found, Reading
from models.entities.gazetteer import name_key, places_named, postcode_area
from models.entities.words import one_of, plain

__all__ = ["find_addresses"]

_NUMBER = (
    r"\d{1,4}(?! ?(?:euro?s?|[€$]|uur|jaar|stuks?|k|m|km|min|st|x)(?!\w))"
    r"(?:-?[a-h](?!\w)|-?\d{1,3} ?hoog)?(?![\w:]|[.,]\d)"
)
_SUFFIX = (
    r"straat|str\.?|weg|laan|plein|gracht|kade|dijk|singel|steeg|dreef|plantsoen|steenweg|boulevard|allee|lei|hof|"
    r"pad|stras?se|gasse|platz|damm|ufer|gatan|gata|vagen|grand|torget|stigen|gade"
)
_JOINED = re.compile(rf"(?<![\w.])([^\W\d_]{{2,25}}(?:{_SUFFIX}))(?!\w)(?:,? (?:nr\.? ?|nummer )?({_NUMBER}))?")
_ENGLISH = re.compile(
    r"(?<!\w)(?:(\d{1,4}) )?([^\W\d_]{3,20} (?:street|road|avenue|lane|drive|close|crescent|terrace))(?!\w)"
)
_FRENCH = re.compile(
    r"(?<!\w)(?:(\d{1,4})(?: (?:bis|ter))?,? )?"
    r"((?:rue|avenue|av\.|boulevard|bd|place|impasse|chemin|allee|quai|chaussee) "
    r"(?:(?:de la |de l'|du |des |de |d')[^\W\d_]{3,20}|[^\W\d_]{4,20})(?:[ -](?:[^\W\d_]{3,20}))?)"
    rf"(?!\w)(?:,? ({_NUMBER}))?"
)
_NO_STREETS = one_of("""
    onderweg *snelweg *halverwege terugweg heenweg uitweg omweg achterweg doorweg autoweg landweg zandweg toegangsweg
    overweg vluchtweg *schoolplein *marktplein binnenhof kinderhof kerkhof gerechtshof fietspad wandelpad bospad
    voetpad winkelstraat woonstraat oprijlaan beleid geleid verleid opgeleid allerlei
    friedhof innenhof hinterhof schulhof bauernhof bahnhof *bahnhof kirchhof parkplatz* spielplatz* sportplatz
    marktplatz arbeitsplatz* stellplatz rastplatz bolzplatz feldweg heimweg gehweg radweg ruckweg hinweg umweg schulweg
    arbeitsweg fussweg fluchtweg einbahnstrase einbahnstrasse seitenstrase seitenstrasse nebenstrase nebenstrasse
    bakgata bakgatan sidogatan tvargatan gagatan motorvagen omvagen hemvagen gangvagen cykelvagen landsvagen
    huvudgatan
""")
# Streets only where a number stands behind them.
_GENERIC = one_of(
    "zijstraat hoofdstraat dorpsstraat rijksweg hoofdweg hauptstrasse hauptstrase ringweg postweg parkweg"
)
_POSTCODE = re.compile(r"(?<![\w.,€-])([1-9]\d{3})( ?)([a-z]{2})(?!\w)")
_OTHER_POSTCODE = re.compile(r"(?<![\w.,€-])(?:b-|d-|f-|s-)?(\d{4,5}|\d{3} \d{2})(?= [^\W\d_])")
# Words and units of two letters; in capitals they are letters of a postcode, if not those of money and measures.
_WORDS_OF_TWO = one_of("""
    in is of op om je en te ze we wo za zo ma di do vr ex na nr va up to at on an am im zu so du le la un au si ou et
    pa ok nu jo ik me no by or de er ja ce he my us be go as hi yo da es ne se sa ta tu il va vi av ff kk mn pm
""")
_NEVER = one_of("sa sd ss eu kr st km kg mm cm dm ps pp pc pk cc gr ml mb gb hz ct")
_DIGITS_OF = {"BE": 4, "DE": 5, "FR": 5, "SE": 5}


def find_addresses(reading: Reading) -> Sequence[Found]:
    """Find streets and postcodes."""
    text = plain(reading.text.text)
    return [*_joined(reading, text), *_apart(reading, text), *_postcodes(reading, text), *_other_postcodes(text)]


def _joined(reading: Reading, text: str) -> Iterator[Found]:
    """Find streets of one word: Kerkstraat 12, Storgatan 3, Hauptstraße."""
    for match in _JOINED.finditer(text):
        start, end = match.span(1)
        if _NO_STREETS.fullmatch(match[1]) or places_named(match[1]):
            continue
        if match[2] is None and _GENERIC.fullmatch(match[1]):
            continue
        if match[2]:
            yield Found("location", start, match.end(2), _street(match[1], match[2]), 1.2)
        elif (has_capital(reading, start, end) and reading.lang != "de") or match[1].endswith(("straat", "gatan")):
            yield Found("location", start, end, _street(match[1], None), 0.9)


def _apart(reading: Reading, text: str) -> Iterator[Found]:
    """Find streets of several words: rue de la Gare 12, 12 Oak Road."""
    if "rue" in text or reading.lang == "fr":
        for match in _FRENCH.finditer(text):
            number = match[1] or match[3]
            end = match.end(3) if match[3] else match.end(2)
            if number or has_capital(reading, match.end(2) - 3, match.end(2)) or match[2].startswith("rue d"):
                yield Found("location", match.start(1 if match[1] else 2), end, _street(match[2], number), 1.2)
    for match in _ENGLISH.finditer(text):
        if match[1] or has_capital(reading, *match.span(2)):
            yield Found("location", match.start(1 if match[1] else 2), match.end(2), _street(match[2], match[1]), 1.1)


def _postcodes(reading: Reading, text: str) -> Iterator[Found]:
    for match in _POSTCODE.finditer(text):
        letters = reading.text.original[slice(*reading.text.to_original(*match.span(3)))]
        # Behind a space small letters are rather a word: 1500 de man.
        if _NEVER.match(match[3]) or ((match[2] or _WORDS_OF_TWO.match(match[3])) and not letters.isupper()):
            continue
        value = {"kind": "postcode", "postcode": f"{match[1]} {match[3].upper()}", "country": "NL"}
        if area := postcode_area(int(match[1])):
            value["province"] = area.province
            if area.municipality:
                value["municipality"] = area.municipality
        yield Found("location", *match.span(), value, 1.1)


def _other_postcodes(text: str) -> Iterator[Found]:
    """Find numbers before a municipality of a country that has postcodes of so many digits."""
    for match in _OTHER_POSTCODE.finditer(text):
        digits = match[1].replace(" ", "")
        words = text[match.end() : match.end() + 40].split()[:2]
        places = places_named(name_key(" ".join(words).strip(".,"))) or places_named(name_key(words[0]))
        for place in places:
            if _DIGITS_OF.get(place.country) == len(digits) and not place.common:
                value = {"kind": "postcode", "postcode": digits, "country": place.country}
                yield Found("location", *match.span(), value, 1.0)
                break


def _street(name: str, number: str | None) -> dict[str, Any]:
    return {"kind": "street", "name": name} | ({"number": number} if number else {})
