"""The conditions of each step of a request, marked for the catalogue: the table of states itself knows no language."""

from __future__ import annotations

from service.locale.wording import N_

__all__ = ["GUARD_WORDS"]

GUARD_WORDS = frozenset(
    {
        N_("at least one item with excerpt and evidence"),
        N_("rationale"),
        N_("rationale; deletion of raw data scheduled"),
        N_("seen gone in two checks at least 5 minutes apart"),
        N_("seen gone in two checks at least 5 minutes apart; never credited to the notice"),
        N_("seen gone in two checks at least 5 minutes apart; without a decision"),
        N_("original seen; rules of phase C hold"),
        N_("not a person who confirmed; phase A holds"),
        N_("items seen live just now; phase D holds"),
        N_("checked again and gone"),
        N_("receipt and hash of what was sent stored"),
        N_("error stored"),
        N_("at most 5 attempts; same idempotency key"),
        N_("outcome of the last attempt unknown; the platform confirmed receipt"),
        N_("another delivery channel of the same platform"),
        N_("rationale; escalation opened"),
        N_("receipt of Article 16(4) stored"),
        N_("decision stored"),
        N_("no receipt in time"),
        N_("question of the platform stored"),
        N_("answer stored; bona fide stated again"),
        N_("no decision in time"),
        N_("late receipt"),
        N_("late decision"),
        N_("escalation recorded"),
        N_("every item gone in the requested territory"),
        N_("live 24 hours or more after the decision"),
        N_("within 6 months of the decision (Article 20)"),
        N_("rationale; counted as a possible false positive"),
        N_("reasoned decision stored"),
        N_("certified body chosen (Article 21)"),
        N_("outcome stored"),
        N_("our error; platform told in writing"),
        N_("wrongly removed; platform asked to restore"),
        N_("platform told"),
        N_("police told where required"),
        N_("watch on reappearance ended"),
        N_("seen online again, or the platform says so"),
        N_("it was removed before"),
    }
)
"""Every condition that the table has; a test holds both together."""
