"""A takedown request as a page shows it: its fields, and beside each field what is missing there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from service.domain.access import AccessRole, Caller
from service.domain.disclosure import DisclosureReason
from service.domain.takedown.changes import changes
from service.domain.takedown.delivery_channels import DeliveryChannel
from service.domain.takedown.looks import first_look_in_vain
from service.domain.takedown.outbound import notice_text, subject_of
from service.domain.takedown.records import EventRecord, RequestRecord, public_id
from service.domain.takedown.states import RequestEvent, RequestState
from service.domain.takedown.vocabulary import RequestedAction
from service.errors import Fault
from service.factory import Factory
from service.handlers.console.forms import RequestForm
from service.handlers.console.outgoing import Outgoing, outgoing_of
from service.handlers.console.request_fields import FIELD_WORDS, ShownChange, form_changes, place_of, shown_changes
from service.services.takedown.clocks import ESCALATE
from service.services.takedown.errors import faults_of_failures
from service.services.takedown.looking import LookState
from service.services.takedown.request_reading import RequestView

__all__ = ["Changed", "Refusal", "RequestPanel", "panel_of"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was wrong with what somebody tried."""

    faults: Sequence[Fault]
    typed: RequestForm | None = None
    """The fields as they were sent; none of it may be lost."""
    stale: bool = False
    """Somebody else changed the request meanwhile."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What people changed in a request since somebody saw it."""

    actor: str
    at: datetime
    changes: Sequence[ShownChange]


@dataclass(frozen=True, slots=True)
class RequestPanel:
    """A request with all that its page needs."""

    view: RequestView
    id: str
    """As people and platforms know it."""
    channels: Sequence[DeliveryChannel]
    """Ways to its platform."""
    faults: Sequence[Fault]
    """What was just refused, or what keeps it from the next step."""
    refusal: Refusal | None
    """What the person just tried in vain."""
    subject: str
    text: str
    """What leaves, word for word."""
    outgoing: Outgoing | None
    """The same as it is on the wire; ``None`` where there is no way, or a name in it is hidden by now."""
    since_first: Changed | None
    """Since somebody first stood up for it; ``None`` where nobody did, or it is older than what is kept."""
    since_draft: Changed | None
    """Since lont drafted it."""
    own: bool
    """The caller wrote or confirmed it and cannot approve it."""
    looks: LookState
    """How it stands with lont's own looks whether it is online."""

    @property
    def refused(self) -> bool:
        """Whether the faults are the answer to what the person just tried."""
        return self.refusal is not None

    @property
    def entered(self) -> RequestForm:
        """Return what stands in the fields: what was just typed, else what is stored."""
        typed = self.unsaved
        return _stored(self.view.request) if typed is None or self.set_aside else typed

    @property
    def unsaved(self) -> RequestForm | None:
        """What was typed and is not stored."""
        return None if self.refusal is None else self.refusal.typed

    @property
    def set_aside(self) -> bool:
        """Whether what was typed stands beside the fields, since they show what somebody else made of them."""
        return self.refusal is not None and (self.refusal.stale or not self.editable)

    @property
    def editable(self) -> bool:
        """Whether the caller can change the content now."""
        return RequestEvent.CONFIRM in self.view.allowed or RequestEvent.SUBMIT_FOR_REVIEW in self.view.allowed

    @property
    def waits_for_sight(self) -> bool:
        """Whether it is approved and only waits for somebody who sees it online."""
        return self.view.request.state is RequestState.APPROVED

    @property
    def looked_once(self) -> bool:
        """Whether a look found nothing, and nobody has seen anything there since."""
        return first_look_in_vain(self.view.events) is not None

    @property
    def escalation(self) -> int | None:
        """How far an overdue request was escalated: 1 or 2; ``None`` when it is not overdue or was not."""
        if self.view.request.state is not RequestState.OVERDUE:
            return None
        levels = [each.details["level"] for each in self.view.events if each.event == ESCALATE]
        return levels[-1] if levels else None

    @property
    def conflict(self) -> list[ShownChange]:
        """Return the fields in which what was typed differs from what somebody else stored meanwhile."""
        typed = self.unsaved
        return [] if typed is None or not self.set_aside else form_changes(_stored(self.view.request), typed)

    @property
    def last_change(self) -> EventRecord:
        """Return who changed it last, and when."""
        return self.view.events[-1]

    def beside(self, field: str) -> list[Fault]:
        """Return what is wrong at one field."""
        return [fault for fault in self.faults if place_of(fault.where) == field]

    @property
    def missing(self) -> list[tuple[str, str, list[Fault]]]:
        """Return each field at which something is wrong: name, title, what; in the order of the page."""
        return [(name, words, found) for name, words in FIELD_WORDS.items() if (found := self.beside(name))]


def panel_of(
    factory: Factory,
    caller: Caller,
    request_id: UUID,
    refusal: Refusal | None = None,
    reason: DisclosureReason | None = None,
) -> RequestPanel:
    """Return a request for a page; with a reason, the author of one that is over too.

    Raises
    ------
    RequestNotFoundError
    """
    view = factory.takedown().view(caller, request_id, reason)
    authors = factory.takedown().authors(request_id)
    return RequestPanel(
        view=view,
        id=public_id(request_id),
        channels=factory.takedown().channels_of(view.request.platform),
        faults=faults_of_failures(view.failures) if refusal is None else refusal.faults,
        refusal=refusal,
        subject=subject_of(view.outbound),
        text=notice_text(view.outbound),
        outgoing=None if view.outgoing is None else outgoing_of(view.outgoing),
        **_changed(view),
        own=caller.actor in authors and AccessRole.APPROVER in caller.roles,
        looks=factory.looking().state_of(view.request, list(view.events)),
    )


def _changed(view: RequestView) -> dict[str, Changed | None]:
    """Return what changed since somebody first stood up for the request, and since it was drafted."""
    first = next((each for each in view.events if each.is_confirmation), None)
    seen = None if first is None else next((each for each in reversed(view.kept) if each.at <= first.at), None)
    now, found = view.request.content, dict[str, Changed | None](since_first=None, since_draft=None)
    if first is not None and seen is not None:
        found["since_first"] = Changed(first.actor, first.at, shown_changes(changes(seen.content, now)))
    if view.kept:
        drafted = view.kept[0]
        found["since_draft"] = Changed(drafted.actor, drafted.at, shown_changes(changes(drafted.content, now)))
    return found


def _stored(request: RequestRecord) -> RequestForm:
    content = request.content
    item, told = content.items[0], content.safety.police_notification
    return RequestForm.model_construct(
        version=request.version,
        explanation=content.allegation.explanation,
        language=content.allegation.language,
        url=item.locator.url or "",
        additional_info=item.locator.additional_info,
        excerpt=item.excerpt,
        firework_class_basis=content.allegation.firework_class_basis,
        delivery_channel=content.delivery_channel,
        preserve_data=RequestedAction.PRESERVE_DATA in content.requested_action,
        threat_to_life=content.safety.threat_to_life,
        police_status=told.status,
        police_channel=told.channel,
        police_reference=told.reference,
    )
