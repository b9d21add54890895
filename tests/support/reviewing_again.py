"""Review tasks as tests make them: decided items, a draw that always or never hits, known items."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from service.domain.access import AccessRole, Caller, scopes_of
from service.domain.claims import Claim
from service.domain.decisions import DecisionRecord, RejectReason, Verdict
from service.domain.items import ItemFilter
from service.domain.review_tasks import KnownItem, ReviewTask, Said
from service.factory import Factory, ProcessContext
from service.services.known_items import KnownDraft
from service.services.review_tasks import ReviewTaskService, SecondLooks, Shares
from service.storage.item_queries import ItemQueryStore
from service.storage.review_tasks import ReviewTaskStore
from tests.support.review import ANNA, BRAM, queued, reviewer, said

ALWAYS, NEVER = (lambda: 0.0), (lambda: 0.999)
CHRIS, DORA = reviewer("c"), reviewer("d")
_BOTH = frozenset({AccessRole.APPROVER})
SUPERVISOR = Caller("usr_" + "e" * 32, "supervisor", scopes_of(_BOTH), _BOTH)
RECRUITS = Said(Verdict.CONFIRM, ("recruitment",))
NEWS = Said(Verdict.REJECT, (), RejectReason.NEWS_OR_WARNING)


def decided(context: ProcessContext, by: Caller, verdict: Verdict = Verdict.REJECT, item: UUID | None = None) -> UUID:
    """Let somebody decide an item, a new one if none is named, and return it."""
    item_id = item or queued(context)
    decide(context, by, item_id, verdict)
    return item_id


def decide(context: ProcessContext, by: Caller, item_id: UUID, verdict: Verdict) -> DecisionRecord:
    """Decide an item as the console does."""
    with context.writing() as factory:
        return factory.review().decide(by, said(item_id, verdict)).decision


def known(context: ProcessContext, item_id: UUID, answer: Said = NEWS, by: Caller = SUPERVISOR) -> KnownItem:
    """Mark a decided item as known."""
    with context.writing() as factory:
        return factory.known_items().mark(by, KnownDraft(item_id, 1, answer, "het is een krantenkop"))


def tasks(factory: Factory, chance: Callable[[], float], known_share: float = 0.5) -> ReviewTaskService:
    """Return what hands out tasks, with a draw of the test's own."""
    shares = Shares(known=known_share, second=0.0, strong=None)
    store, lasts = ReviewTaskStore(factory.session), timedelta(minutes=5)
    return ReviewTaskService(
        store, factory.claims(), factory.alerts(), shares=shares, lasts=lasts, chance=chance, audit=factory.audit()
    )


def next_of(
    context: ProcessContext,
    caller: Caller,
    chance: Callable[[], float] = ALWAYS,
    wanted: ItemFilter | None = None,
    passed: UUID | None = None,
) -> Claim | ReviewTask | None:
    """Ask for what a reviewer should look at next."""
    with context.writing() as factory:
        return tasks(factory, chance).next(caller, wanted or ItemFilter(), passed)


def answer(context: ProcessContext, caller: Caller, task_id: UUID, words: Said) -> ReviewTask:
    """Answer a task."""
    with context.writing() as factory:
        return factory.review_tasks().answer(caller, task_id, words)


def differing(context: ProcessContext, item_id: UUID) -> ReviewTask:
    """Let Anna and Bram see a waiting item differently, whatever share of decisions is looked at."""
    decision = decide(context, ANNA, item_id, Verdict.REJECT)
    with context.writing() as factory:
        store, items = ReviewTaskStore(factory.session), ItemQueryStore(factory.session)
        if not store.looked_at(item_id, 1):
            SecondLooks(store, items, Shares(known=0.0, second=1.0, strong=None)).consider(decision)
        task = tasks(factory, ALWAYS, known_share=0.0).next(BRAM, ItemFilter())
    assert isinstance(task, ReviewTask)
    return answer(context, BRAM, task.id, RECRUITS)
