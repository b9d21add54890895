from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from uuid_utils.compat import uuid7

from service.domain.takedown.records import AttemptRecord, RequestRecord
from service.factory import ProcessContext
from tests.support.takedown import attempts_of, drafted, prepared

NOW = datetime(2026, 11, 21, 21, 5, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def desk(context: ProcessContext) -> ProcessContext:
    return prepared(context)


def attempt_of(request: RequestRecord, number: int = 1, **fields: object) -> AttemptRecord:
    attempt = AttemptRecord(
        id=uuid7(),
        request_id=request.id,
        attempt=number,
        delivery_channel="telegram.email",
        transport="email",
        address="notices@telegram.example",
        message_id="<tdr_1@meldpunt.example>",
        payload=b"From: \x00\xff\r\n",
        payload_sha256="ab" * 32,
        sent_by="svc_dispatcher",
        started_at=NOW,
    )
    return replace(attempt, **fields)  # type: ignore[arg-type]  # as in the record


def start(context: ProcessContext, *attempts: AttemptRecord) -> None:
    with context.writing() as factory:
        for attempt in attempts:
            factory.takedown_desk().deliveries.start(attempt)


def abandoned(context: ProcessContext, before: datetime, limit: int = 10) -> list[int]:
    with context.reading() as factory:
        return [each.attempt for each in factory.takedown_desk().deliveries.abandoned(before, limit)]


def test_an_attempt_reads_back_byte_for_byte(desk: ProcessContext) -> None:
    request = drafted(desk)
    first, second = attempt_of(request), attempt_of(request, 2, message_id=None)
    start(desk, second, first)
    assert attempts_of(desk, request) == [first, second]


def test_no_two_attempts_of_a_request_have_the_same_number(desk: ProcessContext) -> None:
    request = drafted(desk)
    start(desk, attempt_of(request))
    with pytest.raises(IntegrityError):
        start(desk, attempt_of(request))


def test_an_attempt_is_taken_on_once(desk: ProcessContext) -> None:
    attempt = attempt_of(drafted(desk))
    start(desk, attempt)
    with desk.writing() as factory:
        assert factory.takedown_desk().deliveries.open(attempt.id, NOW)
    with desk.writing() as factory:
        assert not factory.takedown_desk().deliveries.open(attempt.id, LATER)
        assert not factory.takedown_desk().deliveries.open(uuid7(), LATER)
        assert factory.takedown_desk().deliveries.of_request(attempt.request_id)[0].opened_at == NOW


def test_the_first_word_on_an_attempt_counts(desk: ProcessContext) -> None:
    attempt = attempt_of(drafted(desk))
    start(desk, attempt)
    with desk.writing() as factory:
        store = factory.takedown_desk().deliveries
        assert store.finish(attempt.id, LATER, "accepted", 250, "x" * 500)
        assert not store.finish(attempt.id, LATER, "unknown", None, "later")
        (found,) = store.of_request(attempt.request_id)
    assert (found.outcome, found.code, found.detail, found.finished_at) == ("accepted", 250, "x" * 300, LATER)


def test_attempts_are_counted_in_all_and_by_channel(desk: ProcessContext) -> None:
    request = drafted(desk)
    start(desk, attempt_of(request), attempt_of(request, 2, delivery_channel="telegram.second"))
    with desk.reading() as factory:
        store = factory.takedown_desk().deliveries
        assert store.count(request.id) == 2
        assert store.count(request.id, "telegram.second") == 1
        assert store.count(uuid7()) == 0


def test_abandoned_are_mails_without_an_outcome_and_without_a_sign_of_life(desk: ProcessContext) -> None:
    request = drafted(desk)
    start(
        desk,
        attempt_of(request, 1, outcome="accepted", finished_at=NOW),
        attempt_of(request, 2, transport="webform_manual"),
        attempt_of(request, 3, opened_at=LATER),
        attempt_of(request, 4, started_at=NOW + timedelta(seconds=1)),
        attempt_of(request, 5),
    )
    assert abandoned(desk, NOW) == []
    assert abandoned(desk, NOW + timedelta(minutes=1)) == [5, 4]
    assert abandoned(desk, NOW + timedelta(minutes=1), limit=1) == [5]
    assert sorted(abandoned(desk, LATER + timedelta(minutes=1))) == [3, 4, 5]
