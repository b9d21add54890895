"""Keeps small counts from being told: which cells of a report are hidden, so that no adding up gives them away."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

__all__ = ["Shown", "hidden_parts", "is_small"]


class Shown(StrEnum):
    """What a reader sees of a cell."""

    COUNT = "count"
    SMALL = "small"
    """Fewer than the least count, none among them."""
    WITHHELD = "withheld"
    """Left out, since a small cell could be worked out from it."""


def is_small(count: int, least: int) -> bool:
    """Tell whether a count is too small to be told; none at all counts as small, so that it tells nothing either."""
    return count < least


def hidden_parts(total: int, parts: Sequence[int], ceilings: Sequence[int], least: int) -> list[Shown]:
    """Return what is shown of each part of a total that is shown itself.

    Each campaign of the total is in one part or more, as a campaign is in the weeks in which it was seen. A reader
    knows that the parts add up to the total or more, that none is above the total or its ceiling, and that a small one
    is below `least`. Parts are hidden, the smallest first, until every small one could be 0 for all that this tells.
    Where it could not even then, since the total alone tells that more than one small part holds something, no part
    says that it is small.

    Parameters
    ----------
    total
        Distinct campaigns in all parts; `least` or more.
    parts
        Distinct campaigns in each.
    ceilings
        The most that each can be by what else is shown.
    least
        The smallest count that is told.
    """
    shown = [Shown.SMALL if is_small(part, least) else Shown.COUNT for part in parts]
    others = sorted((part, at) for at, part in enumerate(parts) if shown[at] is Shown.COUNT)
    for _, at in others:
        if _nothing_follows(total, parts, ceilings, shown, least):
            break
        shown[at] = Shown.WITHHELD
    return shown if _nothing_follows(total, parts, ceilings, shown, least) else [Shown.WITHHELD] * len(parts)


def _nothing_follows(
    total: int, parts: Sequence[int], ceilings: Sequence[int], shown: Sequence[Shown], least: int
) -> bool:
    """Tell whether each small part could be 0: the other hidden ones can then make up what is missing of the total."""
    told = sum(part for part, how in zip(parts, shown, strict=True) if how is Shown.COUNT)
    room = [
        0 if how is Shown.COUNT else min(ceiling, total, least - 1 if how is Shown.SMALL else total)
        for how, ceiling in zip(shown, ceilings, strict=True)
    ]
    hidden = [how for how in shown if how is not Shown.COUNT]
    small = [at for at, how in enumerate(shown) if how is Shown.SMALL]
    return not small or (len(hidden) > 1 and all(sum(room) - room[at] >= total - told for at in small))
