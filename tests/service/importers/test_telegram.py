"""Whole exports of Telegram Desktop."""

from __future__ import annotations

import importlib
import json
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from service.domain.messages import ChannelRef, ImportEvent, MessageKind, PassedBy, Platform
from service.errors import FileRefusedError
from service.importers import ExportFormat, json_values, read_events
from tests.support.importing import (
    EXPORTS,
    codes,
    drafts,
    options,
    read,
    refusals,
    telegram_bytes,
    telegram_chat,
    telegram_message,
)

_FORMAT = ExportFormat.TELEGRAM_JSON


def _read(path: Path, content: bytes, **changes: object) -> list[ImportEvent]:
    path = path / "result.json"
    path.write_bytes(content)
    return read(path, _FORMAT, **changes)


def _keys(events: list[ImportEvent]) -> list[str]:
    return [draft.source_key for draft in drafts(events)]


def test_the_export_of_one_chat_comes_in_whole() -> None:
    events = read(EXPORTS / "telegram_group.json", _FORMAT)
    assert len(events) == 14
    assert {draft.channel for draft in drafts(events)} == {
        ChannelRef(Platform.TELEGRAM, "1450000001", "Buurtpraat Oost", public=True)
    }
    assert _keys(events) == [str(number) for number in [*range(2, 13), 14]]
    assert [event.place for event in events if isinstance(event, PassedBy)] == [
        "message 1 (id 1)",
        "message 13 (id 13)",
    ]
    by_key = {draft.source_key: draft for draft in drafts(events)}
    assert by_key["3"].text == "Kijk op https://example.org/oud-en-nieuw, daar staat 🎆alles over de regels, hier."
    assert by_key["7"].kind is MessageKind.POLL
    assert by_key["8"].forwarded_from == "Een ander kanaal"
    assert by_key["9"].author is None
    assert by_key["10"].reply_to_key is None


def test_the_export_of_an_account_comes_in_chat_by_chat() -> None:
    events = read(EXPORTS / "telegram_account.json", _FORMAT)
    assert [(draft.channel.name, draft.channel.public, draft.source_key) for draft in drafts(events)] == [
        ("saved messages 9000001", False, "1"),
        ("Sem", False, "20"),
        ("Sem", False, "21"),
        ("Verenigingsnieuws", True, "5"),
        ("Oude groep", False, "5"),
    ]
    empty = ChannelRef(Platform.TELEGRAM, "1450000003", "Leeg kanaal", public=False)
    assert [event for event in events if isinstance(event, ChannelRef)] == [empty]
    assert refusals(events) == []


@pytest.mark.parametrize("sample", ["telegram_group.json", "telegram_account.json"])
def test_the_slow_backend_reads_the_same_events(sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read(EXPORTS / sample, _FORMAT)
    monkeypatch.setattr(json_values, "backend", importlib.import_module("ijson.backends.python"))
    assert read(EXPORTS / sample, _FORMAT) == fast


def test_a_name_after_the_messages_is_told_at_the_end(tmp_path: Path) -> None:
    content = json.dumps(telegram_chat(telegram_message(1)), sort_keys=True).encode()
    events = _read(tmp_path, content)
    assert [draft.channel.name for draft in drafts(events)] == ["chat 1450000001"]
    assert events[-1] == ChannelRef(Platform.TELEGRAM, "1450000001", "Buurt", public=False)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ({"name": None}, "chat 1450000001"),
        ({"name": ""}, "chat 1450000001"),
        ({"name": ["x"]}, "chat 1450000001"),
        ({"name": "x" * 400}, "x" * 300),
        ({"id": None}, "Buurt"),
        ({"id": [1]}, "Buurt"),
        ({"id": None, "name": None}, "result"),
        ({"type": 5}, "Buurt"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_chat_always_has_an_id_and_a_name(tmp_path: Path, header: dict[str, object], name: str) -> None:
    events = _read(tmp_path, json.dumps(telegram_chat(telegram_message(1), **header)).encode())
    channel = drafts(events)[0].channel
    assert channel.name == name
    assert channel.platform_id


@pytest.mark.parametrize("kept", [1, 5, 9])
def test_a_truncated_file_gives_its_messages_and_then_says_so(tmp_path: Path, kept: int) -> None:
    whole = telegram_bytes(*(telegram_message(number) for number in range(1, 11)))
    cut = whole.index(f'"id": {kept + 1},'.encode()) + 8
    events = _read(tmp_path, whole[:cut])
    assert _keys(events) == [str(number) for number in range(1, kept + 1)]
    assert codes(events) == ["file_truncated"]
    assert refusals(events)[0].place == f"after message {kept} of its chat"


def test_a_syntax_error_in_the_middle_gives_what_stands_before_it(tmp_path: Path) -> None:
    whole = telegram_bytes(*(telegram_message(number) for number in range(1, 11)))
    events = _read(tmp_path, whole.replace(b'"id": 6,', b'"id" 6,'))
    assert _keys(events) == ["1", "2", "3", "4", "5"]
    assert codes(events) == ["json_syntax"]


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (b"caf\xe9", "bad_encoding"),
        (b"a\0b", "nul_byte"),
        (rb"a\u0000b", "nul_byte"),
        (rb"half \ud83d", "lone_surrogate"),
        (b"x" * 60_000, "text_too_long"),
        (b"x" * 2_000_000, "too_long"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_damage_in_a_text_refuses_that_message_alone(tmp_path: Path, damage: bytes, code: str) -> None:
    whole = telegram_bytes(telegram_message(1), telegram_message(2, "DAMAGE"), telegram_message(3, "é😀"))
    events = _read(tmp_path, whole.replace(b"DAMAGE", damage))
    assert _keys(events) == ["1", "3"]
    assert codes(events) == [code]
    assert refusals(events)[0].place == "message 2 (id 2)"
    assert refusals(events)[0].channel == drafts(events)[0].channel
    assert damage[:3].decode(errors="ignore") not in refusals(events)[0].detail.split()


@pytest.mark.parametrize(
    "number", [b"1e999", b"1e99999999999999999999", b"9" * 5_000, b"-9999999999999999999999", b"1.5", b"true", b"[]"]
)
def test_any_number_in_place_of_a_date_refuses_that_message_alone(tmp_path: Path, number: bytes) -> None:
    whole = telegram_bytes(telegram_message(1), telegram_message(2, date_unixtime="DAMAGE"), telegram_message(3))
    events = _read(tmp_path, whole.replace(b'"DAMAGE"', number))
    assert _keys(events) == ["1", "3"]
    assert codes(events)[0] in ("date_implausible", "number_too_long", "field_type")


def test_deep_nesting_refuses_that_message_alone(tmp_path: Path) -> None:
    whole = telegram_bytes(telegram_message(1), telegram_message(2, reactions="DAMAGE"), telegram_message(3))
    events = _read(tmp_path, whole.replace(b'"DAMAGE"', b"[" * 400 + b"]" * 400))
    assert _keys(events) == ["1", "3"]
    assert codes(events) == ["nested_too_deep"]


def test_the_control_characters_that_telegram_writes_wrongly_come_in(tmp_path: Path) -> None:
    whole = telegram_bytes(telegram_message(1, "a@b"))
    assert drafts(_read(tmp_path, whole.replace(b"a@b", rb"a\x0Bb")))[0].text == "a\x0bb"


def test_messages_that_are_no_objects_are_refused_one_by_one(tmp_path: Path) -> None:
    events = _read(tmp_path, telegram_bytes(5, telegram_message(2), "x", None, [telegram_message(3)]))
    assert _keys(events) == ["2"]
    assert codes(events) == ["field_type"] * 4
    assert [refusal.place for refusal in refusals(events)] == ["message 1", "message 3", "message 4", "message 5"]


def test_a_second_message_with_the_same_id_is_refused(tmp_path: Path) -> None:
    events = _read(tmp_path, telegram_bytes(telegram_message(1), telegram_message(1), telegram_message(1, "Anders")))
    assert _keys(events) == ["1", "1"]
    assert codes(events) == ["duplicate_id"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_changes_nothing(tmp_path: Path, encoding: str) -> None:
    content = telegram_bytes(*(telegram_message(number, "é😀") for number in range(1, 500)))
    assert _read(tmp_path, content.decode().encode(encoding)) == _read(tmp_path, content)


@pytest.mark.parametrize(
    "content", [b"{}", b"[]", b"5", b'"x"', b'{"a": {"messages": []}}', b'[{"messages": []}]', b'{"messages": 5}']
)
def test_json_without_a_chat_is_refused_as_a_whole(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileRefusedError) as refused:
        _read(tmp_path, content)
    assert refused.value.stable_code == "file_unrecognised"


def test_without_a_zone_each_local_time_is_refused(tmp_path: Path) -> None:
    message = telegram_message(1, date="2025-12-01T15:41:00", date_unixtime=None)
    events = _read(tmp_path, telegram_bytes(message, message | {"id": 2}, telegram_message(3)), zone=None)
    assert codes(events) == ["timezone_missing"] * 2
    assert _keys(events) == ["3"]


def test_the_channel_of_a_nameless_file_is_the_stated_one(tmp_path: Path) -> None:
    content = json.dumps({"messages": [telegram_message(1)]}).encode()
    channel = drafts(_read(tmp_path, content, channel="Gesprek"))[0].channel
    assert channel == replace(channel, name="Gesprek", public=None)


def test_ten_times_the_messages_take_no_more_memory(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.json"
        with path.open("w") as file:
            file.write('{"name": "Buurt", "type": "private_group", "id": 5, "messages": [')
            for number in range(1, count + 1):
                text = f"Bericht nummer {number} " + "over van alles en nog wat " * (number % 7)
                file.write(("," if number > 1 else "") + json.dumps(telegram_message(number, text, from_id="user1")))
            file.write("]}")
        tracemalloc.start()
        found = sum(1 for _ in read_events(path, _FORMAT, options()))
        traced = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found == count
        return traced

    few = peak(10_000)
    assert peak(100_000) < 1.3 * few
    assert few < 25_000_000
