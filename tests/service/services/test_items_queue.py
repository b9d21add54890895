from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from service.domain.decisions import Verdict
from service.domain.items import ItemFilter, ItemState
from service.errors import LontError
from service.factory import ProcessContext
from service.schema import Item
from service.services.items import Order
from tests.support.api import sqlite_context
from tests.support.review import ANNA, edit, give_score, said, store

PRIORITIES = ["P0", "P1", "P2", "P3"]
SCORES = [0.3, 0.5, 0.7]
"""Few, so that ties are the rule."""


def fill(context: ProcessContext, *ranks: tuple[str | None, float], first: int = 0) -> list[UUID]:
    """Store one item for each priority and score."""
    ids = store(context, *(f"bericht {number}" for number in range(len(ranks))), first=first)
    for item_id, (priority, score) in zip(ids, ranks, strict=True):
        give_score(context, item_id, priority, score)
    return ids


def say(context: ProcessContext, item_id: UUID, verdict: Verdict) -> None:
    with context.writing() as factory:
        factory.decisions().decide(ANNA, said(item_id, verdict))


def page(
    context: ProcessContext, cursor: str | None = None, limit: int = 200, **wanted: object
) -> tuple[list[UUID], str | None]:
    with context.reading() as factory:
        found = factory.queue().page(ItemFilter(**wanted), cursor, limit)  # type: ignore[arg-type]  # by name
    return [item.id for item in found.items], found.next_cursor


def next_one(context: ProcessContext, passed: UUID | None = None) -> UUID | None:
    with context.reading() as factory:
        return factory.queue().next_one(ANNA, ItemFilter(), passed)


def test_the_most_urgent_comes_first_then_the_highest_score_then_the_oldest(context: ProcessContext) -> None:
    ranks = [("P2", 0.9), ("P1", 0.5), ("P1", 0.7), ("P3", 1.0), ("P0", 0.1), ("P1", 0.7), ("P2", 0.9)]
    ids = fill(context, *ranks)
    assert page(context) == ([ids[at] for at in (4, 2, 5, 1, 0, 6, 3)], None)


def test_only_what_waits_for_review_is_in_the_queue(context: ProcessContext) -> None:
    store(context, "nog niet gelezen", first=50)
    below, waiting, done, edited = fill(context, (None, 0.2), ("P1", 0.5), ("P1", 0.6), ("P1", 0.7))
    say(context, done, Verdict.REJECT)
    edit(context, "anders", number=3)
    assert page(context)[0] == [waiting]
    assert {below, edited}.isdisjoint(page(context)[0])


def test_what_is_escalated_goes_to_the_top(context: ProcessContext) -> None:
    first, second = fill(context, ("P1", 0.9), ("P3", 0.5))
    say(context, second, Verdict.ESCALATE)
    assert page(context)[0] == [second, first]


def test_what_was_put_off_is_left_out_unless_most_urgent_or_asked_for(context: ProcessContext) -> None:
    urgent, ordinary, open_ = fill(context, ("P0", 0.5), ("P1", 0.9), ("P2", 0.5))
    say(context, urgent, Verdict.DEFER)
    say(context, ordinary, Verdict.DEFER)
    assert page(context)[0] == [urgent, open_]
    assert page(context, verdict="defer")[0] == [urgent, ordinary]


def test_the_filters_of_the_list_work_on_the_queue(context: ProcessContext) -> None:
    high, low = fill(context, ("P1", 0.9), ("P2", 0.5))
    assert page(context, min_score=0.8)[0] == [high]
    assert page(context, priority="P2")[0] == [low]
    assert page(context, label="f4_sale")[0] == []


@pytest.mark.parametrize("size", [1, 2, 5, 12])
def test_the_pages_hold_everything_once_in_order_also_when_much_is_equal(context: ProcessContext, size: int) -> None:
    ranks = [(PRIORITIES[number % 2], SCORES[number % 3 % 2]) for number in range(12)]
    ids = fill(context, *ranks)
    seen, cursor = page(context, limit=size)
    while cursor is not None:
        more, cursor = page(context, cursor, size)
        assert more
        seen += more
    assert seen == [ids[at] for at in sorted(range(12), key=lambda at: (ranks[at][0], -ranks[at][1], at))]


Rank = tuple[str, float]
ranks_drawn = st.lists(st.tuples(st.sampled_from(PRIORITIES), st.sampled_from(SCORES)), max_size=8)


@pytest.fixture(scope="module")
def one_for_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProcessContext]:
    with sqlite_context(Path(tmp_path_factory.mktemp("queue"))) as context:
        yield context


_tens = count(step=10)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=ranks_drawn, arriving=st.lists(ranks_drawn, max_size=4), size=st.integers(1, 4))
def test_who_turns_pages_while_items_come_in_sees_all_that_was_there_once_and_nothing_twice(
    one_for_all: ProcessContext, before: list[Rank], arriving: list[list[Rank]], size: int
) -> None:
    context = one_for_all
    with context.database.write() as session:
        session.execute(update(Item).values(state=ItemState.DECIDED))  # of earlier examples
    there = fill(context, *before, first=next(_tens))
    late: list[UUID] = []
    seen, cursor = page(context, limit=size)
    waves = list(arriving)
    while cursor is not None:
        if waves:
            late += fill(context, *waves.pop(), first=next(_tens))
        more, cursor = page(context, cursor, size)
        seen += more
    assert len(seen) == len(set(seen))
    assert set(there) <= set(seen) <= {*there, *late}
    assert [item_id for item_id in seen if item_id in there] == [
        there[at] for at in sorted(range(len(there)), key=lambda at: (before[at][0], -before[at][1], at))
    ]


def test_the_next_one_is_the_first_of_which_nobody_has_said_anything(context: ProcessContext) -> None:
    assert next_one(context) is None
    ids = fill(context, ("P2", 0.9), ("P1", 0.5), ("P1", 0.7), ("P0", 0.5))
    assert next_one(context) == ids[3]
    assert next_one(context, passed=ids[3]) == ids[2]
    for item_id, verdict in ((ids[3], Verdict.ESCALATE), (ids[2], Verdict.DEFER), (ids[1], Verdict.CONFIRM)):
        say(context, item_id, verdict)
    assert next_one(context) == ids[0]
    assert next_one(context, passed=ids[0]) is None


def test_what_waits_is_counted_by_priority(context: ProcessContext) -> None:
    ids = fill(context, ("P1", 0.5), ("P1", 0.7), ("P3", 0.5), (None, 0.1))
    say(context, ids[0], Verdict.UNSURE)
    with context.reading() as factory:
        waiting = factory.queue().waiting()
    assert {name: (each.number, each.whole) for name, each in waiting.items()} == {
        "P0": (0, True),
        "P1": (1, True),
        "P2": (0, True),
        "P3": (1, True),
    }


def test_an_item_tells_what_a_reviewer_has_to_know(context: ProcessContext) -> None:
    (item_id,) = fill(context, ("P1", 0.5))
    with context.reading() as factory:
        item = factory.queue().page(ItemFilter(), None, 1).items[0]
    assert (item.id, item.state, item.priority, item.labels) == (item_id, "queued", "P1", ("recruitment",))
    assert item.priority_reason == ("recruitment_raised",)
    assert (item.visibility, item.verdict, item.decision_id) == ("public", None, None)


def made(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


A_UUID = UUID(int=7).hex


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "é",
        made("newest", None, A_UUID),
        made("queue", "P1", 0.5),
        made("score", "P1", 0.5, A_UUID),
        made("queue", None, 0.5, A_UUID),
        made("queue", "P1\0", 0.5, A_UUID),
        made("queue", "\ud800", 0.5, A_UUID),
        made("queue", "P1", None, A_UUID),
        made("queue", "P1", "much", A_UUID),
        made("queue", "P1", 10**400, A_UUID),
        made("queue", "P1", 0.5, 7),
        made("queue", "P1", 0.5, "00"),
    ],
)
def test_a_cursor_that_no_page_of_the_queue_gave_is_refused(context: ProcessContext, cursor: str) -> None:
    with pytest.raises(LontError) as caught:
        page(context, cursor)
    assert (caught.value.stable_code, caught.value.status) == ("cursor_unreadable", 422)


def test_a_cursor_of_the_queue_is_none_of_the_list(context: ProcessContext) -> None:
    fill(context, ("P1", 0.5), ("P1", 0.7))
    cursor = page(context, limit=1)[1]
    with context.reading() as factory, pytest.raises(LontError):
        factory.items().page(ItemFilter(), Order.SCORE, cursor, 10)


@pytest.mark.parametrize("score", [float("nan"), float("inf"), True])
def test_a_meddled_score_in_a_cursor_breaks_nothing(context: ProcessContext, score: float) -> None:
    ids = fill(context, ("P1", 0.5), ("P2", 0.7))
    assert set(page(context, made("queue", "P1", score, A_UUID))[0]) <= set(ids)
