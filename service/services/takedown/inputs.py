"""What people and platforms hand in about a takedown request: edits of its content, and events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from uuid import UUID

from service.domain.takedown.outcomes import AnswerVia, ItemAnswer
from service.domain.takedown.states import RequestEvent

__all__ = ["EventInput", "ItemsInput", "RequestEdit"]


@dataclass(frozen=True, slots=True)
class RequestEdit:
    """Changes of a draft; what is ``None`` stays as it is."""

    explanation: str | None = None
    language: str | None = None
    url: str | None = None
    additional_info: str | None = None
    excerpt: str | None = None
    """A part of the captured text, word for word."""
    firework_class_basis: str | None = None
    delivery_channel: str | None = None
    preserve_data: bool | None = None
    threat_to_life: str | None = None
    police_status: str | None = None
    police_channel: str | None = None
    police_reference: str | None = None

    @property
    def changes_anything(self) -> bool:
        """Whether any field is set."""
        return any(getattr(self, each.name) is not None for each in fields(self))


@dataclass(frozen=True, slots=True)
class EventInput:
    """One event as somebody asks for it."""

    event: RequestEvent
    rationale: str | None = None
    saw_original: bool = False
    """To confirm: the caller looked at the original message."""
    bona_fide: bool = False
    """To confirm or to answer: the caller states to believe in good faith that the notice is right and complete."""
    still_online: bool = False
    """The caller has just seen every item online at its address."""
    reminders: bool = False
    """To approve: lont may remind the platform when it is late."""
    gone: bool = False
    """The caller has just seen that no item is there any more."""
    answers: Mapping[UUID, str] = field(default_factory=dict)
    """Of a platform's decision: what was done, by item."""
    decision: str | None = None
    """Of a platform's decision: what was done with every item that `answers` does not name."""
    ground: str | None = None
    ticket: str | None = None
    """The platform's own number."""
    via: AnswerVia | None = None
    delivery_channel: str | None = None
    """To switch: the other one."""
    body: str | None = None
    """To dispute: the certified body of Article 21."""


@dataclass(frozen=True, slots=True)
class ItemsInput:
    """What a platform says of single items."""

    said: Mapping[UUID, ItemAnswer]
    """By item, at least one."""
    ticket: str | None = None
    """The platform's own number of the whole request."""
    via: AnswerVia | None = None
