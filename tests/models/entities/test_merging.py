from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from models.entities.contract import ENTITY_TYPES, Found
from models.entities.merging import Way, merge, without_overlaps

_found = st.builds(
    lambda kind, start, length, weight: Found(kind, start, start + length, weight=weight),
    st.sampled_from(ENTITY_TYPES),
    st.integers(0, 30),
    st.integers(1, 10),
    st.sampled_from([0.5, 1.0, 2.0]),
)


def test_of_one_type_the_weightier_one_stays_and_then_the_longer_one() -> None:
    light, heavy = Found("time", 0, 9, weight=0.5), Found("time", 5, 7)
    assert without_overlaps([light, heavy]) == [heavy]
    assert without_overlaps([Found("time", 0, 3), Found("time", 0, 9)]) == [Found("time", 0, 9)]


def test_of_several_types_the_longer_one_stays() -> None:
    street, number = Found("location", 3, 16), Found("quantity", 14, 16, weight=2)
    assert without_overlaps([number, street]) == [street]


def test_a_row_of_a_price_list_holds_what_stands_in_it() -> None:
    row, product, price = Found("price_row", 0, 12), Found("product", 0, 7), Found("unit_price", 10, 12)
    assert without_overlaps([price, product, row]) == [row, product, price]


def test_rules_win_where_both_tell_and_the_model_adds_what_they_miss() -> None:
    rule, same, more = Found("location", 0, 5, {"name": "x"}), Found("location", 0, 7), Found("location", 20, 25)
    assert merge([rule], [same, more], {"location": Way.BOTH}) == [rule, more]
    assert merge([rule], [same, more], {"location": Way.RULES}) == [rule]
    assert merge([rule], [same, more], {}) == [rule]


def test_what_the_model_marks_takes_the_value_that_a_rule_reads_there() -> None:
    merged = merge([Found("reward", 2, 4, {"amount": 500})], [Found("reward", 0, 4)], {"reward": Way.LEARNED})
    assert merged == [Found("reward", 0, 4, {"amount": 500})]


def test_a_contact_that_is_spelt_out_stays_beside_what_the_model_marks() -> None:
    handle = Found("contact", 8, 20, {"kind": "handle", "platform": "unknown", "handle": "voorbeeld_lont"})
    word = Found("contact", 0, 2, {"kind": "word", "platform": "unknown"})
    merged = merge([word, handle], [Found("contact", 3, 5), Found("contact", 9, 12)], {"contact": Way.LEARNED})
    assert merged == [Found("contact", 3, 5), handle]


@given(st.lists(_found), st.lists(_found), st.sampled_from(Way))
def test_nothing_overlaps_but_what_stands_in_a_row(rules: list[Found], learned: list[Found], way: Way) -> None:
    merged = merge(rules, learned, dict.fromkeys(ENTITY_TYPES, way))
    assert merged == sorted(merged, key=lambda found: (found.start, -found.end))
    for one, other in combinations(merged, 2):
        apart = one.end <= other.start or other.end <= one.start
        assert apart or (one.type == "price_row") != (other.type == "price_row")


def test_a_message_of_nothing_but_candidates_keeps_them_all() -> None:
    many = [Found("product", 3 * at, 3 * at + 2) for at in range(30_000)]
    assert without_overlaps(reversed(many)) == many
