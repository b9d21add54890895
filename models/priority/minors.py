"""Tells a sale by, for or aimed at minors: by the ages that were read of it, and by words for school and parents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.entities.contract import Entity
from models.priority.phrases import any_of

__all__ = ["ADULT", "ADULTS_ONLY", "MINORS", "is_for_minors"]

ADULT = 18
"""The age, in years, below which somebody is a minor."""

MINORS: str = """
    zoon zoontje dochter broertje kinderen kids kiddo jeugd schoolplein *school klas brugklas brugpieper vmbo havo vwo
    mavo gymles kluisjes geen+leeftijdscheck
    my+son my+lad my+boy my+daughter no+age+check after+school before+school schoolyard at+school year+9 year+10
    year+11 my+mum+said my+dad+said
    sohn mein+grosser tochter kinder schulhof schule in+der+schule berufsschule lehrling lehrlingsgeld
    ohne+altersnachweis
    min+son sonen dottern barnen mina+barn skolan skolgarden rasten attan nian sjuan
    mon+fils mon+ado ma+fille college lycee apres+les+cours cour+de+recre argent+de+poche
"""
"""Words for the life of minors, which no entity type covers, of Dutch, English, German, Swedish and French in turn."""

ADULTS_ONLY = re.compile(
    r"(?<!\w)(?:geen|no|don't serve|keine?|pas de|inga|inte|nicht an|niet aan|(?:niet|niks) voor|not to|not for|"
    r"nicht fur|nix fur|nichts fur|pas pour les) (?:\w{1,12} )?(?:kids|kinderen|kinder|minderjarigen?|jeugd|minors|"
    r"under 18s?|teens|schuler|minderjahrigen?|jugendlichen?|barn|ungdomar|minderariga|mineurs|ados|scholieren)(?!\w)"
)
"""Who sells to adults only says so with the same words."""

_PHRASES = any_of(MINORS)


def is_for_minors(folded: str, entities: Sequence[Entity]) -> bool:
    """Tell whether a sale is by, for or aimed at minors.

    Parameters
    ----------
    folded
        Normalised text without diacritics.
    entities
        What was read of the message.
    """
    return _PHRASES.search(ADULTS_ONLY.sub(" ", folded)) is not None or any(map(_is_minor, entities))


def _is_minor(entity: Entity) -> bool:
    if entity.type != "age_call":
        return False
    return bool(entity.value.get("minors")) or entity.value.get("min_age", ADULT) < ADULT
