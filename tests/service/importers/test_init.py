"""The contract of the importers, for every format and any bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.domain.messages import ChannelRef, ImportEvent, MessageDraft, MessageKind, PassedBy, Refusal
from service.errors import FileRefusedError
from service.importers import ExportFormat, complete_history, read_events
from tests.support.importing import EXPORTS, SAMPLES, options, read

_HEADS = [
    b"",
    b'{"name": "x", "type": "private_group", "id": 1, "messages": [{"id": 1, "text": "',
    b"31-12-2025 23:59 - Noor: ",
    b"id,thread_id,body,text\n1,2,",
    b'{"text": "a", "body": "b", "message": "c", "_chat": {"id": 1}, "x": "',
]


def _checked(events: list[ImportEvent]) -> None:
    """Hold each event to the contract of `service.domain.messages`."""
    for event in events:
        assert isinstance(event, ChannelRef | MessageDraft | Refusal | PassedBy)
        if isinstance(event, MessageDraft):
            assert 1 <= len(event.source_key) <= 200
            assert 1 <= len(event.channel.name) <= 300
            assert bool(event.text.strip()) or event.kind is MessageKind.MEDIA
            assert len(event.text) <= 50_000
            assert "\0" not in event.text
            assert event.text.encode() is not None
            assert event.sent_at is None or event.sent_at.utcoffset() is not None
        if isinstance(event, PassedBy):
            assert event.reason in ("service", "deleted", "empty")


def _read_or_refused(path: Path, export_format: ExportFormat) -> list[ImportEvent] | str:
    try:
        events = read(path, export_format)
    except FileRefusedError as refused:
        return refused.stable_code
    _checked(events)
    return events


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sample_keeps_the_contract_and_is_read_the_same_twice(sample: str) -> None:
    events = read(EXPORTS / sample, SAMPLES[sample])
    _checked(events)
    assert events == read(EXPORTS / sample, SAMPLES[sample])
    assert not any(isinstance(event, Refusal) for event in events)


@pytest.mark.parametrize("export_format", ExportFormat)
def test_a_file_that_cannot_be_read_is_refused_before_the_first_event(
    tmp_path: Path, export_format: ExportFormat
) -> None:
    archive = tmp_path / "export.json"
    archive.write_bytes(b"PK\x03\x04 whatever")
    for path, code in ((tmp_path / "none", "file_missing"), (archive, "file_is_archive")):
        with pytest.raises(FileRefusedError) as refused:
            read_events(path, export_format, options())
        assert refused.value.stable_code == code


@pytest.mark.parametrize("sample", SAMPLES)
def test_progress_ends_at_the_size_of_the_file(sample: str) -> None:
    told: list[int] = []
    path = EXPORTS / sample
    assert list(read_events(path, SAMPLES[sample], options(), on_progress=told.append))
    assert told == [path.stat().st_size]


def test_only_the_exports_of_the_apps_hold_a_complete_history() -> None:
    assert [name for name in ExportFormat if complete_history(name)] == ["telegram_json", "whatsapp_txt"]


@pytest.mark.parametrize("export_format", ExportFormat)
@given(st.sampled_from(_HEADS), st.binary(max_size=200))
def test_any_bytes_are_events_or_refused(
    tmp_path_factory: pytest.TempPathFactory, export_format: ExportFormat, head: bytes, noise: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "export"
    path.write_bytes(head + noise)
    _read_or_refused(path, export_format)


@pytest.mark.parametrize("sample", ["telegram_group.json", *(name for name in SAMPLES if "telegram_g" not in name)])
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_mutated_sample_is_events_or_refused_and_the_same_twice(
    tmp_path_factory: pytest.TempPathFactory, sample: str, data: st.DataObject
) -> None:
    content = bytearray((EXPORTS / sample).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = min(len(content), start + data.draw(st.integers(0, 40)))
        content[start:end] = data.draw(
            st.binary(max_size=20) | st.sampled_from([b'"', b"\n", b"\\", b"{", b"]", b"\0"])
        )
    path = tmp_path_factory.mktemp("mutated") / Path(sample).name
    path.write_bytes(content)
    assert _read_or_refused(path, SAMPLES[sample]) == _read_or_refused(path, SAMPLES[sample])
