"""The forms of a threat of an attack: somebody announces it, to or about somebody.

A threat needs its form, not only its nouns: a first person who will blow something up or leave a bomb, a second person
who will find one, a thing of somebody's that will go up. "Explosie bij woning" has no such form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from models.priority.phrases import any_of, fold, longest_words, stand_in_order
from models.priority.targets import TARGETS

__all__ = ["BOMBS", "THREATS", "ThreatForm", "is_threat", "speaks_to_somebody", "threatens"]


@dataclass(frozen=True, slots=True)
class ThreatForm:
    """One form of a threat: a phrase of each part, in this order."""

    language: str
    parts: tuple[str, ...]
    telling: int
    """Place of the part whose words are rare elsewhere; a text without any of them is not looked at further."""


_NL, _EN, _SV, _DE, _FR = (TARGETS[language] for language in ("nl", "en", "sv", "de", "fr"))

_NL_WE = "ik k wij we"
_NL_THEIRS = "je jouw jullie uw zn z'n zijn haar hun die dat deze de het van+jou"
_NL_YOURS = "je jouw jullie zn z'n zijn haar hun van+jou"
_NL_UP = "lucht+in luchtin ontploffen ontploft ploffen exploderen"
_NL_BOMB = "bom bommetje vuurwerkbom granaat handgranaat explosief emoji_bomb"
_EN_WE = "i we i'll we'll i'm im we're were gonna finna imma ima"
_EN_THEIRS = "your ur his her their that this yer"
_EN_BOMB = "bomb grenade explosive explosives pipebomb firebomb"
_SV_WE = "jag vi"
_SV_THEIRS = "din ditt dina er ert era hans hennes deras den"
_SV_BOMB = "bomb bomben granat granaten dynamit sprangladdning"
_DE_WE = "ich wir mir mia"
_DE_THEIRS = "dein deine deinen deiner deinem euer eure euren sein seine seinen ihre ihren den die das"
_DE_YOURS = "dein deine deinen deiner euer eure sein seine ihre"
_DE_BOMB = "bombe granate handgranate sprengsatz rohrbombe kugelbombe"
_FR_WE = "je j on nous"
_FR_THEIRS = "ta ton tes sa son ses votre vos leur leurs cette ce"
_FR_UP = "sauter peter exploser"
_FR_BOMB = "bombe grenade explosif explosifs"

BOMBS = (_NL_BOMB, _EN_BOMB, _SV_BOMB, _DE_BOMB, _FR_BOMB)
"""The words for what a threat may be made with, one list a language."""

THREATS: tuple[ThreatForm, ...] = (
    # we blazen je deur eruit; ik laat zijn bus de lucht in gaan; we gaan je zaak opblazen; die zaak gaat de lucht in
    ThreatForm("nl", (_NL_WE, "blaas blazen knal knallen", _NL, "eruit er+uit op weg lucht kapot aan+flarden"), 1),
    ThreatForm("nl", ("blaas blazen knal knallen", _NL_WE, _NL, "eruit er+uit op weg lucht kapot aan+flarden"), 0),
    ThreatForm("nl", (_NL_WE, "laat laten", _NL, _NL_UP + " knallen"), 3),
    ThreatForm("nl", (_NL_WE, _NL_THEIRS, _NL, "opblazen eruit+blazen er+uit+blazen wegblazen lucht+in"), 3),
    ThreatForm("nl", (_NL_THEIRS, _NL, "gaat gaan vliegt vliegen", _NL_UP + " knallen"), 3),
    ThreatForm("nl", ("gaat gaan vliegt vliegen", _NL_THEIRS, _NL, _NL_UP + " knallen"), 3),
    ThreatForm("nl", (_NL_YOURS, "*deur *ruit *raam *ramen *pui gevel", "gaat gaan vliegt vliegen", "eruit er+uit"), 3),
    ThreatForm("nl", ("gaat gaan vliegt vliegen", _NL_YOURS, "*deur *ruit *raam *ramen *pui gevel", "eruit er+uit"), 3),
    ThreatForm("nl", (_NL_WE, "leg leggen gooi gooien zet zetten plak plakken smijt smijten hang", _NL_BOMB), 2),
    ThreatForm("nl", ("leg leggen gooi gooien zet zetten smijten", _NL_WE, _NL_BOMB), 2),
    ThreatForm("nl", ("je jij jullie hij ze u", "krijg krijgt krijgen vind vindt", _NL_BOMB), 2),
    ThreatForm("nl", ("ligt komt", _NL_BOMB, "je jouw jullie", _NL), 1),
    # ik weet welke deur van jou is, vannacht slaap je niet
    ThreatForm("nl", ("ik+weet we+weten", "waar welke", "slaap+je+niet slaapt+niet wacht+maar let+maar+op"), 0),
    # we're blowing your door off; his shop is getting bombed; I'm putting a bomb under his car
    ThreatForm("en", (_EN_WE, "blow blowing bomb bombing blast blasting", _EN_THEIRS, _EN), 1),
    ThreatForm("en", (_EN_THEIRS, _EN, "is gets getting gonna goes going will be", "blown bombed boom explode"), 3),
    ThreatForm("en", (_EN_WE, "put putting leave leaving throw throwing drop dropping chuck plant lob", _EN_BOMB), 2),
    ThreatForm("en", ("you you'll u he they", "get getting find wake", _EN_BOMB, _EN_THEIRS, _EN), 2),
    ThreatForm("en", ("i+know we+know", "where which", "won't+sleep wont+sleep watch+your+back"), 0),
    # vi spränger din dörr; din port flyger i luften; jag lägger en bomb; det smäller hos dig
    ThreatForm("sv", (_SV_WE, "spranger spranga", _SV), 1),
    ThreatForm("sv", ("spranger spranga", _SV_WE, _SV), 0),
    ThreatForm("sv", (_SV_THEIRS, _SV, "flyga sprangs sprangas smaller smalla exploderar explodera luften"), 2),
    ThreatForm("sv", ("flyger gar smaller ska", _SV_THEIRS, _SV, "luften"), 3),
    ThreatForm("sv", (_SV_WE, "lagger satter kastar slanger placerar", _SV_BOMB), 2),
    ThreatForm("sv", ("lagger satter kastar slanger placerar", _SV_WE, _SV_BOMB), 2),
    ThreatForm("sv", ("smaller smalla", "hos vid utanfor", "dig din er ert hans honom henne"), 0),
    # wir sprengen deine Tür; ich lass seinen Laden hochgehen; dein Auto fliegt in die Luft; dann knallts bei dir
    ThreatForm("de", (_DE_WE, "spreng sprenge sprengen", _DE), 1),
    ThreatForm("de", ("spreng sprenge sprengen", _DE_WE, _DE), 0),
    ThreatForm("de", (_DE_WE, _DE_THEIRS, _DE, "sprengen wegsprengen hochjagen hochgehen in+die+luft"), 3),
    ThreatForm("de", (_DE_YOURS, _DE, "fliegt fliagt geht", "in+die+luft hoch"), 3),
    ThreatForm("de", ("fliegt fliagt geht", _DE_YOURS, _DE, "in+die+luft hoch"), 3),
    ThreatForm("de", ("knallt knallts kracht krachts rumst", "bei vor an", "dir euch ihm deiner eurer seiner"), 0),
    ThreatForm("de", (_DE_WE, "leg lege legen werf werfe werfen schmeiss schmeisse schmeissen", _DE_BOMB), 2),
    ThreatForm("de", ("leg lege legen werf werfe werfen schmeissen", _DE_WE, _DE_BOMB), 2),
    # on va faire sauter ta porte; ta boutique va sauter; je pose une bombe; tu trouveras une grenade
    ThreatForm("fr", (_FR_WE, "fais fait faire faisons ferai ferons", _FR_UP, _FR_THEIRS, _FR), 2),
    ThreatForm("fr", (_FR_THEIRS, _FR, "va vont", _FR_UP), 3),
    ThreatForm("fr", (_FR_WE, "pose poser mets met mettre jette jeter laisse laisser depose balance", _FR_BOMB), 2),
    ThreatForm("fr", ("tu t vous il", "trouver trouveras trouverez auras aurez recois recevras", _FR_BOMB), 2),
)
"""Every form; the comments give one sentence each."""

_WORD = re.compile(r"\w+")
_expression = cache(any_of)  # many forms share their parts
_FORMS_BY_WORD: dict[str, list[tuple[re.Pattern[str], ...]]] = {}
for _form in THREATS:
    for _word in longest_words(_form.parts[_form.telling]):
        _FORMS_BY_WORD.setdefault(_word, []).append(tuple(map(_expression, _form.parts)))
_YOU = any_of("""
    bij+jou bij+je bij+jullie bij+u at+yours your+place bei+dir bei+euch bei+ihnen hos+dig hos+er chez+toi chez+vous
    welke+deur waar+je+woont where+you+live wo+du+wohnst var+du+bor ou+t'habites ou+tu+habites
""")


def is_threat(text: str) -> bool:
    """Tell whether a normalised text has the form of a threat: the cheap look at what no label is raised of."""
    return threatens(fold(text))


def threatens(folded: str) -> bool:
    """Tell whether a folded text has the form of a threat of an attack."""
    telling = _FORMS_BY_WORD.keys() & set(_WORD.findall(folded))
    return any(stand_in_order(folded, form) for word in telling for form in _FORMS_BY_WORD[word])


def speaks_to_somebody(folded: str) -> bool:
    """Tell whether a threat names as its target the one that it speaks to: "bij jou", "bei dir"."""
    return _YOU.search(folded) is not None
