"""Deciding items that were named one by one as one, and taking that back as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

import pytest

from service.domain.access import Caller
from service.domain.batches import BatchDraft, Seen, Skip
from service.domain.decisions import Verdict
from service.domain.items import ItemState
from service.factory import ProcessContext
from service.request_errors import RequestInvalidError
from service.services.batches import BatchDecided
from service.services.decisions import DecisionConflictError
from tests.support.campaigns import ADVERT, CHEAPER, joined
from tests.support.people import noted
from tests.support.review import ANNA, BRAM, WHOLE, at_once, edit, give_score, look_at, said, store
from tests.support.takedown import ANN, prepared


def waiting(context: ProcessContext, count: int) -> list[UUID]:
    ids = store(context, *(f"bericht {number}" for number in range(count)))
    for item_id in ids:
        give_score(context, item_id, "P1")
    return ids


def decide(
    context: ProcessContext,
    items: Mapping[UUID, int] | Sequence[UUID],
    verdict: Verdict = Verdict.REJECT,
    by: Caller = ANNA,
    *,
    dry_run: bool = False,
) -> BatchDecided:
    named = dict(items) if isinstance(items, Mapping) else dict.fromkeys(items, 1)
    draft = BatchDraft(Seen(named), verdict, **WHOLE[verdict])  # type: ignore[arg-type]  # names and types are those of the record
    with context.writing() as factory:
        return factory.item_batches().decide(by, draft, dry_run=dry_run)


def states(context: ProcessContext, item_ids: Sequence[UUID]) -> list[str]:
    return [look_at(context, item_id).state for item_id in item_ids]


def test_each_item_gets_a_decision_of_its_own_and_all_are_taken_back_as_one(context: ProcessContext) -> None:
    ids = waiting(context, 3)
    done = decide(context, ids[:2])
    assert sorted(done.decided) == sorted(ids[:2])
    assert states(context, ids) == [ItemState.DECIDED, ItemState.DECIDED, ItemState.QUEUED]
    assert done.batch_id is not None
    with context.writing() as factory:
        undone = factory.item_batches().undo(BRAM, done.batch_id)
    assert (undone.undone, undone.skipped) == (2, 0)
    assert states(context, ids) == [ItemState.QUEUED] * 3
    whole = [each.details for each in noted(context) if each.object_kind == "batch"]
    assert [(each["verdict"], each["items"]) for each in whole] == [("reject", 2), ("undo", 2)]
    with context.writing() as factory, pytest.raises(DecisionConflictError):
        factory.item_batches().undo(BRAM, done.batch_id)


def test_a_dry_run_decides_nothing_and_tells_what_only_the_police_can_be_told(context: ProcessContext) -> None:
    prepared(context)
    ids = waiting(context, 2)
    told = decide(context, ids, Verdict.CONFIRM, ANN, dry_run=True)
    assert (told.batch_id, len(told.decided), list(told.for_police)) == (None, 2, [])
    assert states(context, ids) == [ItemState.QUEUED] * 2


def test_what_is_passed_by_is_counted_by_why(context: ProcessContext) -> None:
    ids = waiting(context, 5)
    edit(context, "iets anders", 0)
    give_score(context, ids[0], "P1", version=2)
    urgent = joined(context, ADVERT, number=100, priority="P0")
    with context.writing() as factory:
        factory.claims().take(BRAM, ids[1])
        factory.decisions().decide(BRAM, said(ids[2], Verdict.UNSURE))
    done = decide(context, [*ids, urgent, uuid4()])
    assert sorted(done.decided) == sorted(ids[3:])
    expected = (Skip.CHANGED, Skip.CLAIMED, Skip.DECIDED, Skip.MOST_URGENT, Skip.LEFT)
    assert done.skipped == dict.fromkeys(expected, 1)


@pytest.mark.parametrize("count", [0, 201])
def test_nothing_or_more_than_somebody_can_have_read_is_refused(context: ProcessContext, count: int) -> None:
    with pytest.raises(RequestInvalidError, match="at most 200"):
        decide(context, [uuid4() for _ in range(count)])


def test_a_batch_of_the_queue_and_two_of_the_same_items_decide_each_item_once(context: ProcessContext) -> None:
    copies = [joined(context, text, number=100 * number) for number, text in enumerate([ADVERT, CHEAPER] * 3, 1)]
    ids = [*copies, *waiting(context, 6)]
    outcomes = at_once(
        lambda: decide(context, ids),
        lambda: decide(context, list(reversed(ids)), Verdict.UNSURE, BRAM),
        lambda: decide(context, copies, Verdict.CANNOT_TELL, BRAM),
    )
    counts = [len(each.decided) for each in outcomes]  # type: ignore[attr-defined]  # an error fails here
    assert sum(counts) == len(ids)
    with context.reading() as factory:
        assert [len(factory.decisions().history(item_id)) for item_id in ids] == [1] * len(ids)


def test_two_who_take_the_same_batch_back_at_once_do_so_once(context: ProcessContext) -> None:
    done = decide(context, waiting(context, 4))
    assert done.batch_id is not None
    batch_id = done.batch_id

    def undo(by: Caller) -> int:
        with context.writing() as factory:
            return factory.item_batches().undo(by, batch_id).undone

    outcomes = at_once(lambda: undo(ANNA), lambda: undo(BRAM))
    assert sorted(map(str, (each if isinstance(each, int) else type(each).__name__ for each in outcomes))) == [
        "4",
        "DecisionConflictError",
    ]
