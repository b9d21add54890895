"""Tables of docs/reviewing.md: the rules of priority and the reasons are those of the code, in its order."""

from __future__ import annotations

from models.priority import PRIORITY_RULES, REASONS
from tests.test_docs import read, table_rows


def test_the_table_of_priorities_is_the_rule() -> None:
    expected = [
        [rule.priority.value, ", ".join(f"`{code}`" for code in rule.needs), rule.sentence] for rule in PRIORITY_RULES
    ]
    assert table_rows(read("docs/reviewing.md"), "P[0-3]") == expected


def test_the_table_of_reasons_is_that_of_the_code() -> None:
    codes = "|".join(f"`{code}`" for code in REASONS)
    expected = [[f"`{code}`", reason.sentence] for code, reason in REASONS.items()]
    assert table_rows(read("docs/reviewing.md"), codes) == expected
