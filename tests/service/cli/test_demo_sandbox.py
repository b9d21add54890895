"""The sandbox platform beside lont: the whole loop without a browser, and what it shows after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from service.cli.demo_sandbox import sandbox_beside
from service.delivery.outcomes import DeliveryOutcome
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.factory import ProcessContext
from service.main import create_app
from service.services.takedown.inputs import RequestEdit
from tests.support.api import sqlite_context
from tests.support.processes import wait_for
from tests.support.sandboxes import Watch, checker
from tests.support.serving import served
from tests.support.takedown import (
    ANN,
    BOB,
    CONFIRMATION,
    confirm_item,
    events_of,
    move,
    now_of,
    prepared,
    stored_item,
)

_INVENTED = "https://t.me/klus_lontdemo/{key}"


@pytest.fixture
def context(tmp_path: Path) -> Iterator[ProcessContext]:
    with sqlite_context(tmp_path) as context:
        yield prepared(context)


def _use(context: ProcessContext, settings: object) -> None:
    context.settings = settings  # type: ignore[assignment]  # those of the same lont
    context.__dict__.pop("office", None)


def _approved(context: ProcessContext) -> RequestRecord:
    item_id = stored_item(context, locator=_INVENTED)
    confirm_item(context, item_id)
    with context.writing() as factory:
        request = factory.takedown().create(ANN, item_id, RequestEdit(delivery_channel="telegram.sandbox"))
    request = move(context, ANN, request, RequestEvent.SUBMIT_FOR_REVIEW)
    request = move(context, ANN, request, RequestEvent.CONFIRM, **CONFIRMATION)
    return move(context, BOB, request, RequestEvent.APPROVE)


def test_a_notice_is_posted_answered_and_what_it_spoke_of_seen_to_be_gone(context: ProcessContext) -> None:
    stated = context.settings
    with served(create_app(context)) as lont, sandbox_beside(stated, httpx2.URL(lont).port or 0) as sandbox:
        _use(context, sandbox.settings)
        request = _approved(context)
        stored_item(context, key="7", locator="https://t.me/buurtpraat_echt/{key}")
        sandbox.show(context)
        shown = [httpx2.get(f"{sandbox.address}/t.me/{place}") for place in ("klus_lontdemo/1", "buurtpraat_echt/7")]
        assert [each.status_code for each in shown] == [200, 501]
        assert context.delivery().deliver(request.id) is DeliveryOutcome.ACCEPTED
        wait_for(lambda: now_of(context, request).state is RequestState.ACTIONED, "the decision")
        told = [each.event for each in events_of(context, request)]
        assert told[-3:] == ["accepted", "ack", "decision_action"]
        watch = Watch()
        for minutes in (16, 6):
            watch.later(minutes=minutes)
            checker(context, watch).look(request.id)
        assert now_of(context, request).state is RequestState.VERIFIED_REMOVED
    with sandbox_beside(stated, 1) as again:
        _use(context, again.settings)
        again.show(context)
        assert httpx2.get(f"{again.address}/t.me/klus_lontdemo/1").status_code == 410
