"""A takedown request as a page shows it: its fields, and beside each field what is missing there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from service.domain.access import AccessRole, Caller
from service.domain.takedown.delivery_channels import DeliveryChannel
from service.domain.takedown.outbound import notice_text, subject_of
from service.domain.takedown.records import public_id
from service.domain.takedown.states import RequestEvent, RequestState
from service.errors import Fault
from service.factory import Factory
from service.services.takedown.errors import faults_of_failures
from service.services.takedown.requests import RequestView

__all__ = ["FIELDS", "RequestPanel", "panel_of"]

FIELDS = (
    "/allegation/explanation",
    "/items/0/locator/url",
    "/items/0/locator/additional_info",
    "/items/0/excerpt",
    "/allegation/firework_class_basis",
    "/notifier/legal_name",
    "/notifier/email",
    "/bona_fide",
    "/safety/threat_to_life",
    "/safety/police_notification/status",
    "/items",
)
"""Places of the content that have a field of their own on the page."""


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
    refused: bool
    """The faults are the answer to what the person just tried."""
    subject: str
    text: str
    """What leaves, word for word."""
    own: bool
    """The caller wrote or confirmed it and cannot approve it."""

    @property
    def editable(self) -> bool:
        """Whether the caller can change the content now."""
        return RequestEvent.CONFIRM in self.view.allowed or RequestEvent.SUBMIT_FOR_REVIEW in self.view.allowed

    @property
    def waits_for_sight(self) -> bool:
        """Whether it is approved and only waits for somebody who sees it online."""
        return self.view.request.state is RequestState.APPROVED

    def beside(self, pointer: str) -> list[Fault]:
        """Return what is wrong at one field."""
        return [fault for fault in self.faults if fault.where == pointer]

    @property
    def elsewhere(self) -> list[Fault]:
        """Return what is wrong at no field of the page."""
        return [fault for fault in self.faults if fault.where not in FIELDS]


def panel_of(factory: Factory, caller: Caller, request_id: UUID, refused: Sequence[Fault] = ()) -> RequestPanel:
    """Return a request for a page.

    Raises
    ------
    RequestNotFoundError
    """
    view = factory.takedown().view(caller, request_id)
    authors = factory.takedown().authors(request_id)
    return RequestPanel(
        view=view,
        id=public_id(request_id),
        channels=factory.takedown().channels_of(view.request.platform),
        faults=refused or faults_of_failures(view.failures),
        refused=bool(refused),
        subject=subject_of(view.outbound),
        text=notice_text(view.outbound),
        own=caller.actor in authors and AccessRole.APPROVER in caller.roles,
    )
