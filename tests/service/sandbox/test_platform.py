"""The sandbox platform: what it takes, what it refuses, and its script step by step."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from service.delivery.signing import new_secret
from service.sandbox.platform import SandboxPlatform
from service.sandbox.posts import Post, PostState
from service.sandbox.scripts import Act
from service.sandbox.telling import Heard
from tests.support.sandboxes import OTHER, PLACE, REQUEST, notice_of, sandbox, signed


class Ear:
    """Stands in for lont; hears what it is told, and answers as it is set."""

    def __init__(self, *answers: Heard) -> None:
        self.answers = list(answers)
        self.told: list[tuple[str, dict[str, str]]] = []

    def __call__(self, message_id: str, said: Mapping[str, str]) -> Heard:
        self.told.append((message_id, dict(said)))
        return self.answers.pop(0) if self.answers else Heard.TAKEN

    @property
    def events(self) -> list[str]:
        return [said["event"] for _, said in self.told]


def taken(platform: SandboxPlatform, body: bytes | None = None, message_id: str = "msg_1") -> int:
    body = body or notice_of()
    return platform.receive(signed(body, message_id), body).status


def state(platform: SandboxPlatform, place: str = PLACE) -> PostState:
    post = platform.wall.get(place)
    assert post is not None
    return post.state


def turns(platform: SandboxPlatform, many: int) -> list[int]:
    return [platform.turn() for _ in range(many)]


def test_a_notice_is_taken_once_acknowledged_and_its_posts_go() -> None:
    ear = Ear()
    platform = sandbox("", ear)
    assert [taken(platform), taken(platform)] == [202, 200]
    assert ear.told == []
    assert state(platform) is PostState.ONLINE
    assert turns(platform, 3) == [1, 1, 0]
    assert ear.events == ["ack", "decision_action"]
    assert ear.told[1][1]["decision"] == "removed"
    assert {said["request_id"] for _, said in ear.told} == {REQUEST}
    assert (state(platform), state(platform, OTHER)) == (PostState.REMOVED, PostState.ONLINE)
    assert len({message_id for message_id, _ in ear.told}) == 2


@pytest.mark.parametrize(
    ("by_another", "age", "status"), [(True, 0, 401), (False, 6, 400), (False, -6, 400), (False, 0, 202)]
)
def test_what_is_not_signed_now_with_its_secret_is_refused(age: int, status: int, *, by_another: bool) -> None:
    platform, body = sandbox(), notice_of()
    at = datetime.now(UTC) - timedelta(minutes=age)
    headers = signed(body, secret=new_secret(), at=at) if by_another else signed(body, at=at)
    assert platform.receive(headers, body).status == status
    assert len(platform.notices()) == (status == 202)


def test_a_changed_body_is_not_signed() -> None:
    platform, body = sandbox(), notice_of()
    assert platform.receive(signed(body), body.replace(b"/1", b"/2")).status == 401
    assert platform.receive({}, body).status == 401


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"[]", b'"x"', b"{}", b'{"id":"tdr_1","items":[]}', b'{"items":[{"url":"https://x.example/1"}]}'),
        *(b'{"id":1,"items":[{"url":"https://x.example/1"}]}', b'{"id":"a","items":[{"url":3}]}', b"[" * 9000),
    ],
)
def test_a_signed_body_that_is_no_notice_is_refused_and_not_remembered(body: bytes) -> None:
    platform = sandbox()
    assert platform.receive(signed(body), body).status == 422
    assert taken(platform) == 202


def test_a_notice_about_posts_that_it_never_showed_is_refused() -> None:
    platform = sandbox()
    assert taken(platform, notice_of(REQUEST, "t.me/elders/1")) == 422
    assert taken(platform, notice_of(REQUEST, "t.me/elders/1", PLACE)) == 202


def test_a_notice_may_be_the_request_itself() -> None:
    platform = sandbox()
    body = json.dumps({"id": REQUEST, "items": [{"url": f"https://{PLACE}"}]}).encode()
    assert taken(platform, body) == 202
    assert platform.notices()[0].places == [PLACE]


def test_deliveries_fail_as_often_as_the_script_says_and_then_one_is_taken() -> None:
    platform = sandbox("every: fail 503, fail 429, ack")
    assert [taken(platform) for _ in range(4)] == [503, 429, 202, 200]
    assert [notice.deliveries for notice in platform.notices()] == [3]


@pytest.mark.parametrize("act", [Act.HANG, Act.CUT])
def test_what_gets_no_answer_was_taken_all_the_same(act: Act) -> None:
    platform, body = sandbox(f"every: {act}, remove"), notice_of()
    assert platform.receive(signed(body), body).act is act
    assert taken(platform) == 200
    assert turns(platform, 1) == [1]
    assert state(platform) is PostState.REMOVED


def test_an_answer_that_lont_does_not_take_yet_is_given_again_under_its_id() -> None:
    ear = Ear(Heard.NOT_NOW, Heard.TAKEN, Heard.NOT_NOW, Heard.NOT_NOW)
    platform = sandbox('every: ack, ask "Welk bericht?", remove', ear)
    taken(platform)
    assert turns(platform, 7) == [0, 1, 0, 0, 1, 1, 0]
    assert ear.events == ["ack", "ack", "ask_info", "ask_info", "ask_info", "decision_action"]
    ids = [message_id for message_id, _ in ear.told]
    assert (ids[0] == ids[1], ids[2] == ids[4], len(set(ids))) == (True, True, 3)
    assert ear.told[2][1]["question"] == "Welk bericht?"


def test_what_lont_refuses_is_not_said_again_and_a_receipt_only_so_often() -> None:
    ear = Ear(*[Heard.NOT_NOW] * 60, Heard.REFUSED)
    platform = sandbox("every: ack, decline", ear)
    taken(platform)
    assert sum(turns(platform, 70)) == 2
    assert ear.events == ["ack"] * 60 + ["decision_none"]
    assert "not heard: decline" in platform.notices()[0].done


def test_posts_vanish_change_and_come_back_and_only_a_complaint_is_told() -> None:
    ear = Ear()
    platform = sandbox('every: vanish, edit "Verkocht.", reappear, remove, wait 2, reinstate "Na bezwaar."', ear)
    taken(platform)
    seen = []
    for _ in range(8):
        platform.turn()
        seen.append(state(platform))
    gone, there = PostState.VANISHED, PostState.ONLINE
    assert seen == [gone, gone, there, *[PostState.REMOVED] * 3, there, there]
    post = platform.wall.get(PLACE)
    assert post is not None
    assert (post.text, post.note) == ("Verkocht.", "Na bezwaar.")
    assert ear.events == ["decision_action", "reinstated"]
    assert ear.told[1][1]["rationale"] == "Na bezwaar."


def test_who_claims_to_have_acted_may_have_left_everything_as_it_was() -> None:
    ear = Ear()
    platform = sandbox("every: claim", ear)
    taken(platform)
    platform.turn()
    assert (ear.events, state(platform)) == (["decision_action"], PostState.ONLINE)


def test_a_reminder_is_noted_with_its_notice_and_is_none_itself() -> None:
    platform = sandbox("every: wait 9, remove")
    reminder = json.dumps({"type": "takedown.reminder", "data": {"id": REQUEST}}).encode()
    assert taken(platform, reminder, "msg_2") == 404
    taken(platform)
    assert [taken(platform, reminder, "msg_2") for _ in range(2)] == [202, 200]
    assert [notice.done for notice in platform.notices()] == [["taken", "takedown.reminder"]]


def test_each_notice_has_its_own_plan_by_its_number() -> None:
    ear = Ear()
    platform = sandbox('notice 2: decline "Nee."', ear, Post(PLACE, "a"), Post(OTHER, "b"))
    taken(platform)
    taken(platform, notice_of("tdr_2", OTHER), "msg_2")
    turns(platform, 2)
    assert ear.events == ["ack", "decision_none", "decision_action"]
    assert (state(platform), state(platform, OTHER)) == (PostState.REMOVED, PostState.ONLINE)
    assert ear.told[1][1]["rationale"] == "Nee."
