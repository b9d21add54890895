"""Words for a time within 48 hours, and for what shows that such a time has passed.

A message carries no time of capture here. A day of the week may be six days off, so it does not count, and neither
does a clock time beside one. *Overmorgen* counts: seen from the evening, most of that day lies within 48 hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.priority.phrases import any_of

__all__ = ["COMING", "EITHER", "LATER", "PAST", "SENTENCE_END", "names_near_time"]

COMING: str = """
    morgen morgenavond morgennacht morgenochtend morgenmiddag morgenvroeg overmorgen komende+nacht binnen+een+uur
    over+een+uur over+een+kwartier met+spoed asap zsm spoedklus last+minute
    tomorrow tmrw tmr 2moro tomoz within+the+hour in+an+hour in+the+next+hour
    imorgon i+morgon imorron i+morron imorn overmorgon om+en+timme inom+en+timme
    ubermorgen kommende+nacht in+einer+stunde
    demain apres-demain d'ici+une+heure dans+une+heure dans+l'heure
    yarin jutro maine mayan
"""
"""Times that can only lie ahead, of Dutch, English, Swedish, German, French and others in turn."""

EITHER: dict[tuple[str, ...], str] = {
    ("nl",): "vannacht vanacht vnnacht vanavond vnavond vandaag straks zometeen zo+meteen dezelfde+nacht vanmiddag",
    ("nl", "sv"): """
        nu+meteen nu+direct nu+gelijk nu+nog nu+nodig nu+doen nu+gaan nu+weg nu+vrij nu+iemand iemand+nu wie+nu kan+nu
        moet+nu nu+genast nu+direkt vem+nu kan+nan+nu
    """,
    ("en",): "tonight tonite 2nite 2night tn today right+now this+evening",
    ("de",): "heute heut heit diese+nacht jetzt+gleich jetzt+sofort jetzt+noch nachher",
    ("sv",): "inatt i+natt ikvall i+kvall idag i+dag strax i+eftermiddag",
    ("fr",): "ce+soir cette+nuit aujourd'hui maintenant+la tout+a+l'heure tantot dans+la+soiree",
    ("other",): """
        had+lila had+l'lila lyoum bu+gece bu+aksam simdi bugun dzis dzisiaj diseara la+noapte acum awe+nochi e+anochi
    """,
}
"""Times, by language, that lie ahead or behind as the tense of their sentence says.

"Nu", "now", "jetzt" by themselves say too little ("nu wil hij"); they count in urgent company or at the end of a
sentence ("doe het nu!").
"""

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

LATER: str = """
    maandag* dinsdag* woensdag* donderdag* vrijdag* zaterdag* zondag* volgende+week volgend+weekend weekend elke+nacht
    iedere+nacht elke+avond elke+dag iedere+dag altijd oud+en+nieuw januari december
    monday* tuesday* wednesday* thursday* friday* saturday* sunday* next+week every+night every+day new+years nye
    montag* dienstag* mittwoch* donnerstag* freitag* samstag* sonntag* nachste+woche jede+nacht jeden+tag silvester
    mandag* tisdag* onsdag* torsdag* fredag* lordag* sondag* nasta+vecka helgen varje+natt varje+dag nyar nyarsafton
    lundi mardi mercredi jeudi vendredi samedi dimanche semaine+prochaine week-end chaque+nuit
"""
"""Days beside which a clock time may be further off than 48 hours."""

_HOUR = r"(?:[01]?\d|2[0-4])"
_CLOCK = re.compile(
    rf"(?<!\w)(?:om|tegen|rond|klokslag|at|around|by|before|um|gegen|kl\.?|klockan|vid|a|vers|avant) ?{_HOUR}"
    r"(?:[:.h]\d\d(?!\d)| ?(?:uur|u|uhr|h|am|pm|heures)(?!\w))"
    rf"|(?<!\w){_HOUR}(?:[:.]\d\d)? ?"
    r"(?:am|(?:uur|u) '?s ?'?nachts|(?:uur|u) vannacht|uhr nachts|uhr fruh|h du mat\w{0,5})(?!\w)"
    rf"|(?<!\w)(?:um {_HOUR} (?:fruh|nachts|in der nacht)|nachts (?:um|gegen) {_HOUR})(?!\w)"
    r"|(?<!\w)(?:om |at |um |a |kl )?(?:half|halb|halv) "
    r"(?:1[0-2]|[1-9]|een|twee|drie|vier|vijf|elf|twaalf|eins|zwei|drei|vier|funf|ett|tva|tre|fyra|fem)(?!\w)"
    r"|(?<!\w)(?:nu|now|jetzt|maintenant)(?= ?(?:[.!]|$))"
    r"|(?<!\w)(?:om|at|um|a|kl) (?:middernacht|midnight|mitternacht|minuit|midnatt)(?!\w)"
)
SENTENCE_END = re.compile(r"[.!?](?:\s|$)|;")
# A greeting, a time of the morning, a half payment, the name of a news site.
_NO_TIME = re.compile(
    r"(?<!\w)(?:(?:goede|goeie|guten|am|jeden|om de|tot|van|half|by|until|till|fram till|jusqu'a) "
    r"(?:morgen|nu|now|jetzt|maintenant)|(?:god|varje) morgon|now and|nu en dan|nu\.nl)(?!\w)"
)
_COMING = any_of(COMING)
_TIME_AND_PAST = tuple(
    (any_of(times), any_of(" ".join(PAST[language] for language in languages))) for languages, times in EITHER.items()
)
# "Was" asks a question in German.
_ANY_PAST = any_of(" ".join(words.replace(" was ", " ") for words in PAST.values()))
_LATER = any_of(LATER)


def names_near_time(folded: str) -> bool:
    """Tell whether a folded text names a time that lies ahead by no more than 48 hours."""
    text = _NO_TIME.sub(" ", folded)
    if _COMING.search(text):
        return True
    if any(_lies_ahead(text, time, past) for time, past in _TIME_AND_PAST):
        return True
    return _lies_ahead(text, _CLOCK, _ANY_PAST) and not _LATER.search(text)


def _lies_ahead(text: str, time: re.Pattern[str], past: re.Pattern[str]) -> bool:
    return time.search(text) is not None and any(
        time.search(sentence) and not past.search(sentence) for sentence in _sentences(text)
    )


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in SENTENCE_END.finditer(text):
        yield text[start : end.end()]
        start = end.end()
    yield text[start:]
