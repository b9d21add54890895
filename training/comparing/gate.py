"""The gate: what the second bundle has to keep to take the place of the first; a person signs, whatever it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from training.background import Flags
from training.comparing.cost import Cost
from training.comparing.differences import Difference

__all__ = ["Rule", "judge"]

_F1_LOST = 0.01
_FLAGS_MORE = 1.0
"""More flags among 1,000 ordinary lines."""
_SLOWER = 0.8
_LARGER = 1.2


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, and whether it is kept."""

    stated: str
    is_kept: bool
    found: str


def judge(found: Sequence[Difference], flags: tuple[Flags, Flags], cost: Cost | None) -> list[Rule]:
    """Return every rule with what was found; without a `Cost` the two rules about it are left out."""
    before, after = (flag.per_1000 for flag in flags)
    rules = [
        _whole("all", found),
        _whole("in unseen disguise", found),
        _no_part_is_surely_worse(found),
        Rule(
            f"At most {_FLAGS_MORE:g} more of 1,000 ordinary lines are flagged.",
            after <= before + _FLAGS_MORE,
            f"{before:.2f}, {after:.2f}",
        ),
    ]
    return rules if cost is None else rules + _about_cost(cost)


def _whole(part: str, found: Sequence[Difference]) -> Rule:
    own = [each for each in found if each.part == part]
    where = "on all rows" if part == "all" else part
    return Rule(
        f"F1 {where} falls by no more than {_F1_LOST:g}, label by label.",
        all(each.by >= -_F1_LOST for each in own),
        ", ".join(f"{each.label} {each.by:+.3f}" for each in own),
    )


def _no_part_is_surely_worse(found: Sequence[Difference]) -> Rule:
    worse = [each for each in found if each.high < 0]
    return Rule(
        "No language or other part is surely worse (its 95% interval lies below 0).",
        not worse,
        ", ".join(f"{each.label}, {each.part} {each.by:+.3f}" for each in worse) or "none",
    )


def _about_cost(cost: Cost) -> list[Rule]:
    before, after = cost.mebibytes
    return [
        Rule(
            f"At least {_SLOWER:g} times as fast.",
            cost.speed.median >= _SLOWER,
            f"{cost.speed.median:.2f} ({cost.speed.lowest:.2f}-{cost.speed.highest:.2f})",
        ),
        Rule(
            f"At most {_LARGER:g} times the memory.",
            after <= _LARGER * before,
            f"{before:.0f} MiB, {after:.0f} MiB",
        ),
    ]
