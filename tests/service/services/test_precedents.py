from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import update

from service.domain.access import SYSTEM
from service.domain.decisions import DecisionRecord, Verdict
from service.domain.items import ItemState
from service.domain.messages import ChannelRef, Platform
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestState
from service.factory import ProcessContext
from service.schema import Author
from tests.support.campaigns import ADVERT, CHEAPER, ELSEWHERE, joined, let_join, stored
from tests.support.review import ANNA, look_at, said, standing
from tests.support.takedown import events_of

CLOSED = ChannelRef(Platform.SIGNAL, "4713", "Besloten groep Verzonnen", public=False)


def decide(
    context: ProcessContext, item_id: UUID, verdict: Verdict = Verdict.REJECT, **fields: object
) -> DecisionRecord:
    with context.writing() as factory:
        return factory.decisions().decide(ANNA, said(item_id, verdict, 1, **fields))


def requests_of(context: ProcessContext, item_id: UUID) -> list[RequestRecord]:
    with context.reading() as factory:
        return factory.takedown().of_item(item_id)


def is_decided(context: ProcessContext, item_id: UUID) -> bool:
    return look_at(context, item_id).state == ItemState.DECIDED


@pytest.mark.parametrize("verdict", [Verdict.CONFIRM, Verdict.REJECT, Verdict.UNSURE])
def test_an_exact_copy_takes_a_decision_over_and_says_from_where(context: ProcessContext, verdict: Verdict) -> None:
    source = decide(context, joined(context, ADVERT), verdict)
    copy = joined(context, ADVERT, number=2, channel=ELSEWHERE)
    assert standing(context, copy) == (ItemState.DECIDED, "P3", verdict)
    with context.reading() as factory:
        (taken,) = factory.decisions().history(copy)
    assert (taken.inherited_from, taken.decided_by, taken.saw_original) == (source.id, SYSTEM, False)
    assert (taken.labels, taken.reason) == (source.labels, source.reason)


def test_a_confirmation_that_is_taken_over_drafts_a_request_that_says_so(context: ProcessContext) -> None:
    source = decide(context, joined(context, ADVERT), Verdict.CONFIRM)
    copy = joined(context, ADVERT, number=2, channel=ELSEWHERE)
    (request,) = requests_of(context, copy)
    assert (request.state, request.created_by) == (RequestState.DRAFT, SYSTEM)
    assert request.content.safety.threat_to_life is None
    assert [each.details["inherited_from"] for each in events_of(context, request)] == [str(source.id)]
    with context.reading() as factory:
        assert factory.takedown().authors(request.id) == {SYSTEM, ANNA.actor}


@pytest.mark.parametrize("verdict", [Verdict.REJECT, Verdict.UNSURE])
def test_nothing_is_asked_for_where_no_confirmation_is_taken_over(context: ProcessContext, verdict: Verdict) -> None:
    decide(context, joined(context, ADVERT), verdict)
    assert requests_of(context, joined(context, ADVERT, number=2)) == []


def test_a_confirmation_is_not_taken_over_where_only_the_police_can_be_told(context: ProcessContext) -> None:
    decide(context, joined(context, ADVERT), Verdict.CONFIRM)
    copy = joined(context, ADVERT, number=2, channel=CLOSED)
    assert standing(context, copy) == (ItemState.QUEUED, "P3", None)
    assert requests_of(context, copy) == []


def test_undoing_a_confirmation_ends_the_drafts_of_its_copies(context: ProcessContext) -> None:
    first = joined(context, ADVERT)
    source = decide(context, first, Verdict.CONFIRM)
    copy = joined(context, ADVERT, number=2, channel=ELSEWHERE)
    with context.writing() as factory:
        factory.review().undo(ANNA, first, source.id)
    assert not is_decided(context, copy)
    assert [each.state for each in requests_of(context, copy)] == [RequestState.REJECTED_INTERNAL]


@pytest.mark.parametrize("verdict", [Verdict.DEFER, Verdict.ESCALATE])
def test_what_leaves_an_item_in_the_queue_is_not_taken_over(context: ProcessContext, verdict: Verdict) -> None:
    decide(context, joined(context, ADVERT), verdict)
    assert not is_decided(context, joined(context, ADVERT, number=2))


def test_a_changed_text_waits_for_review_and_shows_what_changed(context: ProcessContext) -> None:
    first = joined(context, ADVERT)
    decide(context, first)
    changed = joined(context, CHEAPER, number=2)
    assert standing(context, changed) == (ItemState.QUEUED, "P3", None)
    with context.reading() as factory:
        copy = factory.campaigns().changed_copy(look_at(context, changed))
    assert copy is not None
    assert (copy.decided.item_id, copy.decided.verdicts) == (first, {"reject": 1})
    assert [each.text for each in copy.differences if each.kind == "added"] == ["7"]


@pytest.mark.parametrize(
    ("of_first", "of_second", "taken_over"),
    [
        ((), (), True),
        (("hoi",), ("hoi",), True),
        (("hoi",), (), False),
        ((), ("hoi",), False),
        (("a b",), ("c d",), False),
    ],
)
def test_a_decision_is_taken_over_only_where_the_context_is_absent_or_the_same(
    context: ProcessContext, of_first: tuple[str, ...], of_second: tuple[str, ...], taken_over: bool
) -> None:
    for text in of_first:
        stored(context, text, number=99)
    decide(context, joined(context, ADVERT, number=100, before=of_first))
    assert is_decided(context, joined(context, ADVERT, number=200, before=of_second)) == taken_over


def test_what_may_be_an_imminent_threat_is_never_decided_by_a_copy(context: ProcessContext) -> None:
    decide(context, joined(context, ADVERT))
    assert not is_decided(context, joined(context, ADVERT, number=2, priority="P0"))


def test_undoing_a_decision_undoes_what_was_taken_over_and_the_next_copy_waits(context: ProcessContext) -> None:
    first = joined(context, ADVERT)
    source = decide(context, first)
    copy = joined(context, ADVERT, number=2)
    with context.writing() as factory:
        factory.review().undo(ANNA, first, source.id)
    assert not is_decided(context, first)
    assert not is_decided(context, copy)
    assert not is_decided(context, joined(context, ADVERT, number=3))


@pytest.mark.parametrize("threat", ["possible", "imminent"])
def test_what_a_person_called_a_threat_to_life_is_taken_over_by_nothing(context: ProcessContext, threat: str) -> None:
    first, second = joined(context, ADVERT), joined(context, ADVERT, channel=ELSEWHERE)
    decide(context, first)
    decide(context, second, Verdict.CONFIRM, threat_to_life=threat)
    assert not is_decided(context, joined(context, ADVERT, number=200))


def test_no_threat_to_life_is_taken_over_as_any_decision(context: ProcessContext) -> None:
    decide(context, joined(context, ADVERT), Verdict.CONFIRM, threat_to_life="none")
    assert is_decided(context, joined(context, ADVERT, number=200, channel=ELSEWHERE))


def test_what_was_decided_of_the_most_urgent_is_taken_over_by_nothing(context: ProcessContext) -> None:
    first, second = joined(context, ADVERT), joined(context, ADVERT, channel=ELSEWHERE, priority="P0")
    decide(context, first)
    decide(context, second)
    assert not is_decided(context, joined(context, ADVERT, number=200))


def test_an_escalation_ends_the_taking_over_of_what_was_decided_before(context: ProcessContext) -> None:
    first, second = joined(context, ADVERT), joined(context, ADVERT, channel=ELSEWHERE)
    decide(context, first)
    decide(context, second, Verdict.ESCALATE)
    assert not is_decided(context, joined(context, ADVERT, number=200))


def test_nothing_is_taken_over_where_the_surroundings_changed_since_the_score(context: ProcessContext) -> None:
    first = joined(context, ADVERT, number=100)
    decide(context, joined(context, ADVERT, channel=ELSEWHERE))
    stored(context, "grapje, het is voor een toneelstuk", number=101)
    decide(context, first)
    assert not is_decided(context, joined(context, ADVERT, number=200))


def test_undoing_what_a_copy_took_over_lets_no_further_copy_take_it_over(context: ProcessContext) -> None:
    decide(context, joined(context, ADVERT))
    copy = joined(context, ADVERT, number=2, channel=ELSEWHERE)
    with context.writing() as factory:
        (taken,) = factory.decisions().history(copy)
        factory.review().undo(ANNA, copy, taken.id)
    assert not is_decided(context, copy)
    assert not is_decided(context, joined(context, ADVERT, number=200))


def test_what_cannot_be_taken_over_waits_with_its_score(context: ProcessContext) -> None:
    decide(context, joined(context, ADVERT), Verdict.CONFIRM)
    copy = stored(context, ADVERT, number=200, channel=ELSEWHERE)
    with context.database.write() as session:  # as if the secret had changed: no request can be drafted
        session.execute(update(Author).values(handle_encrypted=b"nothing"))
    let_join(context, copy, ADVERT)
    assert standing(context, copy) == (ItemState.QUEUED, "P3", None)
    assert look_at(context, copy).f4_sale == 0.9
    assert requests_of(context, copy) == []
    with context.reading() as factory:
        assert factory.decisions().history(copy) == []
