"""Looks whether something is still online: what they find, what follows, and what must never follow."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from service.domain.access import SYSTEM, AccessRole
from service.domain.holds import HoldKind
from service.domain.items import Visibility
from service.domain.takedown.online import SeenPage, Sight
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.domain.takedown.wire_writing import file_of
from service.factory import ProcessContext
from service.sandbox.posts import Post, PostState
from service.sandbox.running import running
from service.schema import OutboxEntry
from service.services.takedown.errors import HeldError, NotYoursToDoError, RequestNotFoundError
from service.services.takedown.looking import LookNotPossibleError
from service.storage.outbox import LOOK_TOPIC
from tests.support.sandboxes import PLACE, Watch, checker, looking_at, sandbox
from tests.support.takedown import (
    ANN,
    AUDITOR,
    BOB,
    OFFER,
    age_answers,
    brought_to,
    change_row,
    drafted,
    events_of,
    item_of,
    move,
    now_of,
    person,
    prepared,
)

_S = RequestState
LIAISON = person("pol", AccessRole.POLICE_LIAISON)
GONE, BROKEN = SeenPage(404), SeenPage(503, OFFER.encode())
THERE = SeenPage(200, f"<p>{OFFER}</p>".encode())
OTHER = SeenPage(200, b"<p>Sign in to go on</p>")


@pytest.fixture
def desk(context: ProcessContext) -> ProcessContext:
    prepared(context)
    looking_at(context)
    return context


def sees(*pages: SeenPage) -> Callable[[str, bool], SeenPage]:
    """See these pages one after the other, and the last one from then on."""
    left = list(pages)
    return lambda _url, _here: left.pop(0) if len(left) > 1 else left[0]


def never(_url: str, _here: bool) -> SeenPage:
    raise AssertionError("nothing may be opened")


def told(context: ProcessContext, request: RequestRecord) -> list[str]:
    return [each.event for each in events_of(context, request)]


def hold(context: ProcessContext, request: RequestRecord, watch: Watch) -> None:
    with context.reading() as factory:
        item = factory.takedown_desk().items.get(item_of(context, request))
    assert item is not None
    with context.writing() as factory:
        factory.holds().place(
            *(LIAISON, HoldKind.CHANNEL, str(item.channel_id)),
            platform="",
            until=watch.now + timedelta(days=9),
            reason="loopt",
        )


def looked_for(context: ProcessContext) -> list[str]:
    with context.database.read() as session:
        query = select(OutboxEntry.payload).where(OutboxEntry.topic == LOOK_TOPIC).order_by(OutboxEntry.id)
        return [payload["id"] for payload in session.scalars(query)]


def test_what_the_platform_removed_is_verified_by_two_looks_at_the_sandbox(desk: ProcessContext) -> None:
    platform, watch = sandbox("", None, Post(PLACE, OFFER)), Watch()
    with running(platform) as address:
        looking_at(desk, address)
        request = brought_to(desk, _S.ACTIONED)
        look = checker(desk, watch).look
        assert look(request.id) is None, "the platform has a quarter of an hour first"
        watch.later(minutes=16)
        assert look(request.id) is Sight.ONLINE
        platform.wall.turn([PLACE], PostState.REMOVED)
        watch.later(hours=7)
        assert look(request.id) is Sight.GONE
        assert now_of(desk, request).state is _S.ACTIONED
        watch.later(minutes=4)
        assert look(request.id) is None, "too soon after the first"
        watch.later(minutes=2)
        assert look(request.id) is Sight.GONE
    after = now_of(desk, request)
    assert (after.state, after.version) == (_S.VERIFIED_REMOVED, request.version + 1)
    assert told(desk, request)[-3:] == ["saw_online", "saw_gone", "verify"]
    last = events_of(desk, request)[-1]
    assert last.actor == SYSTEM
    assert (last.details["pages"][0]["status"], len(last.details["pages"][0]["sha256"])) == (410, 64)
    assert OFFER not in json.dumps([each.details for each in events_of(desk, request)])
    file = file_of(after, events_of(desk, request), []).document()
    assert [each["result"] for each in file["verification"]] == ["live", "gone", "gone"]


def test_what_a_platform_left_there_is_overdue_after_a_day_and_not_before(desk: ProcessContext) -> None:
    request, watch = brought_to(desk, _S.ACTIONED), Watch()
    checks = checker(desk, watch, sees(THERE))
    watch.later(hours=7)
    assert (checks.look(request.id), now_of(desk, request).state) == (Sight.ONLINE, _S.ACTIONED)
    age_answers(desk, request)
    watch.later(hours=7)
    assert (checks.look(request.id), now_of(desk, request).state) == (Sight.ONLINE, _S.OVERDUE)
    assert told(desk, request)[-1] == "still_live"


def test_what_comes_back_is_said_to_be_back_and_people_decide(desk: ProcessContext) -> None:
    request, watch = brought_to(desk, _S.VERIFIED_REMOVED), Watch()
    checks = checker(desk, watch, sees(GONE, THERE))
    watch.later(hours=25)
    assert (checks.look(request.id), now_of(desk, request).state) == (Sight.GONE, _S.VERIFIED_REMOVED)
    watch.later(hours=25)
    assert (checks.look(request.id), now_of(desk, request).state) == (Sight.ONLINE, _S.REINSTATED)
    with desk.reading() as factory:
        assert RequestEvent.COMPLAIN in factory.takedown()._allowed(BOB, now_of(desk, request))


@pytest.mark.parametrize("state", [_S.IN_REVIEW, _S.CONFIRMED, _S.APPROVED])
def test_what_goes_before_it_was_sent_is_moot_and_no_notice_gets_the_credit(
    desk: ProcessContext, state: RequestState
) -> None:
    request, watch = brought_to(desk, state), Watch()
    checks = checker(desk, watch, sees(GONE))
    for _ in range(2):
        watch.later(days=1)
        assert checks.look(request.id) is Sight.GONE
    assert now_of(desk, request).state is _S.MOOT
    with desk.reading() as factory:
        assert factory.takedown().count_gone() == {"decided": 0, "undecided": 0, "before": 1, "after": 0}


def test_a_platform_that_has_the_notice_has_a_day_to_say_that_it_acted(desk: ProcessContext) -> None:
    request, watch = brought_to(desk, _S.ACKNOWLEDGED), Watch()
    checks = checker(desk, watch, sees(GONE))
    states = []
    for _ in range(6):
        watch.later(hours=7)
        checks.look(request.id)
        states.append(now_of(desk, request).state)
    assert states == [_S.ACKNOWLEDGED] * 4 + [_S.MOOT] * 2


@pytest.mark.parametrize(
    ("page", "sight", "event"),
    [
        (SeenPage(None), Sight.UNKNOWN, "look_failed"),
        (BROKEN, Sight.UNKNOWN, "look_failed"),
        (SeenPage(403), Sight.UNKNOWN, "look_failed"),
        (SeenPage(429), Sight.UNKNOWN, "look_failed"),
        (SeenPage(200, b"<p>", whole=False), Sight.UNKNOWN, "look_failed"),
        (OTHER, Sight.CHANGED, "saw_changed"),
    ],
)
def test_an_error_is_never_gone_and_after_three_a_person_is_called(
    desk: ProcessContext, page: SeenPage, sight: Sight, event: str
) -> None:
    request, watch = brought_to(desk, _S.ACTIONED), Watch()
    checks = checker(desk, watch, sees(page))
    for _ in range(3):
        watch.later(hours=7)
        assert checks.look(request.id) is sight
    assert now_of(desk, request) == request
    assert told(desk, request)[-3:] == [event] * 3
    with desk.reading() as factory:
        wanted = factory.looking().state_of(request, events_of(desk, request)).wants_a_person
    assert wanted == ("changed" if sight is Sight.CHANGED else "unreachable")


def test_a_look_between_that_sees_it_begins_anew_and_one_that_fails_does_not(desk: ProcessContext) -> None:
    request, watch = brought_to(desk, _S.OVERDUE), Watch()
    checks = checker(desk, watch, sees(GONE, THERE, GONE, BROKEN, GONE))
    states = []
    for _ in range(5):
        watch.later(hours=7)
        checks.look(request.id)
        states.append(now_of(desk, request).state)
    assert states == [_S.OVERDUE] * 4 + [_S.VERIFIED_REMOVED]


def test_a_machine_s_look_lets_nothing_leave(desk: ProcessContext) -> None:
    request, watch = brought_to(desk, _S.APPROVED), Watch()
    watch.later(hours=7)
    assert checker(desk, watch, sees(THERE)).look(request.id) is Sight.ONLINE
    assert now_of(desk, request).content == request.content


def test_while_the_police_ask_to_wait_nothing_is_opened_noted_or_asked(desk: ProcessContext) -> None:
    request, watch = brought_to(desk, _S.ACTIONED), Watch()
    hold(desk, request, watch)
    watch.later(hours=7)
    checks = checker(desk, watch, never)
    assert (checks.look(request.id), checks.ask_due(), looked_for(desk)) == (None, 0, [])
    with pytest.raises(HeldError), desk.writing() as factory:
        factory.looking().ask(ANN, request.id)


def test_a_hold_that_comes_while_a_page_is_open_keeps_what_was_seen_from_being_noted(desk: ProcessContext) -> None:
    request, watch = brought_to(desk, _S.ACTIONED), Watch()

    def held_meanwhile(_url: str, _here: bool) -> SeenPage:
        hold(desk, request, Watch())
        return GONE

    before = told(desk, request)
    watch.later(hours=7)
    assert checker(desk, watch, held_meanwhile).look(request.id) is None
    assert told(desk, request) == before


def test_nothing_is_opened_where_it_is_switched_off(desk: ProcessContext) -> None:
    request, watch = brought_to(desk, _S.ACTIONED), Watch()
    looking_at(desk, allowed="false")
    watch.later(hours=7)
    checks = checker(desk, watch, never)
    assert (checks.look(request.id), checks.ask_due()) == (None, 0)
    with pytest.raises(LookNotPossibleError, match="not switched on"), desk.writing() as factory:
        factory.looking().ask(ANN, request.id)


@pytest.mark.parametrize("where", ["https://t.me/+AbCdEf123456", "https://t.me/c/1234/5", "https://t.me/buurtpraat"])
def test_what_the_public_cannot_see_is_not_opened(desk: ProcessContext, where: str) -> None:
    request, watch = brought_to(desk, _S.ACTIONED), Watch()
    item = request.content.items[0]
    locator = item.locator.model_copy(update={"url": where, "canonical_url": where})
    private = request.content.model_copy(update={"items": (item.model_copy(update={"locator": locator}),)})
    change_row(desk, request, content=private.model_dump(mode="json"))
    watch.later(hours=7)
    assert checker(desk, watch, never).look(request.id) is None
    with pytest.raises(LookNotPossibleError, match="public"), desk.writing() as factory:
        factory.looking().ask(ANN, request.id)


def test_a_private_group_is_not_opened_however_exact_its_address(desk: ProcessContext) -> None:
    request, watch = brought_to(desk, _S.ACTIONED), Watch()
    part = request.content.platform.model_copy(update={"visibility": Visibility.PRIVATE})
    change_row(desk, request, content=request.content.model_copy(update={"platform": part}).model_dump(mode="json"))
    watch.later(hours=7)
    assert checker(desk, watch, never).look(request.id) is None


def test_who_asks_is_looked_for_at_once_and_once_only(desk: ProcessContext) -> None:
    request, watch = brought_to(desk, _S.ACTIONED), Watch()
    for _ in range(2):
        with desk.writing() as factory:
            factory.looking().ask(ANN, request.id)
    assert told(desk, request).count("look_asked") == 1
    assert looked_for(desk) == [str(request.id)] * 2
    watch.later(seconds=20)
    checks = checker(desk, watch, sees(GONE))
    assert checks.look(request.id) is Sight.GONE
    watch.later(seconds=20)
    assert checks.look(request.id) is None
    for who, expected in ((AUDITOR, NotYoursToDoError), (LIAISON, NotYoursToDoError)):
        with pytest.raises(expected), desk.writing() as factory:
            factory.looking().ask(who, request.id)
    with pytest.raises(RequestNotFoundError), desk.writing() as factory:
        factory.looking().ask(ANN, item_of(desk, request))


def test_from_a_draft_or_a_closed_request_nothing_would_follow(desk: ProcessContext) -> None:
    request = drafted(desk, delivery_channel="telegram.form")
    with pytest.raises(LookNotPossibleError, match="Nothing would follow"), desk.writing() as factory:
        factory.looking().ask(ANN, request.id)


def test_a_platform_is_looked_at_at_its_pace_by_all_processes_together(desk: ProcessContext) -> None:
    watch = Watch()
    requests = []
    for key in ("1", "2"):
        request = drafted(desk, key=key, delivery_channel="telegram.form")
        requests.append(move(desk, ANN, request, RequestEvent.SUBMIT_FOR_REVIEW))
    watch.later(days=4)
    one, two = (checker(desk, watch, sees(THERE)) for _ in range(2))
    assert one.ask_due() == 1
    assert looked_for(desk) == [str(requests[0].id)]
    assert one.look(requests[0].id) is Sight.ONLINE
    assert (two.look(requests[1].id), two.ask_due()) == (None, 0)
    watch.later(seconds=11)
    assert two.ask_due() == 1
    assert two.look(requests[1].id) is not None


def test_a_look_that_nobody_finished_is_due_as_before(desk: ProcessContext) -> None:
    request, watch = brought_to(desk, _S.ACTIONED), Watch()

    def dies(_url: str, _here: bool) -> SeenPage:
        raise KeyboardInterrupt

    watch.later(hours=7)
    with pytest.raises(KeyboardInterrupt):
        checker(desk, watch, dies).look(request.id)
    watch.later(seconds=11)
    assert checker(desk, watch, never).ask_due() == 1
