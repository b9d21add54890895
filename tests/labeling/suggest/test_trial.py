from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from labeling.corpus import CorpusRow
from labeling.errors import CorpusError
from labeling.suggest.plan import Plan, split_run
from labeling.suggest.report import FILES, figures, write_report
from labeling.suggest.trial import STRATEGIES, Played, play
from tests.support.corpora import read_slice
from tests.support.rows import NEITHER, sound

PLAN = Plan(start=20, step=10, until=60, runs=3, jobs=1)
RARE = Plan(start=20, step=10, until=60, runs=3, jobs=1, hits=0.1)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[CorpusRow]:
    return read_slice(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def played(rows: list[CorpusRow]) -> Played:
    return play(rows, PLAN)


@pytest.fixture(scope="module")
def rare(rows: list[CorpusRow]) -> Played:
    return play(rows, RARE)


def test_every_strategy_starts_from_the_same_rows_and_goes_its_own_way(played: Played) -> None:
    assert list(played.precision) == list(STRATEGIES)
    curves = list(played.precision.values())
    assert all(curve.shape == (3, 5, 2) for curve in curves)
    assert all(np.array_equal(curve[:, 0], curves[0][:, 0]) for curve in curves)
    assert len({curve.tobytes() for curve in curves}) == len(curves)


def test_a_trial_comes_out_the_same_again(rows: list[CorpusRow], played: Played) -> None:
    again = play(rows, Plan(start=20, step=10, until=30, runs=1, jobs=1)).precision
    assert all(np.array_equal(again[name][0], curve[0, :2]) for name, curve in played.precision.items())


def test_no_batch_is_in_pool_and_test(rows: list[CorpusRow], played: Played) -> None:
    assert [pool + test for pool, test in zip(played.pools, played.tests, strict=True)] == [len(rows)] * 3
    # Three runs hold out every batch once.
    assert sum(played.tests) == len(rows)


def test_a_game_ends_once_for_each_strategy_and_run(rows: list[CorpusRow]) -> None:
    ended = list[None]()
    play(rows, Plan(start=20, step=10, until=20, runs=2, jobs=1), lambda: ended.append(None))
    assert len(ended) == 2 * len(STRATEGIES)


def test_rare_hits_are_their_share_of_the_pool_and_the_tests_stay(played: Played, rare: Played) -> None:
    assert rare.tests == played.tests
    for pool, hits in zip(rare.pools, rare.hits, strict=True):
        assert hits / pool == pytest.approx(0.1, abs=0.01)
    without = [[pool - hits for pool, hits in zip(one.pools, one.hits, strict=True)] for one in (played, rare)]
    assert without[0] == without[1]


def test_figures_agree_with_what_was_played(played: Played, rare: Played) -> None:
    content = figures([played, rare], marks=(30, 50, 500))
    assert content["labels"] == [20, 30, 40, 50, 60]
    assert [pool["pool"].split(",")[0] for pool in content["pools"]] == ["corpus", "rare"]
    for pool, one in zip(content["pools"], (played, rare), strict=True):
        for name, found in pool["strategies"].items():
            precision = one.precision[name].mean(axis=(0, 2))
            assert found["precision"]["value"] == pytest.approx(precision.tolist(), abs=1e-4)
            by_label = np.mean(list(found["precision_by_label"].values()), axis=0)
            assert found["precision"]["value"] == pytest.approx(by_label.tolist(), abs=1e-3)
            assert all(np.less_equal(found["precision"]["low"], found["precision"]["high"]))
            assert [each["labels"] for each in found["savings"]] == ([] if name == "random" else [30, 50])
            for each in found["savings"]:
                assert each["saved"]["value"] == each["random_needs"]["value"] - each["labels"]
        assert set(pool["strategies"]["random"]["ahead_of_random"]["value"]) == {0}


def test_a_report_has_its_three_files_the_same_each_time(tmp_path: Path, played: Played, rare: Played) -> None:
    content = figures([played, rare], marks=(30, 50))
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_report(tmp_path / name, content)
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == sorted(FILES)
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert json.loads((tmp_path / "one" / "suggest.json").read_text()) == content
    drawn = (tmp_path / "one" / "suggest.svg").read_text()
    table = (tmp_path / "one" / "suggest.md").read_text()
    for pool in content["pools"]:
        saved = pool["strategies"]["mixed"]["savings"][0]["saved"]
        assert f"{saved['value']} ({saved['low']} to {saved['high']}) |" in table
        assert f"## Pool: {pool['pool']}" in table
        assert f"<!-- {pool['pool']} -->" in drawn
    assert "words against pieces of words" in table


def test_a_start_without_a_hit_breaks_nothing(rows: list[CorpusRow]) -> None:
    plan = Plan(start=2, step=2, until=6, runs=1, jobs=1, hits=0.01)
    labels = np.array([row.labels for row in rows])
    split = split_run(rows, labels, plan, 0)
    assert not labels[split.pool[:2]].any()
    curves = play(rows, plan).precision.values()
    # Where all scores are alike, precision is the share of the label among the tests.
    assert all(curve[0, 0] == pytest.approx(labels[split.test].mean(axis=0)) for curve in curves)
    assert all(np.isfinite(curve).all() for curve in curves)


@pytest.mark.parametrize("until", [2_000, 10_000])
def test_a_corpus_that_is_too_small_is_refused(rows: list[CorpusRow], until: int) -> None:
    with pytest.raises(CorpusError, match="pool"):
        play(rows, Plan(start=20, until=until, jobs=1))


def test_rows_that_share_no_words_are_refused() -> None:
    changes: tuple[dict[str, object], ...] = (
        {},
        {"recruitment": 1},
        NEITHER,
        {"recruitment": 1},
        NEITHER,
        {"recruitment": 1},
    )
    few = [
        CorpusRow.model_validate(sound(id=f"{at}", text=letter * 3, author_batch="abc"[at % 3], **change))
        for at, (letter, change) in enumerate(zip("qwzxvk", changes, strict=True))
    ]
    with pytest.raises(CorpusError, match="share no words"):
        play(few, Plan(start=2, step=1, until=3, runs=1, jobs=1))


def test_a_corpus_of_two_batches_is_refused(rows: list[CorpusRow]) -> None:
    two = [row for row in rows if row.author_batch.startswith("nl_")]
    with pytest.raises(CorpusError, match="2 batches"):
        play(two, PLAN)
