"""Whose eyes a score is kept from until they have judged."""

from __future__ import annotations

from uuid import UUID

import pytest

from service.domain.access import AccessRole, Caller, scopes_of
from service.domain.decisions import Verdict
from service.domain.preferences import Preferences
from service.factory import ProcessContext
from service.services.accounts import actor_of
from service.services.score_sight import without_scores
from tests.support.people import make_person
from tests.support.review import give_score, look_at, said, store


def _blind(context: ProcessContext, role: AccessRole = AccessRole.ANALYST) -> Caller:
    """Return somebody who has chosen to judge without the score."""
    person = make_person(context, f"blind-{role}", role)
    roles = frozenset({role})
    caller = Caller(actor_of(person.id), person.name, scopes_of(roles), roles, account_id=person.id)
    with context.writing() as factory:
        factory.preferences().keep(caller, Preferences(hide_scores=True))
    return caller


def _hidden(context: ProcessContext, caller: Caller, *item_ids: UUID) -> list[bool]:
    with context.reading() as factory:
        sight = factory.score_sight()
        return [sight.scores_hidden(factory.items().get(each)[0], caller) for each in item_ids]


def test_open_items_are_hidden_unless_life_may_be_at_stake(context: ProcessContext) -> None:
    waits, urgent, low, unscored = store(context, "een", "twee", "drie", "vier")
    give_score(context, waits, "P1")
    give_score(context, urgent, "P0")
    give_score(context, low)
    caller = _blind(context)
    assert _hidden(context, caller, waits, urgent, low, unscored) == [True, False, True, False]
    assert _hidden(context, _blind(context, AccessRole.AUDITOR), waits) == [False]


@pytest.mark.parametrize(("verdict", "hidden"), [*((each, each is Verdict.DEFER) for each in Verdict)])
def test_a_judgement_shows_the_score_also_once_it_is_undone(
    context: ProcessContext, verdict: Verdict, *, hidden: bool
) -> None:
    (item_id,) = store(context, "een")
    give_score(context, item_id, "P1")
    caller = _blind(context)
    with context.writing() as factory:
        decision = factory.decisions().decide(caller, said(item_id, verdict, score_visible=False))
        factory.decisions().undo(caller, item_id, decision.id)
    assert _hidden(context, caller, item_id) == [hidden]
    other = make_person(context, "other", AccessRole.ANALYST)
    roles = frozenset({AccessRole.ANALYST})
    colleague = Caller(actor_of(other.id), other.name, scopes_of(roles), roles, account_id=other.id)
    with context.writing() as factory:
        factory.preferences().keep(colleague, Preferences(hide_scores=True))
        kept, undoing = factory.decisions().history(item_id)
    assert _hidden(context, colleague, item_id) == [True]  # what somebody else said is no judgement of theirs
    assert (kept.score_visible, undoing.score_visible) == (False, None)


def test_an_item_without_scores_has_nothing_that_a_model_or_a_reviewer_said(context: ProcessContext) -> None:
    (item_id,) = store(context, "een")
    give_score(context, item_id, "P1", role="recruiter", unsure=("language",))
    bare = without_scores(look_at(context, item_id))
    for name in ("recruitment", "f4_sale", "tier", "model_version", "priority", "role", "verdict", "decision_id"):
        assert getattr(bare, name) is None
    for name in ("labels", "priority_reason", "explanation", "unsure", "entities"):
        assert getattr(bare, name) == ()
    assert bare.text == "een"
