from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.delivery.outcomes import DETAIL_CHARS, DeliveryOutcome, plain_detail, refusal_of


@given(text=st.text() | st.binary())
def test_a_detail_is_one_short_printable_line(text: str | bytes) -> None:
    detail = plain_detail(text)
    assert len(detail) <= DETAIL_CHARS
    assert detail.isprintable()
    assert plain_detail(detail) == detail


def test_a_detail_keeps_its_words() -> None:
    assert (
        plain_detail(b"5.7.1  niet\tgeaccepteerd\r\nprobeer \xc3\xa9\xff") == "5.7.1 niet geaccepteerd probeer é\ufffd"
    )
    assert plain_detail("a\u202eb\x1b[31mc") == "a b [31mc"


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (399, None),
        (400, DeliveryOutcome.REFUSED_FOR_NOW),
        (499, DeliveryOutcome.REFUSED_FOR_NOW),
        (500, DeliveryOutcome.REFUSED_FOR_GOOD),
        (599, DeliveryOutcome.REFUSED_FOR_GOOD),
        (600, None),
        (-1, None),
    ],
)
def test_the_first_digit_of_a_status_tells_now_from_for_good(code: int, outcome: DeliveryOutcome | None) -> None:
    assert refusal_of(code) is outcome
