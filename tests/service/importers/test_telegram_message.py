"""Single messages of Telegram Desktop."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.messages import ChannelRef, MessageDraft, MessageKind, PassedBy, Platform
from service.importers.refusing import PieceRefusedError
from service.importers.telegram_message import read_message
from tests.support.importing import options, telegram_message

_CHANNEL = ChannelRef(Platform.TELEGRAM, "1", "Buurt")


def _read(raw: object, **changes: object) -> MessageDraft:
    event = read_message(raw, _CHANNEL, "message 1", options(**changes))
    assert isinstance(event, MessageDraft)
    return event


def _code(raw: object, **changes: object) -> str:
    with pytest.raises(PieceRefusedError) as refused:
        read_message(raw, _CHANNEL, "message 1", options(**changes))
    return refused.value.stable_code


@pytest.mark.parametrize(
    "kind", ["link", "custom_emoji", "spoiler", "mention", "text_link", "bold", "phone", "something_new"]
)
def test_the_text_is_all_its_parts_one_after_the_other(kind: str) -> None:
    parts = ["Kijk ", {"type": kind, "text": "hier", "href": "https://example.org"}, " eens"]
    assert _read(telegram_message(1, parts)).text == "Kijk hier eens"


def test_without_a_text_the_entities_are_read() -> None:
    raw = telegram_message(1, text_entities=[{"type": "plain", "text": "Hallo "}, {"type": "bold", "text": "daar"}])
    del raw["text"]
    assert _read(raw).text == "Hallo daar"


def test_the_unix_time_is_preferred_to_the_local_time() -> None:
    assert _read(telegram_message(0, date="2020-01-01T00:00:00")).sent_at == datetime(2025, 12, 1, 14, 40, tzinfo=UTC)


def test_a_local_time_is_read_in_the_stated_zone_and_refused_without_one() -> None:
    raw = telegram_message(1, date="2025-12-01T15:41:00", date_unixtime=None)
    assert _read(raw).sent_at == datetime(2025, 12, 1, 14, 41, tzinfo=UTC)
    assert _code(raw, zone=None) == "timezone_missing"


def test_an_edit_without_a_known_moment_is_still_an_edit() -> None:
    message = _read(telegram_message(1, edited="2025-12-01T16:00:00"), zone=None)
    assert (message.edited, message.edited_at) == (True, None)
    assert _read(telegram_message(1, edited_unixtime="1764601200")).edited_at == datetime(2025, 12, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "author"),
    [
        ({"from": "Noor", "from_id": "user9"}, "user9"),
        ({"from": "Noor"}, "Noor"),
        ({"from": None, "from_id": 12}, "12"),
        ({}, None),
    ],
    ids=repr,
)
def test_the_author_is_the_id_then_the_name_then_nobody(fields: dict[str, object], author: str | None) -> None:
    assert _read(telegram_message(1, **fields)).author == author


def test_an_answer_into_another_chat_answers_nothing_here() -> None:
    assert _read(telegram_message(2, reply_to_message_id=1)).reply_to_key == "1"
    assert _read(telegram_message(2, reply_to_message_id=1, reply_to_peer_id="channel7")).reply_to_key is None


@pytest.mark.parametrize(
    "field", ["photo", "file", "media_type", "location_information", "contact_information", "some_new_kind"]
)
def test_media_without_text_are_media_and_with_a_caption_text(field: str) -> None:
    assert _read(telegram_message(1, "", **{field: "x"})).kind is MessageKind.MEDIA
    assert _read(telegram_message(1, "Kijk", **{field: "x"})).kind is MessageKind.TEXT


def test_a_poll_is_its_question_and_options() -> None:
    poll = {"question": "Wie komt?", "answers": [{"text": "Ik", "voters": 1}, {"text": [{"text": "Jij"}]}]}
    message = _read(telegram_message(1, "", poll=poll))
    assert (message.kind, message.text) == (MessageKind.POLL, "Wie komt?\n- Ik\n- Jij")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ({"id": 1, "type": "service", "action": "join_group_by_link"}, "service"),
        ({"id": 1, "type": "unsupported"}, "empty"),
        (telegram_message(1, " \n"), "empty"),
    ],
    ids=["service", "unsupported", "blank"],
)
def test_what_is_no_message_is_passed_by(raw: object, reason: str) -> None:
    assert read_message(raw, _CHANNEL, "message 1", options()) == PassedBy("message 1", reason)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"id": "7"}, "field_type"),
        ({"id": None}, "field_type"),
        ({"id": True}, "field_type"),
        ({"id": 1.5}, "field_type"),
        ({"id": 10**300}, "too_long"),
        ({"text": 5}, "field_type"),
        ({"text": [5]}, "field_type"),
        ({"text": [{"type": "link"}]}, "field_type"),
        ({"text": [{"text": 5}]}, "field_type"),
        ({"text": "x" * 50_001}, "text_too_long"),
        ({"text": ["x" * 30_000, "x" * 30_000]}, "text_too_long"),
        ({"text": "a\0b"}, "nul_byte"),
        ({"date_unixtime": "morgen"}, "field_type"),
        ({"date_unixtime": []}, "field_type"),
        ({"date_unixtime": "0"}, "date_implausible"),
        ({"date_unixtime": "1999999999"}, "date_implausible"),
        ({"date_unixtime": None, "date": 5}, "date_implausible"),
        ({"date_unixtime": None, "date": {}}, "field_type"),
        ({"edited_unixtime": {}}, "field_type"),
        ({"from_id": {}}, "field_type"),
        ({"from": ["Noor"]}, "field_type"),
        ({"from": "x" * 301}, "too_long"),
        ({"forwarded_from": {}}, "field_type"),
        ({"reply_to_message_id": {}}, "field_type"),
        ({"poll": "x"}, "field_type"),
        ({"poll": {"question": "x", "answers": "x"}}, "field_type"),
        ({"poll": {"question": "x", "answers": [5]}}, "field_type"),
        ({"poll": {"question": 5, "answers": []}}, "field_type"),
    ],
    ids=lambda value: repr(value)[:60],
)
def test_every_field_has_its_type_and_bounds(fields: dict[str, object], code: str) -> None:
    assert _code(telegram_message(1) | fields) == code


@pytest.mark.parametrize("raw", [None, 5, "x", [], True], ids=repr)
def test_a_message_is_an_object(raw: object) -> None:
    assert _code(raw) == "field_type"


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=10),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=5), children, max_size=3),
    max_leaves=6,
)
_FIELDS = ["id", "type", "text", "text_entities", "date", "date_unixtime", "edited", "from", "from_id", "poll", "photo"]


@given(
    st.dictionaries(st.sampled_from([*_FIELDS, "forwarded_from", "reply_to_message_id", "edited_unixtime"]), _anything)
)
def test_any_object_is_a_message_passed_by_or_refused(raw: dict[str, object]) -> None:
    try:
        event = read_message(raw, _CHANNEL, "message 1", options())
    except PieceRefusedError:
        return
    assert isinstance(event, MessageDraft | PassedBy)
