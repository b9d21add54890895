from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.takedown.quoting import names_provision, quotes_from, without_quotes

EXCERPT = 'Gezocht: 2 man voor KNAL bij  voordeur,\nfoto\'s van "het werk" vooraf'


@pytest.mark.parametrize(
    ("explanation", "found"),
    [
        ('er staat "knal bij voordeur"', True),
        ("er staat “2 man voor knal”", True),
        ("er staat „bij voordeur, foto's van”", True),
        ("er staat 'knal bij voordeur'", True),
        ("er staat «foto's van het werk vooraf»", True),
        ('er staat "foto\'s van "het werk" vooraf"', True),
        ('er staat "man voor"', False),
        ('er staat "gezocht: 2 man"', True),
        ("er staat knal bij voordeur", False),
        ('er staat "knal bij achterdeur"', False),
        ('er staat "knal bij voordeur', False),
        ("", False),
    ],
)
def test_a_quotation_is_found_between_its_marks(explanation: str, found: bool) -> None:
    assert quotes_from(explanation, ["iets anders", EXCERPT]) is found


@pytest.mark.parametrize(
    ("explanation", "provision", "named"),
    [
        ("verboden (art. 133 Sr)", "art. 133", True),
        ("volgens artikel 131, eerste lid", "art. 131 lid 1", True),
        ("under Article 133 of the code", "art. 133", True),
        ("de artikelen 131 en 133 Sr", "art. 133", True),
        ("art. 1.2.2 Vuurwerkbesluit", "art. 1.2.2 lid 1, 2 en 5", True),
        ("§ 9.2.2.1a Wm", "art. 9.2.2.1a", True),
        ("art. 1.2.21 Vuurwerkbesluit", "art. 1.2.2", False),
        ("art. 9.2.2.1 Wm", "art. 9.2.2.1a", False),
        ("voor 133 euro", "art. 133", False),
        ("art. 1334", "art. 133", False),
        ("start 133", "art. 133", False),
        ("het Verbod op Knallers geldt", "verbod op knallers", True),
    ],
)
def test_a_provision_is_named_by_its_article(explanation: str, provision: str, named: bool) -> None:
    assert names_provision(explanation, provision) is named


def test_what_others_said_is_left_out() -> None:
    assert without_quotes('Hij zegt "dit is F4" en meer').split() == ["Hij", "zegt", "en", "meer"]


@given(st.text(), st.text(), st.text())
def test_no_text_makes_them_raise(explanation: str, excerpt: str, provision: str) -> None:
    quotes_from(explanation, [excerpt])
    names_provision(explanation, provision)
