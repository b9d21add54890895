from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.small_cells import Shown, hidden_parts

_LEAST = 3


def _worlds(
    total: int, parts: Sequence[int], ceilings: Sequence[int], shown: Sequence[Shown], *, additive: bool
) -> Iterator[tuple[int, ...]]:
    """Give every world that a reader cannot tell from the true one."""
    least_withheld = 0 if set(shown) == {Shown.WITHHELD} else _LEAST
    ranges = []
    for part, ceiling, how in zip(parts, ceilings, shown, strict=True):
        most = min(ceiling, total)
        known = {
            Shown.COUNT: range(part, part + 1),
            Shown.SMALL: range(min(most, _LEAST - 1) + 1),
            Shown.WITHHELD: range(least_withheld, most + 1),
        }
        ranges.append(known[how])
    for world in product(*ranges):
        if sum(world) == total if additive else sum(world) >= total:
            yield world


@st.composite
def _overlapping(draw: st.DrawFn) -> tuple[int, list[int]]:
    """Draw campaigns with the parts that each is in, and count."""
    width = draw(st.integers(1, 4))
    campaigns = draw(st.lists(st.sets(st.integers(0, width - 1), min_size=1), min_size=_LEAST, max_size=9))
    return len(campaigns), [sum(part in each for each in campaigns) for part in range(width)]


@given(_overlapping())
def test_nobody_can_tell_by_subtracting_that_a_small_part_holds_anything(counted: tuple[int, list[int]]) -> None:
    total, parts = counted
    ceilings = [total] * len(parts)
    shown = hidden_parts(total, parts, ceilings, _LEAST)
    worlds = list(_worlds(total, parts, ceilings, shown, additive=False))
    assert tuple(parts) in worlds
    for at, how in enumerate(shown):
        assert how is not Shown.COUNT or parts[at] >= _LEAST
        if how is Shown.SMALL:
            assert any(world[at] == 0 for world in worlds)
        if how is Shown.WITHHELD and parts[at] < _LEAST:
            assert len({world[at] for world in worlds}) > 1


@given(st.lists(st.integers(0, 6), min_size=2, max_size=5))
def test_nobody_can_tell_it_where_each_campaign_is_in_one_part_and_everybody_knows(parts: list[int]) -> None:
    total = sum(parts)
    if total < _LEAST:
        return
    shown = hidden_parts(total, parts, [total] * len(parts), _LEAST)
    worlds = list(_worlds(total, parts, [total] * len(parts), shown, additive=True))
    for at, how in enumerate(shown):
        if how is Shown.SMALL and parts[at]:
            assert any(world[at] == 0 for world in worlds)
        if how is Shown.WITHHELD and parts[at] < _LEAST:
            assert len({world[at] for world in worlds}) > 1


@given(_overlapping(), st.data())
def test_what_is_known_of_a_larger_place_gives_nothing_away_either(
    counted: tuple[int, list[int]], data: st.DataObject
) -> None:
    total, parts = counted
    ceilings = [data.draw(st.integers(max(part, _LEAST - 1), total)) for part in parts]
    shown = hidden_parts(total, parts, ceilings, _LEAST)
    worlds = list(_worlds(total, parts, ceilings, shown, additive=False))
    for at, how in enumerate(shown):
        if how is Shown.SMALL:
            assert any(world[at] == 0 for world in worlds)
        if how is Shown.WITHHELD and parts[at] < _LEAST:
            assert len({world[at] for world in worlds}) > 1


@pytest.mark.parametrize(
    ("total", "parts", "expected"),
    [
        (12, [7, 5], "cc"),
        (12, [7, 3, 6], "csw"),
        (12, [7, 3, 3], "wss"),
        (9, [9, 0, 0], "css"),
        (9, [9, 0], "ws"),
        (5, [4, 1], "ww"),
        (5, [5], "c"),
    ],
)
def test_the_smallest_parts_are_withheld_first(total: int, parts: list[int], expected: str) -> None:
    letters = {Shown.COUNT: "c", Shown.SMALL: "s", Shown.WITHHELD: "w"}
    assert "".join(letters[each] for each in hidden_parts(total, parts, [total] * len(parts), 5)) == expected
