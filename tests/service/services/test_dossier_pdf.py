"""The PDF of a dossier: every script and sign comes through, or is told by its number."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.domain.dossier_files import DossierFile
from service.services.dossier_pdf import dossier_pdf

_ABOUT = {
    "subject": {"kind": "item", "id": "019a5d33-4b2a-7d1c-9e0f-3c5a7b9d1e2f"},
    "tlp": "TLP:RED",
    "recipient": "Openbaar Ministerie",
    "made_at": "2026-11-21T21:05:00.000000Z",
    "made_by": "usr_analyst-0017",
    "log_head": {"position": 3, "hash": "ab" * 32},
}
_NOW = datetime(2026, 11, 21, 21, 5, tzinfo=UTC)


def _pdf(text: bytes) -> bytes:
    return dossier_pdf(_ABOUT, _NOW, [DossierFile("items/1/text.txt", "record", "text/plain", text)]).content


@pytest.mark.parametrize(
    "text",
    [
        "gewone woorden",
        "\u0645\u0631\u062d\u0628\u0627 en \u05e9\u05dc\u05d5\u05dd door elkaar",
        "\U0001f4a5\U0001f468\u200d\U0001f469\u200d\U0001f467 \u4e2d\u6587 \u0e44\u0e17\u0e22",
        "\u202egnp.exe\u202c \x00\x1b[2J\t\r\ntweede regel",
        "w" * 500,
        "e\u0301" * 300,
        "",
    ],
)
def test_no_text_breaks_the_page(text: str) -> None:
    made = _pdf(text.encode())
    assert made.startswith(b"%PDF-")
    assert made.rstrip().endswith(b"%%EOF")


def test_broken_utf_8_does_not_break_it_either() -> None:
    assert _pdf(b"\xff\xfe half \xed\xa0\xbd").startswith(b"%PDF-")


def test_a_text_of_no_end_is_cut() -> None:
    pages = [made.count(b"/Type /Page\n") for made in (_pdf(b"a" * 10_001), _pdf(b"a" * 1_000_000))]
    assert pages[0] == pages[1] > 0


def test_nothing_in_it_acts() -> None:
    made = _pdf(b"https://t.me/voorbeeld <script>")
    for word in (b"/JavaScript", b"/URI", b"/Launch", b"/OpenAction /", b"/EmbeddedFile"):
        assert word not in made
