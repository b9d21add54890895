"""Rules on the allegation: what is said of the firework, and whether it substantiates (TD-206, TD-301, TD-302)."""

from __future__ import annotations

import re

from service.domain.takedown.content import MIN_EXPLANATION
from service.domain.takedown.judging import EXPLANATION_POINTER, Found, Judged
from service.domain.takedown.quoting import names_provision, quotes_from, without_quotes
from service.domain.takedown.vocabulary import CaseCategory, ClassBasis, GroundRole
from service.locale.wording import worded

__all__ = ["OPEN_PROMPTS", "explanation", "firework_class", "prohibition"]

OPEN_PROMPTS = ("[Vul aan:", "[Complete:")
"""Where a proposed explanation still waits for a person's words."""

_CLASS = re.compile(r"\b(?:f\s?-?\s?4|(?:cat(?:egorie|egory)?\.?|klasse|class) (?:f\s?-?\s?)?4)\b", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:volgens|noemt|genoemd|beweert|stelt|zegt|aangeboden als|aangeprezen|vermoed\w*|vermoeden|lijkt|zou(?:den)?"
    r"|kennelijk|waarschijnlijk|afgeleid|af te leiden|niet vastgesteld|according to|claim\w*|says|said|calls"
    r"|called|described as|advertised as|offered as|appears?|apparently|seems?|presum\w*|inferred|probabl[ey]|likely"
    r"|would|not established)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s|\n")
_PROVEN = frozenset({ClassBasis.LABEL_SEEN, ClassBasis.PRODUCT_KNOWN_LIST})


def firework_class(judged: Judged) -> Found:
    """TD-206: how the class is known is stated, and what is only claimed or inferred is not put as a fact."""
    content = judged.content
    if content.case_category is not CaseCategory.F4_FIREWORK_SALE:
        return
    basis = content.allegation.firework_class_basis
    if basis is None:
        yield "/allegation/firework_class_basis", "State how the class of the firework is known."
    elif basis not in _PROVEN and _states_class(content.allegation.explanation):
        yield (
            EXPLANATION_POINTER,
            "The class is only claimed or inferred: say so in each sentence that names it, or leave it out.",
        )


def explanation(judged: Judged) -> Found:
    """TD-301: the explanation is long enough, finished, quotes the excerpt and names a provision that prohibits."""
    allegation = judged.content.allegation
    text = allegation.explanation.strip()
    if len(text) < MIN_EXPLANATION:
        yield (
            EXPLANATION_POINTER,
            worded(
                "The explanation has {count} characters; at least {least} are needed.",
                count=len(text),
                least=MIN_EXPLANATION,
            ),
        )
    if any(prompt in text for prompt in OPEN_PROMPTS):
        yield EXPLANATION_POINTER, "The proposed explanation is not finished. Replace what stands in square brackets."
    if not quotes_from(text, (item.excerpt for item in judged.content.items)):
        yield (
            EXPLANATION_POINTER,
            "The explanation quotes nothing of the excerpt. Put at least three words of it between quotation marks.",
        )
    grounds = (ground for ground in allegation.legal_grounds if ground.role is GroundRole.PROHIBITION)
    if not any(names_provision(text, ground.provision) for ground in grounds):
        yield (
            EXPLANATION_POINTER,
            "The explanation names no provision that prohibits this. Name the article and the law.",
        )


def prohibition(judged: Judged) -> Found:
    """TD-302: a provision prohibits this in the territory for which action is asked."""
    allegation = judged.content.allegation
    territory = {*allegation.territorial_scope, "EU"}
    if not any(
        ground.role is GroundRole.PROHIBITION and ground.jurisdiction in territory
        for ground in allegation.legal_grounds
    ):
        yield (
            "/allegation/legal_grounds",
            "No provision that prohibits this in the territory asked for. Add one with the role 'prohibition'.",
        )


def _states_class(text: str) -> bool:
    sentences = _SENTENCE_END.split(without_quotes(text))
    return any(_CLASS.search(sentence) and not _HEDGE.search(sentence) for sentence in sentences)
