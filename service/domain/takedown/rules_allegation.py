"""Rules on the allegation: how it is classed, and whether what is said substantiates it (TD-204 to TD-206, TD-30x)."""

from __future__ import annotations

import re
from datetime import timedelta

from service.domain.takedown.content import MIN_EXPLANATION
from service.domain.takedown.judging import EXPLANATION_POINTER, Found, Judged
from service.domain.takedown.quoting import names_provision, quotes_from, without_quotes
from service.domain.takedown.vocabulary import (
    CaseCategory,
    ClassBasis,
    DsaCategory,
    DsaKeyword,
    GroundRole,
    Instrument,
)
from service.locale.wording import worded

__all__ = ["OPEN_PROMPTS", "category_of_case", "explanation", "firework_class", "keywords_of_category", "prohibition"]

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
_LAW_READ_WITHIN = timedelta(days=365)
_CATEGORY_OF_KEYWORD = {
    DsaKeyword.COORDINATED_HARM: DsaCategory.VIOLENCE,
    DsaKeyword.INCITEMENT_VIOLENCE_HATRED: DsaCategory.VIOLENCE,
    DsaKeyword.ILLEGAL_ORGANIZATIONS: DsaCategory.RISK_FOR_PUBLIC_SECURITY,
    DsaKeyword.TERRORIST_CONTENT: DsaCategory.RISK_FOR_PUBLIC_SECURITY,
    DsaKeyword.PROHIBITED_PRODUCTS: DsaCategory.UNSAFE_AND_PROHIBITED_PRODUCTS,
    DsaKeyword.UNSAFE_PRODUCTS: DsaCategory.UNSAFE_AND_PROHIBITED_PRODUCTS,
    DsaKeyword.GOODS_SERVICES_NOT_PERMITTED: DsaCategory.OTHER_VIOLATION_TC,
}
"""By Implementing Regulation (EU) 2024/2835, Annex; ``KEYWORD_OTHER`` stands under every category."""
_OF_CASE = {
    CaseCategory.EXPLOSIVE_ATTACK_RECRUITMENT: (
        DsaCategory.VIOLENCE,
        (DsaKeyword.COORDINATED_HARM, DsaKeyword.INCITEMENT_VIOLENCE_HATRED),
    ),
    CaseCategory.F4_FIREWORK_SALE: (
        DsaCategory.UNSAFE_AND_PROHIBITED_PRODUCTS,
        (DsaKeyword.PROHIBITED_PRODUCTS,),
    ),
}
"""Category and keywords, at least one of them, that fit each kind of case."""


def keywords_of_category(judged: Judged) -> Found:
    """TD-204: each keyword stands below the category or one of the further ones."""
    allegation = judged.content.allegation
    named = {allegation.dsa_category, *allegation.dsa_category_addition}
    for place, keyword in enumerate(allegation.dsa_keywords):
        category = _CATEGORY_OF_KEYWORD.get(keyword)
        if category is not None and category not in named:
            yield (
                f"/allegation/dsa_keywords/{place}",
                worded("The keyword stands below {category}. Add that category, or drop it.", category=category.value),
            )


def category_of_case(judged: Judged) -> Found:
    """TD-205: category and keywords are those of the case; nothing is called terrorist without the law department."""
    content = judged.content
    category, keywords = _OF_CASE[content.case_category]
    if content.allegation.dsa_category is not category:
        yield "/allegation/dsa_category", worded("This kind of case is {category}.", category=category.value)
    if not set(keywords) & set(content.allegation.dsa_keywords):
        names = " or ".join(each.value for each in keywords)
        yield "/allegation/dsa_keywords", worded("This kind of case needs {names}.", names=names)
    referred = content.instrument is Instrument.ORDER_REFERRAL_TCO and judged.legal_review
    if DsaKeyword.TERRORIST_CONTENT in content.allegation.dsa_keywords and not referred:
        yield (
            "/allegation/dsa_keywords",
            "Terrorist content goes to the authority, after a look by the law department. Drop the keyword.",
        )


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
    for place, ground in enumerate(allegation.legal_grounds):
        read = ground.text_checked_on
        if read is not None and judged.now.date() - read > _LAW_READ_WITHIN:
            yield (
                f"/allegation/legal_grounds/{place}/text_checked_on",
                "The text of the law was last read more than a year ago. Read it again, and note the day.",
            )


def _states_class(text: str) -> bool:
    sentences = _SENTENCE_END.split(without_quotes(text))
    return any(_CLASS.search(sentence) and not _HEDGE.search(sentence) for sentence in sentences)
