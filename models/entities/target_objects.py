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
from models.priority.threats import threatens

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
            r"fahrzeug|kotter|boot|husvagn|auto|waggie|^bus|bus$|busje|motor|^car|cars$|whip|^van|truck|karre|wagen|transporter|bil(?:en|ar)?$|voiture|caisse|"
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
# What the words of the priority leave out, for they mean much else in messages without an attack.
MORE_TARGETS: dict[str, str] = {
    "nl": """
        klink deurklink deurmat mat bovenlicht benedenverdieping gang villa cafe bar slager slagerij bakkerij kotter
        boot
        caravan scooter motorkap achtertuin shishalounge nagelstudio autootje
    """,
    "en": """
        step steps hallway doormat mat doorbell shutter shutters roller+shutter handle bonnet villa cafe bar
        shisha+bar porches
        showroom nightclub bakery butchers nail+bar fence boat caravan home pub lobby stairwell flats
        mailbox postbox letterboxes
    """,
    "de": """
        fahrzeug rollo rollos villa shishabar cafe sitz garagentor motorhaube treppenhaus turklinke klinke gartentor
        fussmatte backerei metzgerei club disko boot wohnmobil ladetur
    """,
    "sv": """
        skyltfonster* skyltfonstret pizzerian pizzerior vinbar* kebabvagn* frisersalong* salongen restaurangen klubben
        gym gymmet cafe*
        entre entren mercedesen bmw:n tesla:n dorrmatta dorrmattan dorrhandtag* kiosken tobaksaffar* bageri bageriet
        stuga stugan sommarstuga* husvagn* bat baten partytalt* balkongen
    """,
    "fr": """
        porte+de+garage porte+vitree porte+d'entree salon+de+coiffure rideau rideaux chalet depot carreaux poignee
        boite+aux+lettres boulangerie epicerie bar kebab tabac pizzeria moto capot hangar cabanon cage+d'escalier
    """,
    "other": "guri",
}
_TARGETS = {language: one_of(" ".join((words, MORE_TARGETS.get(language, "")))) for language, words in TARGETS.items()}
# In English what a thing is of stands before it: vape shop, front door, kebab shop shutter.
_ENGLISH_FIRST = re.compile(
    r"(?<!\w)(?:(?:vape|phone|carpet|kebab|chicken|betting|barber|corner|coffee|tattoo|nail|shisha|front|back|side|roller|"
    r"business|shop|garage|office|house|flat|car|nightclub|night|apartment|main|tanning|sunbed|pizza|mobile|vehicle|patio|"
    r"glass|wooden|cellar|basement|kitchen|bedroom|living room) ){1,2}$"
)
_LONGEST_FIRST = 24
_VEHICLE_MEANS = re.compile(
    r"(?<!\w)(?:in (?:de|den|mijn|mn|m'n|the|my|der|dem|meinem)|im|dans (?:la|ma|une|le)|pas de la|"
    r"zonder|ohne|sans|utan|i|"
    r"mijn|mn|m'n|my|mein|meine|mon|ma|min|no|have no|own|with|got|lana ut sin|miss the|people and a|cul du) $"
)
_HOME_OF = re.compile(r"(?<!\w)(?:his|her|their|the|family|parents'?|my) $")
_LOOK_BEFORE = 20
_INFRASTRUCTURE = one_of(INFRASTRUCTURE)


def find_target_objects(reading: Reading) -> Sequence[Found]:
    """Find the objects that an attack could be aimed at."""
    text = plain(reading.text.text)
    sells_only = "f4_sale" in reading.labels and "recruitment" not in (*reading.labels, *reading.near)
    if (sells_only and not threatens(text)) or not speaks_of_deed(reading):
        return []
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
            kind = next((kind for kind, words in KINDS if words.search(match[0])), "other")
            if _ELSEWHERE.search(match[0]) or _is_means(text, match, kind):
                continue
            start = _with_first(text, match.start()) if language == "en" else match.start()
            yield Found("target_object", start, match.end(), {"kind": kind, "word": text[start : match.end()]})


def _is_means(text: str, match: re.Match[str], kind: str) -> bool:
    """Tell whether what is named is what somebody comes with, or where he lives: in the car, no car, go home."""
    before = text[max(0, match.start() - _LOOK_BEFORE) : match.start()]
    if match[0] == "home":
        return _HOME_OF.search(before) is None
    return kind == "vehicle" and _VEHICLE_MEANS.search(before) is not None


def _with_first(text: str, start: int) -> int:
    """Take in the English words that say of what kind a target is."""
    first = _ENGLISH_FIRST.search(text, max(0, start - _LONGEST_FIRST), start)
    return first.start() if first else start
