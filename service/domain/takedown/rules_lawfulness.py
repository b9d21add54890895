"""Rules on the law behind a disclosure, and on who may speak for it (TD-402, TD-503, TD-701, TD-703)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from service.domain.takedown.judging import Found, Judged
from service.domain.takedown.vocabulary import (
    COUNTRIES,
    CaseCategory,
    DeconflictionStatus,
    LegalRegime,
    WpgArticle,
)

__all__ = ["disclosure", "no_hold", "people_only", "transfer"]

_MIN_BASIS = 3
_PURPOSE_WITHIN = timedelta(days=7)
_TRANSFER = re.compile(
    r"\b(?:art(?:ikel|icle|\.)?\s?4[4-9]|hoofdstuk v|chapter v|ch\.\s?v|17a|adequa\w+|standard contractual"
    r"|modelcontract\w*|scc)\b",
    re.IGNORECASE,
)


def people_only(judged: Judged) -> Found:
    """TD-402: only people confirm and approve, never a service account."""
    who = judged.reviewers | ({judged.approved_by} if judged.approved_by else frozenset())
    if any(not person.startswith("usr_") for person in who):
        yield "/human_review", "Something that is no person confirmed or approved. Have a person look."


def no_hold(judged: Judged) -> Found:
    """TD-503: the police do not want it to stay; of a planned attack they have been asked."""
    said = judged.content.safety.deconfliction
    if said is None:
        return
    pointer = "/safety/deconfliction/status"
    if said.status is DeconflictionStatus.HOLD:
        yield pointer, "The police asked to wait. It may not leave before they say it is clear."
    elif said.status is DeconflictionStatus.PENDING:
        yield pointer, "The police were asked and have not answered yet. Wait for their word."
    elif (
        said.status is DeconflictionStatus.NOT_NEEDED
        and judged.content.case_category is CaseCategory.EXPLOSIVE_ATTACK_RECRUITMENT
        and not said.reference
    ):
        yield pointer, "With a planned attack only the police can say so. Ask them, and note their reference."


def disclosure(judged: Judged) -> Found:
    """TD-701: the legal basis for giving personal data to the platform is named, under the Wpg with all it asks."""
    law = judged.content.lawfulness
    if len(law.disclosure_basis.strip()) < _MIN_BASIS:
        yield "/lawfulness/disclosure_basis", "Name the legal basis for disclosing personal data to the platform."
    if law.regime is not LegalRegime.WPG:
        return
    if law.wpg_article is None:
        yield "/lawfulness/wpg_article", "Name the article of the Wpg under which the data are held."
    if not law.source_and_method.strip():
        yield "/lawfulness/source_and_method", "Say where the data come from and how they were obtained."
    if law.wpg_article is WpgArticle.INVESTIGATION:
        recorded, first = law.wpg_purpose_recorded_at, _first_seen(judged)
        if recorded is None or recorded - first > _PURPOSE_WITHIN:
            yield "/lawfulness/wpg_purpose_recorded_at", "The purpose was not on paper within a week."


def transfer(judged: Judged) -> Found:
    """TD-703: where the platform is outside the EEA, the basis names on what the transfer rests."""
    law = judged.content.lawfulness
    outside = law.recipient_country is not None and law.recipient_country not in COUNTRIES
    if outside and not _TRANSFER.search(law.disclosure_basis):
        yield (
            "/lawfulness/disclosure_basis",
            "The recipient is outside the EEA. Name the ground of the transfer (Articles 44-49 AVG, 17a Wpg).",
        )


def _first_seen(judged: Judged) -> datetime:
    return min((item.first_observed_at for item in judged.content.items), default=judged.now)
