"""Tells whether a message names a time within 48 hours of its sending that has not passed.

Times are entities (`models.entities.times`), resolved against when the message was sent in its own zone. No entity are
words that hurry somebody and name no time ("wie nu"); those are listed here, with the words that show a tense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from models.entities.contract import Entity
from models.priority.phrases import any_of

__all__ = ["AT_ONCE", "LONGEST", "PAST", "REPEATED", "SENTENCE_END", "WITHIN", "lies_within", "names_near_time"]

WITHIN = timedelta(hours=48)
"""How long after the sending of a message a time may begin; the end is part of it."""
LONGEST = timedelta(hours=60)
"""How long it may last from then on: a weekend does not take so long, and a week tells no time."""

AT_ONCE: str = """
    nu+nog nu+nodig nu+doen nu+gaan nu+weg nu+vrij nu+iemand iemand+nu wie+nu kan+nu moet+nu met+spoed spoedklus
    dezelfde+nacht last+minute tn within+the+hour in+the+next+hour jetzt+noch vem+nu kan+nan+nu
    d'ici+une+heure dans+l'heure dans+la+soiree maintenant+la
    had+lila had+l'lila lyoum simdi diseara la+noapte acum awe+nochi e+anochi maine mayan
"""
"""Haste without a time, of Dutch, English, German, Swedish and French, and "tonight" in languages not read further."""

REPEATED: str = """
    elke+nacht iedere+nacht elke+avond elke+dag iedere+dag altijd every+night every+day always
    jede+nacht jeden+tag immer varje+natt varje+dag alltid chaque+nuit tous+les+soirs toujours
"""
"""Before a clock time: it is a habit, and says nothing of the next 48 hours."""

PAST: dict[str, str] = {
    "nl": """
        gisteren gister gisteravond gisternacht afgelopen vorige+nacht vorige+week werd werden was waren hadden ging
        gingen kwam kwamen stond stonden lag lagen hoorde hoorden knalde knalden ontplofte ontploften explodeerde
        explodeerden vloog vlogen raakte raakten viel vielen zag zagen bleek gooide gooiden schrok schrokken sliep
        gebeurde gebeurd over+vannacht deed deden eiste afgegaan ontploft geexplodeerd beschadigd gewond opgeschrikt
        aangehouden gearresteerd getroffen vernield geslapen geweest aangetroffen ontruimd geevacueerd gehoord
        wakker+geworden opgepakt gevonden
    """,
    "en": """
        yesterday last+night was went heard woke blew exploded happened damaged injured arrested came slept ago let+off
    """,
    "de": """
        gestern letzte+nacht vorige+nacht vergangene+nacht war ging gingen kam kamen explodierte explodierten knallte
        krachte detonierte flog gehort gesehen passiert explodiert beschadigt verletzt festgenommen gewesen geknallt
        gesprengt worden aufgewacht heute+morgen heut+morgen heute+fruh
    """,
    "sv": """
        igar i+gar smallde sprangdes exploderade skedde intraffade hade horde vaknade greps skadades larmades blev
        hittades gick flog har+hant hande har+skadats har+gripits fatt+besok
    """,
    "fr": """
        hier derniere+nuit la+nuit+derniere a+ete ont+ete etait etaient avait avaient a+explose ont+explose
        s'est+produit s'est+produite blesse blesses endommage endommagee interpelle interpelles retenti reveille
        reveilles entendu
    """,
    "other": "gestern yesterday hier dun wczoraj ieri",
}
"""What puts a sentence of a language into the past.

Not here are participles of what is also announced ("opgeblazen"), and what without its accents or its apostrophe is
something else: "wurde" (würde), "hatte" (hätte), "were" (we're).
"""

SENTENCE_END = re.compile(r"[.!?](?:\s|$)|;")

# "Nu", "now", "jetzt" by themselves say too little ("nu wil hij"), and so does a half that is paid now.
_NOW_AT_END = re.compile(r"(?<!\w)(?:(?:tot|van|half|by|until|till) )?(?:nu|now|jetzt)(?= ?(?:[.!](?:\s|$)|$))")
_AT_ONCE = any_of(AT_ONCE)
_REPEATED = any_of(REPEATED)
_BEFORE_CLOCK = re.compile(r"^\W{1,3}(?:(?:om|rond|tegen|at|around|um|gegen|kl\.?|klockan|a|vers) )?")
# "Was" asks a question in German.
_ANY_PAST = any_of(" ".join(words.replace(" was ", " ") for words in PAST.values()))


def names_near_time(folded: str, entities: Sequence[Entity], sent_at: datetime | None) -> bool:
    """Tell whether a message names a time within 48 hours.

    Parameters
    ----------
    folded
        Normalised text without diacritics.
    entities
        What was read of the message.
    sent_at
        With a time zone; without it only what is counted from the sending is known to be near.
    """
    times = (entity.value for entity in entities if entity.type == "time" and not _is_repeated(folded, entity.value))
    return any(lies_within(value, sent_at) for value in times) or _is_hasty(folded)


def lies_within(value: Mapping[str, Any], sent_at: datetime | None) -> bool:
    """Tell whether the value of a time begins within 48 hours and is neither over nor longer than a weekend."""
    if value.get("past"):
        return False
    if sent_at is None or "start" not in value:
        return "within_hours" in value and timedelta(hours=value["within_hours"]) <= WITHIN
    start, end = datetime.fromisoformat(value["start"]), datetime.fromisoformat(value["end"])
    return start - sent_at <= WITHIN and end > sent_at and end - max(start, sent_at) <= LONGEST


def _is_repeated(folded: str, value: Mapping[str, Any]) -> bool:
    said = value.get("said")
    behind = (_BEFORE_CLOCK.sub("", folded[match.end() :], count=1) for match in _REPEATED.finditer(folded))
    return said is not None and any(text.startswith(said) for text in behind)


def _is_hasty(folded: str) -> bool:
    return any(
        (_AT_ONCE.search(sentence) or _ends_with_now(sentence)) and not _ANY_PAST.search(sentence)
        for sentence in _sentences(folded)
    )


def _ends_with_now(sentence: str) -> bool:
    return any(match[0] in {"nu", "now", "jetzt"} for match in _NOW_AT_END.finditer(sentence))


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in SENTENCE_END.finditer(text):
        yield text[start : end.end()]
        start = end.end()
    yield text[start:]
