from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from service.domain.access import Caller
from service.domain.batches import BatchDraft, Seen, Skip
from service.domain.decisions import Verdict
from service.domain.items import ItemState
from service.domain.messages import ChannelRef, Platform
from service.factory import ProcessContext
from service.request_errors import RequestInvalidError
from service.schema import Score
from service.services import campaign_decisions
from service.services.batches import BatchDecided, BatchUndone
from service.services.campaign_acts import CampaignConflictError
from service.services.campaigns import CampaignNotFoundError
from service.services.decisions import DecisionConflictError
from tests.support.campaigns import ADVERT, CHEAPER, ELSEWHERE, OTHER, campaign_of, joined, stored
from tests.support.people import noted
from tests.support.review import ANNA, BRAM, WHOLE, at_once, look_at, said, standing
from tests.support.takedown import ANN, change_row, prepared

CLOSED = ChannelRef(Platform.SIGNAL, "4713", "Besloten groep Verzonnen", public=False)


def campaign(context: ProcessContext, item_id: UUID) -> UUID:
    found = campaign_of(context, item_id)
    assert found is not None
    return found.id


def texts_of(context: ProcessContext, item_id: UUID) -> list[bytes]:
    with context.reading() as factory:
        view = factory.campaigns().get(campaign(context, item_id))
    return [bytes.fromhex(each.variant.id) for each in view.variants]


def all_texts(context: ProcessContext, item_id: UUID) -> Seen:
    return Seen(texts=texts_of(context, item_id))


def decide(
    context: ProcessContext,
    item_id: UUID,
    seen: Seen,
    verdict: Verdict = Verdict.REJECT,
    *,
    by: Caller = ANNA,
    dry_run: bool = False,
) -> BatchDecided:
    draft = BatchDraft(seen, verdict, **WHOLE[verdict])  # type: ignore[arg-type]  # names and types are those of the record
    campaign_id = campaign(context, item_id)
    with context.writing() as factory:
        return factory.campaign_decisions().decide(by, campaign_id, draft, dry_run=dry_run)


def undo(context: ProcessContext, item_id: UUID, batch_id: UUID | None, by: Caller = ANNA) -> BatchUndone:
    assert batch_id is not None
    with context.writing() as factory:
        return factory.campaign_decisions().undo(by, campaign(context, item_id), batch_id)


def three(context: ProcessContext) -> list[UUID]:
    """Let three items join one campaign: two of one text, one of another."""
    texts = (ADVERT, ADVERT, CHEAPER)  # hours apart, so that none stands in the context of another
    return [joined(context, text, number=100 * number) for number, text in enumerate(texts, 1)]


def states(context: ProcessContext, item_ids: Sequence[UUID]) -> list[str]:
    return [look_at(context, item_id).state for item_id in item_ids]


def age_scores(context: ProcessContext) -> None:
    """Let all scores be an hour old."""
    with context.database.write() as session:
        session.execute(update(Score).values(scored_at=datetime.now(UTC) - timedelta(hours=1)))


def test_each_item_gets_a_decision_of_its_own_and_all_share_a_batch(context: ProcessContext) -> None:
    ids = three(context)
    done = decide(context, ids[0], all_texts(context, ids[0]))
    assert (sorted(done.decided), done.skipped, done.remaining) == (sorted(ids), {}, 0)
    with context.reading() as factory:
        made = [decision for item_id in ids for decision in factory.decisions().history(item_id)]
    assert len(made) == 3
    assert {(each.batch_id, each.verdict, each.decided_by) for each in made} == {(done.batch_id, "reject", ANNA.actor)}
    whole = [each.details for each in noted(context) if each.object_kind == "campaign"]
    assert [(each["batch"], each["items"]) for each in whole] == [(str(done.batch_id), 3)]


def test_a_dry_run_only_counts(context: ProcessContext) -> None:
    ids = three(context)
    told = decide(context, ids[0], all_texts(context, ids[0]), dry_run=True)
    assert (told.batch_id, sorted(told.decided)) == (None, sorted(ids))
    assert states(context, ids) == [ItemState.QUEUED] * 3


def test_only_the_texts_that_were_named_are_decided(context: ProcessContext) -> None:
    ids = three(context)
    first = texts_of(context, ids[0])[0]
    decide(context, ids[0], Seen(texts=[first]))
    assert states(context, ids) == [ItemState.DECIDED, ItemState.DECIDED, ItemState.QUEUED]


def test_what_is_passed_by_is_counted_by_why(context: ProcessContext) -> None:
    ids = three(context)
    urgent = joined(context, ADVERT, number=4, priority="P0")
    edited = joined(context, ADVERT, number=5)
    stored(context, OTHER, number=5)
    quiet = joined(context, ADVERT, number=6, labels=(), priority=None, unsure=("score",))
    claimed = joined(context, ADVERT, number=7)
    away = joined(context, OTHER, number=8)
    with context.writing() as factory:
        factory.claims().take(BRAM, claimed)
        factory.decisions().decide(BRAM, said(ids[1], Verdict.REJECT))
    named = dict.fromkeys([*ids, urgent, edited, quiet, claimed, away], 1) | {ids[2]: 2}
    done = decide(context, ids[0], Seen(items=named))
    assert list(done.decided) == [ids[0]]
    expected = (Skip.DECIDED, Skip.CHANGED, Skip.MOST_URGENT, Skip.SCORE_PENDING, Skip.NOT_WAITING, Skip.CLAIMED)
    assert done.skipped == dict.fromkeys((*expected, Skip.LEFT), 1)


def test_what_may_threaten_a_life_is_decided_with_others_only_to_call_colleagues(context: ProcessContext) -> None:
    urgent = joined(context, ADVERT, priority="P0")
    joined(context, CHEAPER, number=2)
    seen = all_texts(context, urgent)
    for verdict in (Verdict.CONFIRM, Verdict.REJECT, Verdict.UNSURE, Verdict.DEFER):
        assert decide(context, urgent, seen, verdict, dry_run=True).skipped == {Skip.MOST_URGENT: 1}
    assert len(decide(context, urgent, seen, Verdict.ESCALATE).decided) == 2


@pytest.mark.parametrize("verdict", [Verdict.DEFER, Verdict.ESCALATE])
def test_saying_the_same_again_comes_to_an_end(context: ProcessContext, verdict: Verdict) -> None:
    ids = three(context)
    seen = all_texts(context, ids[0])
    decide(context, ids[0], seen, verdict)
    again = decide(context, ids[0], seen, verdict)
    assert (again.batch_id, again.decided, again.skipped) == (None, [], {Skip.DECIDED: 3})


def test_a_text_that_joined_after_the_reviewer_looked_is_not_decided_unseen(context: ProcessContext) -> None:
    ids = three(context)
    age_scores(context)
    looked = datetime.now(UTC)
    copy = joined(context, ADVERT, number=4)
    new = joined(context, CHEAPER.replace("7 euro", "6 euro"), number=5)
    done = decide(context, ids[0], Seen(at=looked))
    assert sorted(done.decided) == sorted([*ids, copy])
    assert done.skipped == {Skip.UNSEEN: 1}
    assert states(context, [new]) == [ItemState.QUEUED]


def test_what_nobody_can_have_seen_is_refused(context: ProcessContext) -> None:
    ids = three(context)
    other = joined(context, OTHER, number=4)
    with pytest.raises(RequestInvalidError):
        decide(context, ids[0], Seen(at=datetime.now(UTC) + timedelta(hours=1)))
    for seen in (Seen(texts=[]), Seen(texts=texts_of(context, other))):
        with pytest.raises(CampaignConflictError):
            decide(context, ids[0], seen)
    with context.writing() as factory:
        factory.campaign_acts().merge(ANNA, campaign(context, ids[0]), campaign(context, other))
    with pytest.raises(CampaignConflictError):
        decide(context, ids[0], Seen(at=datetime.now(UTC)))
    with context.writing() as factory, pytest.raises(CampaignNotFoundError):
        factory.campaign_decisions().decide(ANNA, uuid4(), BatchDraft(Seen(texts=[b"x"]), Verdict.UNSURE))


def test_a_verdict_that_is_not_whole_is_refused_before_anything_is_counted(context: ProcessContext) -> None:
    ids = three(context)
    draft = BatchDraft(all_texts(context, ids[0]), Verdict.CONFIRM)
    campaign_id = campaign(context, ids[0])
    with context.writing() as factory, pytest.raises(RequestInvalidError):
        factory.campaign_decisions().decide(ANNA, campaign_id, draft, dry_run=True)


def test_the_same_call_again_decides_what_remains(context: ProcessContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaign_decisions, "MOST_AT_ONCE", 2)
    ids = three(context)
    seen = all_texts(context, ids[0])
    first, second = (decide(context, ids[0], seen) for _ in range(2))
    assert (len(first.decided), first.remaining) == (2, 1)
    assert (len(second.decided), second.remaining, second.skipped) == (1, 0, {Skip.DECIDED: 2})
    assert states(context, ids) == [ItemState.DECIDED] * 3


def test_a_later_copy_takes_the_decision_over_and_goes_back_with_it(context: ProcessContext) -> None:
    ids = three(context)
    done = decide(context, ids[0], all_texts(context, ids[0]))
    copy = joined(context, CHEAPER, number=4, channel=ELSEWHERE)
    with context.reading() as factory:
        (taken,) = factory.decisions().history(copy)
    assert taken.inherited_from is not None
    assert taken.batch_id is None
    undone = undo(context, ids[0], done.batch_id)
    assert (undone.undone, undone.copies, undone.skipped) == (3, 1, 0)
    assert states(context, [*ids, copy]) == [ItemState.QUEUED] * 4
    assert states(context, [joined(context, ADVERT, number=5)]) == [ItemState.QUEUED]


def test_what_was_decided_otherwise_since_stays(context: ProcessContext) -> None:
    ids = three(context)
    done = decide(context, ids[0], all_texts(context, ids[0]))
    with context.writing() as factory:
        factory.review().undo(BRAM, ids[0], look_at(context, ids[0]).decision_id)  # type: ignore[arg-type]  # it is decided
        factory.review().decide(BRAM, said(ids[0], Verdict.UNSURE))
    undone = undo(context, ids[0], done.batch_id)
    assert (undone.undone, undone.skipped) == (2, 1)
    assert standing(context, ids[0])[2] == Verdict.UNSURE
    with pytest.raises(DecisionConflictError):
        undo(context, ids[0], done.batch_id)
    with context.reading() as factory:
        (batch,) = factory.campaign_decisions().batches(campaign(context, ids[0]))
    assert (batch.id, batch.items, batch.standing, batch.verdict) == (done.batch_id, 3, 0, "reject")


def test_what_was_decided_of_another_campaign_is_not_undone_here(context: ProcessContext) -> None:
    ids, other = three(context), joined(context, OTHER, number=9)
    done = decide(context, ids[0], all_texts(context, ids[0]))
    with pytest.raises(DecisionConflictError):
        undo(context, other, done.batch_id)
    assert states(context, ids) == [ItemState.DECIDED] * 3


def test_a_confirmation_drafts_requests_and_names_what_only_the_police_can_be_told(context: ProcessContext) -> None:
    prepared(context)
    ids = three(context)
    closed = joined(context, ADVERT, number=4, channel=CLOSED)
    done = decide(context, ids[0], all_texts(context, ids[0]), Verdict.CONFIRM)
    with context.reading() as factory:
        drafted = [request.id for item_id in ids for request in factory.takedown().of_item(item_id)]
    assert sorted(done.requests) == sorted(f"tdr_{each}" for each in drafted)
    assert len(drafted) == 3
    assert list(done.for_police) == [closed]


def test_undoing_names_each_request_that_was_approved(context: ProcessContext) -> None:
    prepared(context)
    ids = [joined(context, text, number=number) for number, text in enumerate((ADVERT, CHEAPER), 1)]
    done = decide(context, ids[0], all_texts(context, ids[0]), Verdict.CONFIRM, by=ANN)
    assert len(done.requests) == 2
    approved = []
    for item_id in ids:
        with context.reading() as factory:
            (request,) = factory.takedown().of_item(item_id)
        change_row(context, request, state="approved")
        approved.append(f"tdr_{request.id}")
    undone = undo(context, ids[0], done.batch_id)
    assert sorted((each.act, each.request_id) for each in undone.proposals) == sorted(
        ("revoke", each) for each in approved
    )


def test_two_who_decide_a_campaign_at_once_decide_each_item_once(context: ProcessContext) -> None:
    texts = [ADVERT.replace("8 euro", f"{number} euro") for number in range(2, 10)]
    ids = [joined(context, text, number=number) for number, text in enumerate(texts * 3, 1)]
    seen = all_texts(context, ids[0])
    campaign_id = campaign(context, ids[0])

    def decider(by: Caller) -> BatchDecided:
        draft = BatchDraft(seen, Verdict.REJECT, **WHOLE[Verdict.REJECT])  # type: ignore[arg-type]  # as above
        with context.writing() as factory:
            return factory.campaign_decisions().decide(by, campaign_id, draft)

    def one_by_one() -> int:
        decided = 0
        for item_id in reversed(ids):
            try:
                with context.writing() as factory:
                    factory.review().decide(BRAM, said(item_id, Verdict.UNSURE))
                    decided += 1
            except DecisionConflictError:
                continue
        return decided

    outcomes = at_once(lambda: decider(ANNA), lambda: decider(BRAM), one_by_one)
    counts = [each if isinstance(each, int) else len(each.decided) for each in outcomes]  # type: ignore[attr-defined]  # an error fails here
    assert sum(counts) == len(ids)
    with context.reading() as factory:
        assert [len(factory.decisions().history(item_id)) for item_id in ids] == [1] * len(ids)
