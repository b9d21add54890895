"""Adds entities and roles to the card of a bundle."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["add_to_card"]

_TITLE = "## Entities and roles"
_SECTION = """
{title}
What a message says (rewards, goods, places, times and the like) is read by rules and by a small recogniser, trained on
{texts} texts of the corpus in which people marked the spans; for each type the side that did better on unseen authors
tells. Merged, {precision:.0%} of what is found is marked just so and {recall:.0%} of what is marked is found just so
(F1 {f1:.3f}; {overlapping_f1:.3f} where an overlap is enough), on author batches that the recogniser had not seen. The
rules were written by people who may have seen any of these texts.

The writer's role is told by a regression on the features of the linear tier: mean F1 of the roles {macro_f1:.3f} on
unseen authors, given the right labels. A role is one of a message, and says nothing of a person.
"""


def add_to_card(path: Path, texts: int, merged: Mapping[str, float], roles: Mapping[str, Any]) -> None:
    """Append what reads entities and roles; what the card said of them before goes.

    Parameters
    ----------
    path
        The card.
    texts
        How many marked texts the recogniser was trained on.
    merged
        Figures of all types together, as `training.entities.counting.figures_of` has them.
    roles
        Figures as `training.entities.roles.fit_roles` has them.
    """
    kept = path.read_text(encoding="utf-8").split(f"\n{_TITLE}\n")[0]
    section = _SECTION.format(title=_TITLE, texts=texts, macro_f1=roles["macro_f1"], **merged)
    path.write_text(kept + section, encoding="utf-8")
