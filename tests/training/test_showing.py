from __future__ import annotations

from io import StringIO

from rich.console import Console

from training.showing import shown


def _lines(shares: list[tuple[str, float]]) -> list[str]:
    out = StringIO()
    with shown(Console(file=out, width=40)) as tell:
        for what, share in shares:
            tell(what, share)
    return out.getvalue().splitlines()


def test_a_pipe_gets_a_line_at_each_tenth() -> None:
    lines = _lines([("reading", 0.0), *(("scoring", at / 100) for at in range(1, 101))])
    assert lines == ["reading: 0%", *(f"scoring: {tenth}0%" for tenth in range(1, 11))]


def test_a_step_that_passes_two_tenths_gets_one_line() -> None:
    assert _lines([("scoring", 0.05), ("scoring", 0.32), ("scoring", 0.34)]) == ["scoring: 5%", "scoring: 32%"]


def test_a_long_line_is_not_folded() -> None:
    assert len(_lines([("a description that is wider than the console is", 0.5)])) == 1


def test_a_terminal_gets_a_bar_that_is_gone_in_the_end() -> None:
    out = StringIO()
    with shown(Console(file=out, force_terminal=True, width=80)) as tell:
        tell("scoring", 0.5)
    assert "scoring" in out.getvalue()
    assert "━" in out.getvalue()
    assert not out.getvalue().endswith("scoring")
