"""One sample of each error of the calls, for the examples in the API's description."""

from __future__ import annotations

from service.delivery.signing import WebhookRefusedError
from service.dependencies.changes import IdempotencyKeyRequiredError, IfMatchUnreadableError
from service.domain.disclosure import ReasonRefusedError
from service.domain.takedown.judging import Failure
from service.errors import Fault, LontError
from service.request_errors import (
    BodyTooLargeError,
    ContentTypeError,
    IncidentError,
    JsonMalformedError,
    KeyMissingError,
    LocalOnlyError,
    NotAcceptableError,
    NotReadyError,
    RequestInvalidError,
    ScopeMissingError,
)
from service.services.alerts import AlertClaimedError, AlertNotFoundError
from service.services.assignments import AssigneeError, ItemAssignedError, NotWaitingError
from service.services.campaign_acts import CampaignConflictError
from service.services.campaigns import CampaignNotFoundError
from service.services.channels import ChannelNotFoundError, SuccessionError
from service.services.claims import ClaimLostError, ItemClaimedError, NotSupervisorError
from service.services.decisions import DecisionConflictError
from service.services.evidence import EvidenceBrokenError
from service.services.items import ItemNotFoundError
from service.services.keys import IdempotencyConflictError, KeyRefusedError
from service.services.misses import NotMissedError
from service.services.phenomenon import PeriodError
from service.services.sharing import LeakError
from service.services.takedown.errors import (
    DuplicateRequestError,
    HeldError,
    IncompleteNoticeError,
    InvalidTransitionError,
    NotYoursToDoError,
    PreconditionRequiredError,
    RequestNotFoundError,
    RouteError,
    VersionMismatchError,
)
from service.services.takedown.guards import DecisionUndoneError
from service.services.takedown.holds import HoldEndedError
from service.services.takedown.looking import LookNotPossibleError
from service.services.takedown.platforms import WarningClearedError, WarningNotFoundError
from service.services.webhooks import WebhookConflictError, WebhookNotFoundError
from service.services.work_figures import SpanError

__all__ = ["SAMPLES"]

_FAULT = Fault("body.items.3.text", "This is needed and is not there.", "missing")
_TDR = "tdr_019a5d33-4b2a-7d1c-9e0f-3c5a7b9d1e2f"
_STATE_FAULTS = (
    Fault("current_state", "submitted", "current_state"),
    Fault("allowed_events", "ack", "allowed_event"),
    Fault("allowed_events", "decision_action", "allowed_event"),
)
_FAILURES = (
    Failure("TD-201", "/items/0/locator/url", "Invite link, not a message link.", "DSA 16(2)(b)"),
    Failure("TD-304", "/bona_fide", "The statement of good faith is missing.", "DSA 16(2)(d)"),
)
SAMPLES: tuple[LontError, ...] = (
    JsonMalformedError(
        "The body is not one JSON text in UTF-8: expected value at line 1 column 12.",
        "Send what a JSON library writes.",
    ),
    KeyMissingError("The call needs a key and came without one.", "Send the header `Authorization: Bearer lont_…`."),
    KeyRefusedError(
        "The API key is unknown, expired or revoked.", "Ask the operator for a new one (`lont keys create`)."
    ),
    ScopeMissingError("The key lacks the scope 'ingest'.", "Ask the operator for a key with it."),
    LocalOnlyError("This server has no keys and so serves callers on its own machine only.", "Set keys."),
    ItemNotFoundError("There is no item of that id.", "Take the id from the list of items."),
    IdempotencyConflictError(
        "The Idempotency-Key was used before with another body.", "Send each new request with a key of its own."
    ),
    DecisionConflictError("It is decided already: confirm.", "Undo that decision first, if it is wrong."),
    CampaignNotFoundError("There is no campaign of that id.", "Take the id from the list of campaigns."),
    ChannelNotFoundError("There is no channel of that id.", "Take the id from the list of channels."),
    SuccessionError("A channel is the successor of another one that is stored.", "Take its id from the list."),
    CampaignConflictError("That was taken back already.", "Nothing is left to do."),
    AlertNotFoundError("That item has no alert.", "The page of alerts lists those that there are."),
    AlertClaimedError("Somebody else has claimed this alert.", "Nothing is left to do for you here."),
    RequestNotFoundError("There is no takedown request of that id.", "Take the id from the list of requests."),
    NotYoursToDoError("This is for analyst.", "Ask somebody with that access role."),
    InvalidTransitionError(
        "The request is submitted; approve does not fit that.",
        "You may do: ack, decision_action.",
        faults=_STATE_FAULTS,
    ),
    DuplicateRequestError(
        f"{_TDR} is open for the same content.",
        "Go on with that one.",
        faults=[Fault("existing_id", _TDR, "duplicate")],
    ),
    HeldError(),
    LookNotPossibleError("Looking at this platform is not switched on.", "Look yourself, and say what you saw."),
    HoldEndedError("Somebody lifted it before.", "Place a new one if it has to hold again."),
    RouteError(
        "The item stands in a private group or chat, which no notice reaches.",
        "Refer it to the police (in danger 112); lont drafts no notice for it.",
    ),
    DecisionUndoneError(
        "An item of this request is not confirmed any more.",
        "Send the request back or take it back; it may not leave.",
    ),
    VersionMismatchError("You saw version 3; it is at 4 now.", "Look at it again, then decide."),
    PreconditionRequiredError(
        "The change does not say which version it is for.", 'Send the header `If-Match: "<version>"`.'
    ),
    IfMatchUnreadableError(
        "Expected one strong entity tag; weak ones, lists and * name no single version.",
        "Send back the header ETag of the answer as it came.",
    ),
    IdempotencyKeyRequiredError(
        "The call makes something and came without an Idempotency-Key.",
        "Send the header with a word of your own for this request, and the same one if you have to repeat it.",
    ),
    IncompleteNoticeError(_FAILURES),
    NotAcceptableError(
        "The header Accept leaves out application/json, and this call answers with nothing else.",
        "Send `Accept: application/json`, or none.",
    ),
    BodyTooLargeError("The body has more than 8,388,608 bytes.", "Send fewer inputs or items in each request."),
    ContentTypeError("The body is not declared as JSON in UTF-8.", "Send the header `Content-Type: application/json`."),
    RequestInvalidError(
        "The request has 1 fault; nothing of it was taken.", "Mend what `faults` names.", faults=[_FAULT]
    ),
    IncidentError("4e1f0c9a7b3d4d5e8a6f2b1c0d9e8f7a"),
    NotReadyError(
        "Not every part is there.",
        "Do what `faults` names, then ask again.",
        faults=[Fault("database", "Run `lont db upgrade`.", "database_not_at_head")],
    ),
    SpanError("Figures are of 1 to 366 days, and the last one is not before the first.", "Give other days."),
    PeriodError("The period is a quarter of thirteen weeks, up to 2026-Q4.", "Name a year and a quarter."),
    ItemClaimedError("Another reviewer is looking at this item.", "Go on with the next one."),
    ItemAssignedError("Only the reviewer to whom it is assigned, or a supervisor, changes that.", "Ask one of them."),
    NotWaitingError("Only what waits for review is assigned.", "Look at the item again."),
    AssigneeError(
        "There is no open account of that id whose access roles let it decide.", "Choose a colleague who reviews."
    ),
    ClaimLostError("Your claim on this item has ended.", "Take the item again before you go on."),
    NotMissedError("It waits for review already.", "Look at the item."),
    WebhookNotFoundError("There is no webhook of that id.", "Take the id from the list."),
    WebhookConflictError("That address is subscribed already.", "Change or rotate that subscription."),
    WebhookRefusedError(
        "No address for webhooks.",
        "Give an https address without user, password and fragment.",
        faults=[Fault("url", "an https address without user, password and fragment", "endpoint_invalid")],
    ),
    ReasonRefusedError("A reason has 10 to 500 characters.", "Say for which case, letter or check it is needed."),
    LeakError(
        "It holds what may not leave.",
        "Mend what `faults` names, or do not share it.",
        faults=[Fault("/items/0/excerpt", "It holds a phone number. Take it out, or quote less.", "TD-310")],
    ),
    EvidenceBrokenError(
        "Evidence 019a5d2f-0b1c-7d3e-8f4a-5b6c7d8e9f01 is not what was stored.",
        "Tell the operator; nothing of it may be sent.",
    ),
    WarningNotFoundError("There is no warning of that id.", "Take it from the page on platforms."),
    WarningClearedError("Somebody has cleared it.", "Nothing is left to do."),
    NotSupervisorError(
        "Only a supervisor frees what another reviewer has claimed.", "Ask one, or wait until the claim ends."
    ),
)
"""An error that has none here is missing from the description of every call."""
