"""Tells whether a message is about an attack, so that what it names may be a target or a proof of one."""

from __future__ import annotations

from models.entities.contract import Reading
from models.entities.words import one_of, plain
from models.priority.threats import threatens

__all__ = ["DEEDS", "speaks_of_deed"]

DEEDS: str = """
    explosie explosies explosief explosieven ontplof* *aanslag aanslagen opblazen opgeblazen plofkraak *bom *bommen
    bommetje granaat handgranaat brandstichting brandbom molotov cobra cobra's nitraat nitraten deurklus deurklussen
    vuurwerkbom ruit+eruit deur+eruit
    explosion explosions explosive explosives bombing bomb bombs bombed grenade firebomb blow+up blown blew torch
    petrol+bomb arson set+off
    sprang* detonation detonera* *bomb bomben dynamit granat granater handgranat smalla+en small bangare
    explodier* explodiert sprengen gesprengt sprengsatz sprengung bombe bomben anschlag brandanschlag hochjagen
    hochgehen kugelbombe boller
    exploser explosif explosifs bombe bombes faire+sauter sauter cocktail+molotov incendier plastiquer mortier mortiers
    emoji_bomb emoji_firecracker emoji_collision
"""
"""Words of attacks, announced or reported, of Dutch, English, Swedish, German and French in turn."""

_DEEDS = one_of(DEEDS)


def speaks_of_deed(reading: Reading) -> bool:
    """Tell whether a message recruits for, threatens with or reports an attack."""
    if "recruitment" in (*reading.labels, *reading.near):
        return True
    text = plain(reading.text.text)
    return _DEEDS.search(text) is not None or threatens(text)
