"""Tells what an attack may be aimed at: a place, a person or an object among the entities, or a word that points there.

The words for objects (`TARGETS`) are read by `models.entities.target_objects` and by the forms of threats. No entity
are words that point at somebody or at an address without a name ("bij hem", "adresje"); those are `POINTERS`.
"""

from __future__ import annotations

import re

from models.entities.contract import Entity
from models.priority.phrases import any_of

__all__ = ["NO_TARGET", "PLACES", "POINTERS", "TARGETS", "is_target", "points_at_target"]

PLACES = frozenset({"municipality", "place", "neighbourhood", "street", "postcode"})
"""Kinds of locations that are a place; in a province or a country nobody finds a door."""

TARGETS: dict[str, str] = {
    "nl": """
        *deur deurklus deurklussen *deuren *deurtje *deurtjes doro doros *woning *woningen huis huizen huisje *huis
        osso osso's ossos flat flatje *pand *panden *winkel *winkels *zaak *zaken *bedrijf *bedrijven loods kantoor
        salon kapper kapsalon horeca kroeg coffeeshop sportschool restaurant eethuis snackbar pizzeria supermarkt
        *tent garage garages garagebox schuur gevel gevels *pui *puien *ruit *ruiten *raam raampje *ramen rolluik
        rolluiken brievenbus* portiek* drempel stoep oprit hek poort balkon tuin *auto *auto's *autos waggie waggies
        bus busje bestelbus motor adres adressen adresje adresjes adje adjes *straat *laan *plein *gracht huisnummer
        op+nummer postcode object bij+hem bij+haar bij+hun bij+ze bij+iemand bij+m bij+'m bij+die+gast bij+die+man
        bij+die+vent die+gast die+vent bij+een+gast bij+een+man bij+zijn bij+zn bij+z'n bij+mijn+ex bij+mn+ex mijn+ex
        zijn+familie
    """,
    "en": """
        door doors doorstep frontdoor *doorway house houses home flat gaff crib yard yaad address addy shop shops
        store storefront *shop *front business office salon barbers barber's barbershop restaurant takeaway garage
        warehouse window windows letterbox mailbox porch gate driveway building entrance premises facade car cars whip
        van vans motor truck club pub gym street road avenue estate target *street his+place her+place their+place
        his+yard that+guy that+man that+mans a+man his+ex my+ex at+his at+hers a+bar the+bar
    """,
    "de": """
        tur turen *tur *turen eingang hauseingang *eingang haus hauser *haus wohnung *wohnung hutte adresse adressen
        laden *laden geschaft *geschaft buro kanzlei werkstatt garage tor fenster scheibe scheiben *scheibe *scheiben
        fassade briefkasten hausflur einfahrt rollladen rolladen kiosk spati shishabar* restaurant lokal imbiss salon
        friseur dukkan villa gartenlaube auto autos karre karren wagen transporter bus *strasse *gasse hausnummer
        klingel bei+ihm bei+ihr bei+dem bei+denen bei+dem+typ bei+jemandem bei+einem dem+typen mein+ex meinem+ex
        meiner+ex der+bar die+bar einer+bar ner+bar
    """,
    "sv": """
        dorr dorren dorrar *dorr *dorren port porten *port *porten hus huset *hus *huset lagenhet* lya villa villan
        adress adressen adresser butik butiken *butik kiosk kontor kontoret salong* restaurang* pizzeria lokal lokalen
        trappa trappan trapphus* trappuppgang* uppgang* fasad* fonster fonstret grind grinden brevlada* brevinkast*
        garage garaget balkong* bil bilen *bil *bilen bilar skrotbil skapbil verkstad* *gatan *vagen *grand hos+honom
        hos+henne hos+han hos+nan hos+nagon hos+en+snubbe hos+dom hos+familjen han+den mitt+ex
    """,
    "fr": """
        porte portes portail domicile domiciles entree maison baraque villa pavillon appart appartement immeuble
        batiment facade facades devanture* vitrine* rideau+metallique volet volets boutique magasin commerce epicerie
        cafe resto restaurant snack tacos salon coiffeur agence bureau garage boite+aux+lettres fenetre* paillasson
        adresse adresses rue avenue boulevard hall palier voiture caisse caisses gamos camionnette camion bagnole
        chez+lui chez+elle chez+eux chez+un chez+une chez+quelqu'un chez+ce chez+mon+ex mon+ex ce+mec ce+type un+bar
        le+bar du+bar un+local le+local
    """,
    "other": """
        bmw audi merc mercedes benz amg tesla porsche range+rover emoji_door emoji_house emoji_automobile emoji_car
        emoji_pin emoji_target emoji_department_store kapi kapiya kapisi kapisina evi evine araba arabasi dukkani
        drzwi drzwiach mieszkanie sklep samochod poarta usa casa masina magazin kas porta hanout domu
    """,
}

# The executor's own vehicle is a means, and his way home no target.
NO_TARGET = re.compile(
    r"(?<!\w)(?:(?:eigen|own|egen|eigene[mns]?|propre) (?:auto|wagen|waggie|bus|car|van|whip|bil|voiture|caisse|camion)"
    r"|naar huis)(?!\w)"
)

POINTERS: str = """
    bij+hem bij+haar bij+hun bij+ze bij+iemand bij+m bij+'m bij+een+gast bij+een+man bij+zijn bij+zn bij+z'n
    zijn+familie adres adressen adresje adresjes adje adjes huisnummer op+nummer postcode object
    *straat *laan *plein *gracht
    address addy target at+his at+hers his+place her+place his+yard a+man that+mans *street street road avenue estate
    adresse adressen hausnummer bei+ihm bei+ihr bei+dem bei+denen bei+jemandem bei+einem *strasse *gasse
    adress adresser hos+honom hos+henne hos+han hos+nan hos+nagon hos+en+snubbe hos+dom hos+familjen han+den
    *gatan *vagen *grand
    adresses chez+lui chez+elle chez+eux chez+un chez+une chez+quelqu'un chez+ce rue boulevard
    emoji_pin emoji_target
"""
"""Words that point at somebody or at an address, of Dutch, English, German, Swedish and French in turn."""

_POINTER = any_of(POINTERS)


def is_target(entity: Entity) -> bool:
    """Tell whether an entity is a place, a person or an object."""
    if entity.type == "location":
        return entity.value.get("kind") in PLACES
    return entity.type in {"target_object", "person"}


def points_at_target(folded: str) -> bool:
    """Tell whether a folded text points at somebody or at an address without a name."""
    return _POINTER.search(folded) is not None
