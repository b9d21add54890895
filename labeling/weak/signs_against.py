"""Labelling functions that vote 0: signs that a text only looks like one of the labels, or is about something else."""

from __future__ import annotations

from labeling.weak.reading import Reading
from labeling.weak.voting import Registry
from models.contract import LABELS

__all__ = ["SIGNS_AGAINST"]

_REGISTRY = Registry()
SIGNS_AGAINST = _REGISTRY.functions
"""The functions of this module."""


@_REGISTRY.add(0, *LABELS)
def news_voice(seen: Reading) -> bool:
    """Return whether police, courts or town halls are spoken of."""
    return seen.has("police")


@_REGISTRY.add(0, *LABELS)
def quotes_and_warns(seen: Reading) -> bool:
    """Return whether something is quoted by one who warns, reports, or speaks of his child."""
    return seen.quotes and seen.has_any("warning", "police", "family", "is_it_real")


@_REGISTRY.add(0, *LABELS)
def warns(seen: Reading) -> bool:
    """Return whether parents, pupils or readers are warned, or asked to report."""
    return seen.has("warning")


@_REGISTRY.add(0, *LABELS)
def asks_if_real(seen: Reading) -> bool:
    """Return whether it is asked or said that something is real or fraud."""
    return seen.has("is_it_real")


@_REGISTRY.add(0, *LABELS)
def game_words(seen: Reading) -> bool:
    """Return whether a game is spoken of."""
    return seen.has("game")


@_REGISTRY.add(0, *LABELS)
def lyrics_or_film(seen: Reading) -> bool:
    """Return whether a song, a film or a book is spoken of."""
    return seen.has("fiction")


@_REGISTRY.add(0, *LABELS)
def moderator(seen: Reading) -> bool:
    """Return whether the rules of a group are kept."""
    return seen.has("moderator")


@_REGISTRY.add(0, *LABELS)
def bang_heard(seen: Reading) -> bool:
    """Return whether a bang was heard, or somebody is troubled by it."""
    return seen.has("noise")


@_REGISTRY.add(0, *LABELS)
def licensed_show(seen: Reading) -> bool:
    """Return whether a licence, a certificate or a show is spoken of."""
    return seen.has("licensed")


@_REGISTRY.add(0, *LABELS)
def vacancy(seen: Reading) -> bool:
    """Return whether the words are those of an ordinary vacancy."""
    return seen.has("vacancy")


@_REGISTRY.add(0, *LABELS)
def ordinary_talk(seen: Reading) -> bool:
    """Return whether there is no word of any family, in the text or around it."""
    return seen.is_silent


@_REGISTRY.add(0, "recruitment")
def odd_job(seen: Reading) -> bool:
    """Return whether an ordinary job is to be done: moving house, painting, a parcel, a door to guard."""
    return seen.has("odd_job")


@_REGISTRY.add(0, "recruitment")
def other_crime(seen: Reading) -> bool:
    """Return whether another crime is meant: drugs, bank cards, shooting, fuel, cash machines."""
    return seen.has("other_crime")


@_REGISTRY.add(0, "recruitment")
def goods_without_target(seen: Reading) -> bool:
    """Return whether goods are traded and no place of somebody's is named."""
    return seen.has("trade") and not seen.has_any("target", "act")


@_REGISTRY.add(0, "f4_sale")
def light_articles(seen: Reading) -> bool:
    """Return whether the articles are of F1 or F2."""
    return seen.has("light_goods")


@_REGISTRY.add(0, "f4_sale")
def other_cobra(seen: Reading) -> bool:
    """Return whether the Cobra is a snake, a car, a beer, a golf club or a series."""
    return seen.has("other_cobra") and "cobra" in seen.text


@_REGISTRY.add(0, "f4_sale")
def law_question(seen: Reading) -> bool:
    """Return whether it is asked what the law allows."""
    return seen.has("law")


@_REGISTRY.add(0, "f4_sale")
def sells_no_more(seen: Reading) -> bool:
    """Return whether somebody has stopped selling."""
    return seen.has("stopped")


@_REGISTRY.add(0, "f4_sale")
def amnesty(seen: Reading) -> bool:
    """Return whether goods are handed in."""
    return seen.has("amnesty")


@_REGISTRY.add(0, "f4_sale")
def other_goods(seen: Reading) -> bool:
    """Return whether other goods are named, and no fireworks."""
    return seen.has("other_goods") and not seen.has_any("heavy", "loose")


@_REGISTRY.add(0, "f4_sale")
def attack_on_target(seen: Reading) -> bool:
    """Return whether an act at somebody's place is spoken of, where goods are a means and not for sale."""
    return seen.has("act", "target")
