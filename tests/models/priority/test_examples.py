"""Whole messages and their priority: each line of the rule, and its neighbours in which one thing is missing."""

from __future__ import annotations

import pytest

from models.normalise import normalise
from models.priority import PRIORITY_RULES, REASONS
from models.priority.reasons import Scored
from tests.support.prioritising import BAND, THRESHOLDS, entities_of, labels_of, verdict

OFFER = "Gezocht: 2 man voor knal bij voordeur vannacht, materiaal ligt klaar, 750 p.p., stuur pb"
"""Of the first example of a notice."""
THREAT = "we blazen je deur eruit vannacht"

LINES: list[tuple[int, str, float, float]] = [
    (0, OFFER, BAND, 0.0),
    (0, f"[SYNTHETISCH VOORBEELD] {OFFER}", 0.97, 0.0),
    (1, THREAT, 0.0, 0.0),
    (2, "Gezocht: 2 man voor knal bij voordeur, 750 p.p.", 0.9, 0.0),
    (3, "Cobra 6, vanaf 100 stuks 7 euro", 0.0, 0.9),
    (4, "ik ben 14 mag ik ook kopen, cobra 6", 0.0, 0.9),
    (5, "Cobra 6 ophalen vannacht, 8 euro p/s", 0.0, 0.9),
]
"""Which line of the rule holds first, a text, its score for recruitment, that for a sale."""

NEIGHBOURS: list[tuple[str, str, float, float, str | None]] = [
    ("an offer below the unsure band", OFFER, BAND - 0.001, 0.0, None),
    ("an offer without a target", "Gezocht: 2 man voor vannacht, 750 p.p., stuur pb", 0.9, 0.0, "P1"),
    ("an offer without a time", "Gezocht: 2 man voor knal bij voordeur, 750 p.p., stuur pb", 0.9, 0.0, "P1"),
    ("an offer for a time gone by", "wie deed gisteren die voordeur, 750 p.p.", 0.9, 0.0, "P1"),
    ("a report of one", "Vannacht is bij een voordeur een explosief afgegaan", 0.0, 0.0, None),
    ("a threat without a time", "we blazen je deur eruit", 0.0, 0.0, None),
    ("a threat without a target", "we blazen vannacht ballonnen op", 0.0, 0.0, None),
    ("a pick-up tonight", "Cobra 6 vanavond ophalen, 8 euro p/s", 0.0, 0.9, "P3"),
    ("a pick-up tonight by the box", "Cobra 6 vanavond ophalen, per doos 400", 0.0, 0.9, "P2"),
    ("a pick-up in a town tonight that nearly recruits", "Cobra 6 vanavond ophalen in Zwolle", BAND, 0.9, "P3"),
    ("an offer for next week", "Gezocht: 2 man voor knal bij voordeur volgende week, 750 p.p.", 0.9, 0.0, "P1"),
    ("news of last night", "Explosie bij woning in Zwolle afgelopen nacht", 0.0, 0.0, None),
    ("a country only", "Gezocht: 2 man in Nederland voor vannacht, 750 p.p.", 0.9, 0.0, "P1"),
    ("a pick-up tonight that nearly recruits", "Cobra 6 vanavond ophalen, 8 euro p/s", BAND, 0.9, "P3"),
    ("a pick-up tonight in words of no sale", "Cobra 6 vanavond ophalen", 0.0, 0.39, None),
    ("recruitment just below its threshold", "klus te doen, 750", 0.399, 0.0, None),
    ("a sale in bulk below the threshold", "Cobra 6, vanaf 100 stuks 7 euro", 0.0, 0.39, None),
    ("a few pieces", "nog 12 cobra's, 100 euro voor alles", 0.0, 0.9, "P3"),
    ("not to minors", "cobra 6, niet aan kinderen", 0.0, 0.9, "P3"),
]


def scored(text: str, recruitment: float, f4_sale: float) -> Scored:
    scores = {"recruitment": recruitment, "f4_sale": f4_sale}
    entities = entities_of(text, recruitment, f4_sale)
    return Scored(normalise(text).text, scores, labels_of(recruitment, f4_sale), THRESHOLDS, entities)


@pytest.mark.parametrize(("line", "text", "recruitment", "f4_sale"), LINES)
def test_each_line_of_the_rule_is_the_first_that_holds_of_its_messages(
    line: int, text: str, recruitment: float, f4_sale: float
) -> None:
    message = scored(text, recruitment, f4_sale)
    held = [all(REASONS[code].holds(message) for code in rule.needs) for rule in PRIORITY_RULES]
    assert held.index(True) == line
    found = verdict(text, recruitment, f4_sale)
    assert found.priority == PRIORITY_RULES[line].priority
    assert set(PRIORITY_RULES[line].needs) <= set(found.reasons)


def test_no_line_of_the_rule_is_without_a_message() -> None:
    assert {line for line, *_ in LINES} == set(range(len(PRIORITY_RULES)))


@pytest.mark.parametrize(
    ("text", "recruitment", "f4_sale", "priority"),
    [neighbour[1:] for neighbour in NEIGHBOURS],
    ids=[neighbour[0] for neighbour in NEIGHBOURS],
)
def test_a_neighbour_that_lacks_one_thing_has_another_priority(
    text: str, recruitment: float, f4_sale: float, priority: str | None
) -> None:
    assert verdict(text, recruitment, f4_sale).priority == priority
