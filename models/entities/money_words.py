"""The words of money: signs, currencies, and slang with what one of it is worth.

Values as in press reports and dictionaries of slang (barkie 100, donnie 10, meier 100, rug 1,000; lax, papp and lök a
thousand kronor). A word that is another number elsewhere says in which languages it counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["CURRENCY_OF_LANGUAGE", "SIGNS", "UNITS", "Unit", "unit_of"]

SIGNS: Mapping[str, str] = {"€": "EUR", "£": "GBP", "$": "USD"}
CURRENCY_OF_LANGUAGE: Mapping[str, str] = {"nl": "EUR", "de": "EUR", "fr": "EUR", "sv": "SEK"}
"""What is meant where none is named; English and others leave it open."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What stands behind a number of money."""

    factor: float
    currency: str | None = None
    """ISO 4217; ``None`` where the word does not tell."""
    alone: bool = False
    """Whether it is an amount with an article, without a number."""
    languages: frozenset[str] = frozenset()
    """In which it has this value; empty for all."""


# Factor, currency or -, "alone" or -, languages or *: and the words.
_TABLE = """
    1 EUR - *           euro euros euro's eur eurootjes euri eu ojro € euronen ekkies
    1 EUR - nl          piek pegels flappen
    1 EUR - fr          balles boules
    1 EUR - de          tacken oken
    1 - - *             doekoe flous doro floes ,- :-
    1 GBP - *           quid pounds pound gbp £
    1 USD - *           dollar dollars usd bucks $
    1 SEK - *           kr kronor sek spann
    1 CHF - *           chf franken stutz francs
    10 EUR alone *      donnie doni donny donnies tientje tientjes joetje zehner
    10 GBP alone en     tenner tenners
    5 GBP alone en      fiver fivers
    20 EUR alone de     zwanni zwanziger
    25 EUR alone nl     geeltje geeltjes
    25 GBP alone en     pony
    50 EUR alone de     fuffi fuffziger funfziger
    100 EUR alone *     barkie barkies barki barky barkie's meier meiers hunni hunnis
    100 EUR alone nl    snip honderdje
    100 SEK alone sv    hundring hundringar hundralapp
    100 - - *           hunnid hundred
    100 EUR alone de    hunderter
    100 EUR - nl        h
    500 GBP alone en    monkey
    1000 EUR alone nl   rug ruggen rooie doezoe
    1000 EUR - *        ruggen doezoe
    1000 SEK alone *    lax papp
    1000 SEK alone sv   lok lakan tusenlapp tusenlappar tusing tusingar
    1000 - - sv         tusen kilo
    1000 EUR alone de   riese riesen tausender
    1000000 SEK alone sv    mille
    1000 - - *          k mille duizend thousand tausend
    1000 - alone en,nl  grand
    1000 - - en         bag bags rack racks band bands stack stacks
"""


def _table() -> Mapping[str, tuple[Unit, ...]]:
    units: dict[str, tuple[Unit, ...]] = {}
    for line in _TABLE.strip().splitlines():
        factor, currency, alone, languages, *words = line.split()
        unit = Unit(
            float(factor),
            None if currency == "-" else currency,
            alone == "alone",
            frozenset() if languages == "*" else frozenset(languages.split(",")),
        )
        for word in words:
            units[word] = (*units.get(word, ()), unit)
    return units


UNITS: Mapping[str, tuple[Unit, ...]] = _table()
"""Word or sign, in plain letters, to its readings; the first that counts in the language is meant."""


def unit_of(word: str, lang: str | None) -> Unit | None:
    """Return the reading of a word in a language; ``None`` where it is no money there.

    Parameters
    ----------
    word
        In plain letters.
    lang
        ISO 639-1; where unknown, or a mixture, every reading counts.
    """
    known = lang in CURRENCY_OF_LANGUAGE or lang == "en"
    return next(
        (unit for unit in UNITS.get(word, ()) if not unit.languages or lang in unit.languages or not known), None
    )
