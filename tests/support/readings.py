"""Readings for tests of the extractors of money and goods, and texts that hold what they look for."""

from __future__ import annotations

from hypothesis import strategies as st

from models.entities.contract import Found, Reading
from models.normalise import normalise

__all__ = ["SCRAPS", "by_text", "read"]


def read(text: str, *labels: str, lang: str | None = "nl") -> Reading:
    """Return a reading of a message under some labels."""
    return Reading(normalise(text), lang, None, labels)


def by_text(reading: Reading, found: list[Found]) -> dict[str, dict[str, object]]:
    """Return normalised text of each candidate, and its value."""
    return {reading.text.text[one.start : one.end]: dict(one.value) for one in found}


_WORDS = """
    cobra 6 8 12 800 euro € , . - : k e barkie lax per stuk stuks dozen voor vooraf samen 2 x 50 shells 3 inch f4
    nog een deur cash tikkie ophalen halve mille grand " ' / 1.500 20:00 jaar schuld c6 dum bum 🧨 straat pp tien
"""
SCRAPS = st.one_of(st.text(), st.lists(st.sampled_from([*_WORDS.split(), "\n"]), max_size=30).map(" ".join))
"""Any text, and heaps of words that extractors look for."""
