"""Assigning items, and notes on them, on both databases."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from service.domain.access import AccessRole, Caller, scopes_of
from service.domain.audit import AuditAction
from service.domain.decisions import Verdict
from service.domain.items import NOBODY, ItemFilter
from service.factory import ProcessContext
from service.services.accounts import actor_of
from service.services.assignments import AssigneeError, ItemAssignedError, NotWaitingError
from service.services.items import ItemNotFoundError
from tests.support.people import make_person, noted
from tests.support.review import ANNA, edit, give_score, look_at, said, store


def reviewer(context: ProcessContext, name: str) -> Caller:
    """Make an analyst with an account."""
    person = make_person(context, name)
    return replace(ANNA, actor=actor_of(person.id), name=name, account_id=person.id)


def waiting(context: ProcessContext, *priorities: str) -> list[UUID]:
    ids = store(context, *(f"bericht {number}" for number in range(len(priorities))))
    for item_id, priority in zip(ids, priorities, strict=True):
        give_score(context, item_id, priority)
    return ids


def assign(context: ProcessContext, caller: Caller, item_id: UUID, to: Caller | None) -> None:
    with context.writing() as factory:
        factory.assignments().assign(caller, item_id, None if to is None else to.actor)


def handed(context: ProcessContext, caller: Caller, wanted: ItemFilter | None = None) -> UUID | None:
    """Return what is handed out next, and give it back."""
    with context.writing() as factory:
        claims = factory.claims()
        claim = claims.take_next(caller, wanted or ItemFilter())
        if claim is not None:
            claims.release(caller, claim.item_id, claim.token)
    return None if claim is None else claim.item_id


def test_an_item_goes_to_its_assignee_first_and_to_nobody_else(context: ProcessContext) -> None:
    anna, bram = reviewer(context, "anna"), reviewer(context, "bram")
    high, low = waiting(context, "P1", "P3")
    assign(context, anna, low, bram)
    assert (handed(context, bram), handed(context, anna)) == (low, high)
    assign(context, bram, high, bram)
    assert handed(context, anna) is None
    with context.reading() as factory:
        assert factory.queue().next_one(anna, ItemFilter()) is None
        assert [factory.queue().count(ItemFilter(assigned_to=who)).number for who in (bram.actor, NOBODY)] == [2, 0]
    assign(context, bram, low, None)
    assert handed(context, anna) == low


def test_only_the_assignee_and_supervisors_change_an_assignment_and_the_log_tells(context: ProcessContext) -> None:
    anna, bram = reviewer(context, "anna"), reviewer(context, "bram")
    (item_id,) = waiting(context, "P1")
    assign(context, bram, item_id, bram)
    with pytest.raises(ItemAssignedError):
        assign(context, anna, item_id, anna)
    both = scopes_of({AccessRole.ANALYST, AccessRole.APPROVER})
    assign(context, replace(anna, scopes=both), item_id, anna)
    assert look_at(context, item_id).assigned_to == anna.actor
    told = [entry.details for entry in noted(context) if entry.action == AuditAction.ASSIGN]
    assert told == [{"before": None, "after": bram.actor}, {"before": bram.actor, "after": anna.actor}]


def test_what_cannot_be_assigned_is_told(context: ProcessContext) -> None:
    anna, legal = reviewer(context, "anna"), make_person(context, "loes", AccessRole.LEGAL)
    (item_id,) = waiting(context, "P1")
    for unfit in (actor_of(legal.id), "usr_x", ""):
        with pytest.raises(AssigneeError), context.writing() as factory:
            factory.assignments().assign(anna, item_id, unfit)
    with pytest.raises(ItemNotFoundError):
        assign(context, anna, uuid4(), anna)
    with context.writing() as factory:
        factory.decisions().decide(anna, said(item_id, Verdict.REJECT))
    with pytest.raises(NotWaitingError):
        assign(context, anna, item_id, anna)


def test_what_is_assigned_to_an_account_that_stops_deciding_is_free_again(context: ProcessContext) -> None:
    anna, bram = reviewer(context, "anna"), reviewer(context, "bram")
    free, done = waiting(context, "P1", "P3")
    for item_id in (free, done):
        assign(context, anna, item_id, bram)
    assert bram.account_id is not None
    with context.writing() as factory:
        decision = factory.decisions().decide(bram, said(done, Verdict.REJECT))
        factory.accounts().set_roles(bram.account_id, [AccessRole.ANALYST, AccessRole.LEGAL])
        factory.assignments().take_back("usr_admin", bram.account_id)
    assert look_at(context, free).assigned_to == bram.actor
    with context.writing() as factory:
        factory.accounts().set_roles(bram.account_id, [AccessRole.LEGAL])
        factory.assignments().take_back("usr_admin", bram.account_id)
        factory.decisions().undo(anna, done, decision.id)
    assert {look_at(context, each).assigned_to for each in (free, done)} == {None}
    assert handed(context, anna) == free
    told = [(entry.actor, entry.object_id, entry.details) for entry in noted(context) if entry.action == "assign"][2:]
    assert told == [("usr_admin", str(each), {"before": bram.actor, "after": None}) for each in sorted((free, done))]


def test_notes_stay_in_order_and_the_log_has_their_ids_and_not_their_words(context: ProcessContext) -> None:
    (item_id,) = waiting(context, "P1")
    for words in ("een winkel uit de buurt", "nog even wachten"):
        with context.writing() as factory:
            factory.notes().add(ANNA, item_id, words)
    with context.reading() as factory:
        notes = factory.notes().of_item(item_id)
    assert [(each.text, each.written_by) for each in notes] == [
        ("een winkel uit de buurt", ANNA.actor),
        ("nog even wachten", ANNA.actor),
    ]
    told = [entry.details for entry in noted(context) if entry.action == AuditAction.NOTE]
    assert told == [{"note": str(each.id)} for each in notes]
    with pytest.raises(ItemNotFoundError), context.writing() as factory:
        factory.notes().add(ANNA, uuid4(), "x")


def test_text_channel_and_days_narrow_the_queue(context: ProcessContext) -> None:
    ids = waiting(context, "P1", "P1")
    captured = look_at(context, ids[0]).captured_at
    narrowed = {
        "text": ItemFilter(text="BERICHT 1"),
        "channel": ItemFilter(channel_name="BUURT", text="1"),
        "elsewhere": ItemFilter(channel_name="nergens"),
        "captured": ItemFilter(captured_from=captured, text="1"),
        "before": ItemFilter(captured_until=captured),
    }
    with context.reading() as factory:
        found = {name: factory.queue().page(wanted, None, 10) for name, wanted in narrowed.items()}
    listed = {name: [item.id for item in page.items] for name, page in found.items()}
    assert listed["text"] == listed["captured"] == [ids[1]]
    assert listed["elsewhere"] == listed["before"] == []


def test_an_item_waits_since_it_came_into_the_queue_and_no_longer_once_it_left(context: ProcessContext) -> None:
    (item_id,) = waiting(context, "P1")
    since = look_at(context, item_id).queued_at
    assert since is not None
    with context.writing() as factory:
        deferred = factory.decisions().decide(ANNA, said(item_id, Verdict.DEFER))
    assert look_at(context, item_id).queued_at == since
    with context.writing() as factory:
        factory.decisions().undo(ANNA, item_id, deferred.id)
        done = factory.decisions().decide(ANNA, said(item_id, Verdict.REJECT))
    assert look_at(context, item_id).queued_at is None
    with context.writing() as factory:
        factory.decisions().undo(ANNA, item_id, done.id)
    again = look_at(context, item_id).queued_at
    assert again is not None
    assert again > since
    edit(context, "anders")
    assert look_at(context, item_id).queued_at is None
