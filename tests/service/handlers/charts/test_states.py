from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from service.domain.takedown.states import TRANSITIONS, RequestState
from service.handlers.charts.state_files import states_drawing, states_table
from service.handlers.charts.state_lanes import state_lanes
from tests.support.processes import lont

DOCS = Path(__file__).parents[4] / "docs"
MADE_BY = "Make it anew with: lont takedown states [--table]"


def test_the_drawing_in_the_docs_is_that_of_the_table() -> None:
    assert (DOCS / "images" / "takedown-states.svg").read_text(encoding="utf-8") == states_drawing(), MADE_BY


def test_the_table_in_the_docs_is_that_of_the_code() -> None:
    assert states_table() in (DOCS / "takedown.md").read_text(encoding="utf-8"), MADE_BY


def test_every_state_has_a_line_and_every_transition_a_lane_of_its_own() -> None:
    lanes = state_lanes()
    heights = dict(lanes.states)
    assert list(heights) == [str(state) for state in RequestState]
    drawn = [(lane.source_y, lane.event, lane.target_y) for lane in lanes.lanes]
    assert sorted(drawn) == sorted((heights[t.source], str(t.event), heights[t.target]) for t in TRANSITIONS)
    assert len({lane.x for lane in lanes.lanes}) == len(TRANSITIONS)
    assert max(lane.x for lane in lanes.lanes) < lanes.width


def test_the_command_prints_the_drawing() -> None:
    printed = lont("takedown", "states", settings={}).stdout
    assert printed == states_drawing()
    assert ET.fromstring(printed).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314  # our own
