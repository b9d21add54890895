from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text, update

from service.domain.access import Caller
from service.domain.audit import AuditAction, AuditEntry, AuditFilter
from service.domain.items import ItemState
from service.factory import ProcessContext
from service.schema import Alert, Item, OutboxEntry, Score
from service.services.alerts import AlertClaimedError, AlertNotFoundError
from service.storage.alerts import AlertRecord
from service.storage.outbox import ALERT_TOPIC
from tests.support.drafts import NOON
from tests.support.review import ANNA, BRAM, THREAT, at_once, edit, store


def scored_threat(context: ProcessContext, text: str = THREAT, first: int = 0) -> UUID:
    (item_id,) = store(context, text, first=first)
    assert context.scoring().score([item_id]) == 1
    return item_id


def alerts(context: ProcessContext) -> list[AlertRecord]:
    with context.reading() as factory:
        return factory.alerts().newest()


def claim(context: ProcessContext, item_id: UUID, caller: Caller = ANNA) -> AlertRecord:
    with context.writing() as factory:
        return factory.alerts().claim(caller, item_id)


def asked(context: ProcessContext) -> list[str]:
    """Return which alerts the outbox asks to be sent."""
    with context.database.read() as session:
        rows = session.scalars(
            select(OutboxEntry.payload).where(OutboxEntry.topic == ALERT_TOPIC).order_by(OutboxEntry.id)
        )
        return [payload["id"] for payload in rows]


def let_pause_pass(context: ProcessContext) -> None:
    with context.database.write() as session:
        session.execute(update(Alert).values(next_at=datetime.now(UTC) - timedelta(seconds=1)))


def test_a_possible_threat_to_life_raises_one_alert_and_other_items_none(context: ProcessContext) -> None:
    (threat, ordinary) = store(context, THREAT, "koffie staat klaar")
    assert context.scoring().score([threat, ordinary]) == 2
    (alert,) = alerts(context)
    assert (alert.item_id, alert.platform, alert.times) == (threat, "telegram", 0)
    assert (alert.claimed_by, alert.claimed_at) == (None, None)
    with context.reading() as factory:
        assert factory.alerts().count_unclaimed() == 1
        assert factory.items().get(threat)[0].priority == "P0"


def test_the_same_task_twice_raises_no_second_alert(context: ProcessContext) -> None:
    item_id = scored_threat(context)
    (alert,) = alerts(context)
    assert context.scoring().score([item_id], second_delivery=True) == 0
    assert alerts(context) == [alert]


def test_no_score_is_written_where_its_alert_cannot_be(context: ProcessContext) -> None:
    (item_id,) = store(context, THREAT)
    with context.database.write() as session:
        session.execute(text("ALTER TABLE alerts RENAME TO alerts_out_of_reach"))
    assert context.scoring().score([item_id]) == 0
    with context.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Score)) == 0
        assert session.scalars(select(Item.state)).one() == ItemState.PENDING
    with context.database.write() as session:
        session.execute(text("ALTER TABLE alerts_out_of_reach RENAME TO alerts"))
    assert context.scoring().score([item_id]) == 1
    assert [alert.item_id for alert in alerts(context)] == [item_id]


def test_an_edit_into_another_threat_calls_again_though_the_first_was_claimed(context: ProcessContext) -> None:
    item_id = scored_threat(context)
    claim(context, item_id)
    edit(context, f"{THREAT}, haast")
    assert context.scoring().score([item_id]) == 1
    (alert,) = alerts(context)
    assert alert.claimed_at is None
    assert context.alert_rounds().start_due() == 1


def test_rounds_begin_at_once_and_repeat_after_the_pause_until_somebody_claims(context: ProcessContext) -> None:
    item_id = scored_threat(context)
    rounds = context.alert_rounds()
    assert rounds.start_due() == 1
    assert rounds.start_due() == 0
    (alert,) = alerts(context)
    assert alert.times == 1
    pause = timedelta(seconds=context.settings.alert_repeat_seconds)
    assert timedelta(0) < alert.next_at - datetime.now(UTC) <= pause
    let_pause_pass(context)
    assert rounds.start_due() == 1
    assert asked(context) == [str(alert.id)] * 2
    claim(context, item_id)
    let_pause_pass(context)
    assert rounds.start_due() == 0
    assert alerts(context)[0].times == 2


def test_several_dispatchers_start_a_round_once(context: ProcessContext) -> None:
    scored_threat(context)
    rounds = context.alert_rounds()
    started = at_once(rounds.start_due, rounds.start_due, rounds.start_due)
    assert sorted(started, key=str) == [0, 0, 1]
    assert len(asked(context)) == 1


def test_a_claim_is_one_persons_and_claiming_again_changes_nothing(context: ProcessContext) -> None:
    item_id = scored_threat(context)
    claimed = claim(context, item_id)
    assert claimed.claimed_by == ANNA.actor
    assert claim(context, item_id) == claimed
    with pytest.raises(AlertClaimedError) as caught:
        claim(context, item_id, BRAM)
    assert caught.value.status == 409
    assert alerts(context) == [claimed]


def test_an_item_without_an_alert_cannot_be_claimed(context: ProcessContext) -> None:
    for item_id in (uuid4(), *store(context, "koffie")):
        with pytest.raises(AlertNotFoundError):
            claim(context, item_id)


def test_of_all_who_claim_at_once_one_has_it_and_the_log_knows_one(context: ProcessContext) -> None:
    for number in range(5):
        item_id = scored_threat(context, f"{THREAT} {number}", first=10 * number)
        outcomes = at_once(
            lambda item_id=item_id: claim(context, item_id, ANNA),  # type: ignore[misc]  # bound now
            lambda item_id=item_id: claim(context, item_id, BRAM),  # type: ignore[misc]  # as above
        )
        (won,) = [each for each in outcomes if isinstance(each, AlertRecord)]
        (_,) = [each for each in outcomes if isinstance(each, AlertClaimedError)]
        with context.reading() as factory:
            wanted = AuditFilter(object_id=str(item_id), action=AuditAction.CLAIM)
            entries = factory.audit_entries().search(wanted, None, 10)
        actors = [entry.record.actor for entry in entries if isinstance(entry, AuditEntry)]
        assert actors == [won.claimed_by]


def test_unclaimed_alerts_come_first_then_the_newest(context: ProcessContext) -> None:
    ids = [scored_threat(context, f"{THREAT} {number}", first=10 * number) for number in range(4)]
    claim(context, ids[1])
    claim(context, ids[3])
    with context.database.write() as session:
        for number, item_id in enumerate(ids):
            raised_at = NOON + timedelta(minutes=number)
            session.execute(update(Alert).where(Alert.item_id == item_id).values(raised_at=raised_at))
    assert [alert.item_id for alert in alerts(context)] == [ids[at] for at in (2, 0, 3, 1)]
