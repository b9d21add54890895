"""Data sets of 4CAT."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.messages import ImportEvent, MessageKind, Platform, Refusal
from service.errors import FileRefusedError
from service.importers import ExportFormat
from tests.support.importing import EXPORTS, codes, drafts, read, reasons


def _csv(path: Path, content: str, **changes: object) -> list[ImportEvent]:
    path = path / "dataset.csv"
    path.write_text(content, encoding="utf-8")
    return read(path, ExportFormat.FOURCAT_CSV, **changes)


def _ndjson(path: Path, *items: object, **changes: object) -> list[ImportEvent]:
    path = path / "dataset.ndjson"
    path.write_text("\n".join(json.dumps(item) for item in items), encoding="utf-8")
    return read(path, ExportFormat.FOURCAT_NDJSON, **changes)


def test_a_telegram_table_comes_in_whole() -> None:
    events = read(EXPORTS / "fourcat_telegram.csv", ExportFormat.FOURCAT_CSV)
    messages = drafts(events)
    assert [(message.source_key, message.kind, message.text) for message in messages] == [
        ("41", MessageKind.TEXT, "Goedemorgen, buurt"),
        ("42", MessageKind.TEXT, 'Over "vuurwerk"\ntwee regels'),
        ("43", MessageKind.MEDIA, ""),
        ("44", MessageKind.POLL, "Wie komt?\n- Ik\n- Niemand"),
    ]
    assert reasons(events) == ["empty"]
    assert {(message.channel.platform, message.channel.platform_id) for message in messages} == {
        (Platform.TELEGRAM, "buurtnieuws")
    }
    answer = messages[1]
    assert (answer.author, answer.reply_to_key, answer.forwarded_from) == ("user9000002", "41", "Ander kanaal")
    assert answer.sent_at == datetime(2025, 12, 1, 14, 42, tzinfo=UTC)
    assert answer.edited_at == datetime(2025, 12, 1, 15, 0, tzinfo=UTC)


def test_raw_telegram_items_come_in_as_telegram_desktop_would_write_them() -> None:
    events = read(EXPORTS / "fourcat_telegram_raw.ndjson", ExportFormat.FOURCAT_NDJSON)
    messages = drafts(events)
    assert [(message.source_key, message.kind, message.text) for message in messages] == [
        ("41", MessageKind.TEXT, "Goedemorgen, buurt"),
        ("42", MessageKind.TEXT, "Kijk hier"),
        ("43", MessageKind.MEDIA, ""),
        ("44", MessageKind.POLL, "Wie komt?\n- Ik\n- Niemand"),
    ]
    assert reasons(events) == ["service"]
    channel = messages[0].channel
    assert (channel.platform_id, channel.name, channel.public) == ("1450000005", "Buurtnieuws", True)
    assert [message.author for message in messages] == ["user9000001", "user9000001", "user9000002", "user9000001"]
    assert [message.edited for message in messages] == [False, True, False, False]
    assert messages[1].reply_to_key == "41"
    assert messages[1].forwarded_from == "Ander kanaal"
    assert messages[1].locator == "https://t.me/buurtnieuws/42"


def test_mapped_items_of_another_source_come_in_from_ndjson() -> None:
    messages = drafts(read(EXPORTS / "fourcat_tiktok.ndjson", ExportFormat.FOURCAT_NDJSON))
    assert [(message.source_key, message.author) for message in messages] == [("7001", "noor"), ("7002", "sem")]
    assert {message.channel.platform for message in messages} == {Platform.TIKTOK}
    assert messages[0].locator == "https://www.tiktok.com/@noor/video/7001"


def test_columns_may_be_missing(tmp_path: Path) -> None:
    messages = drafts(_csv(tmp_path, "thread_id,body\nx,Hallo\n"))
    assert [(message.text, message.sent_at, message.author) for message in messages] == [("Hallo", None, None)]
    with pytest.raises(FileRefusedError, match="'body'"):
        _csv(tmp_path, "id,thread_id,timestamp\n1,x,2025-12-01 15:41:00\n")


def test_a_stated_mapping_comes_first(tmp_path: Path) -> None:
    content = "id,thread_id,body,subject,timestamp\n1,x,Tekst,Kop,2025-12-01 15:41:00\n"
    message = drafts(_csv(tmp_path, content, columns={"text": "subject", "channel": "thread_id"}))[0]
    assert (message.text, message.channel.name) == ("Kop", "x")
    raw = {"message": "a", "_chat": {"id": 5}, "id": 7, "other": {"text": "b"}}
    assert drafts(_ndjson(tmp_path, raw, columns={"text": "other.text"}))[0].text == "b"


def test_a_local_timestamp_needs_a_zone(tmp_path: Path) -> None:
    content = "id,thread_id,body,timestamp\n1,x,Hallo,2025-12-01 15:41:00\n"
    assert drafts(_csv(tmp_path, content))[0].sent_at == datetime(2025, 12, 1, 14, 41, tzinfo=UTC)
    assert codes(_csv(tmp_path, content, zone=None)) == ["timezone_missing"]


def test_the_stated_platform_stands_in_for_a_guess(tmp_path: Path) -> None:
    item = {"id": 1, "thread_id": "buurt", "body": "Hallo"}
    assert drafts(_ndjson(tmp_path, item))[0].channel.platform is Platform.OTHER
    stated = drafts(_ndjson(tmp_path, item, platform=Platform.TELEGRAM))[0].channel
    assert (stated.platform, stated.platform_id) == (Platform.TELEGRAM, "buurt")
    collected = item | {"__import_meta": {"source_platform": "instagram.com"}}
    assert drafts(_ndjson(tmp_path, collected))[0].channel.platform is Platform.INSTAGRAM


@pytest.mark.parametrize("data", ["", "geen json", "[1]", '{"question": 1, "answers": 2}', "[" * 50_000])
def test_a_poll_that_cannot_be_read_leaves_the_text(tmp_path: Path, data: str) -> None:
    item = {"id": 1, "thread_id": "x", "body": "Wie?", "attachment_type": "poll", "attachment_data": data}
    assert drafts(_ndjson(tmp_path, item))[0].text == "Wie?"


@pytest.mark.parametrize(
    "change",
    [
        {"id": "x" * 300},
        {"id": []},
        {"message": 5},
        {"date": "gisteren"},
        {"date": 5},
        {"date": []},
        {"edit_date": {"a": 1}},
        {"_chat": {"id": {"a": 1}}},
        {"_chat": {"id": 5, "title": [1]}},
        {"reply_to": {"reply_to_msg_id": [1]}},
        {"fwd_from": {"from_name": [1]}},
        {"media": {"_type": [1]}, "message": [1]},
        {"media": {"_type": "MessageMediaPoll"}},
        {"media": {"_type": "MessageMediaPoll", "poll": {"question": 5, "answers": []}}},
    ],
    ids=repr,
)
def test_a_raw_item_with_a_wrong_type_is_refused_alone(tmp_path: Path, change: dict[str, object]) -> None:
    item = {"id": 1, "message": "Hallo", "_chat": {"id": 5}}
    events = _ndjson(tmp_path, item, item | {"id": 2} | change, item | {"id": 3})
    assert [message.source_key for message in drafts(events)] == ["1", "3"]
    assert len(codes(events)) == 1


def test_an_answer_into_another_chat_and_a_peer_without_a_chat(tmp_path: Path) -> None:
    item = {
        "id": 1,
        "message": "Hallo",
        "peer_id": {"channel_id": 7},
        "from_id": {"channel_id": 8},
        "reply_to": {"reply_to_msg_id": 5, "reply_to_peer_id": {"channel_id": 9}},
    }
    message = drafts(_ndjson(tmp_path, item))[0]
    assert (message.channel.platform_id, message.author, message.reply_to_key) == ("7", "channel8", None)


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.sampled_from(["id", "_type", "text", "username"]), children)
    ),
    max_leaves=6,
)
_KEYS = [
    "id",
    "message",
    "_chat",
    "_sender",
    "media",
    "date",
    "edit_date",
    "reply_to",
    "fwd_from",
    "_forward",
    "peer_id",
]
_MAPPED = ["body", "thread_id", "author", "author_name", "timestamp", "attachment_type", "attachment_data", "url"]


@given(st.dictionaries(st.sampled_from(_KEYS + _MAPPED), _anything, min_size=1))
def test_any_item_is_an_event(tmp_path_factory: pytest.TempPathFactory, item: dict[str, object]) -> None:
    events = _ndjson(tmp_path_factory.mktemp("items"), item)
    assert len(events) == 1
    assert not isinstance(events[0], Refusal) or events[0].detail
