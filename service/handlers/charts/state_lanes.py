"""The life of a takedown request as a drawing: a line a state, and a lane of its own for each transition."""

from __future__ import annotations

from dataclasses import dataclass

from service.domain.access import AccessRole
from service.domain.takedown.states import TRANSITIONS, RequestState, Transition

__all__ = ["Lane", "StateLanes", "state_lanes"]

_LEFT, _TOP = 150, 120
_LANE, _LINE = 19, 26
_GAP = 8
"""Between the lanes of one state and those of the next."""
_ARROW = 5


@dataclass(frozen=True, slots=True)
class Lane:
    """One transition."""

    x: int
    source_y: int
    target_y: int
    arrow: str
    """Points of the arrow's head."""
    event: str
    by_itself: bool
    """A clock does it."""


@dataclass(frozen=True, slots=True)
class StateLanes:
    """The whole drawing; lengths in pixels."""

    width: int
    height: int
    left: int
    top: int
    states: list[tuple[str, int]]
    """Name and height of each line."""
    lanes: list[Lane]


def state_lanes(left: int = _LEFT, top: int = _TOP) -> StateLanes:
    """Return the drawing of `TRANSITIONS`; lanes stand in the order of the states that they leave.

    Parameters
    ----------
    left, top
        Room for the names of states and of events, in pixels.
    """
    heights = {state: top + _LINE // 2 + at * _LINE for at, state in enumerate(RequestState)}
    lanes: list[Lane] = []
    x = left + _LANE // 2
    for state in RequestState:
        own = [each for each in TRANSITIONS if each.source is state]
        for transition in own:
            lanes.append(_lane(transition, x, heights))
            x += _LANE
        x += _GAP if own else 0
    states = [(str(state), y) for state, y in heights.items()]
    return StateLanes(x + top // 2, top + len(states) * _LINE + 6, left, top, states, lanes)


def _lane(transition: Transition, x: int, heights: dict[RequestState, int]) -> Lane:
    source_y, target_y = heights[transition.source], heights[transition.target]
    back = -_ARROW if target_y > source_y else _ARROW
    arrow = f"{x},{target_y} {x - _ARROW},{target_y + 2 * back} {x + _ARROW},{target_y + 2 * back}"
    return Lane(x, source_y, target_y, arrow, str(transition.event), _by_clock(transition))


def _by_clock(transition: Transition) -> bool:
    return transition.timer is not None and AccessRole.SYSTEM in transition.roles
