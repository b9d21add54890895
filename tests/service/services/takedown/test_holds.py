from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from service.domain.access import AccessRole, Caller
from service.domain.holds import HoldKind, PoliceHold
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.errors import LontError
from service.factory import ProcessContext
from service.request_errors import RequestInvalidError
from service.services.takedown.errors import HeldError, NotYoursToDoError
from service.services.takedown.holds import HoldAlarm, HoldAlarmDesk, HoldEndedError, HoldNotFoundError
from service.services.takedown.inputs import RequestEdit
from service.storage.campaign_queries import CampaignQueryStore
from tests.support.people import noted
from tests.support.takedown import (
    ADDRESS,
    ANN,
    AUDITOR,
    BOB,
    CONFIRMATION,
    FIELDS,
    LEA,
    approved,
    brought_to,
    confirm_item,
    confirmed_item,
    drafted,
    events_of,
    item_of,
    move,
    now_of,
    person,
    stored_item,
    submitted,
)

PIET = person("piet", AccessRole.POLICE_LIAISON)
WEEK = timedelta(days=7)
NAMING = "gezocht: 2 man voor knal bij voordeur, stuur pb @verzonnen_naam99"
E, S = RequestEvent, RequestState


def channel_of(context: ProcessContext, item_id: UUID) -> UUID:
    with context.reading() as factory:
        item = factory.takedown_desk().items.get(item_id)
    assert item is not None
    return item.channel_id


def place(
    context: ProcessContext, kind: HoldKind, subject: object, by: Caller = PIET, until: timedelta = WEEK
) -> PoliceHold:
    with context.writing() as factory:
        at = datetime.now(UTC) + until
        return factory.holds().place(by, kind, str(subject), platform="telegram", until=at, reason="voor het team")


def hold_request(context: ProcessContext, request: RequestRecord) -> PoliceHold:
    return place(context, HoldKind.CHANNEL, channel_of(context, item_of(context, request)))


def lift(context: ProcessContext, hold: PoliceHold, by: Caller = PIET) -> None:
    with context.writing() as factory:
        factory.holds().lift(by, hold.id)


def refused(context: ProcessContext, by: Caller, request: RequestRecord, event: RequestEvent) -> LontError:
    with pytest.raises(LontError) as raised:
        move(context, by, request, event, **FIELDS.get(event, {}))
    return raised.value


def alarm(context: ProcessContext, later: timedelta) -> int:
    begin = context._begin(lambda factory: HoldAlarmDesk(factory.hold_store(), factory.audit()))
    now = datetime.now(UTC) + later
    return HoldAlarm(begin, lambda: now).ring()


@pytest.mark.parametrize(
    ("state", "by", "event"),
    [
        (S.IN_REVIEW, ANN, E.CONFIRM),
        (S.CONFIRMED, BOB, E.APPROVE),
        (S.APPROVED, ANN, E.DISPATCH),
        (S.DELIVERY_FAILED, ANN, E.RETRY),
        (S.IN_REVIEW, ANN, E.CONTENT_GONE),
        (S.ACTIONED, ANN, E.VERIFY),
        (S.ACTIONED, ANN, E.STILL_LIVE),
    ],
)
def test_under_a_hold_nothing_goes_forward_and_nobody_looks(
    sqlite_desk: ProcessContext, state: RequestState, by: Caller, event: RequestEvent
) -> None:
    request = brought_to(sqlite_desk, state)
    hold = hold_request(sqlite_desk, request)
    assert isinstance(refused(sqlite_desk, by, request, event), HeldError)
    with sqlite_desk.writing() as factory, pytest.raises(HeldError):
        factory.takedown().attest(ANN, request.id, request.version)
    assert now_of(sqlite_desk, request) == request
    lift(sqlite_desk, hold)
    with sqlite_desk.writing() as factory:
        assert factory.takedown().attest(ANN, request.id, request.version).version == request.version + 1


def test_what_is_approved_does_not_leave_under_a_hold(desk: ProcessContext) -> None:
    request = approved(desk, delivery_channel="telegram.email")
    hold_request(desk, request)
    delivery = desk.delivery()
    assert delivery.deliver(request.id) is None
    assert now_of(desk, request) == request


def test_taking_back_and_answers_of_the_platform_go_on_under_a_hold(sqlite_desk: ProcessContext) -> None:
    request = submitted(sqlite_desk)
    hold_request(sqlite_desk, request)
    assert move(sqlite_desk, LEA, request, E.WITHDRAW, rationale="onze fout").state is S.WITHDRAWN


def test_nothing_is_drafted_of_what_comes_in_under_a_hold(desk: ProcessContext) -> None:
    first = stored_item(desk, "1")
    place(desk, HoldKind.CHANNEL, channel_of(desk, first))
    later = confirmed_item(desk, key="2")
    with desk.writing() as factory, pytest.raises(HeldError):
        factory.takedown().create(ANN, later, RequestEdit())
    with desk.writing() as factory:
        assert factory.takedown().follow(ANN, later) is None


def test_a_hold_on_a_contact_lies_on_every_item_that_names_it(desk: ProcessContext) -> None:
    place(desk, HoldKind.CONTACT, "@Verzonnen_Naam99")
    item_id = stored_item(desk, "7", NAMING, ADDRESS)
    confirm_item(desk, item_id)
    with desk.writing() as factory, pytest.raises(HeldError):
        factory.takedown().create(ANN, item_id, RequestEdit())
    other = confirmed_item(desk, key="8")
    with desk.writing() as factory:
        assert factory.takedown().create(ANN, other, RequestEdit()).state is S.DRAFT


def test_a_hold_on_a_campaign_lies_on_its_items(desk: ProcessContext) -> None:
    request = drafted(desk)
    with desk.reading() as factory:
        campaign = CampaignQueryStore(factory.session).of_item(item_of(desk, request))
    place(desk, HoldKind.CAMPAIGN, campaign)
    request = move(desk, ANN, request, E.SUBMIT_FOR_REVIEW)
    with pytest.raises(HeldError):
        move(desk, ANN, request, E.CONFIRM, **CONFIRMATION)


def test_a_hold_on_one_campaign_leaves_another_alone(desk: ProcessContext) -> None:
    first, other = drafted(desk), stored_item(desk, "9", "te koop: partij verzonnen knallers, ophalen, stuur bericht")
    with desk.reading() as factory:
        campaigns = [CampaignQueryStore(factory.session).of_item(each) for each in (item_of(desk, first), other)]
    assert campaigns[0] != campaigns[1]
    place(desk, HoldKind.CAMPAIGN, campaigns[0])
    with desk.reading() as factory:
        assert factory.hold_store().on_any([item_of(desk, first)])
        assert not factory.hold_store().on_any([other])


def test_everybody_reads_the_same_whatever_is_held(sqlite_desk: ProcessContext) -> None:
    request = brought_to(sqlite_desk, S.CONFIRMED)
    told = set()
    with sqlite_desk.reading() as factory:
        campaign = CampaignQueryStore(factory.session).of_item(item_of(sqlite_desk, request))
    for kind, subject in (
        (HoldKind.CHANNEL, channel_of(sqlite_desk, item_of(sqlite_desk, request))),
        (HoldKind.CAMPAIGN, campaign),
    ):
        hold = place(sqlite_desk, kind, subject)
        error = refused(sqlite_desk, BOB, request, E.APPROVE)
        told.add((error.stable_code, error.detail, error.remedy, error.status, error.faults))
        lift(sqlite_desk, hold)
    assert len(told) == 1
    assert told.pop()[0] == "not_possible_now"


@pytest.mark.parametrize("by", [ANN, BOB, LEA, AUDITOR], ids=lambda by: by.name)
def test_only_the_liaison_has_holds_and_others_cannot_tell_if_there_are_any(
    sqlite_desk: ProcessContext, by: Caller
) -> None:
    hold = place(sqlite_desk, HoldKind.CHANNEL, channel_of(sqlite_desk, stored_item(sqlite_desk)))
    answers = set()
    for hold_id in (hold.id, uuid4()):
        with sqlite_desk.writing() as factory, pytest.raises(NotYoursToDoError) as raised:
            factory.holds().lift(by, hold_id)
        answers.add(raised.value.detail)
    assert len(answers) == 1
    with sqlite_desk.writing() as factory, pytest.raises(NotYoursToDoError):
        factory.holds().holds(by)
    with pytest.raises(NotYoursToDoError):
        place(sqlite_desk, HoldKind.CONTACT, "@verzonnen", by)


def test_a_hold_that_has_passed_holds_on_and_calls_the_liaison_once(desk: ProcessContext) -> None:
    request = brought_to(desk, S.CONFIRMED)
    hold = hold_request(desk, request)
    assert alarm(desk, WEEK - timedelta(minutes=1)) == 0
    assert [alarm(desk, WEEK + timedelta(days=90)) for _ in range(3)] == [1, 0, 0]
    assert isinstance(refused(desk, BOB, request, E.APPROVE), HeldError)
    with desk.reading() as factory:
        assert factory.holds().count_passed() == 1
    lift(desk, hold)
    with desk.reading() as factory:
        assert factory.holds().count_passed() == 0
    assert move(desk, BOB, request, E.APPROVE).state is S.APPROVED


def test_a_hold_is_lifted_once(sqlite_desk: ProcessContext) -> None:
    hold = place(sqlite_desk, HoldKind.CONTACT, "+31 6 00000000")
    lift(sqlite_desk, hold)
    with pytest.raises(HoldEndedError):
        lift(sqlite_desk, hold)
    with sqlite_desk.writing() as factory, pytest.raises(HoldNotFoundError):
        factory.holds().lift(PIET, uuid4())


@pytest.mark.parametrize(
    ("kind", "subject", "until", "where"),
    [
        (HoldKind.CHANNEL, uuid4(), WEEK, "subject"),
        (HoldKind.CAMPAIGN, uuid4(), WEEK, "subject"),
        (HoldKind.CHANNEL, "geen id", WEEK, "subject"),
        (HoldKind.CONTACT, " @ ", WEEK, "subject"),
        (HoldKind.CONTACT, "@verzonnen", -WEEK, "until"),
        (HoldKind.CONTACT, "@verzonnen", 100 * WEEK, "until"),
    ],
)
def test_a_hold_lies_on_something_and_ends(
    sqlite_desk: ProcessContext, kind: HoldKind, subject: object, until: timedelta, where: str
) -> None:
    with pytest.raises(RequestInvalidError) as raised:
        place(sqlite_desk, kind, subject, until=until)
    assert [fault.where for fault in raised.value.faults] == [where]


def test_the_log_has_each_act_and_never_the_subject(sqlite_desk: ProcessContext) -> None:
    channel = channel_of(sqlite_desk, stored_item(sqlite_desk))
    hold = place(sqlite_desk, HoldKind.CHANNEL, channel)
    lift(sqlite_desk, hold)
    acts = [each for each in noted(sqlite_desk) if each.object_kind == "police_hold"]
    assert sorted(str(each.details["act"]) for each in acts) == ["lifted", "placed"]
    assert {each.object_id for each in acts} == {str(hold.id)}
    assert not any(str(channel) in str(each) for each in acts)


def test_the_life_of_a_request_does_not_tell_of_a_hold(sqlite_desk: ProcessContext) -> None:
    request = brought_to(sqlite_desk, S.CONFIRMED)
    before = events_of(sqlite_desk, request)
    hold = hold_request(sqlite_desk, request)
    lift(sqlite_desk, hold)
    assert events_of(sqlite_desk, request) == before
