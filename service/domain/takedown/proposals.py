"""What a new draft proposes for each kind of case: classification, legal grounds, and an explanation to finish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.domain.takedown.content import Allegation, LegalGround
from service.domain.takedown.proposal_words import CLASS_SENTENCES, EXPLANATIONS
from service.domain.takedown.texts import hides_something
from service.domain.takedown.vocabulary import (
    CaseCategory,
    ClassBasis,
    DsaCategory,
    DsaKeyword,
    GroundRole,
    Language,
    RequestedAction,
)

__all__ = ["BONA_FIDE", "BonaFideText", "Proposal", "proposal_for", "proposed_explanation"]

_MAX_FRAGMENTS = 5
_MAX_FRAGMENT = 300
_CRIMINAL_CODE = ("Wetboek van Strafrecht", "BWBR0001854")
_FIREWORK_DECREE = ("Vuurwerkbesluit", "BWBR0013360")
_ENVIRONMENT_ACT = ("Wet milieubeheer", "BWBR0003245")
_ECONOMIC_OFFENCES = ("Wet op de economische delicten", "BWBR0002063")


@dataclass(frozen=True, slots=True)
class BonaFideText:
    """A worded statement of Article 16(2)(d); a changed wording gets a new id."""

    text_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a draft starts from; a person reads it, finishes it, and answers for it."""

    allegation: Allegation
    requested_action: tuple[RequestedAction, ...]
    bona_fide: BonaFideText
    """To be confirmed by the person who confirms the request."""


BONA_FIDE: Mapping[Language, BonaFideText] = {
    Language.NL: BonaFideText(
        "bf-nl-1",
        "De melder verklaart te goeder trouw dat de informatie en de beweringen in deze melding naar zijn overtuiging "
        "juist en volledig zijn (artikel 16, lid 2, onder d, van Verordening (EU) 2022/2065).",
    ),
    Language.EN: BonaFideText(
        "bf-en-1",
        "The notifier states in good faith the belief that the information and the allegations in this notice are "
        "accurate and complete (Article 16(2)(d) of Regulation (EU) 2022/2065).",
    ),
}
"""By the language of the notice."""


def _ground(law: tuple[str, str], provision: str, role: GroundRole) -> LegalGround:
    return LegalGround(jurisdiction="NL", law=law[0], law_id=law[1], provision=provision, role=role)


_GROUNDS = {
    CaseCategory.EXPLOSIVE_ATTACK_RECRUITMENT: (
        _ground(_CRIMINAL_CODE, "art. 133", GroundRole.PROHIBITION),
        _ground(_CRIMINAL_CODE, "art. 131 lid 1", GroundRole.PROHIBITION),
        _ground(_CRIMINAL_CODE, "art. 157", GroundRole.TARGET_OFFENCE),
    ),
    CaseCategory.F4_FIREWORK_SALE: (
        _ground(_FIREWORK_DECREE, "art. 1.2.2 lid 1, 2 en 5", GroundRole.PROHIBITION),
        _ground(_ENVIRONMENT_ACT, "art. 9.2.2.1a", GroundRole.PROHIBITION),
        _ground(_ECONOMIC_OFFENCES, "art. 1a, 2 en 6", GroundRole.AGGRAVATING),
    ),
}
_CATEGORIES = {
    CaseCategory.EXPLOSIVE_ATTACK_RECRUITMENT: DsaCategory.VIOLENCE,
    CaseCategory.F4_FIREWORK_SALE: DsaCategory.UNSAFE_AND_PROHIBITED_PRODUCTS,
}
_KEYWORDS = {
    CaseCategory.EXPLOSIVE_ATTACK_RECRUITMENT: DsaKeyword.COORDINATED_HARM,
    CaseCategory.F4_FIREWORK_SALE: DsaKeyword.PROHIBITED_PRODUCTS,
}
_ACTIONS = {
    CaseCategory.EXPLOSIVE_ATTACK_RECRUITMENT: (RequestedAction.REMOVE_CONTENT, RequestedAction.PRESERVE_DATA),
    CaseCategory.F4_FIREWORK_SALE: (RequestedAction.REMOVE_CONTENT,),
}


def proposal_for(
    category: CaseCategory, language: Language, fragments: Sequence[str] = (), class_basis: ClassBasis | None = None
) -> Proposal:
    """Return what a draft starts from.

    Parameters
    ----------
    category
        What the request is about.
    language
        In which language the notice is to be written.
    fragments
        Marked pieces of the excerpt, word for word; the first five are quoted.
    class_basis
        How the class of a firework is known; ``None`` while nobody has said, and with recruitment.
    """
    basis = class_basis if category is CaseCategory.F4_FIREWORK_SALE else None
    allegation = Allegation(
        dsa_category=_CATEGORIES[category],
        dsa_category_addition=(DsaCategory.RISK_FOR_PUBLIC_SECURITY,),
        dsa_keywords=(_KEYWORDS[category],),
        legal_grounds=_GROUNDS[category],
        explanation=proposed_explanation(category, language, fragments, basis),
        language=language,
        firework_class_basis=basis,
        territorial_scope=("NL",),
    )
    return Proposal(allegation, _ACTIONS[category], BONA_FIDE[language])


def proposed_explanation(
    category: CaseCategory, language: Language, fragments: Sequence[str] = (), class_basis: ClassBasis | None = None
) -> str:
    """Return an explanation that quotes the fragments; without any it asks for them and does not pass the rules."""
    words = EXPLANATIONS[category, language]
    quotes = [f'"{quote}"' for quote in map(_quotable, fragments[:_MAX_FRAGMENTS]) if quote]
    quoting = words.quoting.format(quotes=", ".join(quotes)) if quotes else words.asking
    sentences = (words.what, quoting, CLASS_SENTENCES[language].get(class_basis, ""), words.law, words.seen)
    return " ".join(sentence for sentence in sentences if sentence)


def _quotable(fragment: str) -> str:
    # Line breaks and hidden characters go; quotation marks inside become single ones, so that the outer ones hold.
    spaced = "".join(" " if each.isspace() else each for each in fragment)
    visible = "".join(each for each in spaced if not hides_something(each))
    return " ".join(visible.replace('"', "'").split())[:_MAX_FRAGMENT].strip()
