"""How fast the queue is at a million stored items, beside ten thousand: its page, its news, the next item, a claim.

Both databases are made for the measurement and dropped after it. What the page asks of the services is asked here in
one transaction, as its handler does; the template is left out, since it shows fifty items either way.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from service.bench.databases import empty_database
from service.bench.queue_filling import fill
from service.domain.access import AccessRole, Caller, scopes_of
from service.domain.items import ItemFilter
from service.factory import ProcessContext
from service.settings import Settings
from service.storage.database import Database
from service.storage.migrating import upgrade_to_head

__all__ = ["ACTS", "ActSpeed", "measure_queue"]

_ON_A_PAGE = 50
_WARM_UP = 5
_ROLES = frozenset({AccessRole.ANALYST})
_ANNA = Caller(f"usr_{'a' * 32}", "bench", scopes_of(_ROLES), _ROLES)
_NOTHING = ItemFilter()


@dataclass(frozen=True, slots=True)
class ActSpeed:
    """One act on both databases."""

    act: str
    few: tuple[float, float]
    """Milliseconds at the smaller database: half and 95% of the times are at most these."""
    many: tuple[float, float]
    ratio: float
    """Median over the pairs of the time at the larger one as a share of that at the smaller one."""


def measure_queue(settings: Settings, items: int, beside: int, waiting: float, pairs: int) -> list[ActSpeed]:
    """Do each act at both databases in turn, in every second pair in the opposite order.

    Parameters
    ----------
    settings
        Whose database server to measure on: PostgreSQL, or SQLite where no URL is set.
    items, beside
        Items in the larger and the smaller database.
    waiting
        Share of them that waits for review, 0 to 1.
    pairs
        Of times for each act, 10 or more.
    """
    with ExitStack() as opened:
        few, many = (opened.enter_context(_filled(settings, count, waiting)) for count in (beside, items))
        return [_measure(name, act, few, many, pairs) for name, act in ACTS.items()]


def _page(context: ProcessContext) -> None:
    """Ask what the page of the queue asks, as `service.handlers.console.queue` does."""
    with context.writing() as factory:
        queue = factory.queue()
        queue.latest()
        found = queue.page(_NOTHING, None, _ON_A_PAGE)
        ids = [item.id for item in found.items]
        queue.waiting()
        factory.claims().on(ids)
        queue.count(ItemFilter(assigned_to=_ANNA.actor))
        factory.audit().viewed(_ANNA.actor, ids, page="queue")


def _view(context: ProcessContext) -> None:
    """Ask for a page of a view with two filters, and its count."""
    wanted = ItemFilter(priority="P3", lang="sv")
    with context.writing() as factory:
        found = factory.queue().page(wanted, None, _ON_A_PAGE)
        factory.queue().count(wanted)
        factory.audit().viewed(_ANNA.actor, [item.id for item in found.items], page="queue")


def _search(context: ProcessContext) -> None:
    """Ask for a page of items with a word that all but a few lack."""
    with context.reading() as factory:
        factory.queue().page(ItemFilter(text="99999"), None, _ON_A_PAGE)


def _second_page(context: ProcessContext) -> None:
    with context.reading() as factory:
        first = factory.queue().page(_NOTHING, None, _ON_A_PAGE)
        factory.queue().page(_NOTHING, first.next_cursor, _ON_A_PAGE)


def _news(context: ProcessContext) -> None:
    with context.reading() as factory:
        queue = factory.queue()
        queue.changes(_NOTHING, queue.latest(), [])
        queue.waiting()


def _next(context: ProcessContext) -> None:
    """Claim the next item, and give it back."""
    with context.writing() as factory:
        claim = factory.claims().take_next(_ANNA, _NOTHING)
        if claim is not None:
            factory.claims().release(_ANNA, claim.item_id, claim.token)


def _claim(context: ProcessContext) -> None:
    """Claim one item by its id, as its page does, and give it back."""
    with context.writing() as factory:
        item_id = factory.queue().next_one(_ANNA, _NOTHING)
        if item_id is not None:
            claim = factory.claims().take(_ANNA, item_id)
            factory.claims().release(_ANNA, item_id, claim.token)


ACTS: dict[str, Callable[[ProcessContext], None]] = {
    "page": _page,
    "page of a view": _view,
    "search": _search,
    "second page": _second_page,
    "news": _news,
    "next": _next,
    "claim": _claim,
}


def _measure(
    name: str, act: Callable[[ProcessContext], None], few: ProcessContext, many: ProcessContext, pairs: int
) -> ActSpeed:
    times: dict[ProcessContext, list[float]] = {few: [], many: []}
    for number in range(-_WARM_UP, pairs):
        for context in (few, many) if number % 2 else (many, few):
            begin = time.perf_counter()
            act(context)
            if number >= 0:
                times[context].append((time.perf_counter() - begin) * 1000)
    ratio = median(long / short for short, long in zip(times[few], times[many], strict=True))
    return ActSpeed(name, _spread(times[few]), _spread(times[many]), ratio)


def _spread(times: list[float]) -> tuple[float, float]:
    return median(times), quantiles(times, n=20, method="inclusive")[-1]


@contextmanager
def _filled(settings: Settings, items: int, waiting: float) -> Iterator[ProcessContext]:
    with tempfile.TemporaryDirectory(prefix="lont-bench-") as folder, empty_database(settings) as url:
        context = ProcessContext(settings.model_copy(update={"home": Path(folder), "database_url": url}))
        try:
            database = Database(context.settings.database)
            upgrade_to_head(database)
            database.close()
            fill(context, items, waiting)
            yield context
        finally:
            context.close()
