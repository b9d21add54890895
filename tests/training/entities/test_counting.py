from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from training.entities.counting import Place, figures_of, tally

_places = st.lists(
    st.builds(lambda kind, start, size: Place(kind, start, start + size), st.sampled_from(["time", "reward"]),
              st.integers(0, 20), st.integers(1, 5)),
    unique=True,
)  # fmt: skip


def test_exact_and_overlapping_are_told_apart() -> None:
    marked = [Place("time", 0, 5), Place("time", 10, 15), Place("reward", 20, 22)]
    found = [Place("time", 0, 5), Place("time", 10, 12), Place("time", 20, 22)]
    figures = figures_of(tally([(marked, found)]))
    assert (figures["time"]["precision"], figures["time"]["recall"]) == (0.3333, 0.5)
    assert (figures["time"]["overlapping_precision"], figures["time"]["overlapping_recall"]) == (0.6667, 1.0)
    assert figures["reward"]["f1"] == figures["reward"]["overlapping_f1"] == 0.0
    assert (figures["all"]["marked"], figures["all"]["found"], figures["all"]["recall"]) == (3, 3, 0.3333)


def test_nothing_marked_and_nothing_found_has_no_types() -> None:
    assert list(figures_of(tally([([], [])]))) == ["all"]


@given(_places)
def test_what_is_found_just_as_it_is_marked_is_perfect(places: list[Place]) -> None:
    figures = figures_of(tally([(places, places)]))
    assert all(of["f1"] == of["overlapping_f1"] == 1.0 for kind, of in figures.items() if kind != "all")


@given(_places, _places)
def test_an_overlap_is_never_rarer_than_an_exact_find(marked: list[Place], found: list[Place]) -> None:
    for of in figures_of(tally([(marked, found)])).values():
        assert 0 <= of["precision"] <= of["overlapping_precision"] <= 1
        assert 0 <= of["recall"] <= of["overlapping_recall"] <= 1
