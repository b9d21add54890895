"""Words for a sale to minors: their ages, their schools, their parents, and that nobody asks for an age."""

from __future__ import annotations

import re

from models.priority.phrases import any_of

__all__ = ["MINORS", "speaks_of_minors"]

MINORS: str = """
    zoon zoontje dochter broertje kinderen kids kiddo minderjarig minderjarige minderjarigen tiener tieners jeugd
    scholier scholieren schoolplein *school klas brugklas brugpieper vmbo havo vwo mavo gymles kluisjes
    geen+leeftijd leeftijd+maakt+niet+uit alle+leeftijden geen+leeftijdscheck onder+de+18
    my+son my+lad my+boy my+daughter teen teens teenager teenagers schoolkids underage minors any+age all+ages
    no+age+check under+18 under+18s after+school before+school schoolyard at+school year+9 year+10
    year+11 my+mum+said my+dad+said
    sohn mein+grosser tochter kinder jugendliche minderjahrige minderjahrigen schuler schulhof schule in+der+schule
    berufsschule lehrling lehrlingsgeld alter+egal ohne+altersnachweis unter+18
    min+son sonen dottern barnen mina+barn ungdomar minderariga skolan skolgarden rasten hogstadiet attan nian sjuan
    alla+aldrar oavsett+alder under+18
    mon+fils mon+ado ma+fille mineurs mineur ados college lycee lyceen lyceens apres+les+cours cour+de+recre
    tous+ages meme+mineur argent+de+poche
"""
"""Phrases, of Dutch, English, German, Swedish and French in turn."""

_AGE = r"1[0-7]"
_AGES = re.compile(
    r"(?<!\w)(?:ben|im|i'm|i am|bin|ar|j'ai|age|aged|leeftijd|pas|son|zoon|sohn|lad|fils|grosser|fyller|blir) ?\(? ?"
    rf"{_AGE}(?!\w|[:.,]\d| ?[%€]|,-| ?(?:euro?s?|st|stk|stuks?|x|cobra|viper|pieces?|pcs|km|min|kr|kilo|kg)\b)"
    rf"|(?<!al )(?<!seit )(?<!depuis )(?<!sinds )(?<![\w.,€]){_AGE} ?"
    r"(?:jaar|jr|jarige?|years? old|yrs? old|yo|y/o|jahre|jahrig\w{0,2}|ans|ar gammal)(?!\w)"
    r"(?! ervaring| erfahrung| d'experience)"
    rf"|(?<!\w){_AGE} ?[mf](?= looking| here| uk|,| need| want)"
)
# Who sells to adults only says so with the same words.
_ADULTS_ONLY = re.compile(
    r"(?<!\w)(?:geen|no|don't serve|keine?|pas de|inga|inte|nicht an|niet aan|niet voor|not to|not for|nicht fur|"
    r"nix fur|nichts fur|pas pour les) (?:\w{1,12} )?(?:kids|kinderen|kinder|minderjarigen?|jeugd|minors|under 18s?|"
    r"teens|schuler|minderjahrigen?|jugendlichen?|barn|ungdomar|minderariga|mineurs|ados|scholieren)(?!\w)"
)
_PHRASES = any_of(MINORS)


def speaks_of_minors(folded: str) -> bool:
    """Tell whether the folded text of a sale is by, for or aimed at minors."""
    text = _ADULTS_ONLY.sub(" ", folded)
    return _PHRASES.search(text) is not None or _AGES.search(text) is not None
