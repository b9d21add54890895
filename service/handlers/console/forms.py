"""What the forms of the console send."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from service.dependencies.forms import Form
from service.domain.decisions import DecisionDraft, RejectReason, Verdict
from service.domain.disclosure import Disclosure, DisclosureKind, DisclosureReason
from service.domain.takedown.outcomes import (
    AccountDecision,
    AnswerVia,
    DecisionGround,
    ItemAnswer,
    ItemOutcome,
    Visibility,
)
from service.domain.takedown.states import RequestEvent
from service.domain.takedown.vocabulary import ClassBasis, Language, PoliceChannel, PoliceStatus, ThreatToLife
from service.domain.tlp import Tlp
from service.handlers.export_models import ExportFormat
from service.handlers.wire import Words
from service.services.takedown.inputs import EventInput, ItemsInput, RequestEdit

__all__ = [
    "ByHandForm",
    "ChoiceForm",
    "ConfirmForm",
    "DecisionForm",
    "EventForm",
    "ExportForm",
    "ItemAnswerForm",
    "ReasonForm",
    "RequestForm",
    "UndoForm",
    "VersionForm",
]

_Note = Annotated[str, Words(1, 2000)]
_Rationale = Annotated[str, Words(1, 4000)]
_Line = Annotated[str, Words(1, 200)]
_CONFIRMING = {
    "confirm:recruitment": ("recruitment",),
    "confirm:f4_sale": ("f4_sale",),
    "confirm:both": ("recruitment", "f4_sale"),
}
_PAUSES = {
    "1h": timedelta(hours=1),
    "4h": timedelta(hours=4),
    "1d": timedelta(days=1),
    "3d": timedelta(days=3),
    "7d": timedelta(days=7),
}


class ChoiceForm(Form):
    """A verdict: each button sends one choice."""

    choice: str = Field(
        pattern=r"^(confirm:(recruitment|f4_sale|both)|reject:[a-z0-9_]{1,32}|unsure|cannot_tell|escalate|defer)$"
    )
    note: _Note | None = None

    def said(self) -> dict[str, Any]:
        """Return the fields of a draft that the choice sets."""
        word, _, rest = self.choice.partition(":")
        known = rest in set(RejectReason)
        return {
            "verdict": Verdict(word),
            "labels": _CONFIRMING.get(self.choice, ()),
            "reason": RejectReason(rest) if word == "reject" and known else None,
            "note": self.note,
            "threat_to_life": "possible" if word == "escalate" else None,
        }


class DecisionForm(ChoiceForm):
    """A decision of one item."""

    choice: str = Field(
        pattern=r"^(confirm:(recruitment|f4_sale|both)|reject:[a-z0-9_]{1,32}|unsure|cannot_tell|escalate"
        r"|defer(:(1h|4h|1d|3d|7d))?)$"
    )
    version: int = Field(ge=1)
    score_visible: bool = True
    """The page that the form stood on showed the score."""

    def as_draft(self, item_id: UUID) -> DecisionDraft:
        """Return the decision as the service takes it."""
        pause = _PAUSES.get(self.choice.removeprefix("defer:"))
        return DecisionDraft(
            item_id=item_id,
            item_version=self.version,
            defer_until=None if pause is None else datetime.now(UTC) + pause,
            score_visible=self.score_visible,
            **self.said(),
        )


class UndoForm(Form):
    """Taking a decision back."""

    decision: UUID


class ReasonForm(Form):
    """Why something leaves lont, or is shown that is hidden."""

    kind: DisclosureKind
    reason: str = Field(max_length=500)


class VersionForm(Form):
    """Something done to one version of a request."""

    version: int = Field(ge=1)


class RequestForm(VersionForm):
    """The draft as its fields hold it; what is left empty is empty."""

    explanation: Annotated[str, Words(0, 5000)] = ""
    language: Language = Language.NL
    url: Annotated[str, Words(0, 2048)] = ""
    additional_info: Annotated[str, Words(0, 2000)] = ""
    excerpt: Annotated[str, Words(0, 4000)] = ""
    firework_class_basis: ClassBasis | None = None
    delivery_channel: _Line | None = None
    preserve_data: bool = False
    threat_to_life: ThreatToLife | None = None
    police_status: PoliceStatus | None = None
    police_channel: PoliceChannel | None = None
    police_reference: _Line | None = None

    def as_edit(self) -> RequestEdit:
        """Return the edit as the service takes it."""
        return RequestEdit(**self.model_dump(include=set(RequestEdit.__slots__)))

    def as_fields(self) -> list[tuple[str, str]]:
        """Return names and values as a form sends them, without the version; what is not set is left out."""
        said = self.model_dump(mode="json", include=set(RequestEdit.__slots__))
        texts = ((name, "true" if value is True else value) for name, value in said.items())
        return [(name, str(value)) for name, value in texts if value not in (None, False)]


class ConfirmForm(RequestForm):
    """The draft together with what the confirming person states; `act` tells whether to save it or to confirm it."""

    act: Literal["save", "confirm"] = "save"
    saw_original: bool = False
    bona_fide: bool = False
    still_online: bool = False

    def as_event(self) -> EventInput:
        """Return the confirmation as the service takes it."""
        return EventInput(
            RequestEvent.CONFIRM,
            saw_original=self.saw_original,
            bona_fide=self.bona_fide,
            still_online=self.still_online,
        )


class EventForm(VersionForm):
    """One event of a request."""

    event: RequestEvent
    rationale: _Rationale | None = None
    bona_fide: bool = False
    still_online: bool = False
    reminders: bool = False
    gone: bool = False
    decision: _Line | None = None
    ticket: _Line | None = None
    delivery_channel: _Line | None = None
    body: _Line | None = None

    def as_event(self) -> EventInput:
        """Return the event as the service takes it."""
        return EventInput(**self.model_dump(exclude={"version"}))


class ItemAnswerForm(VersionForm):
    """What the platform says of one item, as somebody reads it in its mail, portal or letter."""

    item: UUID
    outcome: ItemOutcome
    reason: Annotated[str, Words(1, 1000)] | None = None
    reference: _Line | None = None
    ground: DecisionGround | None = None
    visibility: Visibility | None = None
    account: AccountDecision | None = None
    territory: str = Field(default="", pattern=r"^([A-Za-z]{2}([ ,]+[A-Za-z]{2}){0,59})?$")
    """States in two letters, with spaces or commas between them."""
    ticket: _Line | None = None
    via: Literal["email", "portal", "letter"] = "email"

    def as_input(self) -> ItemsInput:
        """Return the answer as the service takes it."""
        said = {name: getattr(self, name) for name in ("reason", "reference", "ground", "visibility", "account")}
        states = tuple(self.territory.upper().replace(",", " ").split())
        answer = ItemAnswer(self.outcome, territory=states, **said)
        return ItemsInput({self.item: answer}, self.ticket, AnswerVia(self.via))


class ByHandForm(VersionForm):
    """The word of a person that the notice was pasted into the platform's form, and whether the form took it."""

    act: Literal["taken", "refused"] = "taken"
    rationale: _Rationale | None = None
    still_online: bool = False
    ticket: _Line | None = None


class ExportForm(Form):
    """As what a request is taken out, why and for whom."""

    format: ExportFormat
    purpose: DisclosureKind
    reason: Annotated[str, Words(1, 500)]
    recipient: Annotated[str, Words(1, 200)]
    tlp: Tlp = Tlp.AMBER_STRICT

    def as_disclosure(self) -> Disclosure:
        """Return what was said as the service takes it; raises as `Disclosure` does."""
        return Disclosure(DisclosureReason(self.purpose, self.reason), self.recipient, self.tlp)
