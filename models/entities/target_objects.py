"""Finds what an attack is aimed at: the words of `models.priority.targets`, each with its kind.

Only in messages about an attack: in others a door is a door. Persons and streets are entities of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.entities.contract import Found, Reading
from models.entities.deeds import speaks_of_deed
from models.entities.words import one_of, plain
from models.priority.targets import NO_TARGET, TARGETS

__all__ = ["INFRASTRUCTURE", "KINDS", "find_target_objects"]

INFRASTRUCTURE: str = """
    pinautomaat pinautomaten geldautomaat geldautomaten automaat plofkraak *mast zendmast flitspaal flitspalen trafo
    trafohuisje politiebureau stadhuis gemeentehuis moskee synagoge ambassade azc
    atm atms cash+machine cashpoint phone+mast police+station town+hall mosque synagogue embassy
    geldautomat geldautomaten automat automaten fahrkartenautomat funkmast polizeiwache rathaus moschee blitzer
    bankomat bankomaten mast polisstation moske ambassad
    distributeur dab antenne commissariat mairie mosquee ambassade
"""
"""What many people use, of Dutch, English, German, Swedish and French in turn."""

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "vehicle",
        re.compile(
            r"auto|waggie|^bus|bus$|busje|motor|^car|cars$|whip|^van|truck|karre|wagen|transporter|bil(?:en|ar)?$|voiture|caisse|"
            r"gamos|camion|bagnole|bmw|audi|merc|benz|amg|tesla|porsche|rover|emoji_(?:auto|car)|araba|samochod|masina"
        ),
    ),
    (
        "business",
        re.compile(
            r"winkel|zaak|zaken|bedrijf|bedrijven|loods|kantoor|salon|kapper|horeca|kroeg|shop|sport|restaurant|eethuis|"
            r"snack|pizzeria|markt|tent$|^store|business|office|barber|takeaway|warehouse|club|pub$|gym|laden|gescha|buro|"
            r"kanzlei|werkstatt|kiosk|spati|bar$|lokal|imbiss|friseur|dukkan|butik|kontor|verkstad|boutique|magasin|commerce|"
            r"epicerie|cafe|resto|tacos|coiffeur|agence|bureau|devanture|vitrine|local|depa|sklep|magazin|pui(?:en)?$"
        ),
    ),
    (
        "home",
        re.compile(
            r"deur|doro|woning|hui[sz]|osso|flat|pand|schuur|gevel|ruit|raam|ramen|rolluik|brievenbus|portiek|drempel|stoep|"
            r"oprit|hek|poort|balkon|tuin|door|house|home|gaff|crib|yard|yaad|window|box|porch|gate|drive|entrance|tur(?:en)?$|"
            r"eingang|haus|wohnung|hutte|tor$|fenster|scheibe|fassade|briefkasten|flur|einfahrt|villa|garten|klingel|dorr|port|"
            r"hus|lagenhet|lya|trapp|uppgang|fasad|fonst|grind|brev|maison|baraque|pavillon|appart|domicile|porte|hall|palier|"
            r"facade|volet|fenetre|paillasson|kapi|evi|drzwi|mieszkanie|usa|casa|kas|garage"
        ),
    ),
)
"""Kinds by what a word contains, looked at in this order; what fits none is ``other``."""

_ELSEWHERE = re.compile(
    r"straat|laan$|plein|gracht|strasse|gasse|gatan|vagen|grand$|^street|street$|road|avenue|boulevard|^rue$|adres|addres|addy|"
    r"^adje|^estate|postcode|nummer|^op |^object|target|emoji_(?:pin|target)|^(?:bij|bei|hos|chez|at|his|her|their) |"
    r"^(?:die|that|dem|han|ce|a) |ex$|familie|^thuis"
)
_TARGETS = {language: one_of(words) for language, words in TARGETS.items()}
_INFRASTRUCTURE = one_of(INFRASTRUCTURE)


def find_target_objects(reading: Reading) -> Sequence[Found]:
    """Find the objects that an attack could be aimed at."""
    if not speaks_of_deed(reading):
        return []
    text = plain(reading.text.text)
    barred = [match.span() for match in NO_TARGET.finditer(text)]
    return [one for one in _candidates(reading, text) if not any(a < one.end and one.start < b for a, b in barred)]


def _candidates(reading: Reading, text: str) -> Iterator[Found]:
    for match in _INFRASTRUCTURE.finditer(text):
        yield Found("target_object", *match.span(), {"kind": "infrastructure", "word": match[0]}, 1.1)
    # A known language keeps out what is a word of another one; "other" is written in any.
    known = reading.lang in TARGETS
    for language, pattern in _TARGETS.items():
        if known and language not in {reading.lang, "other"}:
            continue
        for match in pattern.finditer(text):
            if not _ELSEWHERE.search(match[0]):
                kind = next((kind for kind, words in KINDS if words.search(match[0])), "other")
                yield Found("target_object", *match.span(), {"kind": kind, "word": match[0]})
