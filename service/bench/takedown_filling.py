"""Makes approved takedown requests as people do: takes items in, confirms, drafts, and has another approve."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from service.domain.access import AccessRole, Caller, scopes_of
from service.domain.decisions import DecisionDraft, Verdict
from service.domain.items import Lane, Provenance, Visibility
from service.domain.messages import ChannelRef, MessageDraft, MessageKind, Platform
from service.domain.takedown.states import RequestEvent
from service.factory import Factory, ProcessContext
from service.services.takedown.inputs import EventInput, RequestEdit

__all__ = ["approve_some"]

_CHANNEL = ChannelRef(Platform.TELEGRAM, "bench-takedown", "bench_verzonnen", public=True)
_PROVENANCE = Provenance("UTC", Visibility.PUBLIC, "made for measuring", "lont bench")
_OFFER = "gezocht: 2 man voor knal bij voordeur, materiaal ligt klaar, 750 p.p., stuur pb"
_ANALYST, _APPROVER = (
    Caller(f"usr_{letter * 32}", f"bench-{role}", scopes_of([role]), frozenset({role}))
    for letter, role in (("a", AccessRole.ANALYST), ("b", AccessRole.APPROVER))
)


def approve_some(context: ProcessContext, first: int, count: int, channels: Sequence[str]) -> list[UUID]:
    """Make requests that only wait to be sent, over these delivery channels in turn; return their ids.

    Parameters
    ----------
    context
        On a database at the current schema, with a scorer.
    first
        Number of the first one; each number is used once.
    count
        How many.
    channels
        Ids of delivery channels of Telegram.
    """
    numbers = range(first, first + count)
    with context.writing() as factory:
        channel = factory.import_desk().channels.save(_CHANNEL, _PROVENANCE).id
        stored = factory.import_desk().ingest.take_in(channel, [_draft(each) for each in numbers], Lane.LIVE).stored
    context.scoring().score(list(stored.values()))
    with context.writing() as factory:
        return [
            _approved(factory, item_id, channels[number % len(channels)])
            for number, item_id in zip(numbers, stored.values(), strict=True)
        ]


def _draft(number: int) -> MessageDraft:
    return MessageDraft(
        channel=_CHANNEL,
        source_key=str(number),
        text=f"{_OFFER} (ref {number:x})",
        kind=MessageKind.TEXT,
        sent_at=datetime.now(UTC) - timedelta(hours=1),
        author=None,
        locator=f"https://t.me/bench_verzonnen/{number}",
    )


def _approved(factory: Factory, item_id: UUID, channel: str) -> UUID:
    """Take one item from its confirmation to an approved request."""
    confirmed = DecisionDraft(
        item_id, 1, Verdict.CONFIRM, labels=("recruitment",), saw_original=True, threat_to_life="none"
    )
    factory.decisions().decide(_ANALYST, confirmed)
    takedown = factory.takedown()
    request = takedown.create(_ANALYST, item_id, RequestEdit(delivery_channel=channel))
    for by, step in (
        (_ANALYST, EventInput(RequestEvent.SUBMIT_FOR_REVIEW)),
        (_ANALYST, EventInput(RequestEvent.CONFIRM, saw_original=True, bona_fide=True, still_online=True)),
        (_APPROVER, EventInput(RequestEvent.APPROVE)),
    ):
        request = takedown.apply(by, request.id, request.version, step)
    return request.id
