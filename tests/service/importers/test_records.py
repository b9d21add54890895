"""Records of named fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.messages import MessageDraft, MessageKind, PassedBy, Platform, Refusal
from service.errors import FileRefusedError
from service.importers.field_reading import made_channel_id
from service.importers.records import FIELDS, RawRecord, RecordReader, check_columns, plain_record
from tests.support.importing import options

_PATH = Path("markt.jsonl")
_RECORD = RawRecord(text="Fiets te koop", id="a1", sent_at="2025-12-01T14:41:00Z")


def _read(record: RawRecord, **changes: object) -> MessageDraft:
    event = RecordReader(options(**changes), _PATH).event(record, "line 1")
    assert isinstance(event, MessageDraft)
    return event


def test_what_a_record_lacks_comes_from_the_options_or_the_file_name() -> None:
    bare = _read(RawRecord(text="Fiets te koop"))
    assert (bare.channel.platform, bare.channel.name) == (Platform.OTHER, "markt")
    assert (bare.sent_at, bare.author, bare.edited, bare.reply_to_key, bare.locator) == (None, None, False, None, None)
    stated = _read(RawRecord(text="x"), platform=Platform.FORUM, channel="Markt")
    assert (stated.channel.platform, stated.channel.name) == (Platform.FORUM, "Markt")


def test_what_a_record_tells_comes_first() -> None:
    record = replace(
        _RECORD, platform="Telegram", channel="Plein", channel_id=77, author=5, reply_to=3, edited_at=1764600120
    )
    message = _read(record, platform=Platform.FORUM, channel="Markt")
    assert (message.channel.platform, message.channel.name) == (Platform.TELEGRAM, "Plein")
    assert message.channel.platform_id == "77"
    assert (message.author, message.reply_to_key, message.edited) == ("5", "3", True)
    assert message.edited_at == datetime(2025, 12, 1, 14, 42, tzinfo=UTC)


def test_a_channel_without_an_id_gets_one_from_its_name() -> None:
    assert _read(replace(_RECORD, channel="Plein")).channel.platform_id == made_channel_id("plein")
    assert _read(replace(_RECORD, channel_id="plein")).channel.name == "plein"


def test_an_unknown_platform_is_another_one() -> None:
    assert _read(replace(_RECORD, platform="ansichtkaart")).channel.platform is Platform.OTHER


def test_without_an_id_the_key_is_made_and_stable() -> None:
    def keys() -> list[str]:
        reader = RecordReader(options(), _PATH)
        events = [reader.event(replace(_RECORD, id=number), "line") for number in (None, "", None)]
        return [event.source_key for event in events if isinstance(event, MessageDraft)]

    assert len(set(keys())) == 3
    assert keys() == keys()


@pytest.mark.parametrize(
    ("record", "reason"),
    [(replace(_RECORD, text=""), "empty"), (replace(_RECORD, text=" \n"), "empty")],
    ids=["empty", "blank"],
)
def test_a_record_without_words_is_passed_by(record: RawRecord, reason: str) -> None:
    assert RecordReader(options(), _PATH).event(record, "line 1") == PassedBy("line 1", reason)


def test_media_may_have_no_text_and_are_a_text_with_one() -> None:
    assert _read(RawRecord(kind=MessageKind.MEDIA)).kind is MessageKind.MEDIA
    assert _read(replace(_RECORD, kind=MessageKind.MEDIA)).kind is MessageKind.TEXT
    assert _read(replace(_RECORD, kind=MessageKind.POLL)).kind is MessageKind.POLL


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("text", None, "field_missing"),
        ("text", 5, "field_type"),
        ("text", "a\ud83d", "lone_surrogate"),
        ("id", 1.5, "field_type"),
        ("id", "x" * 201, "too_long"),
        ("channel", [], "field_type"),
        ("author", True, "field_type"),
        ("sent_at", "gisteren", "date_unreadable"),
        ("sent_at", 5, "date_implausible"),
        ("sent_at", float("inf"), "date_implausible"),
        ("edited_at", {}, "field_type"),
        ("platform", 1.5, "field_type"),
        ("locator", "javascript:x", "locator_invalid"),
        ("reply_to", {}, "field_type"),
        ("forwarded_from", [], "field_type"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_every_field_has_its_type_and_bounds(field: str, value: Any, code: str) -> None:  # noqa: ANN401 (that is the point)
    event = RecordReader(options(), _PATH).event(replace(_RECORD, **{field: value}), "line 1")
    assert isinstance(event, Refusal)
    assert event.code == code


def test_a_mapping_of_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(FileRefusedError, match="'body'") as refused:
        check_columns(options(columns={"body": "text"}))
    assert refused.value.stable_code == "columns_unknown"
    check_columns(options(columns=dict.fromkeys(FIELDS, "x")))


_anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(), max_size=20),
    st.lists(st.text()),
    st.just({}),
)


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), _anything))
def test_any_record_is_a_message_passed_by_or_refused(record: dict[str, object]) -> None:
    event = RecordReader(options(), _PATH).event(plain_record(record.get, options()), "line 1")
    assert isinstance(event, MessageDraft | PassedBy | Refusal)
    assert not isinstance(event, MessageDraft) or (event.text.encode() and 1 <= len(event.source_key) <= 200)
