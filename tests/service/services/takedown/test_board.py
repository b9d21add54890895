"""The board of takedown requests: what is urgent first, whose they are, and never more than fit."""

from __future__ import annotations

from datetime import timedelta

from service.domain.takedown.board import Party, Stage
from service.domain.takedown.clocks import ClockName
from service.domain.takedown.states import RequestEvent, RequestState
from service.factory import ProcessContext
from service.services.takedown.board import GROUPS, IN_A_COLUMN, BoardQuestion, Column, Whose
from tests.support.takedown import (
    ANN,
    AUDITOR,
    BOB,
    CARL,
    CONFIRMATION,
    EVE,
    WHY,
    age_last_event,
    change_row,
    confirmed,
    drafted,
    move,
    submitted,
)

ANYTHING = BoardQuestion()


def _columns(desk: ProcessContext, who: object = BOB, asked: BoardQuestion = ANYTHING) -> dict[Stage, Column]:
    with desk.reading() as factory:
        return {each.stage: each for each in factory.request_board().columns(who, asked)}  # type: ignore[arg-type]  # a caller


def test_each_request_stands_in_the_column_of_its_state_with_the_clock_that_strikes_first(desk: ProcessContext) -> None:
    draft, waiting, sent = drafted(desk, key="1"), confirmed(desk, key="2"), submitted(desk, key="3")
    found = _columns(desk)
    assert list(found) == list(Stage)
    assert {stage: each.total for stage, each in found.items() if each.total} == {
        Stage.WRITING: 1,
        Stage.APPROVAL: 1,
        Stage.PLATFORM: 1,
    }
    cards = [found[stage].cards[0] for stage in (Stage.WRITING, Stage.APPROVAL, Stage.PLATFORM)]
    assert [card.request.id for card in cards] == [draft.id, waiting.id, sent.id]
    assert [card.waits_for for card in cards] == [Party.ANALYST, Party.APPROVER, Party.PLATFORM]
    clocks = [card.clock.name for card in cards if card.clock is not None]
    assert clocks == [ClockName.REVIEW, ClockName.SUBMIT, ClockName.VERIFY]


def test_a_column_shows_the_highest_priority_then_the_oldest_and_counts_the_rest(sqlite_desk: ProcessContext) -> None:
    made = [drafted(sqlite_desk, key=str(number)) for number in range(1, IN_A_COLUMN + 3)]
    change_row(sqlite_desk, made[-1], priority="P0")
    column = _columns(sqlite_desk)[Stage.WRITING]
    assert column.total == IN_A_COLUMN + 2
    assert [card.request.id for card in column.cards] == [each.id for each in (made[-1], *made[: IN_A_COLUMN - 1])]


def test_filters_narrow_columns_and_lists_alike(desk: ProcessContext) -> None:
    urgent, other = drafted(desk, key="1"), drafted(desk, key="2")
    change_row(desk, urgent, priority="P0")
    change_row(desk, other, platform="tiktok")
    for asked, wanted in (
        (BoardQuestion(priority="P0"), urgent),
        (BoardQuestion(platform="tiktok"), other),
    ):
        assert [card.request.id for card in _columns(desk, BOB, asked)[Stage.WRITING].cards] == [wanted.id]
        with desk.reading() as factory:
            board = factory.request_board()
            assert [each.request.id for each in board.page(BOB, asked, "open", None, 9)] == [wanted.id]
            assert board.counts(BOB, asked)["writing"] == 1
    assert _columns(desk, BOB, BoardQuestion(platform="tiktok", priority="P0"))[Stage.WRITING].total == 0


def test_mine_are_those_in_which_i_did_something(desk: ProcessContext) -> None:
    request = confirmed(desk, key="1")
    drafted(desk, CARL, key="2")
    mine = BoardQuestion(whose=Whose.MINE)
    assert _columns(desk, ANN, mine)[Stage.APPROVAL].total == 1
    assert _columns(desk, CARL, mine)[Stage.WRITING].total == 1
    assert _columns(desk, CARL, mine)[Stage.APPROVAL].total == 0
    assert _columns(desk, BOB, mine)[Stage.APPROVAL].total == 0
    move(desk, BOB, request, RequestEvent.SEND_BACK, rationale=WHY)
    assert _columns(desk, BOB, mine)[Stage.WRITING].total == 1


def test_what_waits_for_me_leaves_out_what_i_may_not_approve(desk: ProcessContext) -> None:
    confirmed(desk, key="1")
    drafted(desk, EVE, key="2")
    for_me = BoardQuestion(whose=Whose.FOR_ME)
    assert _columns(desk, BOB, for_me)[Stage.APPROVAL].total == 1
    assert _columns(desk, BOB, for_me)[Stage.WRITING].total == 0
    assert _columns(desk, ANN, for_me)[Stage.WRITING].total == 1
    assert _columns(desk, ANN, for_me)[Stage.APPROVAL].total == 0
    assert all(each.total == 0 for each in _columns(desk, AUDITOR, for_me).values())


def test_who_drafted_what_another_confirmed_is_not_waited_for(desk: ProcessContext) -> None:
    request = move(desk, ANN, drafted(desk, EVE, key="1"), RequestEvent.SUBMIT_FOR_REVIEW)
    move(desk, ANN, request, RequestEvent.CONFIRM, **CONFIRMATION)
    assert _columns(desk, EVE, BoardQuestion(whose=Whose.FOR_ME))[Stage.APPROVAL].total == 0
    assert _columns(desk, EVE)[Stage.APPROVAL].total == 1


def test_a_delivery_that_is_tried_again_by_itself_waits_for_nobody(desk: ProcessContext) -> None:
    request = confirmed(desk)
    change_row(desk, request, state=RequestState.DELIVERY_FAILED)
    assert _columns(desk)[Stage.SENDING].cards[0].waits_for is Party.APPROVER
    change_row(desk, request, retry_at=request.created_at + timedelta(minutes=5))
    assert _columns(desk)[Stage.SENDING].cards[0].waits_for is Party.LONT


def test_every_group_of_the_list_is_one_that_the_page_offers() -> None:
    assert set(GROUPS) == {*Stage, "open", "all"}


def test_a_list_goes_on_where_the_page_before_ended(desk: ProcessContext) -> None:
    first, second, third = (drafted(desk, key=str(number)) for number in (1, 2, 3))
    age_last_event(desk, first, timedelta(days=2))
    with desk.reading() as factory:
        board = factory.request_board()
        page = board.page(BOB, ANYTHING, "all", None, 2)
        assert [each.request.id for each in page] == [third.id, second.id]
        rest = board.page(BOB, ANYTHING, "all", second.id, 2)
    assert [(each.request.id, each.clock.state if each.clock else None) for each in rest] == [(first.id, "expired")]
    assert set(GROUPS["all"]) == set(RequestState)
