"""Finds single persons whom a message names or describes: mijn ex, de buurman, Kevin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.entities.capitals import has_capital
from models.entities.contract import Found, Reading
from models.entities.deeds import speaks_of_deed
from models.entities.gazetteer import places_named
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
        copine copain femme mari meuf partner
    """,
    "family": """
        stiefvader stiefmoeder schoonvader schoonmoeder schoonbroer zwager schoonzus oom vader broer broertje zusje zus
        neef stepdad stepfather uncle father dad brother cousin father-in-law brother-in-law
        stiefvater schwiegervater schwager onkel vater bruder vetter cousin styvpappa svarfar svager farbror pappa bror
        beau-pere ex-beau-pere beau-frere oncle pere frere cousin
    """,
    "business_partner": """
        compagnon zakenpartner ex-compagnon vennoot business+partner geschaftspartner kompanjon kompanjonen associe
        ex-associe
        concurrent konkurrent rival competitor
    """,
    "debtor": "schuldenaar debtor schuldner galdenar debiteur",
    "described": """
        klant opdrachtgever eigenaar eigenaresse huurder aannemer makelaar loodgieter leverancier contact
        client owner tenant builder barber dealer supplier witness geezer fella bloke
        gentleman competitor contractor
        kunde auftraggeber besitzer eigentumer mieter gutachter gegner bekannter bekannten handler lieferant
        kunden bestallaren agaren hyresgast kontakt gubben gubbe handlare
        client locataire proprietaire restaurateur entrepreneur contact temoin fournisseur
        commercant gerant echevin
    """,
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
    gareth paul lenny conny tariq lasse kev gaz baz daz abdul farid malik amir tobbe kenta jocke micke ronny
    dylan enzo theo lucas nathan mathis hugo louis jules kylian mehdi sofiane nabil rachid abdel moussa ibra mamadou
    pierre jean michel philippe nicolas julien antoine romain quentin sylvie nathalie sandrine celine aurelie
"""
"""Given names that are common in the five languages."""

# Words in lower case that are names as well stay out of what needs no more than a preposition.
_ALSO_WORDS_WRITTEN = """
    can kim mark max finn jack mo anna will bas sam jens tom rob bill jordan jules hugo
"""
_ALSO_WORDS = frozenset(_ALSO_WORDS_WRITTEN.split())
_POSSESSIVES = (
    r"mijn|m'?n|me|je|jouw|zijn|z'?n|haar|hun|onze|ons|my|his|her|their|your|our|"
    r"mein|meine[nmr]?|dein(?:e[nmr]?)?|sein(?:e[nmr]?)?|ihr(?:e[nmr]?)?|unser(?:e[nmr]?)?|min|mitt|din|ditt|hans|hennes|deras|"
    r"mon|ma|ton|ta|son|sa|leur|notre|votre"
)
# They point at one person and are no part of what names him.
_ARTICLES = (
    r"de|den|een|nen?|'n|n|the|a|an|some|der|dem|die|das|ein|eine[nmr]?|beim|vom|zum|en|ett|"
    r"le|la|un|une|du|au|l'|qu'un|d'un"
)
_THESE = r"die|dat|that|dieser|diesem|diesen|cet|cette|ce"
_CLOSE = frozenset({"ex", "family", "partner"})
_OLD = r"(?:vieze |oude |old |oud |alte[nr]? |gamla |vroegere |former |ancien |lil |little )?"
# Nouns that stand for one person without an article: the Swedish ones have it at their end.
_DEFINITE = one_of("""
    chefen agaren grannen kunden bestallaren hyresvarden hyresgasten handlaren gubben kompanjonen konkurrenten svagern
    exet
""")
_OPENING = re.compile(
    r"(?:^|[.!?\n] )(client|builder|landlord|neighbour|makelaar|klant|huisbaas|buurman|aannemer|"
    r"vermieter|nachbar|auftraggeber|"
    r"kunde|voisin|proprio|patron|client|boss|baas|chef) (?=[^\W\d_])"
)
_RELATIONS = tuple(
    (
        relation,
        re.compile(
            rf"(?<![\w'])(?:(?P<whose>(?:{_POSSESSIVES}) {_OLD})|(?P<this>(?:{_THESE}) )|(?:{_ARTICLES})(?: |(?<=')))"
            rf"(?P<noun>{one_of(words).pattern})"
        ),
    )
    for relation, words in RELATIONS.items()
)
_DESCRIBED = one_of("""
    die+gast die+vent die+man die+kerel die+lan die+jongen die+gozer die+kill dat+wijf die+vrouw that+guy that+dude
    that+man that+bloke der+typ den+typen dem+typen diesem+typ der+kerl han+snubben den+snubben snubben den+dar+killen
    ce+mec ce+type ce+gars cette+meuf
""")
_NAME = one_of(GIVEN_NAMES)
_OWNER = re.compile(r"(?<![\w'])([^\W\d_]{3,15})'s (?=[^\W\d_])")
_NO_OWNERS = one_of("""
    monday* tuesday* wednesday* thursday* friday* saturday* sunday* today tomorrow tonight that what who where there
    here
    mother father everyone everybody someone somebody nobody world christmas
""")
_HOUSEHOLD = frozenset({"partner", "neighbour", "boss", "debtor", "ex"})
"""Who is told of in a sale without having a part in it."""
_BEFORE_NAME_WRITTEN = """
    bij van naar voor chez bei hos at from to von vor aan tegen die ene
"""
_BEFORE_NAME = frozenset(_BEFORE_NAME_WRITTEN.split())


def find_persons(reading: Reading) -> Sequence[Found]:
    """Find persons by relation, description and name, in messages about an attack; in a sale, who has the goods."""
    is_sale = "f4_sale" in reading.labels
    if not is_sale and not speaks_of_deed(reading):
        return []
    text = plain(reading.text.text)
    related = list(_related(text, reading.lang))
    if is_sale and "recruitment" not in (*reading.labels, *reading.near):
        return [*(one for one in related if one.value["relation"] not in _HOUSEHOLD), *_named(reading, text)]
    return [*related, *_described(text, reading.lang), *_named(reading, text)]


def _related(text: str, lang: str | None) -> Iterator[Found]:
    for relation, pattern in _RELATIONS:
        for match in pattern.finditer(text):
            # "De man" and "the dad" are anybody; "de buurman" is one person.
            if relation in _CLOSE and not match["whose"]:
                continue
            # "Die" is an article in German.
            points = match["whose"] or (match["this"] and lang != "de")
            start = match.start() if points else match.start("noun")
            yield Found("person", start, match.end(), {"relation": relation}, 1.0)
    for pattern in (_DEFINITE, _OPENING):
        for match in pattern.finditer(text):
            start, end = match.span(match.lastindex or 0)
            yield Found("person", start, end, {"relation": _relation_of(text[start:end])}, 0.6)


def _relation_of(noun: str) -> str:
    """Return the relation of a noun; a Swedish one also without the article at its end."""
    for relation, words in RELATIONS.items():
        if {noun, noun.removesuffix("n"), noun.removesuffix("en")} & set(words.split()):
            return relation
    return "described"


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
    if reading.lang == "en":
        for match in _OWNER.finditer(text):
            is_name = has_capital(reading, *match.span(1)) and not places_named(match[1])
            if is_name and not _NO_OWNERS.fullmatch(match[1]):
                name = reading.text.original[slice(*reading.text.to_original(*match.span(1)))]
                yield Found("person", *match.span(1), {"name": name}, 0.8)
