"""Words what a message says: each stored entity as its text and a value that people can read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from models.entities.gazetteer import province_name
from service.domain.items import ItemRecord
from service.handlers.console.time_words import time_in_words
from service.locale.formats import number
from service.locale.languages import gettext, ngettext
from service.locale.wording import N_

__all__ = ["EntityRow", "entity_rows", "value_in_words"]

_Value = Mapping[str, Any]

_WORDS: dict[str, str] = {
    "afterwards": N_("paid afterwards"),
    "boss": N_("boss"),
    "box": N_("a box"),
    "business": N_("business"),
    "business_partner": N_("business partner"),
    "cash": N_("cash"),
    "crypto": N_("cryptocurrency"),
    "debtor": N_("somebody who owes"),
    "described": N_("somebody described"),
    "ex": N_("former partner"),
    "exchange": N_("goods in exchange"),
    "family": N_("family"),
    "film": N_("a film"),
    "half_upfront": N_("half beforehand"),
    "handle": N_("handle"),
    "home": N_("home"),
    "infrastructure": N_("infrastructure"),
    "kilo": N_("a kilo"),
    "landlord": N_("landlord"),
    "link": N_("link"),
    "live": N_("live images"),
    "meet_up": N_("a meeting"),
    "neighbour": N_("neighbour"),
    "other": N_("another object"),
    "partner": N_("partner"),
    "phone": N_("phone"),
    "photo": N_("a photo"),
    "pickup": N_("picked up"),
    "delivery": N_("brought"),
    "shipping": N_("sent by post"),
    "transfer": N_("transfer"),
    "upfront": N_("paid beforehand"),
    "vehicle": N_("vehicle"),
    "voucher": N_("voucher"),
    "word": N_("by message"),
}
_PAY_FOR = {"person": N_("{sum} each"), "all": N_("{sum} in all")}
_PARTS = {"upfront": N_("paid beforehand"), "half": N_("half of the pay"), "rest": N_("the rest of the pay")}
_KNOWN_BY = {"text": N_("class {name} as said"), "table": N_("class {name} by its name")}
_CLASS_NOT_KNOWN = N_("class not known")
_UNITS: dict[str, Callable[[int], str]] = {
    "piece": lambda n: ngettext("piece", "pieces", n),
    "box": lambda n: ngettext("box", "boxes", n),
    "bag": lambda n: ngettext("bag", "bags", n),
    "pallet": lambda n: ngettext("pallet", "pallets", n),
    "person": lambda n: ngettext("person", "persons", n),
    "dozen": lambda n: ngettext("dozen", "dozens", n),
}
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
    return gettext(_WORDS[code]) if code in _WORDS else code.replace("_", " ")


def _joined(*parts: str) -> str:
    """Return the parts that say something, each once."""
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _span(value: _Value, name: str) -> str:
    """Return a number or the two ends of a range."""
    if name in value:
        return number(value[name])
    return "–".join(number(value[end]) for end in (f"{name}_min", f"{name}_max") if end in value)


def _money(value: _Value) -> str:
    times = f"{value['times']} × " if "times" in value else ""
    return f"{times}{_span(value, 'amount')} {value.get('currency', '')}".strip()


def _reward(value: _Value) -> str:
    per = _PAY_FOR.get(value.get("per", ""))
    whole = _money(value) if per is None else gettext(per).format(sum=_money(value)).strip()
    return _joined(whole, gettext(_PARTS.get(value.get("part", ""), "")))


def _price(value: _Value) -> str:
    money, pieces = _money(value), value.get("pieces")
    if value.get("per") == "all":
        return gettext("{sum} for all").format(sum=money)
    if "per" in value:
        return f"{money} {_word(value['per'])}"
    if pieces is None:
        return money
    if pieces == 1:
        return gettext("{sum} each").format(sum=money)
    return gettext("{sum} for {number}").format(sum=money, number=number(pieces))


def _quantity(value: _Value) -> str:
    unit = value.get("unit", "")
    named = _UNITS[unit](1 if value.get("number") == 1 else 2) if unit in _UNITS else unit
    return f"{_span(value, 'number')} {named}".strip()


def _price_row(value: _Value) -> str:
    return _joined(
        f"{value.get('product', '')}: {_price(value.get('price', {}))}", _quantity(value.get("quantity", {}))
    )


def _product(value: _Value) -> str:
    known = gettext(_KNOWN_BY.get(value.get("class_known_by", ""), _CLASS_NOT_KNOWN))
    return _joined(value.get("name", ""), known.format(name=value.get("class")))


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
    how = _word(value.get("kind", ""))
    return _joined(platform.capitalize() if platform != "unknown" else "", how, named)


def _age_call(value: _Value) -> str:
    return _joined(_years(value.get("min_age"), value.get("max_age")), gettext("minors") if value.get("minors") else "")


def _years(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return gettext("{least}–{most} years").format(least=least, most=most)
    if least is not None:
        return gettext("at least {least} years").format(least=least)
    return "" if most is None else gettext("at most {most} years").format(most=most)


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
