"""Figures of quality against a set that was counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from service.domain.access import Caller
from service.domain.decisions import DecisionDraft, Verdict
from service.domain.quality import QualityReport, Share
from service.domain.review_tasks import ReviewTask, Said
from service.factory import ProcessContext
from service.services.misses import MissDraft
from service.settings import Settings
from tests.support.review import ANNA, BRAM, MODEL, give_score, said, store
from tests.support.reviewing_again import CHRIS, NEWS, RECRUITS, SUPERVISOR, answer, decide, known, next_of

_NAMES = {ANNA.actor: "zus", BRAM.actor: "bas", CHRIS.actor: "cor"}


def report_of(context: ProcessContext, caller: Caller) -> QualityReport:
    until = datetime.now(UTC) + timedelta(minutes=1)
    with context.reading() as factory:
        return factory.quality().report(caller, until - timedelta(weeks=1), until, _NAMES)


@pytest.fixture
def drawing(settings: Settings) -> Iterator[ProcessContext]:
    context = ProcessContext(settings.model_copy(update={"second_review_share": 1.0}))
    yield context
    context.close()


def test_figures_are_those_counted_by_hand(drawing: ProcessContext) -> None:
    items = store(drawing, *(f"klus {at} voor vanavond, dm" for at in range(5)))
    for item_id in items:
        give_score(drawing, item_id, "P1")
    told = [(Verdict.CONFIRM, RECRUITS), (Verdict.CONFIRM, NEWS), (Verdict.REJECT, NEWS), (Verdict.REJECT, RECRUITS)]
    tasks = []
    for item_id, (first, second) in zip(items, told, strict=False):
        decide(drawing, ANNA, item_id, first)
        task = next_of(drawing, BRAM)
        assert isinstance(task, ReviewTask)
        tasks.append(answer(drawing, BRAM, task.id, second))
    with drawing.writing() as factory:
        factory.disagreements().settle(SUPERVISOR, tasks[3].id, RECRUITS)  # the rejection falls
        factory.review().undo(ANNA, items[2], tasks[2].decision_id)  # type: ignore[arg-type]  # it has one
        again = DecisionDraft(items[0], 1, Verdict.CONFIRM, ("recruitment", "f4_sale"), corrects=tasks[0].decision_id)
        factory.review().decide(ANNA, again)
    report = report_of(drawing, SUPERVISOR)
    assert [(row.label, row.same, row.kappa) for row in report.agreement] == [
        ("recruitment", Share(2, 4), None),
        ("f4_sale", Share(4, 4), None),
    ]
    assert [row.pair for row in report.pairs] == [(BRAM.actor, ANNA.actor)] * 2  # bas before zus
    assert (report.open, report.settled, report.waiting) == (1, Share(1, 1), 0)
    (row,) = report.overturns
    assert (row.label, row.model_version, row.decided) == ("recruitment", MODEL, 5)
    assert (row.undone, row.corrected, row.settled, row.unfounded) == (1, 1, 1, 0)


def test_a_pair_is_seen_by_the_two_and_by_supervisors_only(drawing: ProcessContext) -> None:
    (item_id,) = store(drawing, "klus voor vanavond, dm")
    give_score(drawing, item_id, "P1")
    decide(drawing, ANNA, item_id, Verdict.REJECT)
    task = next_of(drawing, BRAM)
    assert isinstance(task, ReviewTask)
    answer(drawing, BRAM, task.id, NEWS)
    seen = {caller.name: len(report_of(drawing, caller).pairs) for caller in (ANNA, BRAM, CHRIS, SUPERVISOR)}
    assert seen == {"analyst-a": 2, "analyst-b": 2, "analyst-c": 0, "supervisor": 2}


def test_known_items_count_by_their_answer_and_each_tells_how_often_it_was_missed(context: ProcessContext) -> None:
    first, second = store(context, "klus voor vanavond, dm", "klus voor morgen, dm")
    for item_id in (first, second):
        give_score(context, item_id, "P1")
        decide(context, SUPERVISOR, item_id, Verdict.UNSURE)
    marks = [known(context, first, RECRUITS), known(context, second, NEWS)]
    for caller, words in ((ANNA, RECRUITS), (BRAM, NEWS), (CHRIS, Said(Verdict.ESCALATE))):
        for _ in marks:
            task = next_of(context, caller)
            assert isinstance(task, ReviewTask)
            answer(context, caller, task.id, words)
    report = report_of(context, ANNA)
    assert [(row.answer, row.right) for row in report.known] == [
        ("recruitment", Share(1, 2)),
        ("f4_sale", Share(0, 0)),
        ("neither", Share(1, 2)),
    ]
    with context.reading() as factory:
        rates = factory.quality().known_rates()
    assert [(each.known.id, each.answered, each.missed) for each in rates] == [
        (marks[1].id, 2, 1),
        (marks[0].id, 2, 1),
    ]
    assert report.overturns[0].decided == 2  # what is said of known items is no decision


def test_misses_count_by_label_kind_and_model(context: ProcessContext) -> None:
    (item_id,) = store(context, "klus voor vanavond, dm")
    give_score(context, item_id)
    with context.writing() as factory:
        factory.misses().report(ANNA, item_id, MissDraft("f4_sale"))
    (row,) = report_of(context, ANNA).misses
    assert (row.label, row.kind, row.model_version, row.n) == ("f4_sale", "not_raised", MODEL, 1)


def test_nothing_yet_is_no_error(context: ProcessContext) -> None:
    report = report_of(context, ANNA)
    assert (report.overturns, report.misses, report.pairs, report.waiting) == ([], [], [], 0)


def test_what_is_said_again_is_counted_as_a_second_decision(context: ProcessContext) -> None:
    (item_id,) = store(context, "klus voor vanavond, dm")
    give_score(context, item_id, "P1")
    first = decide(context, ANNA, item_id, Verdict.REJECT)
    with context.writing() as factory:
        factory.review().undo(ANNA, item_id, first.id)
        factory.review().decide(ANNA, said(item_id, Verdict.CONFIRM))
    (row,) = report_of(context, ANNA).overturns
    assert (row.decided, row.undone) == (2, 1)
