from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from models.normalise.traced import Edit, Layer, Traced


def back(traced: Traced, start: int, end: int) -> tuple[int, int]:
    for layer in reversed(traced.layers):
        start, end = layer.before(start, end)
    return start, end


def test_a_replacement_maps_back_to_what_it_replaced() -> None:
    traced = Traced("koop 🧨 nu").edited([(5, 6, "emoji_firecracker")])
    assert traced.text == "koop emoji_firecracker nu"
    assert back(traced, 5, 22) == (5, 6)
    assert back(traced, 0, 4) == (0, 4)
    assert back(traced, 23, 25) == (7, 9)


def test_every_part_of_a_replacement_maps_to_all_of_what_it_replaced() -> None:
    traced = Traced("a🧨b").edited([(1, 2, "xyz")])
    assert [back(traced, i, i + 1) for i in range(5)] == [(0, 1), (1, 2), (1, 2), (1, 2), (2, 3)]


def test_a_deletion_belongs_to_a_span_that_encloses_it_and_to_none_that_touches_it() -> None:
    traced = Traced("ab--cd").edited([(2, 4, "")])
    assert back(traced, 0, 4) == (0, 6)
    assert back(traced, 0, 2) == (0, 2)
    assert back(traced, 2, 4) == (4, 6)


def test_a_deletion_just_before_a_replacement_is_kept_apart_from_it() -> None:
    traced = Traced("-ß-").edited([(0, 1, ""), (1, 2, "ss"), (2, 3, "")])
    assert traced.text == "ss"
    assert back(traced, 0, 1) == (1, 2)
    assert back(traced, 0, 2) == (1, 2)


def test_an_empty_span_stays_empty() -> None:
    traced = Traced("ab--cd").edited([(2, 4, "")])
    assert [back(traced, i, i) for i in range(5)] == [(0, 0), (1, 1), (4, 4), (5, 5), (6, 6)]


def test_layers_are_undone_from_the_last_to_the_first() -> None:
    traced = Traced("xxabcxx").edited([(0, 2, ""), (5, 7, "")]).edited([(1, 2, "BBB")])
    assert traced.text == "aBBBc"
    assert back(traced, 1, 4) == (3, 4)
    assert back(traced, 0, 5) == (2, 5)


def test_no_edits_leave_the_same_object_and_no_layer() -> None:
    traced = Traced("abc")
    assert traced.edited([]) is traced
    assert traced.same_places("abc") is traced
    assert traced.same_places("ABC").layers == ()


@st.composite
def text_and_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text(max_size=30))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = list(pairwise(cuts))[:: draw(st.integers(1, 2))]
    return text, [(start, end, draw(st.text(max_size=4))) for start, end in spans]


def owners(text: str, edits: list[Edit]) -> list[tuple[int, int]]:
    """Span of origin of each code point after the edits, worked out the slow way."""
    origin: list[tuple[int, int]] = []
    position = 0
    for start, end, replacement in [*edits, (len(text), len(text), "")]:
        origin += [(i, i + 1) for i in range(position, start)]
        origin += [(start, end)] * len(replacement)
        position = end
    return origin


@given(text_and_edits())
def test_every_span_maps_to_the_smallest_span_that_holds_the_origin_of_each_code_point(
    case: tuple[str, list[Edit]],
) -> None:
    text, edits = case
    traced = Traced(text).edited(edits)
    origin = owners(text, edits)
    assert len(traced.text) == len(origin)
    for start in range(len(origin)):
        for end in range(start + 1, len(origin) + 1):
            assert back(traced, start, end) == (origin[start][0], origin[end - 1][1])


@given(text_and_edits())
def test_a_layer_takes_sixteen_bytes_for_each_edit(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    for layer in Traced(text).edited(edits).layers:
        arrays = [getattr(layer, name) for name in Layer.__slots__]
        assert sum(array.itemsize * len(array) for array in arrays) == 16 * len(edits)
