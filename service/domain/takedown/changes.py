"""What people changed in the content of a takedown request: field by field, as those who read it know the fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from service.domain.takedown.content import RequestContent

__all__ = ["FieldChange", "KeptContent", "changes", "fields_of"]


@dataclass(frozen=True, slots=True)
class KeptContent:
    """The content of a request as one edit left it."""

    version: int
    """Of the request then."""
    at: datetime
    actor: str
    """Who made it so."""
    content: RequestContent


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that is not what it was."""

    field: str
    before: str
    after: str


def changes(before: RequestContent, after: RequestContent) -> list[FieldChange]:
    """Return the fields in which two contents differ, in the order of the form; of codes, the codes."""
    old, new = fields_of(before), fields_of(after)
    return [FieldChange(name, old[name], new[name]) for name in _FIELDS if old[name] != new[name]]


def fields_of(content: RequestContent) -> Mapping[str, str]:
    """Return what a person reads in each field; an empty one is empty text, several values stand on lines of theirs.

    Times of looking, evidence and the statement of good faith are no fields: nobody writes them.
    """
    return {name: read(content) for name, read in _FIELDS.items()}


def _lines(values: Iterable[object]) -> str:
    return "\n".join(str(each) for each in values if each)


def _grounds(content: RequestContent) -> str:
    return _lines(f"{each.law}, {each.provision}" for each in content.allegation.legal_grounds)


def _categories(content: RequestContent) -> str:
    said = content.allegation
    return _lines([said.dsa_category, *said.dsa_category_addition, *said.dsa_keywords])


_FIELDS: dict[str, Callable[[RequestContent], str]] = {
    "url": lambda content: _lines(each.locator.url for each in content.items),
    "additional_info": lambda content: _lines(each.locator.additional_info for each in content.items),
    "excerpt": lambda content: _lines(each.excerpt for each in content.items),
    "explanation": lambda content: content.allegation.explanation,
    "legal_grounds": _grounds,
    "categories": _categories,
    "requested_action": lambda content: _lines(content.requested_action),
    "territorial_scope": lambda content: ", ".join(content.allegation.territorial_scope),
    "language": lambda content: content.allegation.language,
    "delivery_channel": lambda content: content.delivery_channel or "",
    "firework_class_basis": lambda content: content.allegation.firework_class_basis or "",
    "threat_to_life": lambda content: content.safety.threat_to_life or "",
    "police_status": lambda content: content.safety.police_notification.status,
    "police_channel": lambda content: content.safety.police_notification.channel or "",
    "police_reference": lambda content: content.safety.police_notification.reference or "",
    "notifier": lambda content: _lines([content.notifier.legal_name, content.notifier.email]),
}
