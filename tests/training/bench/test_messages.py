from __future__ import annotations

from collections import Counter

import pytest

from labeling.corpus import read_corpus
from labeling.ordinary import measured_lines, read_ordinary
from models.contract import Message
from models.scorer import Scorer
from training.bench.messages import Pool
from training.bench.plan import Drawn, Plan
from training.errors import TrainingError


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return Drawn.take(Plan(messages=200, pairs=5, requests=10), Pool.of_corpus())


def test_one_message_in_a_hundred_is_a_hit_and_the_others_are_ordinary(drawn: Drawn) -> None:
    # What is a hit only in its conversation may be an ordinary line elsewhere, and is not drawn from.
    hits = {row.text for row in read_corpus() if any(row.labels) and row.messages is None}
    ordinary = {line.text for line in measured_lines(read_ordinary())}
    for texts in drawn.rounds:
        assert len(texts) == 200
        assert sum(text in hits for text in texts) == 2
        assert sum(text in ordinary for text in texts) == 198


def test_no_message_is_a_copy_of_another_in_the_whole_measurement(drawn: Drawn) -> None:
    parts = [drawn.warm, *drawn.rounds, *map(set, drawn.streams), *drawn.requests]
    keys = [Scorer.prepare(Message(text)).copy_key("") for texts in parts for text in texts]
    assert len(keys) == len(set(keys)) == 32 + 5 * (200 + 40 + 10)


def test_of_a_stream_with_copies_two_in_a_hundred_are_new(drawn: Drawn) -> None:
    for stream in drawn.streams:
        assert len(set(stream)) / len(stream) == 0.02
    assert max(Counter(drawn.streams[0]).values()) > 50  # drawn, not dealt out


def test_the_same_seed_draws_the_same() -> None:
    ordinary, hits = [f"een gewone zin {number}" for number in range(300)], ["cobra te koop", "klus voor vannacht"]
    one, same, other = (Pool(ordinary, hits, seed).draw(100) for seed in (1, 1, 2))
    assert one == same != other


def test_texts_that_differ_only_before_they_are_normalised_are_drawn_once() -> None:
    pool = Pool(["hoi allemaal", "hoi  allemaal", "\u200b"], ["cobra te koop"], seed=1)
    assert len(pool.draw(2)) == 2
    with pytest.raises(TrainingError, match="not enough"):
        pool.draw(2)
