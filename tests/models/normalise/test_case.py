import sys

from models.normalise.case import lower_case
from models.normalise.traced import Traced


def test_letters_become_small() -> None:
    assert lower_case(Traced("KLUS Één ÅÄÖ ΣΊΣΥΦΟΣ ЁЖ")).text == "klus één åäö σίσυφος ёж"


def test_turkish_capital_i_keeps_its_one_place() -> None:
    traced = lower_case(Traced("İSTANBUL"))
    assert traced.text == "istanbul"
    assert traced.layers == ()


def test_no_other_letter_changes_its_length() -> None:
    for code in range(sys.maxunicode + 1):
        assert len(lower_case(Traced(chr(code))).text) == 1
