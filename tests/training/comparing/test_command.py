"""`lont compare` on real, if tiny, bundles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from labeling.ordinary import read_ordinary
from models.bundle import Bundle
from training import background
from training.comparing import comparison
from training.comparing.command import compare, sign_comparison
from training.comparing.sides import Side, ask_side
from training.errors import TrainingError

app = typer.Typer()
app.command("compare")(compare)
app.command("sign-comparison")(sign_comparison)


@pytest.fixture(scope="module", autouse=True)
def few_rows() -> Iterator[None]:
    """Measure on some of the ordinary lines; all of them take seconds each time."""
    some = read_ordinary()[::100]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(background, "read_ordinary", lambda: some)
        yield


def test_a_bundle_beside_itself_differs_by_nothing_and_keeps_every_rule(
    both_tiers: Bundle, held_back: Path, tmp_path: Path
) -> None:
    record = tmp_path / "record.json"
    folder = str(both_tiers.folder)
    asked = ["compare", folder, folder, "--held-back", str(held_back), "--no-speed", "--json", str(record)]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    kept = json.loads(record.read_text(encoding="utf-8"))
    assert kept["bundles"] == [both_tiers.manifest.version] * 2
    assert {each["by"] for each in kept["differences"]} == {0}
    assert kept["changes"] == []
    assert kept["cost"] is None
    assert [rule["is_kept"] for rule in kept["rules"]] == [True] * 4
    assert "the gate" in done.output
    signed = ["sign-comparison", str(record), "--refuse", "--by", "Jo", "--reason", "Nothing new."]
    assert CliRunner().invoke(app, signed).exit_code == 0
    assert json.loads(record.read_text(encoding="utf-8"))["decision"]["accepted"] is False


def test_a_bundle_that_raises_nothing_does_not_pass_the_gate(
    both_tiers: Bundle, held_back: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[Side]()

    def deaf_the_second_time(*args: Any) -> Side:  # noqa: ANN401  # handed on as they came
        asked.append(ask_side(*args))
        asked[-1].raised[:] = len(asked) == 1
        return asked[-1]

    monkeypatch.setattr(comparison, "ask_side", deaf_the_second_time)
    folder = str(both_tiers.folder)
    done = CliRunner().invoke(app, ["compare", folder, folder, "--held-back", str(held_back), "--no-speed"])
    assert done.exit_code == 1
    assert "NOT KEPT" in done.output


def test_speed_and_memory_are_measured_by_default(both_tiers: Bundle, held_back: Path) -> None:
    folder = str(both_tiers.folder)
    done = CliRunner().invoke(app, ["compare", folder, folder, "--held-back", str(held_back)])
    assert "times as fast" in done.output
    assert "MiB" in done.output


def test_a_bundle_that_has_learned_from_a_batch_is_refused(both_tiers: Bundle) -> None:
    corpus = Path("labeling/corpus").absolute()
    folder = str(both_tiers.folder)
    done = CliRunner().invoke(app, ["compare", folder, folder, "--held-back", str(corpus), "--no-speed"])
    assert isinstance(done.exception, TrainingError)
    assert "not held back" in str(done.exception)
