from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeling.corpus import CorpusRow
from models.scorer import Scorer
from models.transformer.reading import Reader, Reading
from tests.support.rows import sound
from training.transformer.crowd import Crowd
from training.transformer.epochs import _as_read, _deal, _masked, _units, epoch_steps
from training.transformer.recipe import TransformerRecipe

PLAIN = TransformerRecipe(rows_a_step=8, disguised=0, crowded=0, masked=0)


def corpus(count: int, pairs: int = 0) -> list[CorpusRow]:
    """Return rows, each with a text of its own; the first ones are pairs, whose sides stand far apart in length."""
    rows = []
    for at in range(count):
        text = f"doos {at} " + "te koop " * (at % 7)
        if at < 2 * pairs:
            text += "vanavond later " * (5 * (at % 2))
        pair = f"p{at // 2}" if at < 2 * pairs else None
        rows.append(CorpusRow.model_validate(sound(id=f"r{at}", text=text, pair=pair)))
    return rows


ROWS = corpus(100, pairs=30)


def whose(reader: Reader, rows: list[CorpusRow]) -> dict[tuple[int, ...], str]:
    """Return which row undisguised ids belong to."""
    readings = reader.read([Scorer.prepare(row.to_message()) for row in rows])
    return {tuple(reading.ids): row.id for reading, row in zip(readings, rows, strict=True)}


def test_equal_rows_recipe_and_number_give_equal_steps(reader: Reader) -> None:
    recipe = TransformerRecipe(rows_a_step=8)
    assert epoch_steps(ROWS, reader, recipe, 1) == epoch_steps(ROWS, reader, recipe, 1)


def test_another_epoch_and_another_seed_read_otherwise(reader: Reader) -> None:
    recipe = TransformerRecipe(rows_a_step=8)
    first = epoch_steps(ROWS, reader, recipe, 0)
    for other in (epoch_steps(ROWS, reader, recipe, 1), epoch_steps(ROWS, reader, replace(recipe, seed=8), 0)):
        assert {tuple(one.ids) for readings, _ in other for one in readings} != {
            tuple(one.ids) for readings, _ in first for one in readings
        }


def test_every_row_is_read_once_an_epoch_with_its_labels(reader: Reader) -> None:
    rows = [*ROWS, *(row.model_copy(update={"id": "x", "f4_sale": 0, "text": "brood"}) for row in ROWS[:1])]
    known, labels = whose(reader, rows), {row.id: row.labels for row in rows}
    steps = epoch_steps(rows, reader, PLAIN, 0)
    found = [(known[tuple(one.ids)], label) for step in steps for one, label in zip(*step, strict=True)]
    assert sorted(found) == sorted(labels.items())
    assert max(len(readings) for readings, _ in steps) == PLAIN.rows_a_step


def test_steps_are_filled_up_so_that_there_are_no_more_than_needed(reader: Reader) -> None:
    assert Counter(len(readings) for readings, _ in epoch_steps(ROWS, reader, PLAIN, 0)) == {8: 12, 4: 1}


@pytest.mark.parametrize("rows_a_step", [2, 3, 8])
def test_both_sides_of_a_pair_are_in_one_step_however_their_lengths_differ(rows_a_step: int, reader: Reader) -> None:
    known = whose(reader, ROWS)
    place = {
        known[tuple(one.ids)]: at
        for at, (readings, _) in enumerate(epoch_steps(ROWS, reader, replace(PLAIN, rows_a_step=rows_a_step), 0))
        for one in readings
    }
    assert all(place[f"r{at}"] == place[f"r{at + 1}"] for at in range(0, 60, 2))


def test_rows_of_like_lengths_share_a_step(reader: Reader) -> None:
    steps = epoch_steps(corpus(400), reader, PLAIN, 0)
    spans = [max(len(one.ids) for one in readings) - min(len(one.ids) for one in readings) for readings, _ in steps]
    assert sum(spans) / len(spans) < 8  # at random it would be more than 25


@given(sizes=st.lists(st.integers(1, 9), max_size=60), most=st.integers(1, 8))
@settings(deadline=None)
def test_no_unit_is_cut_lost_or_doubled_and_no_part_is_too_large(sizes: list[int], most: int) -> None:
    rows = [
        CorpusRow.model_validate(sound(id=f"{name}.{at}", pair=f"p{name}"))
        for name, size in enumerate(sizes)
        for at in range(size)
    ]
    units = _units(rows, most)
    assert sorted(at for unit in units for at in unit) == list(range(len(rows)))
    parts = list(_deal(units, most))
    assert sorted(unit for part in parts for unit in part) == sorted(units)
    assert all(0 < sum(map(len, part)) <= most for part in parts)


@pytest.mark.parametrize("share", [0.0, 0.35, 1.0])
def test_as_many_rows_are_crowded_as_asked(share: float) -> None:
    recipe = replace(PLAIN, crowded=share)
    chance = Random(3)  # noqa: S311  # no secret
    read = [_as_read(row, Crowd.of(ROWS, recipe), recipe, chance) for row in ROWS * 10]
    crowded = [message for message in read if message.before or message.after]
    assert len(crowded) / len(read) == pytest.approx(share, abs=0.05)
    assert {len(message.before) + len(message.after) for message in crowded} <= set(range(1, 5))


@pytest.mark.parametrize("share", [0.0, 0.35, 1.0])
def test_as_many_rows_are_disguised_as_asked(share: float) -> None:
    row = CorpusRow.model_validate(sound(text="één doos cobra te koop vanavond voor 50 euro, ophalen in de regio"))
    recipe, chance = replace(PLAIN, disguised=share), Random(3)  # noqa: S311  # no secret
    changed = [_as_read(row, Crowd.of(ROWS, recipe), recipe, chance).text != row.text for _ in range(1_000)]
    assert sum(changed) / len(changed) == pytest.approx(share, abs=0.05)


def test_a_row_with_a_conversation_keeps_its_own() -> None:
    talk = [{"author": "a", "text": "wie heeft er nog"}, {"author": "b", "text": "een doos te koop"}]
    row = CorpusRow.model_validate(sound(messages=talk, target_index=1))
    read = _as_read(row, Crowd.of(ROWS, PLAIN), replace(PLAIN, crowded=1), Random(3))  # noqa: S311  # no secret
    assert [near.text for near in read.before] == ["wie heeft er nog"]
    assert not read.after


@pytest.mark.parametrize("share", [0.0, 0.06, 0.5, 1.0])
def test_about_as_many_tokens_are_masked_as_asked_and_only_inner_ones_of_the_message_itself(share: float) -> None:
    mask, own, around = 99, 32, 10
    reading = Reading(list(range(own + around)), own)
    chance = Random(3)  # noqa: S311  # no secret
    hidden = Counter[int]()
    for _ in range(300):
        masked = _masked(reading, mask, share, chance)
        assert masked.own == own
        hidden.update(at for at, one in enumerate(masked.ids) if one == mask)
        assert all(one in (at, mask) for at, one in enumerate(masked.ids))
    assert set(hidden) <= set(range(1, own - 1))  # neither the ends nor what stands around
    assert hidden.total() / (300 * (own - 2)) == pytest.approx(share, abs=0.02)


def test_masked_steps_are_the_same_for_equal_seeds_and_others_for_another(reader: Reader) -> None:
    recipe = replace(PLAIN, masked=0.3)
    steps = epoch_steps(ROWS, reader, recipe, 0)
    assert steps == epoch_steps(ROWS, reader, recipe, 0)
    ids = [{tuple(one.ids) for readings, _ in some for one in readings} for some in (
        steps, epoch_steps(ROWS, reader, replace(recipe, seed=8), 0), epoch_steps(ROWS, reader, PLAIN, 0)
    )]  # fmt: skip
    assert ids[0] != ids[1]
    assert ids[0] != ids[2]
    assert any(reader.mask in one for one in ids[0])
    assert not any(reader.mask in one for one in ids[2])
