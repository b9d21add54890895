"""What did not come in, and how it is told: one line each, unless many have the same reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

__all__ = ["Refused", "told"]

_MANY = 10
"""More with one reason are not told one by one."""
_SHOWN = 3


class Refused(NamedTuple):
    """Something that did not come in, and why."""

    file: str
    place: str
    """``line 3`` or ``record 2``, counted from 1."""
    reason: str


def told(refused: Sequence[Refused]) -> Iterator[str]:
    """Yield a line for each; of more than ten with one reason three, and how many there are beside."""
    totals, done = Counter(one.reason for one in refused), Counter[str]()
    for one in refused:
        done[one.reason] += 1
        is_one_of_many = totals[one.reason] > _MANY
        if not is_one_of_many or done[one.reason] <= _SHOWN:
            yield f"{one.file}, {one.place}: {one.reason}"
        if is_one_of_many and done[one.reason] == _SHOWN:
            yield f"  … and {totals[one.reason] - _SHOWN} more: {one.reason}"
