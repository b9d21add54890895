"""What the answers of a platform mean together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.domain.takedown.outcomes import (
    ACTED,
    NOTHING_THERE,
    REFUSED,
    AccountDecision,
    DecisionGround,
    ItemAnswer,
    ItemOutcome,
    Visibility,
    decision_of,
    ground_of,
)
from service.domain.takedown.states import RequestEvent

O = ItemOutcome  # noqa: E741  # read as a word below
_DECIDED = ACTED | NOTHING_THERE | REFUSED


@given(st.lists(st.sampled_from(sorted(_DECIDED)), min_size=1, max_size=5))
def test_only_a_refusal_of_everything_is_a_decision_not_to_act(outcomes: list[ItemOutcome]) -> None:
    event = decision_of(outcomes)
    assert (event is RequestEvent.DECISION_NONE) == all(each in REFUSED for each in outcomes)
    assert event in {RequestEvent.DECISION_NONE, RequestEvent.DECISION_ACTION}


@given(st.lists(st.sampled_from(sorted(_DECIDED))), st.sampled_from([None, O.NEED_INFORMATION]))
def test_one_item_without_a_decision_leaves_all_undecided(
    outcomes: list[ItemOutcome], undecided: ItemOutcome | None
) -> None:
    assert decision_of([*outcomes, undecided]) is None


def test_every_outcome_has_one_meaning() -> None:
    apart = {O.NEED_INFORMATION, O.RESTORED}
    assert ACTED | NOTHING_THERE | REFUSED | apart == set(O)
    assert len(ACTED) + len(NOTHING_THERE) + len(REFUSED) + len(apart) == len(O)


def test_what_has_to_be_said_is_asked_for() -> None:
    assert ItemAnswer(O.NEED_INFORMATION).missing == ("reason",)
    assert ItemAnswer(O.RESTORED, reason="  ").missing == ("reason",)
    assert ItemAnswer(O.GEO_BLOCKED).missing == ("territory",)
    assert ItemAnswer(O.GEO_BLOCKED, territory=("NL",)).missing == ()
    assert ItemAnswer(O.NOT_ILLEGAL).missing == ()


def test_what_does_not_go_together_is_named() -> None:
    unfounded = DecisionGround.MANIFESTLY_UNFOUNDED
    assert ItemAnswer(O.REMOVED, ground=unfounded).unfitting == ("ground",)
    assert ItemAnswer(O.NOT_ILLEGAL, ground=unfounded).unfitting == ()
    said = ItemAnswer(O.NOT_FOUND, visibility=Visibility.REMOVED, account=AccountDecision.SUSPENDED, territory=("NL",))
    assert said.unfitting == ("visibility", "account", "territory")


def test_what_was_not_said_is_not_kept() -> None:
    assert ItemAnswer(O.REMOVED).details == {}
    said = ItemAnswer(O.GEO_BLOCKED, reason="Verboden.", ground=DecisionGround.ILLEGAL_CONTENT, territory=("NL", "BE"))
    assert said.details == {
        "reason": "Verboden.",
        "ground": "DECISION_GROUND_ILLEGAL_CONTENT",
        "territory": ["NL", "BE"],
    }


def test_several_grounds_are_one_only_where_they_agree() -> None:
    illegal = ItemAnswer(O.REMOVED, ground=DecisionGround.ILLEGAL_CONTENT)
    terms = ItemAnswer(O.REMOVED, ground=DecisionGround.INCOMPATIBLE_CONTENT)
    unfounded = ItemAnswer(O.NOT_ILLEGAL, ground=DecisionGround.MANIFESTLY_UNFOUNDED)
    assert ground_of({0: illegal, 1: illegal}) is DecisionGround.ILLEGAL_CONTENT
    assert ground_of({0: illegal, 1: terms}) is DecisionGround.NOT_STATED
    assert ground_of({0: illegal, 1: unfounded}) is DecisionGround.MANIFESTLY_UNFOUNDED
    assert ground_of({0: ItemAnswer(O.REMOVED)}) is DecisionGround.NOT_STATED
