"""What stands before and behind a sum and says that it is one, and for what: each, a box, per person, in all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.entities.amounts import Amount
from models.entities.products import BLANK
from models.entities.words import one_of

__all__ = ["AFTER_PRICE", "BEFORE_PRICE", "Tail", "tail_of"]


@dataclass(frozen=True, slots=True)
class Tail:
    """Words behind a sum."""

    kind: str
    """``piece``, ``box``, ``kilo``, ``asked`` (a price to haggle over), ``all``, ``person`` or ``each``."""
    end: int

    @property
    def goods(self) -> bool:
        """Whether only goods are priced so."""
        return self.kind in {"piece", "box", "kilo", "asked"}

    @property
    def people(self) -> bool:
        """Whether only people are paid so."""
        return self.kind == "person"


_TAIL_WORDS = {
    "piece": """
        per+stuk p/st p/s p+s p+st pst ps p.s p.st 't+stuk het+stuk per+st stuk p/stuk pp+per+stuk
        a+piece per+piece a+pop apiece per+unit per+one per+shell
        das+stuck pro+stuck je+stuck p.+stk s+stuck per+stuck
        per+styck kr/st kr+st kr+styck /st :-/st
        piece la+piece l'unite l'un l'une par+piece
    """,
    "box": """
        per+doos de+doos den+doos voor+de+doos per+krat per+pak per+zak
        a+box per+box a+case per+case the+box for+the+box a+crate a+pack
        pro+karton je+karton die+kiste pro+kiste pro+schachtel je+schachtel der+karton pro+packung
        per+lada per+kartong ladan kartongen lada
        la+boite le+carton la+caisse par+boite par+carton le+kit le+pot le+lot
    """,
    "kilo": "per+kilo a+kilo the+kilo das+kilo pro+kilo le+kilo per+kg /kg",
    "asked": "vb vhb ono obo vaste+prijs vast fest festpreis a+debattre fast+pris prutbaar",
    "all": """
        samen in+totaal totaal voor+alles te+verdelen alles+samen bij+elkaar
        together in+total total split to+split the+lot for+the+lot for+all altogether
        zusammen insgesamt gesamt komplett fur+alle fur+beide fur+alles
        ihop totalt att+dela delat tillsammans for+alla
        le+tout au+total en+tout a+partager les+deux
    """,
    "person": """
        pp p.p per+persoon p.p+p de+man per+man per+kop per+hoofd
        per+person per+head a+head a+man p/p
        pro+nase pro+kopf pro+person pro+mann die+nase fur+jeden
        per+skalle per+huvud per+pers per+person per+man
        par+tete par+personne par+pers pp/pers
    """,
    "each": "elk ieder each je+einer jeder var vardera chacun chacune",
}
# One expression for all kinds, for every number of a message is asked.
_TAIL = re.compile("|".join(f"(?P<{kind}>{one_of(words).pattern})" for kind, words in _TAIL_WORDS.items()))
_LONGEST = 24
_LEAST_STYCK_PRICE = 25
_STYCK = re.compile(rf"(?:st|stycket|styck)(?![\w]| ?{BLANK}| (?:kvar|till|inne|cob|vip|nit|dum))")
_COUNTS_BEFORE = re.compile(
    r"(?<!\w)(?:min|minst|minimum|tar|koper|saljer|har|ha|byter|fran|behover|koper|order|pa|av|alla|tog|x|ar|max) $"
)
_TAIL_AT = re.compile(r"(?: ?[,.:]?-)? ?\(?")

BEFORE_PRICE = re.compile(
    rf"(?:{BLANK}\W{{0,4}}|(?:-|=|:|>|@|\||emoji_right_arrow) "
    r"|(?<!\w)(?:voor|vr|for|fur|pour|a|prijs|price|preis|pris|prix|kost|kosten|kostet|costs?|vraag|vraagprijs|vanaf|v\.?a\.?"
    r"|samen|zusammen|bezorging|porto|verzenden|verzending|livraison|budget"
    r"|betaal|bied|biede|pay|zahl|zahle|betalar|nu|now|jetzt|om) )$"
)
"""The end of what stands before a bare price of goods."""
AFTER_PRICE = re.compile(r" ?(?:,-|:-|vb(?!\w)|vhb(?!\w)|ono(?!\w))")


def tail_of(text: str, amount: Amount, lang: str | None) -> Tail | None:
    """Return what stands right behind a sum.

    Parameters
    ----------
    text
        Plain letters, articles blanked out.
    amount
        A sum in it, or a number that may be one.
    lang
        ISO 639-1.
    """
    at = _TAIL_AT.match(text, amount.end)
    start = at.end() if at else amount.end
    behind = text[start : start + _LONGEST]
    if match := _TAIL.match(behind):
        return Tail(match.lastgroup or "", start + match.end())
    return _swedish_piece(text, amount, start) if lang == "sv" else None


def _swedish_piece(text: str, amount: Amount, start: int) -> Tail | None:
    """Read "80 st", which is eighty each as often as eighty pieces."""
    match = _STYCK.match(text, start)
    if match is None or not (amount.named or amount.low >= _LEAST_STYCK_PRICE):
        return None
    before = text[max(0, amount.start - _LONGEST) : amount.start]
    return Tail("piece", match.end()) if amount.named or not _COUNTS_BEFORE.search(before) else None
