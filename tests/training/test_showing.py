from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from training import showing
from training.showing import shown


def _lines(shares: list[tuple[str, float]]) -> list[str]:
    out = StringIO()
    with shown(Console(file=out, width=40)) as tell:
        for what, share in shares:
            tell(what, share)
    return out.getvalue().splitlines()


@pytest.fixture
def minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two minutes pass each time that somebody asks for the time."""
    times = iter(range(0, 10_000, 120))
    monkeypatch.setattr(showing, "monotonic", lambda: next(times))


def test_a_pipe_gets_a_line_at_each_tenth_of_each_step() -> None:
    lines = _lines([("reading", 0.0), *(("scoring", at / 100) for at in range(1, 101)), ("reading", 1.0)])
    assert lines == ["reading: 0%", "scoring: 1%", *(f"scoring: {tenth}0%" for tenth in range(1, 11)), "reading: 100%"]


def test_a_step_that_passes_two_tenths_gets_one_line() -> None:
    assert _lines([("scoring", 0.05), ("scoring", 0.32), ("scoring", 0.34)]) == ["scoring: 5%", "scoring: 32%"]


@pytest.mark.usefixtures("minutes")
def test_what_takes_minutes_tells_how_many_are_left() -> None:
    # Asked for the time once as the step begins, and once a line: 2 minutes for a half, then 4 for three quarters.
    assert _lines([("training", 0.0), ("training", 0.5), ("training", 1.0)]) == [
        "training: 0%",
        "training: 50%, about 4 min left",
        "training: 100%",
    ]


@pytest.mark.usefixtures("minutes")
def test_work_that_goes_on_from_before_is_judged_by_what_is_done_since() -> None:
    assert _lines([("training", 0.5), ("training", 0.75)])[-1] == "training: 75%, about 4 min left"


def test_a_long_line_is_not_folded() -> None:
    assert len(_lines([("a description that is wider than the console is", 0.5)])) == 1


def test_a_terminal_gets_a_bar_for_each_step_and_they_are_gone_in_the_end() -> None:
    out = StringIO()
    with shown(Console(file=out, force_terminal=True, width=80)) as tell:
        tell("reading", 1)
        tell("scoring", 0.5)
    assert "reading" in out.getvalue()
    assert "scoring" in out.getvalue()
    assert "━" in out.getvalue()
    assert not out.getvalue().endswith("scoring")
