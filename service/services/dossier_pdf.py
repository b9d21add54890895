"""The dossier for reading: a PDF of what is in it, in a font that knows most scripts, and never an image or a link."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import WrapMode, XPos, YPos

from service.domain.dossier_files import DossierFile

__all__ = ["dossier_pdf"]

_FONT = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"
_FAMILY = "dejavu"
_TITLE, _HEAD, _TEXT, _SMALL = 16.0, 12.0, 9.0, 7.0
_MOST_SIGNS, _MOST_IN_ALL = 10_000, 60_000
"""Of one file and of all; what is longer is cut here, and whole in the ZIP."""
_UNPRINTED = frozenset({0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)})
"""Signs that turn the direction of what follows: shown by their number, so that no text can pass for another."""


class _Page(FPDF):
    """A page with the marking at its head and foot, as TLP 2.0 asks."""

    def __init__(self, marking: str) -> None:
        super().__init__(format="A4")
        self._marking = marking
        self.add_font(_FAMILY, "", _FONT)
        self.set_text_shaping(use_shaping_engine=True)
        self.set_auto_page_break(auto=True, margin=18)
        self._known = frozenset(getattr(self.fonts[_FAMILY], "cmap", {}))

    def header(self) -> None:
        """Write the marking."""
        self.set_font(_FAMILY, size=_SMALL)
        self.cell(0, 5, self._marking, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def footer(self) -> None:
        """Write the marking and the number of the page."""
        self.set_y(-14)
        self.set_font(_FAMILY, size=_SMALL)
        self.cell(0, 5, f"{self._marking}   {self.page_no()}", align="R")

    def write_lines(self, size: float, lines: Iterable[str]) -> None:
        """Write lines, each broken where it has to be."""
        self.set_font(_FAMILY, size=size)
        for line in lines:
            text = self._shown(line)
            self.multi_cell(
                0, size * 0.5, text or " ", align="L", wrapmode=WrapMode.CHAR, new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )

    def _shown(self, text: str) -> str:
        """Return a text in which each sign that the font lacks is told by its number, such as ``[U+1F4A5]``."""
        return "".join(
            each if ord(each) in self._known and ord(each) not in _UNPRINTED else f"[U+{ord(each):04X}]"
            for each in text.expandtabs(4)
        )


def dossier_pdf(about: Mapping[str, Any], made_at: datetime, files: Sequence[DossierFile]) -> DossierFile:
    """Return the PDF as a file of the dossier; its contents follow the files and nothing else.

    Parameters
    ----------
    about
        As in the manifest.
    made_at
        Of the dossier.
    files
        All other files.
    """
    page = _Page(str(about["tlp"]))
    page.set_creation_date(made_at)
    page.set_title(f"lont {about['subject']['id']}")
    page.add_page()
    page.write_lines(_TITLE, ["Dossier", ""])
    told = ("subject", "tlp", "recipient", "made_at", "made_by", "log_head")
    page.write_lines(_TEXT, [f"{name}: {_line(about[name])}" for name in told])
    page.write_lines(_TEXT, ["", "The PDF is for reading. What proves something lies beside it in the ZIP:", ""])
    page.write_lines(_SMALL, (f"{each.path}  {each.entry()['sha256']}" for each in files))
    left = _MOST_IN_ALL
    for each in files:
        if each.kind in {"notice", "record"} or (each.kind == "evidence" and each.media_type.startswith("text/plain")):
            page.write_lines(_HEAD, ["", each.path])
            lines, left = _lines_of(each, left)
            page.write_lines(_TEXT, lines)
    return DossierFile("dossier.pdf", "about", "application/pdf", bytes(page.output()))


def _lines_of(file: DossierFile, left: int) -> tuple[list[str], int]:
    """Return the lines of a file, as far as there is room, and how much is left then."""
    text, most = file.content.decode("utf-8", "replace"), min(_MOST_SIGNS, left)
    cut = [] if len(text) <= most else ["[cut here; whole in the ZIP]"]
    return [*text[:most].split("\n"), *cut], left - min(len(text), most)


def _line(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
