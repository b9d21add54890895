from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select

from service.domain.access import Caller
from service.domain.items import Visibility
from service.domain.takedown.states import RequestEvent, RequestState
from service.factory import ProcessContext
from service.schema import Channel
from service.services.items import ItemNotFoundError
from service.services.takedown.errors import (
    DuplicateRequestError,
    InvalidTransitionError,
    NotYoursToDoError,
    RouteError,
)
from service.services.takedown.inputs import RequestEdit
from tests.support.takedown import (
    ANN,
    AUDITOR,
    BOB,
    CARL,
    LEA,
    TELEGRAM,
    WHY,
    confirmed_item,
    drafted,
    item_of,
    move,
    stored_item,
)


@pytest.mark.parametrize("by", [BOB, LEA, AUDITOR, TELEGRAM], ids=lambda by: by.name)
def test_only_analysts_draft(desk: ProcessContext, by: Caller) -> None:
    item_id = confirmed_item(desk)
    with desk.writing() as factory, pytest.raises(NotYoursToDoError):
        factory.takedown().create(by, item_id, RequestEdit())


def test_a_request_rests_on_a_confirmation(desk: ProcessContext) -> None:
    item_id = stored_item(desk)
    with desk.writing() as factory, pytest.raises(InvalidTransitionError):
        factory.takedown().create(ANN, item_id, RequestEdit())
    with desk.writing() as factory, pytest.raises(ItemNotFoundError):
        factory.takedown().create(ANN, uuid4(), RequestEdit())


def test_what_is_private_becomes_no_request(desk: ProcessContext) -> None:
    item_id = confirmed_item(desk)
    with desk.database.write() as session:
        session.scalars(select(Channel)).one().visibility = Visibility.PRIVATE
    with desk.writing() as factory, pytest.raises(RouteError):
        factory.takedown().create(ANN, item_id, RequestEdit())


def test_one_open_request_for_the_same_item(desk: ProcessContext) -> None:
    request = drafted(desk)
    with desk.writing() as factory, pytest.raises(DuplicateRequestError) as raised:
        factory.takedown().create(CARL, item_of(desk, request), RequestEdit())
    assert str(request.id) in raised.value.faults[0].what
    move(desk, ANN, request, RequestEvent.DISCARD, rationale=WHY)
    with desk.writing() as factory:
        factory.takedown().create(CARL, item_of(desk, request), RequestEdit())


def test_a_confirmation_is_followed_by_a_draft(desk: ProcessContext) -> None:
    item_id = confirmed_item(desk)
    with desk.writing() as factory:
        assert factory.takedown().may_notify(item_id)
        request = factory.takedown().follow(ANN, item_id)
    assert request is not None
    assert request.state is RequestState.DRAFT
    assert item_of(desk, request) == item_id


def test_where_a_request_is_open_a_confirmation_is_followed_by_none(desk: ProcessContext) -> None:
    request = drafted(desk)
    with desk.writing() as factory:
        assert factory.takedown().follow(CARL, item_of(desk, request)) is None
        assert factory.takedown().of_item(item_of(desk, request)) == [request]


def test_of_what_is_private_no_notice_can_be_drafted(desk: ProcessContext) -> None:
    item_id = confirmed_item(desk)
    with desk.database.write() as session:
        session.scalars(select(Channel)).one().visibility = Visibility.PRIVATE
    with desk.writing() as factory:
        assert not factory.takedown().may_notify(item_id)
        assert factory.takedown().follow(ANN, item_id) is None
        assert factory.takedown().of_item(item_id) == []


def test_nothing_follows_from_what_nobody_confirmed(desk: ProcessContext) -> None:
    item_id = stored_item(desk)
    with desk.writing() as factory, pytest.raises(InvalidTransitionError):
        factory.takedown().follow(ANN, item_id)


def test_of_an_item_that_is_not_there_no_notice_can_be_drafted(desk: ProcessContext) -> None:
    with desk.reading() as factory:
        assert not factory.takedown().may_notify(uuid4())
