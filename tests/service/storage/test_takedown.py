from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from service.domain.takedown.records import EventRecord, RequestRecord
from service.domain.takedown.states import RequestState
from service.factory import ProcessContext
from tests.support.takedown import ANN, approved, change_row, drafted, item_of, now_of, prepared

NOW = datetime(2026, 11, 21, 21, 5, tzinfo=UTC)


@pytest.fixture
def desk(context: ProcessContext) -> ProcessContext:
    return prepared(context)


def save(context: ProcessContext, request: RequestRecord) -> None:
    with context.writing() as factory:
        factory.takedown_desk().requests.save(request)


def test_a_request_reads_back_as_it_was_written(desk: ProcessContext) -> None:
    request = drafted(desk)
    assert now_of(desk, request) == request
    later = replace(request, version=2, state=RequestState.DELIVERY_FAILED, edited_at=NOW, retry_at=NOW)
    save(desk, later)
    assert now_of(desk, request) == later
    with desk.writing() as factory:
        assert factory.takedown_desk().requests.lock(request.id) == later


def test_what_was_saved_is_seen_in_the_same_transaction(desk: ProcessContext) -> None:
    request = drafted(desk)
    with desk.writing() as factory:
        store = factory.takedown_desk().requests
        assert store.get(request.id) == request
        later = replace(request, version=2, state=RequestState.IN_REVIEW)
        store.save(later)
        assert store.get(request.id) == later
        assert store.of_item(store.items(request.id)[0].item_id) == [later]


def test_no_two_events_have_the_same_number(desk: ProcessContext) -> None:
    request = drafted(desk)
    event = EventRecord(1, NOW, ANN.actor, "edit", RequestState.DRAFT, RequestState.DRAFT)
    with pytest.raises(IntegrityError), desk.writing() as factory:
        factory.takedown_desk().requests.append(request.id, event)


def test_an_event_reads_back_as_it_was_written(desk: ProcessContext) -> None:
    request = drafted(desk)
    event = EventRecord(2, NOW, ANN.actor, "reject", RequestState.DRAFT, RequestState.DRAFT, "zo", {"a": ["b", 1]})
    with desk.writing() as factory:
        factory.takedown_desk().requests.append(request.id, event)
    with desk.reading() as factory:
        assert factory.takedown_desk().requests.events(request.id)[1] == event


def test_what_the_platform_said_of_an_item_is_kept(desk: ProcessContext) -> None:
    request = drafted(desk)
    with desk.writing() as factory:
        factory.takedown_desk().requests.answer_item(request.id, 0, "removed", NOW)
    with desk.reading() as factory:
        (item,) = factory.takedown_desk().requests.items(request.id)
    assert (item.answer, item.answered_at) == ("removed", NOW)


def test_open_requests_are_found_by_platform_category_and_address(desk: ProcessContext) -> None:
    request = drafted(desk)
    url = request.content.items[0].locator.canonical_url
    assert url is not None
    category = request.content.case_category
    with desk.writing() as factory:
        store = factory.takedown_desk().requests
        assert store.open_on("telegram", category, [url], None) == request.id
        assert store.open_on("telegram", category, [url], request.id) is None
        assert store.open_on("tiktok", category, [url], None) is None
        assert store.open_on("telegram", "f4_firework_sale", [url], None) is None
        assert store.open_on("telegram", category, ["https://t.me/a/1"], None) is None
        store.save(replace(request, version=2, state=RequestState.CLOSED))
        assert store.open_on("telegram", category, [url], None) is None


def test_a_changed_address_is_the_one_by_which_it_is_found(desk: ProcessContext) -> None:
    request = drafted(desk)
    (item,) = request.content.items
    moved = item.model_copy(update={"locator": item.locator.model_copy(update={"canonical_url": "https://t.me/b/2"})})
    save(desk, replace(request, content=request.content.model_copy(update={"items": (moved,)})))
    with desk.reading() as factory:
        assert factory.takedown_desk().requests.items(request.id)[0].canonical_url == "https://t.me/b/2"


def test_retries_are_due_once_their_time_has_come(desk: ProcessContext) -> None:
    request = drafted(desk)
    change_row(desk, request, state=RequestState.DELIVERY_FAILED, retry_at=NOW)
    with desk.writing() as factory:
        store = factory.takedown_desk().requests
        assert store.due_for_retry(NOW - timedelta(seconds=1), 10) == []
        assert store.due_for_retry(NOW, 10) == [request.id]
        assert store.due_for_retry(NOW, 0) == []
        store.clear_retry([request.id])
        assert store.due_for_retry(NOW, 10) == []
    change_row(desk, request, state=RequestState.SUBMITTING, retry_at=NOW)
    with desk.writing() as factory:
        assert factory.takedown_desk().requests.due_for_retry(NOW, 10) == []


def test_approved_requests_are_found_by_the_time_of_their_last_event(desk: ProcessContext) -> None:
    request = approved(desk)
    drafted(desk, key="2")
    now, minute = datetime.now(UTC), timedelta(minutes=1)
    with desk.reading() as factory:
        store = factory.takedown_desk().requests
        assert store.approved_between(now - minute, now + minute) == [now_of(desk, request)]
        assert store.approved_between(now - 2 * minute, now - minute) == []
        assert store.approved_between(now + minute, now + 2 * minute) == []


def test_pages_go_from_new_to_old(desk: ProcessContext) -> None:
    requests = [drafted(desk, key=str(key)) for key in range(1, 5)]
    with desk.reading() as factory:
        store = factory.takedown_desk().requests
        first = store.page(states=[], platform="telegram", before=None, limit=3)
        rest = store.page(states=[], platform="telegram", before=first[-1].id, limit=3)
        assert store.page(states=[RequestState.CLOSED], platform=None, before=None, limit=3) == []
        assert store.page(states=[], platform="tiktok", before=None, limit=3) == []
        assert store.of_item(item_of(desk, requests[1])) == [requests[1]]
    assert [each.id for each in first + rest] == [each.id for each in reversed(requests)]
