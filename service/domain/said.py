"""What the entities of an offer say, in the words that the picture of the phenomenon counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["KINDS", "PriceKind", "RewardKind", "kinds_of", "municipalities_of", "prices_of", "regions_of", "rewards_of"]

Entities = Iterable[Mapping[str, Any]]

KINDS: dict[str, tuple[str, ...]] = {
    "roles": ("client", "broker", "recruiter", "executor", "seller", "buyer"),
    "targets": ("home", "business", "vehicle", "infrastructure", "person", "other"),
    "payment": ("cash", "transfer", "crypto", "voucher", "exchange", "upfront", "half_upfront", "afterwards"),
    "delivery": ("pickup", "delivery", "shipping", "meet_up"),
    "age_calls": ("minors", "adults"),
}
"""Tables whose rows are known beforehand; each is shown whatever was found."""
_WITH_PROVINCES = frozenset({"NL", "BE"})
_TABLES = {"target_object": "targets", "payment": "payment", "delivery": "delivery"}
_PRICE_FOR = {"box": "box", "kilo": "kilo", "all": "all"}


@dataclass(frozen=True, slots=True, order=True)
class RewardKind:
    """Rewards that can be compared."""

    currency: str
    per: str
    """``person``, ``all``, or ``unknown`` where it is not said."""


@dataclass(frozen=True, slots=True, order=True)
class PriceKind:
    """Prices that can be compared."""

    product: str
    per: str
    """``piece``, ``box``, ``kilo``, ``all``, or ``unknown`` where it is not said for how much."""
    currency: str


def regions_of(entities: Entities) -> set[str]:
    """Return the provinces (ISO 3166-2) of the Netherlands and Belgium that are named, and other countries."""
    return {region for value in _values(entities, "location") if (region := _region(value))}


def municipalities_of(entities: Entities) -> set[tuple[str, str]]:
    """Return the municipalities that are named or that a named place lies in, each behind its region."""
    return {
        (region, str(value["municipality"]))
        for value in _values(entities, "location")
        if value.get("municipality") and (region := _region(value))
    }


def kinds_of(role: str | None, entities: Sequence[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """Return each kind that is said, behind the name of its table; products by their names."""
    found = {(table, str(value.get("kind"))) for name, table in _TABLES.items() for value in _values(entities, name)}
    found |= {("products", str(value["name"])) for value in _values(entities, "product") if value.get("name")}
    found |= {("targets", "person") for _ in _values(entities, "person")}
    for value in _values(entities, "age_call"):
        found.add(("age_calls", "minors" if value.get("minors") else "adults"))
    return found | ({("roles", role)} if role else set())


def rewards_of(entities: Entities) -> list[tuple[RewardKind, float]]:
    """Return whole rewards; of a range its middle, of one that is paid several times the sum."""
    return [
        (RewardKind(value["currency"], str(value.get("per", "unknown"))), amount * (value.get("times") or 1))
        for value in _values(entities, "reward")
        if value.get("currency") and "part" not in value and (amount := _amount(value)) is not None
    ]


def prices_of(entities: Entities) -> list[tuple[PriceKind, float]]:
    """Return prices that stand beside a product: for one piece where the number of pieces is said."""
    found = []
    for row in _values(entities, "price_row"):
        price = row.get("price") or {}
        amount, pieces = _amount(price), price.get("pieces")
        if row.get("product") and price.get("currency") and amount is not None:
            per = _PRICE_FOR.get(str(price.get("per")), "piece" if pieces else "unknown")
            value = amount / pieces if per == "piece" and pieces else amount
            found.append((PriceKind(str(row["product"]), per, price["currency"]), value))
    return found


def _values(entities: Entities, kind: str) -> list[Mapping[str, Any]]:
    return [each.get("value") or {} for each in entities if each.get("type") == kind]


def _region(value: Mapping[str, Any]) -> str | None:
    country = value.get("country")
    region = value.get("province") if country in _WITH_PROVINCES else country
    return str(region) if region else None


def _amount(value: Mapping[str, Any]) -> float | None:
    """Return a sum; the middle of a range."""
    if value.get("amount") is not None:
        return float(value["amount"])
    ends = value.get("amount_min"), value.get("amount_max")
    known = [float(each) for each in ends if each is not None]
    return sum(known) / len(known) if known else None
