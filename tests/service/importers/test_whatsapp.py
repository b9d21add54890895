"""Whole exports of WhatsApp."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.messages import ImportEvent, MessageKind, Platform
from service.errors import FileRefusedError
from service.importers import ExportFormat, read_events
from tests.support.importing import EXPORTS, codes, drafts, options, read, reasons, refusals

_FORMAT = ExportFormat.WHATSAPP_TXT


def _read(
    folder: Path, content: str | bytes, name: str = "WhatsApp-chat met Buurt.txt", **changes: object
) -> list[ImportEvent]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(path, _FORMAT, **changes)


def _texts(events: list[ImportEvent]) -> list[str]:
    return [draft.text for draft in drafts(events)]


def test_a_dutch_android_export_comes_in_whole() -> None:
    events = read(EXPORTS / "WhatsApp-chat met Buurt.txt", _FORMAT)
    assert _texts(events) == [
        "Let op: om 24:00 uur gaat het los",
        "Ik zie het\ntweede regel\n\nvierde regel",
        "",
        "Zo mooi was het vorig jaar",
        "",
        "Gelukkig nieuwjaar!",
        "Beste wensen",
        "ok",
        "ok",
        "Wie ruimt er op?\n- Ik\n- Jij",
        "prijslijst oliebollen.pdf",
    ]
    assert reasons(events) == ["service", "service", "deleted", "deleted", "service"]
    first = drafts(events)[0]
    assert (first.author, first.sent_at) == ("Noor", datetime(2025, 12, 31, 22, 58, tzinfo=UTC))
    assert (first.channel.platform, first.channel.name, first.channel.public) == (Platform.WHATSAPP, "Buurt", None)
    assert [draft.text for draft in drafts(events) if draft.edited] == ["Beste wensen"]
    assert len({draft.source_key for draft in drafts(events)}) == 11


def test_a_dutch_ios_export_comes_in_whole() -> None:
    events = read(EXPORTS / "whatsapp_ios/WhatsApp Chat - Buurt/_chat.txt", _FORMAT)
    assert _texts(events) == [
        "Let op: om 24:00 uur gaat het los",
        "eerste regel\ntweede regel",
        "",
        "",
        "Zo mooi",
        "Flyer.pdf • 2 pagina’s",
        "Beste wensen",
    ]
    assert reasons(events) == ["service", "deleted"]
    assert {draft.channel.name for draft in drafts(events)} == {"Buurt"}
    assert drafts(events)[0].sent_at == datetime(2025, 12, 31, 22, 58, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "channel", "kinds"),
    [
        ("WhatsApp Chat with Street.txt", "Street", ["text", "media", "text"]),
        ("WhatsApp Chat with Road.txt", "Road", ["text", "media", "text"]),
        ("WhatsApp Chat mit Strasse.txt", "Strasse", ["text", "media", "text"]),
        ("WhatsApp-chatt med Gatan.txt", "Gatan", ["text", "media", "text"]),
        ("Discussion WhatsApp avec Rue.txt", "Rue", ["text", "media", "text"]),
    ],
)
def test_exports_in_other_languages_come_in(name: str, channel: str, kinds: list[str]) -> None:
    events = read(EXPORTS / name, _FORMAT)
    assert [draft.kind for draft in drafts(events)] == [MessageKind(kind) for kind in kinds]
    assert {draft.channel.name for draft in drafts(events)} == {channel}
    assert [draft.sent_at for draft in drafts(events)][0:2] == [
        datetime(2025, 12, 30, 22, 59, tzinfo=UTC),
        datetime(2025, 12, 30, 23, 1, tzinfo=UTC),
    ]
    assert refusals(events) == []


def test_without_a_zone_the_file_is_refused_at_once() -> None:
    with pytest.raises(FileRefusedError) as refused:
        read_events(EXPORTS / "WhatsApp-chat met Buurt.txt", _FORMAT, options(zone=None))
    assert refused.value.stable_code == "timezone_missing"


def test_a_later_export_that_overlaps_gives_the_same_keys(tmp_path: Path) -> None:
    lines = [
        f"31-12-2025 23:{minute:02} - {author}: ok\n" for minute in range(10) for author in ("Noor", "Sem", "Noor")
    ]
    whole = {draft.source_key for draft in drafts(_read(tmp_path, "".join(lines)))}
    assert len(whole) == 30
    for start in (1, 2, 14):
        later = {draft.source_key for draft in drafts(_read(tmp_path, "".join(lines[start:])))}
        assert later <= whole
        assert len(later) == 30 - start


@pytest.mark.parametrize(
    ("name", "stated", "channel"),
    [
        ("WhatsApp-chat met Buurt (2).txt", None, "Buurt"),
        ("WhatsApp Chat - Buurt.txt", None, "Buurt"),
        ("groepsgesprek.txt", None, "groepsgesprek"),
        ("_chat.txt", "Gesprek", "Gesprek"),
        ("WhatsApp-chat met Buurt.txt", "Gesprek", "Gesprek"),
    ],
)
def test_the_channel_is_the_stated_one_or_that_of_the_file_name(
    tmp_path: Path, name: str, stated: str | None, channel: str
) -> None:
    events = _read(tmp_path, "31-12-2025 23:58 - Noor: Hoi\n", name, channel=stated)
    assert drafts(events)[0].channel.name == channel


def test_an_ios_file_is_named_after_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "WhatsApp Chat - Plein"
    folder.mkdir()
    assert drafts(_read(folder, "31-12-2025 23:58 - Noor: Hoi\n", "_chat.txt"))[0].channel.name == "Plein"


def test_a_name_ends_at_the_first_colon_and_may_be_invisible(tmp_path: Path) -> None:
    content = (
        "31-12-2025 23:58 - Noor: a: b: c\n"
        "31-12-2025 23:58 - \u200e: tekst zonder zichtbare naam\n"
        "31-12-2025 23:59 - Noor:\nop de volgende regel\n"
    )
    assert [(draft.author, draft.text) for draft in drafts(_read(tmp_path, content))] == [
        ("Noor", "a: b: c"),
        (None, "tekst zonder zichtbare naam"),
        ("Noor", "\nop de volgende regel"),
    ]


def test_a_pasted_piece_of_another_chat_stays_inside_its_message(tmp_path: Path) -> None:
    content = "31-12-2025 23:58 - Noor: kijk\n[30-12-2025, 10:00:00] Sem: oud\n31-12-2025 23:59 - Sem: ja\n"
    assert _texts(_read(tmp_path, content)) == ["kijk\n[30-12-2025, 10:00:00] Sem: oud", "ja"]


def test_lines_before_the_first_date_are_told(tmp_path: Path) -> None:
    events = _read(tmp_path, "verdwaald\nook\n31-12-2025 23:58 - Noor: Hoi\n")
    assert [(refusal.place, refusal.code) for refusal in refusals(events)] == [("lines 1-2", "no_header")]
    assert _texts(events) == ["Hoi"]


def test_a_file_without_any_date_is_refused_as_a_whole(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError) as refused:
        _read(tmp_path, "gewoon een brief\n")
    assert refused.value.stable_code == "file_unrecognised"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"31-12-2025 23:58 - Noor: caf\xe9", "bad_encoding"),
        (b"31-12-2025 23:58 - Noor: goed\ncaf\xe9", "bad_encoding"),
        (b"31-12-2025 23:58 - Noor: a\0b", "nul_byte"),
        (b"31-12-2025 23:58 - Noor: " + b"x" * 2_000_000, "too_long"),
        (b"31-12-2025 23:58 - Noor: x" + b"\nx" * 60_000, "text_too_long"),
        (b"31-12-2025 23:58 - Noor: x" + b"\nxxxxxxxxxxxxxxxx" * 60_000, "text_too_long"),
        (b"31-12-2025 23:58 - " + b"N" * 301 + b": x", "too_long"),
        (b"31-02-2025 23:58 - Noor: x", "date_unreadable"),
        (b"31-12-1970 23:58 - Noor: x", "date_implausible"),
        (b"31-12-2029 23:58 - Noor: x", "date_implausible"),
    ],
    ids=lambda value: repr(value)[:50],
)
def test_a_bad_message_is_refused_alone(tmp_path: Path, line: bytes, code: str) -> None:
    events = _read(tmp_path, b"31-12-2025 23:57 - Noor: voor\n" + line + b"\n31-12-2025 23:59 - Noor: na\n")
    assert _texts(events) == ["voor", "na"]
    assert codes(events) == [code]
    assert refusals(events)[0].place == "line 2"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_changes_nothing(tmp_path: Path, encoding: str) -> None:
    content = (EXPORTS / "WhatsApp-chat met Buurt.txt").read_text(encoding="utf-8")
    assert _read(tmp_path, content.encode(encoding)) == _read(tmp_path, content)


_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=30)


@given(st.lists(_WORDS.map(str.strip).filter(bool), min_size=3, max_size=8), st.integers(0, 7), st.binary(max_size=60))
def test_messages_beside_a_mutated_one_survive(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], where: int, noise: bytes
) -> None:
    start = datetime(2025, 12, 20, 10, 0, tzinfo=UTC)
    lines = [
        f"{start + timedelta(days=number // 2, minutes=number):%d-%m-%Y %H:%M} - Noor: {number} {text}x".encode()
        for number, text in enumerate(texts)
    ]
    where = 1 + where % (len(lines) - 1)  # the very first bytes tell the encoding of the file
    folder = tmp_path_factory.mktemp("chat")
    before = _texts(_read(folder, b"\n".join(lines)))
    lines[where] = noise.replace(b"\n", b"")
    after = _texts(_read(folder, b"\n".join(lines)))
    # What lost its date goes on with the message before it; all others are as they were.
    untouched = [text for number, text in enumerate(before) if number not in (where, where - 1)]
    assert [text for text in after if text in untouched] == untouched
