"""Finds single persons whom a message names or describes: mijn ex, de buurman, Kevin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.entities.capitals import has_capital
from models.entities.contract import Found, Reading
from models.entities.words import one_of, plain

__all__ = ["GIVEN_NAMES", "RELATIONS", "find_persons"]

RELATIONS: dict[str, str] = {
    "ex": """
        ex ex-man ex-vrouw ex-vriend ex-vriendin exman exvrouw exvriend ex-husband ex-wife ex-boyfriend ex-girlfriend
        exfreund exfreundin ex-freund ex-freundin ex-mann ex-frau expartner ex-partner exet exman exfru ex-copain
        ex-copine ex-mari
    """,
    "neighbour": """
        buurman buurvrouw buurjongen bovenbuurman bovenbuur onderbuurman onderbuur buur overbuurman neighbour neighbor
        nachbar nachbarn nachbarin granne grannen voisin voisine
    """,
    "boss": """
        baas bazin chef werkgever ex-baas leidinggevende boss manager employer chef chefen chefin arbeitgeber ex-chef
        patron patronne
    """,
    "landlord": "huisbaas verhuurder huurbaas landlord vermieter vermieterin hyresvard hyresvarden proprio",
    "partner": """
        vriendin vriend vrouw man girlfriend boyfriend wife husband missus freundin frau mann flickvan pojkvan fru tjej
        copine copain femme mari meuf
    """,
    "family": """
        stiefvader stiefmoeder schoonvader schoonmoeder schoonbroer zwager schoonzus oom vader moeder broer broertje zus
        neef zoon dochter stepdad stepfather uncle father dad brother cousin father-in-law brother-in-law
        stiefvater schwiegervater schwager onkel vater bruder vetter cousin styvpappa svarfar svager farbror pappa bror
        beau-pere beau-frere oncle pere frere cousin
    """,
    "business_partner": """
        compagnon zakenpartner ex-compagnon vennoot business+partner geschaftspartner kompanjon kompanjonen associe
        concurrent konkurrent rival competitor
    """,
    "debtor": "schuldenaar debtor schuldner galdenar debiteur",
}
"""Nouns by relation, of five languages; they count behind a word that makes one person of them."""

GIVEN_NAMES: str = """
    kevin jan piet kees henk joost bas bart tim tom daan sem levi luuk lars jesse thijs ruben sander stijn mark peter
    erik johan gerard wim hans rob ronald richard dennis danny ricardo jayden rayan mohamed mohammed mo ahmed ali omar
    hamza youssef yassin bilal soufiane karim hassan ibrahim mustafa mehmet emre can murat sanne lisa anna eva emma
    fatima samira laura kim linda monique esther marieke ingrid anja wendy chantal sharon naomi jeroen niels rick nick
    jordy mitchell melvin patrick michael marco mario tony jimmy johnny billy jack harry george charlie oliver james
    liam ryan connor sean declan jordan tyler kyle dwayne jamal tyrone darren gary steve dave mike chris alex sam
    lena leon luca jonas finn felix paul max moritz lukas tobias stefan thomas andreas klaus jurgen uwe dieter wolfgang
    sabine petra monika heike ute jens sven bjorn erik gustav oskar viktor anton elias hugo william emil linus simon
    robin jonathan mattias magnus fredrik anders mikael peter niklas pontus kalle lasse sara elin maja karin birgitta
    dylan enzo theo lucas nathan mathis hugo louis jules kylian mehdi sofiane nabil rachid abdel moussa ibra mamadou
    pierre jean michel philippe nicolas julien antoine romain quentin sylvie nathalie sandrine celine aurelie
"""
"""Given names that are common in the five languages."""

# Words in lower case that are names as well stay out of what needs no more than a preposition.
_ALSO_WORDS_WRITTEN = """
    can kim mark max finn jack mo anna will bas sam jens tom rob bill jordan jules hugo
"""
_ALSO_WORDS = frozenset(_ALSO_WORDS_WRITTEN.split())
_OWNERS = (
    r"mijn|m'?n|me|je|jouw|zijn|z'?n|haar|hun|onze|ons|de|die|een|'n|my|his|her|their|your|our|the|that|"
    r"mein|meine[nmr]?|dein(?:e[nmr]?)?|sein(?:e[nmr]?)?|ihr(?:e[nmr]?)?|unser(?:e[nmr]?)?|der|den|dem|min|mitt|din|ditt|hans|hennes|deras|"
    r"mon|ma|ton|ta|son|sa|leur|le|la|ce|cet|cette|notre|votre|l'"
)
_CLOSE = frozenset({"ex", "family", "partner"})
_ARTICLES_WRITTEN = """
    de die een 'n the that der den dem le la ce cet cette l'
"""
_ARTICLES = frozenset(_ARTICLES_WRITTEN.split())
_OLD = r"(?:vieze |oude |old |oud |alte[nr]? |gamla |vroegere |former |ancien )?"
_RELATIONS = tuple(
    (relation, re.compile(rf"(?<![\w'])({_OWNERS})(?: {_OLD}|(?<=l'))(?:{one_of(words).pattern})"))
    for relation, words in RELATIONS.items()
)
_DESCRIBED = one_of("""
    die+gast die+vent die+man die+kerel die+lan die+jongen die+gozer die+kill dat+wijf die+vrouw that+guy that+dude
    that+man that+bloke der+typ den+typen dem+typen diesem+typ der+kerl han+snubben den+snubben snubben den+dar+killen
    ce+mec ce+type ce+gars cette+meuf
""")
_NAME = re.compile(rf"{one_of(GIVEN_NAMES).pattern}(?:'?s(?!\w))?")
_BEFORE_NAME_WRITTEN = """
    bij van naar voor chez bei hos at from to von vor aan tegen die ene
"""
_BEFORE_NAME = frozenset(_BEFORE_NAME_WRITTEN.split())


def find_persons(reading: Reading) -> Sequence[Found]:
    """Find persons by relation, description and name."""
    text = plain(reading.text.text)
    return [*_related(text), *_described(text, reading.lang), *_named(reading, text)]


def _related(text: str) -> Iterator[Found]:
    for relation, pattern in _RELATIONS:
        for match in pattern.finditer(text):
            # "De man" and "the dad" are anybody; "de buurman" is one person.
            if relation in _CLOSE and match[1] in _ARTICLES:
                continue
            yield Found("person", *match.span(), {"relation": relation}, 1.0)


def _described(text: str, lang: str | None) -> Iterator[Found]:
    for match in _DESCRIBED.finditer(text):
        if match[0] == "die man" and lang == "de":  # "which one" there
            continue
        yield Found("person", *match.span(), {"relation": "described"}, 0.7)


def _named(reading: Reading, text: str) -> Iterator[Found]:
    for match in _NAME.finditer(text):
        start, end = match.span()
        before = text[max(0, start - 8) : start].split()
        behind = bool(before) and before[-1] in _BEFORE_NAME and match[0] not in _ALSO_WORDS
        if behind or has_capital(reading, start, end):
            name = reading.text.original[slice(*reading.text.to_original(start, end))]
            yield Found("person", start, end, {"name": name}, 0.9)
