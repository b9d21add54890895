from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from models.contract import Prepared, ScoredMessage
from service.domain.items import ItemState, Lane
from service.domain.messages import ChannelRef, MessageDraft, Platform
from service.factory import ProcessContext
from service.schema import CachedScore, Item, Score
from tests.support.api import FOREIGN
from tests.support.drafts import CHANNEL, draft, open_channel
from tests.support.review import THREAT
from tests.support.scorers import PoisonedScorer


@pytest.fixture
def poisoned(context: ProcessContext) -> Iterator[PoisonedScorer]:
    scorer = PoisonedScorer()
    context.__dict__["scorer"] = scorer
    yield scorer
    del context.__dict__["scorer"]


def store(context: ProcessContext, *drafts: MessageDraft) -> list[UUID]:
    channel_id = open_channel(context, drafts[0].channel)
    with context.writing() as factory:
        intake = factory.import_desk().ingest.take_in(channel_id, drafts, Lane.LIVE)
    return [*intake.stored.values(), *intake.changed.values()]


def states(context: ProcessContext) -> dict[str, str]:
    with context.database.read() as session:
        return {row.source_key: row.state for row in session.execute(select(Item.source_key, Item.state))}


def count_scores(context: ProcessContext) -> int:
    with context.database.read() as session:
        return session.scalar(select(func.count()).select_from(Score)) or 0


def test_a_pending_item_gets_a_score_with_the_version_that_gave_it(context: ProcessContext) -> None:
    ids = store(context, draft("1", THREAT), draft("2", "hoe laat is het", minute=-600))
    assert context.scoring().score(ids) == 2
    with context.database.read() as session:
        items = session.scalars(select(Item)).all()
    assert states(context) == {"1": ItemState.QUEUED, "2": ItemState.SCORED}
    for item in items:
        assert item.recruitment is not None
        assert 0 <= item.recruitment <= 1
        assert item.model_version == context.scorer.version


def test_the_same_task_a_second_time_writes_nothing(context: ProcessContext) -> None:
    ids = store(context, draft("1"), draft("2", minute=1))
    assert context.scoring().score(ids) == 2
    assert context.scoring().score(ids) == 0
    assert count_scores(context) == 2


def test_ids_that_do_not_exist_are_passed_by(context: ProcessContext) -> None:
    assert context.scoring().score([UUID(int=1)]) == 0


def test_why_a_score_may_say_nothing_is_worked_out_for_a_copy_too_and_kept_with_each_score(
    context: ProcessContext, poisoned: PoisonedScorer
) -> None:
    elsewhere = ChannelRef(Platform.TELEGRAM, "4712", "Andere groep")
    for channel in (CHANNEL, elsewhere):
        context.scoring().score(store(context, draft("1", FOREIGN, channel=channel)))
    context.scoring().score(store(context, draft("2", "hoe laat is het", minute=-600)))
    assert len(poisoned.asked) == 2
    with context.database.read() as session:
        assert sorted(session.scalars(select(Score.unsure)), key=str) == [["language"], ["language"], []]


def test_a_text_that_was_edited_is_scored_again_and_both_scores_are_kept(context: ProcessContext) -> None:
    context.scoring().score(store(context, draft("1", "eerste")))
    context.scoring().score(store(context, draft("1", "tweede", edited=True)))
    with context.database.read() as session:
        assert sorted(session.scalars(select(Score.item_version))) == [1, 2]


def test_a_text_that_changes_while_it_is_scored_keeps_waiting(context: ProcessContext) -> None:
    (item_id,) = store(context, draft("1"))
    scorer = context.scorer

    class EditedMeanwhile(PoisonedScorer):
        def score_prepared(
            self, prepared: Sequence[Prepared], *, known: Sequence[tuple[float, float] | None] | None = None
        ) -> list[ScoredMessage]:
            with context.database.write() as session:
                session.execute(update(Item).where(Item.id == item_id).values(version=2, text="anders"))
            return super().score_prepared(prepared, known=known)

    context.__dict__["scorer"] = EditedMeanwhile()
    assert context.scoring().score([item_id]) == 0
    context.__dict__["scorer"] = scorer
    assert states(context) == {"1": ItemState.PENDING}


def test_a_copy_in_the_same_context_reuses_the_score(context: ProcessContext, poisoned: PoisonedScorer) -> None:
    elsewhere = ChannelRef(Platform.TELEGRAM, "4712", "Andere groep")
    context.scoring().score(store(context, draft("1", "Cobra te koop, dm")))
    context.scoring().score(store(context, draft("1", "COBRA te  koop, dm", channel=elsewhere)))
    assert len(poisoned.asked) == 1
    with context.database.read() as session:
        assert len(set(session.scalars(select(Item.f4_sale)))) == 1


def test_a_copy_in_another_context_is_scored_for_itself(context: ProcessContext, poisoned: PoisonedScorer) -> None:
    elsewhere = ChannelRef(Platform.TELEGRAM, "4712", "Andere groep")
    context.scoring().score(store(context, draft("1", "dm, nog 40")))
    first = draft("0", "wie heeft verhuisdozen over", minute=-1, channel=elsewhere)
    context.scoring().score(store(context, first, draft("1", "dm, nog 40", channel=elsewhere)))
    assert poisoned.asked.count("dm, nog 40") == 2


def test_a_new_bundle_does_not_reuse_scores_of_the_old_one(context: ProcessContext, poisoned: PoisonedScorer) -> None:
    elsewhere = ChannelRef(Platform.TELEGRAM, "4712", "Andere groep")
    context.scoring().score(store(context, draft("1", "nog te koop")))
    poisoned.version = "another"
    context.scoring().score(store(context, draft("1", "nog te koop", channel=elsewhere)))
    assert len(poisoned.asked) == 2
    with context.database.read() as session:
        assert session.scalar(select(func.count()).select_from(CachedScore)) == 2


def test_a_poisonous_item_is_parked_with_its_reason_and_those_beside_it_are_scored(
    context: ProcessContext, poisoned: PoisonedScorer
) -> None:
    ids = store(context, draft("1"), draft("2", "dit is gif", minute=1), draft("3", minute=2))
    for _ in range(context.settings.max_attempts):
        context.scoring().score(ids)
    assert states(context) == {"1": "scored", "2": "parked", "3": "scored"}
    assert "dit is gif" not in poisoned.asked
    with context.database.read() as session:
        reason = session.scalars(select(Item.state_reason).where(Item.state == ItemState.PARKED)).one()
    assert reason == "scoring_failed: ArithmeticError"


def test_an_item_that_keeps_killing_workers_is_parked(context: ProcessContext) -> None:
    (item_id,) = store(context, draft("1"))
    scoring = context.scoring()
    with context.database.write() as session:
        session.execute(update(Item).values(attempts=context.settings.max_attempts - 1))
    assert scoring.score([item_id], second_delivery=True) == 0
    assert states(context) == {"1": ItemState.PARKED}


def test_a_parked_item_is_scored_after_it_was_put_back(context: ProcessContext, poisoned: PoisonedScorer) -> None:
    ids = store(context, draft("1", "gif"))
    for _ in range(context.settings.max_attempts):
        context.scoring().score(ids)
    del context.__dict__["scorer"]
    with context.writing() as factory:
        assert factory.reopen_parked() == 1
    context.scoring().score(ids)
    assert states(context) == {"1": ItemState.SCORED}
    context.__dict__["scorer"] = poisoned


def test_a_tonight_of_last_month_is_recruitment_and_calls_nobody(context: ProcessContext) -> None:
    channel_id = open_channel(context)
    now = datetime.now(UTC)
    days = {"new": now - timedelta(hours=1), "old": now - timedelta(days=30)}
    drafts = [draft(key, THREAT, sent_at=sent_at) for key, sent_at in days.items()]
    with context.writing() as factory:
        stored = factory.import_desk().ingest.take_in(channel_id, drafts, Lane.BACKFILL).stored
    context.scoring().score(list(stored.values()))
    with context.reading() as factory:
        assert {key: factory.items().get(item_id)[0].priority for key, item_id in stored.items()} == {
            "new": "P0",
            "old": "P1",
        }
        assert [alert.item_id for alert in factory.alerts().newest()] == [stored["new"]]
