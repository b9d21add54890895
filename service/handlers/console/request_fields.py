"""The fields of a request as its pages name them: which place of the content each is, its codes in words, changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.near_copies import Difference, differences
from service.domain.takedown.changes import FieldChange
from service.handlers.console.forms import RequestForm
from service.locale.languages import gettext
from service.locale.wording import N_

__all__ = ["FIELD_WORDS", "ShownChange", "form_changes", "place_of", "shown_changes", "value_in_words"]

FIELD_WORDS = {
    "url": N_("Exact location"),
    "additional_info": N_("Where in it"),
    "excerpt": N_("Words that are quoted"),
    "explanation": N_("Why it is illegal"),
    "language": N_("Language of the notice"),
    "delivery_channel": N_("Way to the platform"),
    "firework_class_basis": N_("How the class is known"),
    "threat_to_life": N_("Threat to life"),
    "police_status": N_("Police"),
    "police_channel": N_("How they were told"),
    "police_reference": N_("Their reference"),
    "preserve_data": N_("Keep the data"),
    "notifier": N_("Notifier"),
    "saw_original": N_("The original was seen"),
    "bona_fide": N_("Good faith"),
    "legal_grounds": N_("Legal grounds"),
    "categories": N_("Categories and keywords"),
    "requested_action": N_("What is asked"),
    "territorial_scope": N_("Where it counts"),
    "evidence": N_("Evidence and times"),
    "lawfulness": N_("Basis for giving it out"),
    "deconfliction": N_("Wait for the police"),
    "other": N_("Something else"),
}
"""Every field, in the order in which what is missing is listed."""

_PLACES = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"/items/\d+/locator/additional_info", "additional_info"),
        (r"/items/\d+/locator(/.*)?", "url"),
        (r"/items/\d+/(excerpt|translation)", "excerpt"),
        (r"/items/\d+/.+", "evidence"),
        (r"/items(/\d+)?", "saw_original"),
        (r"/allegation/explanation", "explanation"),
        (r"/allegation/language", "language"),
        (r"/allegation/firework_class_basis", "firework_class_basis"),
        (r"/allegation/legal_grounds(/.*)?", "legal_grounds"),
        (r"/allegation/.+", "categories"),
        (r"/delivery_channel", "delivery_channel"),
        (r"/safety/threat_to_life", "threat_to_life"),
        (r"/safety/police_notification/channel", "police_channel"),
        (r"/safety/police_notification/reference", "police_reference"),
        (r"/safety/police_notification(/.*)?", "police_status"),
        (r"/safety/deconfliction(/.*)?", "deconfliction"),
        (r"/notifier(/.*)?", "notifier"),
        (r"/bona_fide", "bona_fide"),
        (r"/lawfulness(/.*)?", "lawfulness"),
    )
)
_PROSE = frozenset({"url", "additional_info", "excerpt", "explanation", "police_reference", "notifier"})
"""What people write; of these the words that changed are marked, of all others the whole value."""
_VALUES = {
    "language": {"nl": "Nederlands", "en": "English"},
    "firework_class_basis": {
        "label_seen": N_("the label is seen"),
        "product_known_list": N_("a known product"),
        "seller_claim": N_("the seller says so"),
        "inferred": N_("inferred from the words"),
        "unknown": N_("not known"),
    },
    "threat_to_life": {"none": N_("none"), "possible": N_("possible"), "imminent": N_("imminent")},
    "police_status": {
        "not_required": N_("need not be told"),
        "required": N_("must be told"),
        "sent": N_("told"),
        "acknowledged": N_("told and confirmed"),
    },
    "police_channel": {"police_liaison": N_("police liaison"), "aangifte": N_("formal report")},
    "preserve_data": {"True": N_("yes"), "False": N_("no")},
}


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One field that differs, as a page shows it."""

    title: str
    before: str
    after: str
    stretches: Sequence[Difference] | None
    """What was left out and what is new; ``None`` for a field of codes."""


def place_of(pointer: str) -> str:
    """Return the field that a place of the content is shown as; ``other`` for one that has none."""
    return next((name for pattern, name in _PLACES if pattern.fullmatch(pointer)), "other")


def value_in_words(field: str, value: object) -> str:
    """Return what stands in a field, its codes in words."""
    text = "" if value is None else str(value)
    words = _VALUES.get(field, {}).get(text)
    return text if words is None else gettext(words)


def shown_changes(found: Iterable[FieldChange]) -> list[ShownChange]:
    """Return changes in words, prose with its stretches."""
    return [_shown(each.field, each.before, each.after) for each in found]


def form_changes(stored: RequestForm, typed: RequestForm) -> list[ShownChange]:
    """Return the fields in which what somebody typed differs from what is stored."""
    found = []
    for name in RequestForm.model_fields:
        before, after = getattr(stored, name), getattr(typed, name)
        if name in FIELD_WORDS and (before or "") != (after or ""):
            found.append(_shown(name, before, after))
    return found


def _shown(field: str, before: object, after: object) -> ShownChange:
    old, new = value_in_words(field, before), value_in_words(field, after)
    stretches = differences(old, new) if field in _PROSE else None
    return ShownChange(gettext(FIELD_WORDS[field]), old, new, stretches)
