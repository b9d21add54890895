from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest

from service.domain.access import AccessRole, Caller, scopes_of
from service.domain.audit import AuditAction, AuditEntry, AuditFilter, StoredEntry
from service.domain.claims import Claim
from service.domain.decisions import Verdict
from service.domain.items import ItemFilter
from service.factory import ProcessContext
from service.services.claims import ClaimLostError, ClaimService, ItemClaimedError, NotSupervisorError
from service.settings import Settings
from service.storage.claims import ClaimStore
from tests.support.review import ANNA, BRAM, give_score, reviewer, said, store

_SUPERVISOR = replace(ANNA, actor="usr_" + "c" * 32, scopes=scopes_of({AccessRole.ANALYST, AccessRole.APPROVER}))
_ANY = ItemFilter()


def waiting(context: ProcessContext, *priorities: str) -> list[UUID]:
    """Store items that wait for review, one of each priority given."""
    item_ids = store(context, *(f"klus {at} voor vanavond, dm" for at in range(len(priorities))))
    for item_id, priority in zip(item_ids, priorities, strict=True):
        give_score(context, item_id, priority)
    return item_ids


def take_next(context: ProcessContext, caller: Caller, wanted: ItemFilter = _ANY, passed: UUID | None = None) -> Claim:
    with context.writing() as factory:
        claim = factory.claims().take_next(caller, wanted, passed)
    assert claim is not None
    return claim


def take(context: ProcessContext, caller: Caller, item_id: UUID) -> Claim:
    with context.writing() as factory:
        return factory.claims().take(caller, item_id)


def renew(context: ProcessContext, caller: Caller, item_id: UUID) -> Claim:
    with context.writing() as factory:
        return factory.claims().renew(caller, item_id)


def run_out(context: ProcessContext, caller: Caller, item_id: UUID) -> Claim:
    """Let somebody claim an item for a time that is over already."""
    with context.writing() as factory:
        past = ClaimService(ClaimStore(factory.session), timedelta(seconds=-1), factory.audit())
        return past.take(caller, item_id)


def _details(entries: Sequence[StoredEntry]) -> list[Mapping[str, Any]]:
    return [each.record.details for each in entries if isinstance(each, AuditEntry)]


def test_the_most_urgent_item_is_handed_out_first_and_nobody_else_gets_it(context: ProcessContext) -> None:
    low, high = waiting(context, "P2", "P1")
    assert take_next(context, ANNA).item_id == high
    assert take_next(context, BRAM).item_id == low
    with context.writing() as factory:
        assert factory.claims().take_next(reviewer("d"), _ANY) is None


def test_what_one_left_open_comes_first_again_unless_it_was_just_passed(context: ProcessContext) -> None:
    high, low = waiting(context, "P1", "P2")
    assert [take_next(context, ANNA).item_id for _ in range(2)] == [high, high]
    assert take_next(context, ANNA, passed=high).item_id == low


def test_only_the_wanted_part_of_the_queue_is_handed_out(context: ProcessContext) -> None:
    _, low = waiting(context, "P1", "P3")
    assert take_next(context, ANNA, ItemFilter(priority="P3")).item_id == low


def test_an_item_of_another_cannot_be_taken_or_decided(context: ProcessContext) -> None:
    (item_id,) = waiting(context, "P1")
    take(context, ANNA, item_id)
    with pytest.raises(ItemClaimedError):
        take(context, BRAM, item_id)
    with pytest.raises(ItemClaimedError), context.writing() as factory:
        factory.decisions().decide(BRAM, said(item_id, Verdict.UNSURE))
    with context.reading() as factory:
        assert factory.decisions().history(item_id) == []


def test_a_decision_ends_the_claim(context: ProcessContext) -> None:
    (item_id,) = waiting(context, "P1")
    take(context, ANNA, item_id)
    with context.writing() as factory:
        factory.decisions().decide(ANNA, said(item_id, Verdict.DEFER))
        assert factory.claims().on([item_id]) == {}


def test_an_item_that_nobody_has_claimed_can_be_decided(context: ProcessContext) -> None:
    (item_id,) = waiting(context, "P1")
    with context.writing() as factory:
        assert factory.decisions().decide(BRAM, said(item_id, Verdict.UNSURE)).decided_by == BRAM.actor


def test_a_claim_that_ran_out_is_free_for_others_and_its_owner_cannot_decide_over_theirs(
    context: ProcessContext,
) -> None:
    (item_id,) = waiting(context, "P1")
    run_out(context, ANNA, item_id)
    assert take_next(context, BRAM).item_id == item_id
    with pytest.raises(ClaimLostError):
        renew(context, ANNA, item_id)
    with pytest.raises(ItemClaimedError), context.writing() as factory:
        factory.decisions().decide(ANNA, said(item_id, Verdict.UNSURE))


def test_a_claim_that_ran_out_while_nobody_took_it_can_be_renewed(context: ProcessContext) -> None:
    (item_id,) = waiting(context, "P1")
    old = run_out(context, ANNA, item_id)
    renewed = renew(context, ANNA, item_id)
    assert renewed.expires_at > old.expires_at
    with pytest.raises(ItemClaimedError):
        take(context, BRAM, item_id)


def test_a_page_that_is_left_gives_its_item_back_but_not_that_of_the_page_after_it(context: ProcessContext) -> None:
    (item_id,) = waiting(context, "P1")
    first = take(context, ANNA, item_id)
    second = take(context, ANNA, item_id)
    for claim, held in ((first, True), (second, False)):
        with context.writing() as factory:
            factory.claims().release(ANNA, item_id, claim.token)
            assert (item_id in factory.claims().on([item_id])) is held


def test_nobody_releases_the_claim_of_another(context: ProcessContext) -> None:
    (item_id,) = waiting(context, "P1")
    claim = take(context, ANNA, item_id)
    with context.writing() as factory:
        factory.claims().release(BRAM, item_id, claim.token)
        assert factory.claims().on([item_id])[item_id].claimed_by == ANNA.actor


def test_a_supervisor_frees_an_item_and_the_log_says_whose_claim_it_was(context: ProcessContext) -> None:
    (item_id,) = waiting(context, "P1")
    take(context, ANNA, item_id)
    with pytest.raises(NotSupervisorError), context.writing() as factory:
        factory.claims().free(BRAM, item_id)
    with context.writing() as factory:
        factory.claims().free(_SUPERVISOR, item_id)
    with pytest.raises(ClaimLostError):
        renew(context, ANNA, item_id)
    take(context, BRAM, item_id)
    with context.reading() as factory:
        entries = factory.audit_entries().search(AuditFilter(action=AuditAction.CLAIM), None, 10)
    freed = [told["freed_from"] for told in _details(entries) if "freed_from" in told]
    assert freed == [ANNA.actor]


def test_what_was_deferred_is_not_handed_out_again(context: ProcessContext) -> None:
    (item_id,) = waiting(context, "P1")
    with context.writing() as factory:
        factory.decisions().decide(ANNA, said(item_id, Verdict.DEFER))
        assert factory.claims().take_next(BRAM, _ANY) is None


def test_two_hundred_who_claim_at_once_never_get_the_same_item(context: ProcessContext) -> None:
    waiting(context, *(["P1", "P2"] * 60))
    people = [Caller(f"usr_{uuid4().hex}", f"analyst-{at}", ANNA.scopes, ANNA.roles) for at in range(200)]
    start = Barrier(8)

    def claims(part: list[Caller]) -> list[UUID]:
        start.wait()
        found = []
        for caller in part:
            with context.writing() as factory:
                claim = factory.claims().take_next(caller, _ANY)
            found += [] if claim is None else [claim.item_id]
        return found

    with ThreadPoolExecutor(8) as pool:
        found = Counter(item for part in pool.map(claims, (people[at::8] for at in range(8))) for item in part)
    assert len(found) == 120
    assert set(found.values()) == {1}


def test_a_claim_lasts_as_long_as_the_setting_says(settings: Settings) -> None:
    context = ProcessContext(settings.model_copy(update={"claim_minutes": 2.0}))
    try:
        (item_id,) = waiting(context, "P1")
        claim = take(context, ANNA, item_id)
    finally:
        context.close()
    assert claim.expires_at - claim.claimed_at == timedelta(minutes=2)
