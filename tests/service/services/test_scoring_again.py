from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import func, select, text, update

from service.domain.access import SYSTEM
from service.domain.decisions import Verdict
from service.domain.items import ItemState, Lane
from service.domain.takedown.states import RequestState
from service.factory import ProcessContext
from service.schema import Item, Score, ScoreAsk, ScoreChange
from service.storage.scores_again import NewAsk
from tests.support.campaigns import ELSEWHERE, let_join
from tests.support.conversing import ANSWER, MOVING, REQUEST, come_in, departures, history, look_at, say, work
from tests.support.drafts import CHANNEL, draft
from tests.support.review import ANNA, LATELY, said

LONG = (
    "zaterdag doen we met de hele buurt weer een grote schoonmaak in het park achter de school, dus neem "
    "handschoenen en een prikker mee, er is koffie en thee voor iedereen die komt helpen, ook voor de kinderen"
)


def count(context: ProcessContext, table: type) -> int:
    with context.database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def decide(context: ProcessContext, item_id: UUID, verdict: Verdict) -> UUID:
    with context.writing() as factory:
        return factory.decisions().decide(ANNA, said(item_id, verdict)).id


def test_a_bare_answer_scores_under_a_request_and_not_under_a_moving_day_thread(context: ProcessContext) -> None:
    say(context, "1", MOVING)
    moving = look_at(context, say(context, "2", ANSWER, 1))
    say(context, "3", REQUEST, 300)
    selling = look_at(context, say(context, "4", ANSWER, 301))
    assert (moving.labels, moving.state) == ((), ItemState.SCORED)
    assert (selling.labels, selling.state) == (("f4_sale",), ItemState.QUEUED)


@pytest.mark.parametrize("reply", [True, False])
def test_an_answer_that_came_in_before_its_request_is_scored_again_and_queued(
    context: ProcessContext, *, reply: bool
) -> None:
    fields: dict[str, str | None] = {"reply_to_key": "1", "sent_at": None} if reply else {}
    answer = say(context, "2", ANSWER, 1, **fields)
    assert look_at(context, answer).state == ItemState.SCORED
    request = say(context, "1", REQUEST)
    item = look_at(context, answer)
    assert (item.labels, item.state, item.priority) == (("f4_sale",), ItemState.QUEUED, "P3")
    (change,) = history(context, answer)
    assert (change.cause_id, change.holds, change.priority_before, change.priority_after) == (request, True, None, "P3")
    assert change.before["f4_sale"] < 0.1
    assert change.after["f4_sale"] > 0.5
    assert item.explanation
    assert item.f4_sale == change.after["f4_sale"]


def test_an_answer_stays_ruled_out_when_its_moving_day_thread_comes_in_later(context: ProcessContext) -> None:
    answer = say(context, "2", ANSWER, 1)
    say(context, "1", MOVING)
    item = look_at(context, answer)
    assert (item.labels, item.state, history(context, answer)) == ((), ItemState.SCORED, [])


def test_what_is_raised_by_its_request_leaves_the_queue_when_that_turns_out_to_be_something_else(
    context: ProcessContext,
) -> None:
    say(context, "1", REQUEST)
    answer = say(context, "2", ANSWER, 1)
    assert look_at(context, answer).state == ItemState.QUEUED
    say(context, "1", MOVING, edited=True)
    item = look_at(context, answer)
    assert (item.state, item.labels, item.priority) == (ItemState.SCORED, (), None)
    assert [change.holds for change in history(context, answer)] == [True]


@pytest.mark.parametrize("verdict", [Verdict.REJECT, Verdict.CONFIRM])
def test_nothing_moves_against_a_decision_and_the_new_score_is_noted(context: ProcessContext, verdict: Verdict) -> None:
    answer = say(context, "2", ANSWER, 1)
    decide(context, answer, verdict)
    before = look_at(context, answer)
    say(context, "1", REQUEST)
    assert look_at(context, answer) == before
    (change,) = history(context, answer)
    assert (change.holds, change.priority_after) == (False, "P3")


def test_what_somebody_has_said_something_of_never_falls_out_of_the_queue_by_itself(context: ProcessContext) -> None:
    say(context, "1", REQUEST)
    answer = say(context, "2", ANSWER, 1)
    decision_id = decide(context, answer, Verdict.REJECT)
    with context.writing() as factory:
        factory.decisions().undo(ANNA, answer, decision_id)
    before = look_at(context, answer)
    say(context, "1", MOVING, edited=True)
    assert look_at(context, answer) == before
    assert [change.holds for change in history(context, answer)] == [False]


def test_what_was_deferred_moves_up_when_it_becomes_more_urgent_and_stays_deferred(context: ProcessContext) -> None:
    answer = say(context, "2", ANSWER, 1)
    decide(context, answer, Verdict.DEFER)
    with context.database.write() as session:
        session.execute(update(Item).where(Item.id == answer).values(priority=None))
    say(context, "1", REQUEST)
    item = look_at(context, answer)
    assert (item.priority, item.state, item.verdict) == ("P3", ItemState.QUEUED, "defer")


def test_an_item_that_becomes_most_urgent_by_a_later_message_calls_people(context: ProcessContext) -> None:
    told = "vannacht bij die voordeur, 900 euro, dm"
    answer = come_in(context, draft("2", told, sent_at=LATELY + timedelta(minutes=1)))[0]
    with context.database.write() as session:  # as if it had said nothing to the model by itself
        session.execute(update(Item).values(enqueued_at=None))
    work(context)
    lower(context, answer)
    with context.database.write() as session:
        session.execute(update(Item).where(Item.id == answer).values(tier="transformer"))
    come_in(context, draft("1", "wie wil er een deur laten knallen voor 900 euro", sent_at=LATELY))
    work(context)
    assert look_at(context, answer).priority == "P0"
    with context.reading() as factory:
        assert answer in {alert.item_id for alert in factory.alerts().newest()}


@pytest.mark.parametrize("verdict", [Verdict.REJECT, Verdict.CONFIRM])
def test_what_a_copy_took_over_gives_way_when_it_becomes_most_urgent(context: ProcessContext, verdict: Verdict) -> None:
    told = "vannacht bij die voordeur, 900 euro, dm"
    (source,) = come_in(context, draft("1", told, channel=ELSEWHERE))
    (copy,) = come_in(context, draft("2", told, sent_at=LATELY + timedelta(minutes=1)))
    departures(context)
    let_join(context, source, told)
    decide(context, source, verdict)
    let_join(context, copy, told)
    assert look_at(context, copy).state == ItemState.DECIDED
    come_in(context, draft("1", "wie wil er een deur laten knallen voor 900 euro", sent_at=LATELY))
    work(context)
    item = look_at(context, copy)
    assert (item.state, item.priority, item.verdict) == (ItemState.QUEUED, "P0", None)
    assert [change.holds for change in history(context, copy)] == [True]
    with context.reading() as factory:
        taken, undoing = factory.decisions().history(copy)
        assert (undoing.undoes, undoing.decided_by) == (taken.id, SYSTEM)
        assert copy in {alert.item_id for alert in factory.alerts().newest()}
        assert {each.state for each in factory.takedown().of_item(copy)} <= {RequestState.REJECTED_INTERNAL}
    assert look_at(context, source).state == ItemState.DECIDED


def lower(context: ProcessContext, item_id: UUID) -> None:
    """Give an item the scores of one that nobody would look at."""
    with context.database.write() as session:
        session.execute(update(Score).where(Score.item_id == item_id).values(recruitment=0.1, f4_sale=0.0))
        session.execute(
            update(Item)
            .where(Item.id == item_id)
            .values(recruitment=0.1, f4_sale=0.0, score=0.1, labels="", priority=None, state=ItemState.SCORED)
        )
        session.connection().exec_driver_sql("DELETE FROM alert_sendings")
        session.connection().exec_driver_sql("DELETE FROM alerts")


def test_neighbours_of_what_is_raised_are_looked_at_closer_whatever_the_fast_tier_says(
    context: ProcessContext,
) -> None:
    long = come_in(context, draft("0", LONG), draft("1", REQUEST, minute=1))[0]
    work(context)
    assert look_at(context, long).tier == "transformer"
    alone = say(context, "9", LONG, 600)
    assert look_at(context, alone).tier == "linear"
    say(context, "10", REQUEST, 601)
    with context.database.read() as session:
        assert session.scalar(select(func.count()).select_from(ScoreAsk)) == 0
    assert len(history(context, alone)) <= 1


def test_ordinary_talk_asks_for_nobody(context: ProcessContext) -> None:
    say(context, "1", MOVING)
    (item_id,) = come_in(context, draft("2", "de vuilnis wordt morgen een uur later opgehaald", minute=1))
    assert work(context) == [[item_id]]
    assert count(context, ScoreAsk) == count(context, ScoreChange) == 0


def test_a_message_asks_for_two_before_it_four_after_it_and_eight_answers_at_most(context: ProcessContext) -> None:
    near = [draft(str(number), ANSWER, minute=number) for number in range(1, 12) if number != 6]
    far = [draft(f"a{number}", ANSWER, minute=600 + 60 * number, reply_to_key="6") for number in range(12)]
    come_in(context, *near, *far)
    work(context)
    come_in(context, draft("6", REQUEST, minute=6))
    (first, again) = work(context)
    assert len(first) == 1
    assert len(again) == 6 + 8
    with context.database.read() as session:
        keys = set(session.scalars(select(Item.source_key).where(Item.id.in_(again))))
    assert {"4", "5", "7", "8", "9", "10"} < keys


def test_several_messages_that_come_in_together_ask_for_a_neighbour_once(context: ProcessContext) -> None:
    answer = say(context, "2", ANSWER, 5)
    new = come_in(context, *(draft(f"n{number}", REQUEST, minute=number) for number in (3, 4, 6)))
    tasks = work(context)
    assert tasks == [new, [answer]]
    assert len(history(context, answer)) == 1


def test_the_same_task_a_second_time_changes_nothing_and_notes_nothing(context: ProcessContext) -> None:
    answer = say(context, "2", ANSWER, 1)
    request = say(context, "1", REQUEST)
    before = look_at(context, answer)
    assert context.scoring().score([answer, request]) == 0
    assert (look_at(context, answer), len(history(context, answer))) == (before, 1)


def test_an_ask_that_its_worker_died_with_is_found_by_the_sweep(context: ProcessContext) -> None:
    answer = say(context, "2", ANSWER, 1)
    ids = come_in(context, draft("1", REQUEST))
    departures(context)
    context.scoring().score(ids)
    assert departures(context)  # and whoever took this died
    assert context.dispatching(lambda _: None).sweep(broker_is_new=True) == 1
    work(context)
    assert look_at(context, answer).state == ItemState.QUEUED
    assert count(context, ScoreAsk) == 0


def test_an_item_that_kills_workers_is_not_scored_again_for_ever(context: ProcessContext) -> None:
    answer = say(context, "2", ANSWER, 1)
    context.scoring().score(come_in(context, draft("1", REQUEST)))
    with context.database.write() as session:
        session.execute(update(ScoreAsk).values(attempts=context.settings.max_attempts - 1))
    context.scoring().score([answer], second_delivery=True)
    assert count(context, ScoreAsk) == 0
    assert look_at(context, answer).state == ItemState.SCORED


def test_an_item_that_is_being_scored_when_its_request_comes_in_is_scored_again(context: ProcessContext) -> None:
    (answer,) = come_in(context, draft("2", ANSWER, minute=1))
    departures(context)
    scoring = context.scoring()
    batch = scoring._read_batch([answer])  # a worker that is slow has read it
    say(context, "1", REQUEST)
    scored = context.scorer.score_prepared(batch.prepared)
    scoring._write_batch(batch, scored, LATELY)
    work(context)
    assert look_at(context, answer).state == ItemState.QUEUED
    assert count(context, ScoreAsk) == 0


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
@pytest.mark.postgres
def test_two_workers_who_answer_what_the_other_asks_for_do_not_wait_for_each_other(context: ProcessContext) -> None:
    answers = [say(context, "2", ANSWER, 1, channel=channel) for channel in (CHANNEL, ELSEWHERE)]
    ask(context, *answers)
    requests = [come_in(context, draft("1", REQUEST, channel=channel))[0] for channel in (ELSEWHERE, CHANNEL)]
    tasks = list(zip(answers, requests, strict=True))  # each request makes its worker ask for the other's answer
    scoring = context.scoring()
    read = [scoring._read_batch(task) for task in tasks]
    scored = [context.scorer.score_prepared(batch.prepared) for batch in read]
    with context.database.write() as session:
        for statement in SLOW_ASKS:
            session.execute(text(statement))
    with ThreadPoolExecutor(2) as pool:  # where both wait, the database ends one of them with an error
        assert list(pool.map(lambda at: scoring._write_batch(read[at], scored[at], LATELY), range(2))) == [1, 1]


def ask(context: ProcessContext, *item_ids: UUID) -> None:
    with context.writing() as factory:
        factory.asks().ask([NewAsk(each, each, Lane.LIVE) for each in item_ids], LATELY)


SLOW_ASKS = (
    "CREATE FUNCTION late() RETURNS trigger AS $$ BEGIN PERFORM pg_sleep(0.5); RETURN NEW; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER slow BEFORE INSERT ON score_asks FOR EACH ROW EXECUTE FUNCTION late()",
)
"""Lets the other worker come as far as it can before an ask is made."""


def test_two_workers_with_the_same_ask_write_one_change(context: ProcessContext) -> None:
    answer = say(context, "2", ANSWER, 1)
    context.scoring().score(come_in(context, draft("1", REQUEST)))
    barrier = Barrier(2)

    def one() -> None:
        barrier.wait()
        context.scoring().score([answer])

    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(one) for _ in range(2)]:
            each.result()
    work(context)
    assert (len(history(context, answer)), count(context, ScoreAsk)) == (1, 0)
    assert look_at(context, answer).state == ItemState.QUEUED
