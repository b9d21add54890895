"""A fair keyword list, the tool that lont would replace: heavy products, and words of an attack on a building."""

from __future__ import annotations

import re

from models.contract import LABELS
from models.normalise import normalise

__all__ = ["raise_keywords"]

_HEAVY = (
    r"cobra ?[0-9]*|super cobra|viper ?12|vipers?|dum ?bum|la bomba|nitraat\w*|nitraten|vlinders?|flitspoeder|"
    r"flashpoeder|flash powder|blitzpulver|blixtpulver|shells?|mortier\w*|mortar\w*|kugelbomben?|polenb[öo]ller|"
    r"kanonslag\w*|bangers?|sm[äa]llare|f4|p2|t2|kat(?:egorie)? ?4|cat(?:egor\w+)? ?4|bombes? d.artifice|"
    r"p[ée]tards?|zwaar vuurwerk|professioneel vuurwerk|emoji_firecracker"
)
_ATTACK = (
    r"deur\w*|voordeur\w*|adje|pand|woning|huis|zaak|winkel|bom\w*|explosie\w*|knal\w*|plof\w*|ontplof\w*|aansteken|"
    r"opblazen|t[üu]re?|haust[üu]r|laden|spreng\w*|bombe\w*|d[öo]rr\w*|port\w*|spr[äa]ng\w*|sm[äa]ll\w*|porte\w*|"
    r"vitrine\w*|exploser|faire sauter|door\w*|house|shop\w*|bomb\w*|explo\w*|blow"
)
_RULES = {"recruitment": re.compile(rf"\b(?:{_ATTACK})"), "f4_sale": re.compile(rf"\b(?:{_HEAVY})")}


def raise_keywords(text: str) -> tuple[bool, bool]:
    """Return for each label, in the order of `LABELS`, whether a word of its list occurs.

    To ask for a word of trade or pay besides was tried: it finds a third to a half as many, and F1 falls.
    """
    normal = normalise(text).text
    found = {label: words.search(normal) is not None for label, words in _RULES.items()}
    return found[LABELS[0]], found[LABELS[1]]
