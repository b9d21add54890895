"""Words what a message says: each stored entity as its text and a value that people can read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models.entities.gazetteer import province_name
from service.domain.items import ItemRecord
from service.handlers.console.time_words import time_in_words

__all__ = ["EntityRow", "entity_rows", "value_in_words"]

_Value = Mapping[str, Any]

_WORDS: dict[str, str] = {
    "afterwards": "paid afterwards",
    "box": "a box",
    "business_partner": "business partner",
    "crypto": "cryptocurrency",
    "debtor": "somebody who owes",
    "described": "somebody described",
    "ex": "former partner",
    "exchange": "goods in exchange",
    "film": "a film",
    "half_upfront": "half beforehand",
    "kilo": "a kilo",
    "live": "live images",
    "meet_up": "a meeting",
    "other": "another object",
    "photo": "a photo",
    "pickup": "picked up",
    "delivery": "brought",
    "shipping": "sent by post",
    "upfront": "paid beforehand",
}
"""Codes whose words are not the code itself."""
_PAY_FOR = {"person": " each", "all": " in all"}
_PARTS = {"upfront": "paid beforehand", "half": "half of the pay", "rest": "the rest of the pay"}
_KNOWN_BY = {"text": "as said", "table": "by its name"}
_UNITS = {"piece": "pieces", "box": "boxes", "bag": "bags", "pallet": "pallets", "person": "persons", "dozen": "dozens"}
"""Of units that have a plural."""


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One thing that a message says, as the page of its item shows it."""

    type: str
    text: str
    """The words of the message."""
    value: str
    """What they mean; empty where nothing more is known than the words say."""


def entity_rows(item: ItemRecord) -> list[EntityRow]:
    """Return what an item says, in the order of its text; none without a score."""
    text = item.text or ""
    return [_row(entity, text) for entity in item.entities]


def value_in_words(kind: str, value: _Value) -> str:
    """Return the value of an entity in words.

    Parameters
    ----------
    kind
        One of `models.entities.ENTITY_TYPES`.
    value
        Fields of that type (docs/entities.md); what is missing is left out of the words.
    """
    return _WORDINGS.get(kind, _of_kind)(value)


def _row(entity: Mapping[str, Any], text: str) -> EntityRow:
    return EntityRow(
        entity["type"], text[entity["start"] : entity["end"]], value_in_words(entity["type"], entity["value"])
    )


def _word(code: str) -> str:
    return _WORDS.get(code, code.replace("_", " "))


def _joined(*parts: str) -> str:
    """Return the parts that say something, each once."""
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _span(value: _Value, name: str) -> str:
    """Return a number or the two ends of a range, with commas between thousands."""
    if name in value:
        return f"{value[name]:,}"
    ends = [value[end] for end in (f"{name}_min", f"{name}_max") if end in value]
    return "–".join(f"{end:,}" for end in ends)


def _money(value: _Value) -> str:
    times = f"{value['times']} × " if "times" in value else ""
    return f"{times}{_span(value, 'amount')} {value.get('currency', '')}".strip()


def _reward(value: _Value) -> str:
    return _joined(_money(value) + _PAY_FOR.get(value.get("per", ""), ""), _PARTS.get(value.get("part", ""), ""))


def _price(value: _Value) -> str:
    if "per" in value:
        return f"{_money(value)} {'for all' if value['per'] == 'all' else _word(value['per'])}"
    pieces = value.get("pieces")
    return _money(value) + ("" if pieces is None else " each" if pieces == 1 else f" for {pieces:,}")


def _quantity(value: _Value) -> str:
    unit = value.get("unit", "")
    return f"{_span(value, 'number')} {unit if value.get('number') == 1 else _UNITS.get(unit, unit)}".strip()


def _price_row(value: _Value) -> str:
    return _joined(
        f"{value.get('product', '')}: {_price(value.get('price', {}))}", _quantity(value.get("quantity", {}))
    )


def _product(value: _Value) -> str:
    known = _KNOWN_BY.get(value.get("class_known_by", ""))
    return _joined(value.get("name", ""), f"class {value.get('class')} {known}" if known else "class not known")


def _location(value: _Value) -> str:
    if value.get("kind") == "street":
        return f"{value.get('name', '')} {value.get('number', '')}".strip()
    if value.get("kind") in {"province", "country"}:
        return str(value.get("name", ""))
    region = province_name(value.get("province", "")) or value.get("country", "")
    return _joined(value.get("name") or value.get("postcode", ""), value.get("municipality", ""), region)


def _person(value: _Value) -> str:
    return _joined(_word(value.get("relation", "")), value.get("name", ""))


def _contact(value: _Value) -> str:
    platform = value.get("platform", "unknown")
    named = value.get("handle") or value.get("link") or value.get("number") or ""
    kind = value.get("kind", "")
    how = "by message" if kind == "word" else _word(kind)
    return _joined(platform.capitalize() if platform != "unknown" else "", how, named)


def _age_call(value: _Value) -> str:
    least, most = value.get("min_age"), value.get("max_age")
    years = f"{least}–{most} years" if least is not None and most is not None else ""
    if not years and (least is not None or most is not None):
        years = f"at least {least} years" if most is None else f"at most {most} years"
    return _joined(years, "minors" if value.get("minors") else "")


def _of_kind(value: _Value) -> str:
    return _word(str(value.get("kind", "")))


_WORDINGS: dict[str, Callable[[_Value], str]] = {
    "reward": _reward,
    "product": _product,
    "quantity": _quantity,
    "unit_price": _price,
    "price_row": _price_row,
    "location": _location,
    "person": _person,
    "time": time_in_words,
    "contact": _contact,
    "age_call": _age_call,
}
"""How to word the types whose value is more than a kind."""
