"""Items that wait for review, and the people who decide them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from uuid import UUID

from service.domain.access import AccessRole, Caller, scopes_of
from service.domain.decisions import DecisionDraft, RejectReason, Verdict
from service.domain.items import ItemRecord, ItemState, Lane, ScoreRow
from service.factory import ProcessContext
from tests.support.drafts import draft, open_channel

THREAT = "wie wil vannacht een deur doen, 800 euro, filmen"
"""What the shipped bundle and the rules take for a possible threat to life."""
LATELY = datetime.now(UTC) - timedelta(hours=40)
"""When the first message was sent; not so long ago that a "tonight" in it is past."""
MODEL = "test.1"


WHOLE: dict[Verdict, dict[str, object]] = {
    Verdict.CONFIRM: {"labels": ("recruitment",)},
    Verdict.REJECT: {"reason": RejectReason.NEWS_OR_WARNING},
    Verdict.UNSURE: {},
    Verdict.CANNOT_TELL: {},
    Verdict.ESCALATE: {},
    Verdict.DEFER: {},
}
"""What each verdict asks for besides itself."""


def said(item_id: UUID, verdict: Verdict, version: int = 1, **fields: object) -> DecisionDraft:
    """Return a decision that is whole, unless a field spoils it."""
    values = WHOLE[verdict] | fields
    return DecisionDraft(item_id, version, verdict, **values)  # type: ignore[arg-type]  # names and types are those of the record


def reviewer(letter: str) -> Caller:
    """Return an analyst who is told from others by one letter."""
    roles = frozenset({AccessRole.ANALYST})
    return Caller(f"usr_{letter * 32}", f"analyst-{letter}", scopes_of(roles), roles)


ANNA, BRAM = reviewer("a"), reviewer("b")


def store(context: ProcessContext, *texts: str, first: int = 0) -> list[UUID]:
    """Store messages of one channel, an hour from one to the next, and return their ids; `first` numbers on."""
    channel_id = open_channel(context)
    times = (LATELY + timedelta(hours=number) for number in range(first, first + len(texts)))
    drafts = [
        draft(str(number), text, sent_at=sent_at)
        for number, (text, sent_at) in enumerate(zip(texts, times, strict=True), first)
    ]
    with context.writing() as factory:
        return list(factory.import_desk().ingest.take_in(channel_id, drafts, Lane.LIVE).stored.values())


def edit(context: ProcessContext, text: str, number: int = 0) -> None:
    """Let the message of this number be edited by whoever sent it."""
    channel_id = open_channel(context)
    with context.writing() as factory:
        changed = draft(str(number), text, sent_at=LATELY + timedelta(hours=number), edited=True)
        assert factory.import_desk().ingest.take_in(channel_id, [changed], Lane.LIVE).changed


def give_score(
    context: ProcessContext,
    item_id: UUID,
    priority: str | None = None,
    score: float = 0.9,
    version: int = 1,
    *,
    unsure: tuple[str, ...] = (),
    role: str | None = None,
    entities: tuple[dict[str, object], ...] = (),
) -> None:
    """Write a score as scoring does; with a priority a label is raised."""
    row = ScoreRow(
        item_id=item_id,
        item_version=version,
        recruitment=score,
        f4_sale=0.0,
        labels=("recruitment",) if priority else (),
        lang="nl",
        tier="linear",
        model_version=MODEL,
        priority=priority,
        priority_reason=("recruitment_raised",) if priority else (),
        unsure=unsure,
        explanation=(),
        scored_at=datetime.now(UTC),
        role=role,
        entities=entities,
    )
    with context.writing() as factory:
        assert factory.scores().write([row]) == [row]


def queued(context: ProcessContext, priority: str | None = "P1", text: str = "klus voor vanavond, dm") -> UUID:
    """Store one item with a score; without a priority it does not wait for review."""
    (item_id,) = store(context, text)
    give_score(context, item_id, priority)
    return item_id


def look_at(context: ProcessContext, item_id: UUID) -> ItemRecord:
    """Return an item as it is now."""
    with context.reading() as factory:
        return factory.items().get(item_id)[0]


def standing(context: ProcessContext, item_id: UUID) -> tuple[ItemState, str | None, str | None]:
    """Return state, priority and standing verdict of an item."""
    item = look_at(context, item_id)
    return ItemState(item.state), item.priority, item.verdict


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do things in threads that start together; return what each gave back or raised."""
    start = Barrier(len(acts))

    def begin(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except Exception as error:  # noqa: BLE001  # what it was is for the test to judge
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(begin, acts))
