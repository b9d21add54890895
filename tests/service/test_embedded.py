from __future__ import annotations

import threading

from service.domain.items import ItemState, Lane
from service.embedded import pending_items, wait_until_scored, working
from service.factory import ProcessContext
from tests.support.drafts import draft, open_channel


def store(context: ProcessContext, *keys: str) -> None:
    channel_id = open_channel(context)
    with context.writing() as factory:
        factory.import_desk().ingest.take_in(channel_id, [draft(key, f"tekst {key}") for key in keys], Lane.BACKFILL)


def test_what_waits_before_and_during_the_block_is_scored_and_all_threads_end(context: ProcessContext) -> None:
    store(context, "1", "2")
    told: list[int] = []
    with working(context):
        wait_until_scored(context, told.append)
        store(context, "3")
        wait_until_scored(context, told.append)
    assert told[-1] == 0
    with context.reading() as factory:
        assert factory.scores().count_by_state() == {ItemState.SCORED: 3}
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("lont-")] == []


def test_it_can_work_again_after_it_has_ended(context: ProcessContext) -> None:
    for key in ("1", "2"):
        store(context, key)
        with working(context):
            wait_until_scored(context)
        assert pending_items(context) == 0
