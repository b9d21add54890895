from __future__ import annotations

from uuid import UUID

import pytest

from service.domain.decisions import Verdict
from service.domain.items import ItemFilter
from service.domain.misses import MissKind, MissReport
from service.factory import ProcessContext
from service.services.capture import CaptureDraft
from service.services.misses import MissDraft, NotMissedError
from tests.support.api import shipped_scorer
from tests.support.people import noted
from tests.support.review import ANNA, BRAM, look_at, queued, standing, store
from tests.support.reviewing_again import decided

_TALK = "de bakker op de hoek is dinsdag dicht"


def report(context: ProcessContext, item_id: UUID, label: str = "recruitment") -> MissReport:
    with context.writing() as factory:
        return factory.misses().report(ANNA, item_id, MissDraft(label, "gezien door een collega"))


def test_what_was_not_raised_waits_for_review_as_a_reported_miss(context: ProcessContext) -> None:
    item_id = queued(context, None)
    found = report(context, item_id)
    assert (found.kind, found.recruitment, found.reported_by) == (MissKind.NOT_RAISED, 0.9, ANNA.actor)
    item = look_at(context, item_id)
    assert (item.state, item.priority, item.priority_reason) == ("queued", "P1", ("reported_missed",))
    with context.reading() as factory:
        (change,) = factory.priority_log().history(item_id)
        assert factory.queue().next_one(BRAM, ItemFilter()) == item_id
    assert (change.cause, change.actor) == ("report", ANNA.actor)
    assert [entry.details["label"] for entry in noted(context) if entry.action == "miss_report"] == ["recruitment"]


def test_reporting_it_again_changes_nothing(context: ProcessContext) -> None:
    item_id = queued(context, None)
    assert report(context, item_id) == report(context, item_id, "f4_sale")


def test_what_waits_is_decided_or_has_no_score_is_no_miss(context: ProcessContext) -> None:
    with pytest.raises(NotMissedError):
        report(context, queued(context))


def test_what_is_decided_is_no_miss(context: ProcessContext) -> None:
    with pytest.raises(NotMissedError):
        report(context, decided(context, BRAM, Verdict.REJECT))


def test_what_has_no_score_yet_is_no_miss(context: ProcessContext) -> None:
    with pytest.raises(NotMissedError):
        report(context, store(context, _TALK)[0])


def test_what_was_never_stored_is_taken_in_and_waits_whatever_the_model_says_of_it(context: ProcessContext) -> None:
    context.scorer = shipped_scorer()
    seen = CaptureDraft(_TALK, "https://t.me/buurtpraat_verzonnen/812")
    with context.writing() as factory:
        found = factory.misses().report_new(ANNA, seen, MissDraft("f4_sale"))
    assert (found.kind, found.f4_sale, found.model_version) == (MissKind.NOT_STORED, None, None)
    context.scoring().score([found.item_id])
    assert standing(context, found.item_id) == ("queued", "P3", None)
    assert look_at(context, found.item_id).labels == ()
    with context.writing() as factory:  # seen elsewhere once more: it is stored now, and reported
        assert factory.misses().report_new(BRAM, seen, MissDraft("f4_sale")) == found
