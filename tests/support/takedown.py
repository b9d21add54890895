"""Takedown requests in a database: people, items that they confirmed, and requests brought as far as a test needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from service.domain.access import AccessRole, Caller, scopes_of
from service.domain.decisions import DecisionDraft, DecisionRecord, Verdict
from service.domain.items import Lane
from service.domain.messages import Platform
from service.domain.takedown.content import content_document
from service.domain.takedown.records import AttemptRecord, EventRecord, RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.factory import ProcessContext
from service.schema import (
    DeliveryAttempt,
    Item,
    OutboxEntry,
    TakedownContent,
    TakedownEvent,
    TakedownItem,
    TakedownRequest,
)
from service.services.takedown.inputs import EventInput, RequestEdit
from service.storage.outbox import NOTICE_TOPIC
from tests.support.api import shipped_scorer
from tests.support.drafts import draft, open_channel

OFFER = "gezocht: 2 man voor knal bij voordeur, materiaal ligt klaar, 750 p.p., stuur pb"
ADDRESS = "https://t.me/buurtpraat_verzonnen/{key}"
WHY = "zo besloten in de test"
REGISTRY = """
[[delivery_channel]]
id = "telegram.email"
platform = "telegram"
transport = "email"
address = "notices@telegram.example"
languages = ["nl", "en"]
audience = "public"

[[delivery_channel]]
id = "telegram.second"
platform = "telegram"
transport = "email"
address = "second@telegram.example"
languages = ["nl", "en"]
audience = "public"

[[delivery_channel]]
id = "telegram.form"
platform = "telegram"
transport = "webform_manual"
address = "https://telegram.org/dsa-report"
languages = ["en"]
audience = "public"

[[delivery_channel]]
id = "tiktok.email"
platform = "tiktok"
transport = "email"
address = "notices@tiktok.example"
languages = ["nl"]
audience = "public"
"""


def person(name: str, *roles: AccessRole) -> Caller:
    """Return somebody with these access roles; nothing of this needs an account."""
    return Caller(f"usr_{name}-0001", name, scopes_of(roles), frozenset(roles))


ANN = person("ann", AccessRole.ANALYST)
CARL = person("carl", AccessRole.ANALYST)
BOB = person("bob", AccessRole.APPROVER)
DORA = person("dora", AccessRole.APPROVER)
LEA = person("lea", AccessRole.LEGAL)
EVE = person("eve", AccessRole.ANALYST, AccessRole.APPROVER)
AUDITOR = person("aud", AccessRole.AUDITOR)
TELEGRAM = replace(person("tg", AccessRole.PLATFORM), actor="org_telegram", platform=Platform.TELEGRAM)
TIKTOK = replace(person("tt", AccessRole.PLATFORM), actor="org_tiktok", platform=Platform.TIKTOK)

CONFIRMATION: dict[str, Any] = {"saw_original": True, "bona_fide": True, "still_online": True}


def prepared(context: ProcessContext, **settings: object) -> ProcessContext:
    """Let a context know a notifier, delivery channels and a scorer; return it."""
    registry = context.settings.home / "delivery_channels.toml"
    registry.write_text(REGISTRY, encoding="utf-8")
    stated = {
        "smtp_host": "127.0.0.1",
        "smtp_security": "none",
        "smtp_timeout_seconds": 5.0,
        "notifier_name": "Voorbeeld Meldpunt",
        "notifier_email": "meldingen@meldpunt.example",
        "disclosure_basis": "AVG 6(1)(f)",
        "delivery_channels": registry,
    }
    context.settings = context.settings.model_copy(update=stated | settings)
    context.__dict__.pop("office", None)
    context.scorer = shipped_scorer()
    return context


def stored_item(
    context: ProcessContext, key: str = "1", text: str | None = None, locator: str | None = ADDRESS
) -> UUID:
    """Store an item and score it; return its id. Without a text it is an offer, and no copy of one with another key."""
    address = None if locator is None else locator.format(key=key)
    text = text or (OFFER if key == "1" else f"{OFFER} ({key})")
    channel = open_channel(context)
    with context.writing() as factory:
        drafts = [draft(key, text, locator=address)]
        stored = factory.import_desk().ingest.take_in(channel, drafts, Lane.LIVE).stored
    context.scoring().score(list(stored.values()))
    return next(iter(stored.values()))


def confirm_item(context: ProcessContext, item_id: UUID, by: Caller = ANN, **fields: Any) -> DecisionRecord:  # noqa: ANN401  # of the dataclass
    """Decide that an item is a recruitment offer without a threat to life."""
    given: dict[str, Any] = {"labels": ("recruitment",), "saw_original": True, "threat_to_life": "none"}
    with context.writing() as factory:
        return factory.decisions().decide(by, DecisionDraft(item_id, 1, Verdict.CONFIRM, **given | fields))


def confirmed_item(context: ProcessContext, by: Caller = ANN, key: str = "1", **fields: Any) -> UUID:  # noqa: ANN401  # of the dataclass
    """Store an item that somebody confirmed."""
    item_id = stored_item(context, key)
    confirm_item(context, item_id, by, **fields)
    return item_id


def drafted(context: ProcessContext, by: Caller = ANN, key: str = "1", **edit: Any) -> RequestRecord:  # noqa: ANN401  # of the dataclass
    """Draft a request from an item that Ann confirmed."""
    item_id = confirmed_item(context, key=key)
    with context.writing() as factory:
        return factory.takedown().create(by, item_id, RequestEdit(**edit))


def move(
    context: ProcessContext,
    by: Caller,
    request: RequestRecord,
    event: RequestEvent,
    **fields: Any,  # noqa: ANN401  # of the dataclass
) -> RequestRecord:
    """Ask for one event on the version that the caller holds."""
    with context.writing() as factory:
        return factory.takedown().apply(by, request.id, request.version, EventInput(event, **fields))


def in_review(context: ProcessContext, by: Caller = ANN, **edit: Any) -> RequestRecord:  # noqa: ANN401  # of the dataclass
    """Bring a request into review."""
    return move(context, by, drafted(context, by, **edit), RequestEvent.SUBMIT_FOR_REVIEW)


def confirmed(context: ProcessContext, by: Caller = ANN, **edit: Any) -> RequestRecord:  # noqa: ANN401  # of the dataclass
    """Bring a request so far that somebody stood up for it."""
    return move(context, by, in_review(context, **edit), RequestEvent.CONFIRM, **CONFIRMATION)


def approved(context: ProcessContext, **edit: Any) -> RequestRecord:  # noqa: ANN401  # of the dataclass
    """Bring a request so far that Bob approved it."""
    return move(context, BOB, confirmed(context, **edit), RequestEvent.APPROVE)


def submitted(context: ProcessContext, **edit: Any) -> RequestRecord:  # noqa: ANN401  # of the dataclass
    """Bring a request to its platform by way of a form."""
    request = approved(context, delivery_channel="telegram.form", **edit)
    request = move(context, ANN, request, RequestEvent.DISPATCH)
    return move(context, ANN, request, RequestEvent.ACCEPTED, ticket="TG-1")


def undo(context: ProcessContext, item_id: UUID, by: Caller = CARL) -> tuple[str, str | None]:
    """Take back the decision that holds; return what is proposed, and for which request."""
    with context.writing() as factory:
        decision = factory.decisions().history(item_id)[-1]
        undone = factory.review().undo(by, item_id, decision.id)
    first = next(((each.act, each.request_id) for each in undone.proposals), None)
    return first or ("none", None)


def now_of(context: ProcessContext, request: RequestRecord) -> RequestRecord:
    """Return a request as it stands now."""
    with context.reading() as factory:
        found = factory.takedown_desk().requests.get(request.id)
    assert found is not None
    return found


def events_of(context: ProcessContext, request: RequestRecord) -> list[EventRecord]:
    """Return the life of a request."""
    with context.reading() as factory:
        return factory.takedown_desk().requests.events(request.id)


def attempts_of(context: ProcessContext, request: RequestRecord) -> list[AttemptRecord]:
    """Return the attempts to deliver a request."""
    with context.reading() as factory:
        return factory.takedown_desk().deliveries.of_request(request.id)


def item_of(context: ProcessContext, request: RequestRecord) -> UUID:
    """Return the only item of a request."""
    with context.reading() as factory:
        return factory.takedown_desk().requests.items(request.id)[0].item_id


def asked_for(context: ProcessContext) -> list[str]:
    """Return the requests that the outbox asks the workers to deliver."""
    with context.database.read() as session:
        query = select(OutboxEntry.payload).where(OutboxEntry.topic == NOTICE_TOPIC).order_by(OutboxEntry.id)
        return [payload["id"] for payload in session.scalars(query)]


def age_attestation(context: ProcessContext, request: RequestRecord, minutes: int) -> None:
    """Let the last look at a request's items be longer ago."""
    content = now_of(context, request).content
    seen = datetime.now(UTC) - timedelta(minutes=minutes)
    items = tuple(
        item.model_copy(update={"last_verified_live_at": seen, "first_observed_at": seen, "posted_at": None})
        for item in content.items
    )
    change_row(context, request, content=content_document(content.model_copy(update={"items": items})))


def change_row(context: ProcessContext, request: RequestRecord, **values: object) -> None:
    """Write into the row of a request, past all services."""
    with context.database.write() as session:
        session.execute(update(TakedownRequest).where(TakedownRequest.id == request.id).values(**values))


def forget_contents(context: ProcessContext, request: RequestRecord) -> None:
    """Let a request be one from before contents were kept."""
    with context.database.write() as session:
        session.execute(delete(TakedownContent).where(TakedownContent.request_id == request.id))


def change_attempts(context: ProcessContext, request: RequestRecord, **values: object) -> None:
    """Write into the attempts of a request, past all services."""
    with context.database.write() as session:
        session.execute(update(DeliveryAttempt).where(DeliveryAttempt.request_id == request.id).values(**values))


def change_item(context: ProcessContext, item_id: UUID, **values: object) -> None:
    """Write into the row of an item, past all services."""
    with context.database.write() as session:
        session.execute(update(Item).where(Item.id == item_id).values(**values))


def use_mail_server(context: ProcessContext, port: int) -> None:
    """Send to another port from now on."""
    context.settings = context.settings.model_copy(update={"smtp_port": port})


_REASON = {"rationale": WHY}
FIELDS: dict[RequestEvent, dict[str, Any]] = {
    RequestEvent.CONFIRM: CONFIRMATION,
    RequestEvent.DISCARD: _REASON,
    RequestEvent.REJECT: _REASON,
    RequestEvent.CONTENT_GONE: {"gone": True},
    RequestEvent.SEND_BACK: _REASON,
    RequestEvent.REVOKE: _REASON,
    RequestEvent.FAIL: _REASON,
    RequestEvent.SWITCH_CHANNEL: {"delivery_channel": "telegram.email"},
    RequestEvent.GIVE_UP: _REASON,
    RequestEvent.DECISION_ACTION: {"decision": "removed"},
    RequestEvent.ASK_INFO: _REASON,
    RequestEvent.ANSWER: _REASON | {"bona_fide": True},
    RequestEvent.VERIFY: {"gone": True},
    RequestEvent.STILL_LIVE: {"still_online": True},
    RequestEvent.WITHDRAW: _REASON,
    RequestEvent.ACCEPT: _REASON,
    RequestEvent.CLOSE: _REASON,
    RequestEvent.COMPLAIN: _REASON,
    RequestEvent.REVERSED: _REASON | {"decision": "removed"},
    RequestEvent.UPHELD: _REASON,
    RequestEvent.DISPUTE: _REASON | {"body": "Voorbeeldcommissie"},
    RequestEvent.DECIDED: _REASON,
    RequestEvent.REINSTATED: _REASON,
}
"""What each event needs to be said with it; the others need nothing."""

_E, _S = RequestEvent, RequestState
PATHS: dict[RequestState, tuple[tuple[RequestEvent, Caller], ...]] = {_S.DRAFT: ()}
PATHS[_S.IN_REVIEW] = (*PATHS[_S.DRAFT], (_E.SUBMIT_FOR_REVIEW, ANN))
PATHS[_S.REJECTED_INTERNAL] = (*PATHS[_S.IN_REVIEW], (_E.REJECT, LEA))
PATHS[_S.MOOT] = (*PATHS[_S.IN_REVIEW], (_E.CONTENT_GONE, ANN))
PATHS[_S.CONFIRMED] = (*PATHS[_S.IN_REVIEW], (_E.CONFIRM, ANN))
PATHS[_S.APPROVED] = (*PATHS[_S.CONFIRMED], (_E.APPROVE, BOB))
PATHS[_S.WITHDRAWN] = (*PATHS[_S.APPROVED], (_E.REVOKE, LEA))
PATHS[_S.SUBMITTING] = (*PATHS[_S.APPROVED], (_E.DISPATCH, ANN))
PATHS[_S.DELIVERY_FAILED] = (*PATHS[_S.SUBMITTING], (_E.FAIL, ANN))
PATHS[_S.SUBMITTED] = (*PATHS[_S.SUBMITTING], (_E.ACCEPTED, ANN))
PATHS[_S.ACKNOWLEDGED] = (*PATHS[_S.SUBMITTED], (_E.ACK, TELEGRAM))
PATHS[_S.INFO_REQUESTED] = (*PATHS[_S.ACKNOWLEDGED], (_E.ASK_INFO, TELEGRAM))
PATHS[_S.DECLINED] = (*PATHS[_S.SUBMITTED], (_E.DECISION_NONE, TELEGRAM))
PATHS[_S.ACTIONED] = (*PATHS[_S.ACKNOWLEDGED], (_E.DECISION_ACTION, TELEGRAM))
PATHS[_S.VERIFIED_REMOVED] = (*PATHS[_S.ACTIONED], (_E.VERIFY, ANN))
PATHS[_S.OVERDUE] = (*PATHS[_S.ACTIONED], (_E.STILL_LIVE, ANN))
PATHS[_S.COMPLAINT_FILED] = (*PATHS[_S.DECLINED], (_E.COMPLAIN, LEA))
PATHS[_S.DISPUTE_FILED] = (*PATHS[_S.DECLINED], (_E.DISPUTE, LEA))
PATHS[_S.REINSTATED] = (*PATHS[_S.VERIFIED_REMOVED], (_E.REINSTATED, ANN))
PATHS[_S.CLOSED] = (*PATHS[_S.VERIFIED_REMOVED], (_E.CLOSE, BOB))
"""How people bring a request to each state in which the service can leave one."""


def brought_to(context: ProcessContext, state: RequestState) -> RequestRecord:
    """Draft a request for a web form and bring it to a state by hand."""
    request = drafted(context, delivery_channel="telegram.form")
    for event, by in PATHS[state]:
        if event is RequestEvent.STILL_LIVE:
            age_answers(context, request)
        if event is RequestEvent.CONTENT_GONE:
            request = looked_in_vain(context, request)
        request = move(context, by, request, event, **FIELDS.get(event, {}))
    assert request.state is state
    return request


def looked_in_vain(context: ProcessContext, request: RequestRecord, by: Caller = ANN) -> RequestRecord:
    """Let somebody have looked six minutes ago and found nothing."""
    request = move(context, by, request, RequestEvent.CONTENT_GONE, gone=True)
    age_last_event(context, request, timedelta(minutes=6))
    return request


def age_last_event(context: ProcessContext, request: RequestRecord, by: timedelta) -> None:
    """Let what happened last to a request have happened earlier."""
    last = events_of(context, request)[-1]
    with context.database.write() as session:
        mine = (TakedownEvent.request_id == request.id) & (TakedownEvent.seq == last.seq)
        session.execute(update(TakedownEvent).where(mine).values(at=last.at - by))


def age_answers(context: ProcessContext, request: RequestRecord) -> None:
    """Let what the platform said be more than a day ago."""
    with context.database.write() as session:
        mine = TakedownItem.request_id == request.id
        session.execute(update(TakedownItem).where(mine).values(answered_at=datetime.now(UTC) - timedelta(hours=25)))
