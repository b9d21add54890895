"""The rules that a takedown request must pass on its way, as one table, each with its phase and its ground in law."""

from __future__ import annotations

from service.domain.takedown.judging import (
    ARTICLE_16_2_POINTERS,
    BONA_FIDE_POINTER,
    EMAIL_POINTER,
    EXPLANATION_POINTER,
    NAME_POINTER,
    URL_POINTER,
    Failure,
    Judged,
    Phase,
    Rule,
)
from service.domain.takedown.leaks import leaks
from service.domain.takedown.rules_allegation import explanation, firework_class, prohibition
from service.domain.takedown.rules_dispatch import no_duplicate, still_live
from service.domain.takedown.rules_items import evidence, exact_location, excerpt, id_time, own_host
from service.domain.takedown.rules_people import (
    bona_fide,
    disclosure,
    notifier,
    original_seen,
    police_considered,
    police_first,
    public_surface,
    second_person,
)

__all__ = [
    "ARTICLE_16_2_POINTERS",
    "BONA_FIDE_POINTER",
    "EMAIL_POINTER",
    "EXPLANATION_POINTER",
    "NAME_POINTER",
    "RULES",
    "URL_POINTER",
    "Failure",
    "Judged",
    "Phase",
    "Rule",
    "failures",
]

RULES: tuple[Rule, ...] = (
    Rule("TD-201", Phase.C, "DSA 16(2)(b)", exact_location),
    Rule("TD-202", Phase.C, "DSA 16(2)(b)", own_host),
    Rule("TD-203", Phase.C, "DSA 16(2)(d)", excerpt),
    Rule("TD-206", Phase.C, "DSA 16(2)(d)", firework_class),
    Rule("TD-207", Phase.C, "DSA 16(2)(d)", id_time),
    Rule("TD-208", Phase.C, "DSA 16(3)", evidence),
    Rule("TD-301", Phase.C, "DSA 16(2)(a); DSA 16(3)", explanation),
    Rule("TD-302", Phase.C, "DSA 16(2)(a)", prohibition),
    Rule("TD-303", Phase.A, "DSA 16(2)(c)", notifier),
    Rule("TD-304", Phase.A, "DSA 16(2)(d)", bona_fide),
    Rule("TD-307", Phase.A, "DSA 16(1)", public_surface),
    # The research notes have the leak filter at dispatch. What leaves is fixed on confirming, and a request that is
    # refused only after its approval could no longer be mended; so it runs from there on, dispatch included.
    Rule("TD-310", Phase.C, "DSA 17(3)(b)", leaks),
    Rule("TD-401", Phase.C, "Wpg 7a; AVG 22; AI Act 14", original_seen),
    Rule("TD-401", Phase.A, "Wpg 7a; AVG 22; AI Act 14", second_person),
    Rule("TD-501", Phase.C, "Sr 136; Sv 160", police_considered),
    Rule("TD-502", Phase.A, "Sr 136; Sv 160", police_first),
    Rule("TD-601", Phase.D, "DSA 16(2)(d)", still_live),
    Rule("TD-602", Phase.D, "DSA 23(2)", no_duplicate),
    Rule("TD-701", Phase.A, "Wpg 16-20; AVG 6", disclosure),
)
"""In order of code; later rules find their place by number."""

_ORDER = tuple(Phase)


def failures(judged: Judged, phase: Phase) -> list[Failure]:
    """Return everything that keeps a request from a phase, in order of code; empty when nothing does.

    The phases add up: what is asked on confirming is asked again on approving and before dispatch.
    """
    reached = _ORDER[: _ORDER.index(phase) + 1]
    return [
        Failure(rule.code, pointer, detail, rule.legal_ref)
        for rule in RULES
        if rule.phase in reached
        for pointer, detail in rule.check(judged)
    ]
