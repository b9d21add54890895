"""Labelling functions that vote 1: signs of a recruitment offer, and of a sale of F4 articles.

The elements are those of the codebook: for recruitment pay, an act at somebody's door or business, and night, secrecy,
proof or minors; for a sale a heavy article, or a loose word with a cue of power, and an act of trade.
"""

from __future__ import annotations

from labeling.weak.reading import Reading
from labeling.weak.voting import Registry
from models.linear.lexicon import NUMBER_CONCEPTS

__all__ = ["SIGNS_OF_LABELS"]

_REGISTRY = Registry()
SIGNS_OF_LABELS = _REGISTRY.functions
"""The functions of this module."""
_FEWEST_PRICED_LINES = 3


@_REGISTRY.add(1, "recruitment")
def bomb_at_target_for_pay(seen: Reading) -> bool:
    """Return whether an explosion, somebody's place and pay are named together."""
    return seen.has("target") and seen.has_any("bomb", "heavy") and seen.has_pay


@_REGISTRY.add(1, "recruitment")
def act_at_target_by_night(seen: Reading) -> bool:
    """Return whether something is to be put or thrown at a place, by night."""
    return seen.has("act", "target", "night")


@_REGISTRY.add(1, "recruitment")
def pay_for_target_by_night(seen: Reading) -> bool:
    """Return whether a sum, a place and the night come together."""
    return seen.has("target", "night") and seen.has_pay


@_REGISTRY.add(1, "recruitment")
def pay_and_secrecy(seen: Reading) -> bool:
    """Return whether there is pay for going somewhere with a covered face or without questions."""
    return seen.has("secrecy") and seen.has_pay and seen.has_any("target", "act", "bomb", "night")


@_REGISTRY.add(1, "recruitment")
def pay_for_proof(seen: Reading) -> bool:
    """Return whether an act or a bang at a place is to be filmed."""
    return seen.has("proof", "target") and seen.has_any("act", "bomb", "heavy")


@_REGISTRY.add(1, "recruitment")
def seeks_hand_for_bomb(seen: Reading) -> bool:
    """Return whether somebody is sought for an explosion at a place or by night."""
    return seen.has_any("seeks", "wanted") and seen.has("bomb") and seen.has_any("target", "night")


@_REGISTRY.add(1, "recruitment")
def debt_paid_by_act(seen: Reading) -> bool:
    """Return whether a debt stands beside an act or a bang at a place."""
    return seen.has("debt", "target") and seen.has_any("act", "bomb", "heavy")


@_REGISTRY.add(1, "recruitment")
def minor_for_act(seen: Reading) -> bool:
    """Return whether boys or their age, an act or a bang, and a place or pay come together."""
    return seen.has("minor") and seen.has_any("act", "bomb") and seen.has_any("target", "night") and seen.has_pay


@_REGISTRY.add(1, "recruitment")
def offers_himself(seen: Reading) -> bool:
    """Return whether a writer says that he will do it, beside a place or a bang, there or in the messages around."""
    near = seen.families.keys() | seen.around
    return seen.has("self_offer") and "target" in near and bool({"bomb", "heavy", "act"} & near)


@_REGISTRY.add(1, "recruitment")
def asks_price_of_bang(seen: Reading) -> bool:
    """Return whether the price of a bang at a place is asked."""
    return seen.has("asks_price", "target") and seen.has_any("bomb", "heavy", "act")


@_REGISTRY.add(1, "recruitment")
def helper_for_bomb(seen: Reading) -> bool:
    """Return whether a driver, a lookout or a hiding place is wanted for a bang, by night or for pay."""
    return seen.has("helps", "bomb") and seen.has_any("night", "target") and seen.has_pay


@_REGISTRY.add(1, "f4_sale")
def heavy_article_in_trade(seen: Reading) -> bool:
    """Return whether a heavy article is named beside an act of trade."""
    return seen.has("heavy", "trade")


@_REGISTRY.add(1, "f4_sale")
def price_list(seen: Reading) -> bool:
    """Return whether short lines with numbers follow each other and name a heavy article or fireworks."""
    return seen.priced_lines >= _FEWEST_PRICED_LINES and seen.has_any("heavy", "loose")


@_REGISTRY.add(1, "f4_sale")
def heavy_article_counted(seen: Reading) -> bool:
    """Return whether a heavy article stands beside a number or a sum, and no place of somebody's."""
    return seen.has("heavy") and seen.has_any("money", *NUMBER_CONCEPTS) and not seen.has("target")


@_REGISTRY.add(1, "f4_sale")
def heavy_article_wanted(seen: Reading) -> bool:
    """Return whether a heavy article is looked for."""
    return seen.has("heavy", "wanted") and not seen.has("target")


@_REGISTRY.add(1, "f4_sale")
def powerful_fireworks_in_trade(seen: Reading) -> bool:
    """Return whether fireworks of unknown class, a cue of power or origin, and trade come together."""
    return seen.has("loose", "power") and seen.has_any("trade", "wanted")


@_REGISTRY.add(1, "f4_sale")
def no_papers_needed(seen: Reading) -> bool:
    """Return whether goods are offered without papers or label, beside fireworks or a price."""
    return seen.has("no_papers") and seen.has_any("loose", "heavy", "trade")


@_REGISTRY.add(1, "f4_sale")
def firecracker_emoji_in_trade(seen: Reading) -> bool:
    """Return whether an emoji of fireworks stands beside an act of trade."""
    return ("emoji_firecracker" in seen.text or "emoji_fireworks" in seen.text) and seen.has("trade")


@_REGISTRY.add(1, "f4_sale")
def trade_in_answer_to_heavy_article(seen: Reading) -> bool:
    """Return whether an act of trade answers messages that name a heavy article."""
    return "heavy" in seen.around and seen.has_any("trade", "wanted", "quantity") and not seen.has("target")
