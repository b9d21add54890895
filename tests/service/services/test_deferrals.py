from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from service.domain.decisions import Verdict
from service.domain.items import ItemState
from service.factory import ProcessContext
from service.request_errors import RequestInvalidError
from service.schema import Decision
from tests.support.review import ANNA, BRAM, queued, said, standing


def put_off(context: ProcessContext, item_id: UUID, until: datetime | None) -> None:
    with context.writing() as factory:
        factory.decisions().decide(ANNA, said(item_id, Verdict.DEFER, defer_until=until))


def let_time_pass(context: ProcessContext) -> None:
    with context.database.write() as session:
        values = {"defer_until": datetime.now(UTC) - timedelta(minutes=1)}
        session.execute(update(Decision).where(Decision.defer_until.is_not(None)).values(values))


def test_what_was_put_off_until_a_time_is_handed_out_again_once_it_has_come(context: ProcessContext) -> None:
    item_id = queued(context, "P2")
    put_off(context, item_id, datetime.now(UTC) + timedelta(hours=1))
    assert context.deferrals().wake_due() == 0
    assert standing(context, item_id) == (ItemState.QUEUED, "P2", Verdict.DEFER)
    let_time_pass(context)
    assert (context.deferrals().wake_due(), context.deferrals().wake_due()) == (1, 0)
    assert standing(context, item_id) == (ItemState.QUEUED, "P2", None)
    with context.reading() as factory:
        last = factory.decisions().history(item_id)[-1]
    assert last.undoes is not None
    assert last.decided_by == "svc_system"


def test_what_somebody_decided_meanwhile_stays_decided(context: ProcessContext) -> None:
    item_id = queued(context)
    put_off(context, item_id, datetime.now(UTC) + timedelta(hours=1))
    with context.writing() as factory:
        factory.decisions().decide(BRAM, said(item_id, Verdict.UNSURE))
    let_time_pass(context)
    assert context.deferrals().wake_due() == 0
    assert standing(context, item_id)[2] == Verdict.UNSURE


def test_what_was_put_off_without_a_time_waits_for_a_person(context: ProcessContext) -> None:
    item_id = queued(context)
    put_off(context, item_id, None)
    assert context.deferrals().wake_due() == 0
    assert standing(context, item_id)[2] == Verdict.DEFER


@pytest.mark.parametrize(("verdict", "ahead"), [(Verdict.DEFER, -1), (Verdict.DEFER, 24 * 91), (Verdict.ESCALATE, 1)])
def test_a_time_that_nothing_can_wait_for_is_refused(context: ProcessContext, verdict: Verdict, ahead: int) -> None:
    item_id = queued(context)
    until = datetime.now(UTC) + timedelta(hours=ahead)
    with context.writing() as factory, pytest.raises(RequestInvalidError) as caught:
        factory.decisions().decide(ANNA, said(item_id, verdict, defer_until=until))
    assert [each.where for each in caught.value.faults] == ["defer_until"]
