"""Deals the rows of an epoch out over steps: some disguised, crowded, masked; pairs together, like lengths together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

from labeling.corpus import CorpusRow
from models.contract import Message
from models.scorer import Scorer
from models.transformer.reading import Reader, Reading
from training.augment import disguise
from training.dataset import disguised
from training.transformer.crowd import Crowd
from training.transformer.recipe import TransformerRecipe

__all__ = ["Step", "epoch_steps"]

_LOOKED_AHEAD = 16
"""Steps whose rows are sorted by length together; more would tie lengths to places in the epoch."""

Step = tuple[list[Reading], list[tuple[int, int]]]
"""Readings and their labels."""

_Unit = list[int]
"""Places of rows that go into one step together."""


def epoch_steps(rows: Sequence[CorpusRow], reader: Reader, recipe: TransformerRecipe, epoch: int) -> list[Step]:
    """Return the steps of an epoch; equal rows, recipe and number give equal steps.

    Parameters
    ----------
    rows
        What is learned from.
    reader
        Makes token ids.
    recipe
        How much is disguised, crowded and masked.
    epoch
        Its number; each reads the rows otherwise.

    Returns
    -------
    list
        Steps of at most ``recipe.rows_a_step`` rows; every row is in one of them.
    """
    chance = Random(f"{recipe.seed}:{epoch}")  # noqa: S311  # must be repeatable, need not be secret
    crowd = Crowd.of(rows, recipe)
    messages = [_as_read(row, crowd, recipe, chance) for row in rows]
    read = reader.read([Scorer.prepare(message) for message in messages])
    readings = [_masked(reading, reader.mask, recipe.masked, chance) for reading in read]
    units = _units(rows, recipe.rows_a_step)
    chance.shuffle(units)
    steps = list[Step]()
    for block in _deal(units, _LOOKED_AHEAD * recipe.rows_a_step):
        block.sort(key=lambda unit: max(len(readings[at].ids) for at in unit))
        parts = [[at for unit in part for at in unit] for part in _deal(block, recipe.rows_a_step)]
        steps += [([readings[at] for at in part], [rows[at].labels for at in part]) for part in parts]
    chance.shuffle(steps)
    return steps


def _as_read(row: CorpusRow, crowd: Crowd, recipe: TransformerRecipe, chance: Random) -> Message:
    message = row.to_message()
    if chance.random() < recipe.disguised:
        message = disguised(message, disguise(row.text, f"{chance.random()}"))
    if row.messages is None and chance.random() < recipe.crowded:
        return crowd.around(message, row.lang, chance)
    return message


def _masked(reading: Reading, mask: int, share: float, chance: Random) -> Reading:
    """Hide tokens of the message itself; its ends, and the messages around it, stay."""
    last = reading.own - 1
    own = [mask if 0 < at < last and chance.random() < share else one for at, one in enumerate(reading.ids[:last])]
    return Reading(own + reading.ids[last:], reading.own)


def _units(rows: Sequence[CorpusRow], most: int) -> list[_Unit]:
    """Put both sides of a contrast pair together, where a step holds them; every other row stands alone."""
    pairs = defaultdict[str, _Unit](list)
    for at, row in enumerate(rows):
        pairs[f"pair {row.pair}" if row.pair else f"row {at}"].append(at)
    return [unit[at : at + most] for unit in pairs.values() for at in range(0, len(unit), most)]


def _deal(units: Sequence[_Unit], most: int) -> Iterator[list[_Unit]]:
    """Deal units out, in their order, to parts of at most so many rows; what no longer fits waits for the next part."""
    waiting = list(units)
    while waiting:
        part, rest, room = list[_Unit](), list[_Unit](), most
        for unit in waiting:
            fits = len(unit) <= room
            (part if fits else rest).append(unit)
            room -= len(unit) if fits else 0
        yield part
        waiting = rest
