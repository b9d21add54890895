"""Plain JSONL files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.messages import ImportEvent, Platform
from service.errors import FileRefusedError
from service.importers import ExportFormat, read_events
from tests.support.importing import EXPORTS, codes, drafts, options, read, refusals


def _read(path: Path, content: bytes, **changes: object) -> list[ImportEvent]:
    path = path / "markt.jsonl"
    path.write_bytes(content)
    return read(path, ExportFormat.JSONL, **changes)


def test_the_sample_comes_in_whole() -> None:
    messages = drafts(read(EXPORTS / "plain.jsonl", ExportFormat.JSONL))
    assert [message.text for message in messages] == [
        "Fiets te koop",
        "Nog beschikbaar?",
        "Zonder alles",
        "Zonder alles",
    ]
    assert [message.source_key for message in messages[:2]] == ["a1", "2"]
    assert messages[2].source_key != messages[3].source_key
    assert messages[0].channel.platform is Platform.CLASSIFIEDS
    assert messages[0].locator == "https://example.org/a1"
    assert messages[1].reply_to_key == "a1"
    assert messages[0].channel == messages[1].channel


def test_columns_map_our_fields_to_theirs_and_reach_into_objects(tmp_path: Path) -> None:
    line = {"post": {"body": "Hallo", "by": {"name": "noor"}}, "at": 1764600060, "nr": 7}
    columns = {"text": "post.body", "author": "post.by.name", "sent_at": "at", "id": "nr"}
    message = drafts(_read(tmp_path, json.dumps(line).encode(), columns=columns))[0]
    assert (message.text, message.author, message.source_key) == ("Hallo", "noor", "7")


def test_an_unknown_field_in_the_mapping_is_refused_at_once() -> None:
    with pytest.raises(FileRefusedError, match="'body'"):
        read_events(EXPORTS / "plain.jsonl", ExportFormat.JSONL, options(columns={"body": "x"}))


def test_the_same_id_twice_is_refused_unless_it_is_the_same_message(tmp_path: Path) -> None:
    lines = b'{"id": 1, "text": "a"}\n{"id": 1, "text": "a"}\n{"id": 1, "text": "b"}\n'
    lines += b'{"id": "1", "text": "c", "channel": "x"}'
    events = _read(tmp_path, lines)
    assert [message.text for message in drafts(events)] == ["a", "a", "c"]
    assert [(refusal.place, refusal.code) for refusal in refusals(events)] == [("line 3", "duplicate_id")]


@given(
    st.lists(
        st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20), min_size=2, max_size=6
    ),
    st.integers(0, 5),
    st.data(),
)
def test_messages_beside_a_mutated_line_survive(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], where: int, data: st.DataObject
) -> None:
    lines = [
        json.dumps({"id": f"{number}" * 12, "text": f"x{text}"}, ensure_ascii=False).encode()
        for number, text in enumerate(texts)
    ]
    where %= len(lines)
    start = data.draw(st.integers(0, len(lines[where])))
    noise = data.draw(st.binary(max_size=30)).replace(b"\n", b"")
    lines[where] = lines[where][:start] + noise + lines[where][start + data.draw(st.integers(0, 10)) :]
    events = _read(tmp_path_factory.mktemp("jsonl"), b"\n".join([b"{}", *lines]))
    found = {message.source_key: message.text for message in drafts(events)}
    assert all(found[f"{number}" * 12] == f"x{text}" for number, text in enumerate(texts) if number != where)
    assert len(codes(events)) <= 2
