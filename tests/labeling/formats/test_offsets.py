from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from labeling.formats.offsets import from_utf16, to_utf16


@given(st.text(), st.data())
def test_an_offset_goes_to_utf_16_and_back(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    units = to_utf16(text, at)
    assert units == len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
    assert from_utf16(text, units) == at


def test_an_offset_outside_the_text_or_inside_a_character_is_none() -> None:
    assert [from_utf16("a😀", at) for at in (-1, 0, 1, 2, 3, 4)] == [None, 0, 1, None, 2, None]
