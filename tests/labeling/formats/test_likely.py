from __future__ import annotations

import pytest

from labeling.formats.likely import likely_format
from labeling.formats.names import FormatName
from tests.support.exports import bare_records


@pytest.mark.parametrize(("name", "content"), bare_records().items())
def test_a_file_looks_like_its_own_format(name: FormatName, content: str) -> None:
    assert likely_format(content.encode()) == name


@pytest.mark.parametrize("head", [b"", b"een doos te koop", b"{\n", b"\xff\xfe", b"naam;adres\n"])
def test_what_looks_like_none_is_not_guessed(head: bytes) -> None:
    assert likely_format(head) is None
