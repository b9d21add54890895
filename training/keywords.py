"""A fair keyword list, the tool that lont would replace: products with words of trade, jobs with words of attack."""

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
_TRADE = (
    r"te koop|verkoop\w*|koop|nog \d+|op voorraad|voorraad|dm|pb|per stuk|p/?s|st[üu]ck|stuks?|euro|prijs\w*|ophalen|"
    r"levering|bezorg\w*|for sale|sell\w*|stock|pick ?up|price\w*|each|looking for|gezocht|zoek|wie heeft|s[äa]lje\w*|"
    r"k[öo]pe\w*|pris\w*|kr|verkaufe?|suche|abholung|preis\w*|vends?|cherche|dispo|prix|livraison|€"
)
_JOB = (
    r"klus\w*|job\w*|werkers?|uitvoerders?|wie wil|wie durft|verdienen|snel geld|betaal\w*|euro|€|1k|800|500|"
    r"auftrag\w*|verdienst|wer macht|bezahl\w*|uppdrag\w*|jobb\w*|lax|[äa]rende|vem|tj[äa]na|mission\w*|"
    r"contrat|payé\w*|qui veut|easy money|cash|who wants|pays?|paid"
)
_ATTACK = (
    r"deur\w*|voordeur\w*|adje|pand|woning|huis|zaak|winkel|bom\w*|explosie\w*|knal\w*|plof\w*|ontplof\w*|aansteken|"
    r"opblazen|t[üu]re?|haust[üu]r|laden|spreng\w*|bombe\w*|d[öo]rr\w*|port\w*|spr[äa]ng\w*|sm[äa]ll\w*|porte\w*|"
    r"vitrine\w*|exploser|faire sauter|door\w*|house|shop\w*|bomb\w*|explo\w*|blow"
)
_RULES = {
    "recruitment": (re.compile(rf"\b(?:{_JOB})\b"), re.compile(rf"\b(?:{_ATTACK})\b")),
    "f4_sale": (re.compile(rf"\b(?:{_HEAVY})\b"), re.compile(rf"\b(?:{_TRADE})\b")),
}


def raise_keywords(text: str) -> tuple[bool, bool]:
    """Return for each label, in the order of `LABELS`, whether a word of each of its two lists occurs."""
    normal = normalise(text).text
    found = {label: all(words.search(normal) for words in lists) for label, lists in _RULES.items()}
    return found[LABELS[0]], found[LABELS[1]]
