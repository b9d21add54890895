"""Which format a file has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import FileRefusedError
from service.importers import ExportFormat, recognise
from tests.support.importing import EXPORTS, SAMPLES


def _recognised(folder: Path, content: bytes) -> ExportFormat:
    path = folder / "export.bin"
    path.write_bytes(content)
    return recognise(path)


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sample_is_recognised(sample: str) -> None:
    assert recognise(EXPORTS / sample) is SAMPLES[sample]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_changes_nothing(tmp_path: Path, sample: str, encoding: str) -> None:
    content = (EXPORTS / sample).read_bytes().decode()
    assert _recognised(tmp_path, content.encode(encoding)) is SAMPLES[sample]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b'{"id":1,"messages":[],"name":"x"}', ExportFormat.TELEGRAM_JSON),
        (b'{"chats":{"list":[]}}', ExportFormat.TELEGRAM_JSON),
        (b'{"left_chats":{"list":[]}}', ExportFormat.TELEGRAM_JSON),
        (b'{\n "about": "Here is the data you requested.', ExportFormat.TELEGRAM_JSON),
        (b'{"id":1,"messages":[' + b'{"id":1},' * 20_000, ExportFormat.TELEGRAM_JSON),
        (b'{"text": "a"}\n', ExportFormat.JSONL),
        (b'\n{"text": "a"}\n{"broken', ExportFormat.JSONL),
        (b'{"body": "a", "thread_id": 1}', ExportFormat.FOURCAT_NDJSON),
        (b'{"message": "' + b"x" * 70_000 + b'"}', None),
        (b'{"_chat": {}, "message": "' + b"x" * 70_000 + b'"}', ExportFormat.FOURCAT_NDJSON),
        (b"text\nHallo\n", ExportFormat.CSV),
        (b"a;b;text\n", ExportFormat.CSV),
        (b"id\tthread_id\tbody\n", ExportFormat.FOURCAT_CSV),
        (b"kop\n31-12-2025 23:59 - Noor: Hoi\n", ExportFormat.WHATSAPP_TXT),
        (b"31/12/2025, 23:59 - Noor: a, text, b\n", ExportFormat.WHATSAPP_TXT),
        (b'id,text\n1,"kijk\n31-12-2025 23:59 - Noor: Hoi"\n', ExportFormat.CSV),
        (b'{"a": 1}', None),
        (b"[" * 70_000, None),
        (b'{"a":' * 20_000, None),
        (b'[{"messages": []}]', None),
        (b"gewoon een brief\n", None),
        (b"<html><body>messages</body></html>", None),
        (bytes(range(1, 256)), None),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_the_content_decides(tmp_path: Path, content: bytes, found: ExportFormat | None) -> None:
    if found is not None:
        assert _recognised(tmp_path, content) is found
        return
    with pytest.raises(FileRefusedError) as refused:
        _recognised(tmp_path, content)
    assert refused.value.stable_code == "file_unrecognised"
    assert "--format" in str(refused.value)


def test_only_the_head_of_the_file_is_read(tmp_path: Path) -> None:
    content = json.dumps({"name": "x", "messages": []}, indent=1).encode() + b"\n" * 5_000_000
    assert _recognised(tmp_path, content) is ExportFormat.TELEGRAM_JSON


@given(st.binary(max_size=200))
def test_any_bytes_are_a_format_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    try:
        found: object = _recognised(tmp_path_factory.mktemp("any"), content)
    except FileRefusedError as refused:
        found = refused.stable_code
    assert isinstance(found, ExportFormat) or found in ("file_empty", "file_is_archive", "file_unrecognised")
