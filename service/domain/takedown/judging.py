"""What the rules judge and what they answer: a request with its circumstances, and failures beside form fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from service.domain.takedown.content import RequestContent

if TYPE_CHECKING:
    from service.domain.takedown.delivery_channels import DeliveryChannel

__all__ = [
    "ARTICLE_16_2_POINTERS",
    "BONA_FIDE_POINTER",
    "EMAIL_POINTER",
    "EXPLANATION_POINTER",
    "NAME_POINTER",
    "URL_POINTER",
    "Failure",
    "Fault",
    "Found",
    "Judged",
    "Phase",
    "Rule",
]

URL_POINTER = "/items/0/locator/url"
EXPLANATION_POINTER = "/allegation/explanation"
NAME_POINTER = "/notifier/legal_name"
EMAIL_POINTER = "/notifier/email"
BONA_FIDE_POINTER = "/bona_fide"
ARTICLE_16_2_POINTERS = (EXPLANATION_POINTER, URL_POINTER, NAME_POINTER, EMAIL_POINTER, BONA_FIDE_POINTER)
"""The elements of Article 16(2) in the order (a) explanation, (b) location, (c) name and e-mail, (d) bona fide."""


class Phase(StrEnum):
    """How far a request wants to go; each phase includes the rules of those before it."""

    S = "S"
    """Saved."""
    C = "C"
    """To ``confirmed``."""
    A = "A"
    """To ``approved``."""
    D = "D"
    """Dispatched."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One rule that does not hold, and where; ``detail`` never repeats what stands there."""

    code: str
    """``TD-`` and three digits."""
    pointer: str
    """JSON Pointer into the content."""
    detail: str
    """What was found and what to do, one or two sentences."""
    legal_ref: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the form of a document, by the code of the rule on it."""

    code: str
    pointer: str
    detail: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A takedown request with all that the rules need to know around it."""

    content: RequestContent
    now: datetime
    """Timezone-aware."""
    priority: str | None
    """``P0`` to ``P3``, or none."""
    actor: str
    """Opaque id of who acts now; at phase A that is who approves."""
    confirmed_by: frozenset[str] = frozenset()
    """Everybody who confirmed since the request was last sent back."""
    saw_original: bool = False
    """Whether the confirming person states that they saw the original."""
    last_edit_at: datetime | None = None
    """Last change of items or allegation; evidence and attestations of being live are no edits."""
    stored_hashes: frozenset[str] | None = frozenset()
    """SHA-256 of the evidence as it lies in the store, worked out anew; lower-case hex. ``None``: there is no store."""
    captured_texts: Mapping[str, str] | None = field(default_factory=dict)
    """The text as captured, by id of the item in the request (``itm_…``). ``None``: there is no store."""
    open_duplicate: str | None = None
    """Id of an open request for the same platform, canonical address and category."""
    approved_by: str | None = None
    """Who approved, once somebody did; before that ``actor`` is taken for the one who would."""
    first_confirmed_at: datetime | None = None
    """When somebody confirmed it first, where that is known apart from the time of judging."""
    reviewers: frozenset[str] = frozenset()
    """Everybody whose confirmation or approval counts."""
    legal_review: bool = False
    """Whether somebody of the law department confirmed it."""
    channels: tuple[DeliveryChannel, ...] | None = None
    """The registry of delivery channels; ``None``: it is not at hand."""
    attempts: tuple[tuple[str, str], ...] = ()
    """Of each attempt: the SHA-256 that was written down, and that of the payload as it is kept."""
    faults: tuple[Fault, ...] = ()
    """What reading a file found, apart from what could be judged."""


Found = Iterable[tuple[str, str]]
"""Pointer and detail of each place where a rule does not hold."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the table."""

    code: str
    phase: Phase
    legal_ref: str
    """Its ground in law, or in good practice."""
    check: Callable[[Judged], Found]
    must: str
    """What must hold, in a few words."""
    remedy: str
    """What to do when it does not."""
    unseen: str = ""
    """What of it a file alone cannot show; empty where it shows all."""
