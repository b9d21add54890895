"""Repairs text that was decoded with the wrong character set (``cafÃ©`` for café).

ftfy judges and repairs; it is given small chunks, so that the places of everything around them stay exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ftfy import fix_encoding

from models.normalise.traced import Edit, Traced

__all__ = ["repair_mojibake"]

# What a lead byte turns into in one of the usual character sets, before what a continuation byte turns into; and
# the control characters that only wrong decoding gives. Only a hint, and one that ordinary words rarely give: ftfy
# decides.
_LEAD = "À-ÖØ-ßĀ-ŽΑ-ΫА-Яà-ïðđāčďěğăąćęķĺļŕźα-ξа-птуσπ"
_CONTINUATION = "\xa0-¿ŒœŠšŽžŸƒĄąĽľŁłŞşŚśŤťŹźŻżŘřˆˇ˘˛˜˝΄-ΏЁ-Џё-џҐґ–—―‘’‚“”„†‡•…‰‹›€№™"
_HINT = re.compile(rf"[{_LEAD}][{_CONTINUATION}]|[ÃÂ][\s\x80-\x9f]|[\x80-\x84\x86-\x9f]|[√≈¬‚∆„├┬][^\x00-\x7f]")

# A run of characters beyond ASCII, with the spaces after it: a non-breaking one, which is half a letter, may have
# become one of them. A long run is cut where a sequence begins, for ftfy takes the square of its length. Lone
# surrogates cannot be encoded and stay out.
_BEYOND_ASCII = r"[^\x00-\x7f\ud800-\udfff]"
_RUN = re.compile(
    rf"{_BEYOND_ASCII}{{1,128}}(?:(?={_BEYOND_ASCII})(?=[{_LEAD}])|(?!{_BEYOND_ASCII}) {{0,2}})|{_BEYOND_ASCII}{{128}}"
)


def repair_mojibake(traced: Traced) -> Traced:
    """Decode wrongly decoded text again; what ftfy does not find wrong stays as it is."""
    return traced.edited(_repairs(traced.text)) if _HINT.search(traced.text) else traced


def _repairs(text: str) -> Iterator[Edit]:
    for run in _RUN.finditer(text):
        if _HINT.search(run[0]):
            # ftfy also looks at the neighbours, which stay what they are.
            before = _only_ascii(text[max(0, run.start() - 2) : run.start()])
            after = _only_ascii(text[run.end() : run.end() + 1])
            repaired = fix_encoding(before + run[0] + after)
            if repaired.startswith(before) and repaired.endswith(after):
                repaired = repaired[len(before) : len(repaired) - len(after)]
                if repaired != run[0]:
                    yield _trimmed(run.start(), run[0], repaired)


def _only_ascii(neighbours: str) -> str:
    return neighbours if neighbours.isascii() else ""


def _trimmed(at: int, chunk: str, repaired: str) -> Edit:
    """Leave what is the same before and after out of an edit, but one code point at least."""
    shared = min(len(chunk) - 1, len(repaired))
    head = next((i for i in range(shared) if chunk[i] != repaired[i]), shared)
    shared -= head
    tail = next((i for i in range(shared) if chunk[-1 - i] != repaired[-1 - i]), shared)
    return at + head, at + len(chunk) - tail, repaired[head : len(repaired) - tail]
