from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.evidence import image_type

PNG, JPEG, WEBP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\x24\x00\x00\x00WEBP"
FIRST_BYTES = {PNG: "image/png", JPEG: "image/jpeg", WEBP: "image/webp"}


@given(rest=st.binary(max_size=50), start=st.sampled_from(list(FIRST_BYTES)))
def test_an_image_is_known_by_its_first_bytes_whatever_follows(start: bytes, rest: bytes) -> None:
    assert image_type(start + rest) == FIRST_BYTES[start]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        b"RIFF\x24\x00\x00\x00WAVE",
        b"RIFFWEBP",
        PNG[:-1],
        JPEG[:-1],
        b" " + PNG,
        b"image.png\x00" + PNG,
    ],
)
def test_anything_else_is_no_image(content: bytes) -> None:
    assert image_type(content) is None


@given(st.binary(max_size=20))
def test_no_bytes_upset_it(content: bytes) -> None:
    assert image_type(content) in {None, *FIRST_BYTES.values()}
