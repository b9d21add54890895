"""Tells a sale in bulk: by quantities and prices that were read of it, its price list, and words of the trade."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from models.entities.contract import Entity
from models.priority.phrases import any_of

__all__ = ["BULK", "LEAST", "LEAST_PIECES", "LEAST_ROWS", "is_in_bulk"]

LEAST_PIECES = 50
"""From so many pieces a sale is in bulk: nobody sets off fifty heavy bangers by himself."""
LEAST_ROWS = 5
"""From so many rows a price list is that of somebody who trades."""
LEAST: Mapping[str, float] = {"piece": LEAST_PIECES, "dozen": 5, "kg": 5, "g": 5_000, "box": 1, "pallet": 0.5}
"""The same by unit of a quantity; a bag may be small, and its unit says nothing."""

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
"""Words of the trade, which no entity type covers, of Dutch, English, German, Swedish and French in turn."""

# From how many pieces somebody sells; the entity is the price.
_AT_LEAST = re.compile(
    r"(?<!\w)(?:vanaf|v\.a\.|va|min|min\.|minimaal|minimum|minstens|from|ab|mind\.|mindestens|fran|minst|a partir de|"
    r"par|box of|doos van|pack of|zak van|tray van) ?(\d{2,5})"
    r"(?!\w|[.,:]\d| ?(?:euro?s?(?!\w)|eu(?!\w)|kr(?!\w)|chf(?!\w)|[€£$]|,-)"
    r"| (?:jaar|jahre|ans|years|uur|uhr|gratis|km|mm|pp|per|bestellwert)(?!\w))"
)
# Packets, little boxes and lots are read as boxes, and so are dozens in English.
_SMALL_BOX = re.compile(r"pak|pac|paq|doosje|schachtel|boite|boîte|\blot\b|dozen", re.IGNORECASE)
_PHRASES = any_of(BULK)
# Boxes in Dutch, twelve pieces in English.
_DUTCH_DOZEN = re.compile(
    r"(?<!\ba )(?<!half )(?<!two )(?<!three )(?<!four )(?<!few )(?<!per )(?<!the )\bdozen\b(?! or)"
)


def is_in_bulk(folded: str, entities: Sequence[Entity]) -> bool:
    """Tell whether a sale is one of the quantities of a trade.

    Parameters
    ----------
    folded
        Normalised text without diacritics.
    entities
        What was read of the message.
    """
    if _PHRASES.search(folded) or _DUTCH_DOZEN.search(folded):
        return True
    if any(int(match[1]) >= LEAST_PIECES for match in _AT_LEAST.finditer(folded)):
        return True
    rows = [entity for entity in entities if entity.type == "price_row"]
    return len(rows) >= LEAST_ROWS or any(map(_is_large, entities))


def _is_large(entity: Entity) -> bool:
    value = entity.value
    if entity.type == "price_row":
        parts = [value.get("quantity", {}), _as_quantity(value.get("price", {}))]
    elif entity.type == "unit_price":
        parts = [_as_quantity(value)]
    else:
        parts = [value] if entity.type == "quantity" else []
    return any(_reaches(part, entity.text) for part in parts)


def _as_quantity(price: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return for how many a price is."""
    if price.get("per") == "box":
        return {"number": 1, "unit": "box"}
    return {"number": price.get("pieces", 0), "unit": "piece"}


def _reaches(quantity: Mapping[str, Any], written: str) -> bool:
    unit = str(quantity.get("unit"))
    if unit not in LEAST or (unit == "box" and _SMALL_BOX.search(written)):
        return False
    return float(quantity.get("number_max", quantity.get("number", 0))) >= LEAST[unit]
