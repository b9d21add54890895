from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.takedown.content import MAX_EXPLANATION, MIN_EXPLANATION
from service.domain.takedown.proposals import BONA_FIDE, proposal_for, proposed_explanation
from service.domain.takedown.quoting import names_provision, quotes_from
from service.domain.takedown.rules_allegation import OPEN_PROMPTS
from service.domain.takedown.vocabulary import CaseCategory, ClassBasis, DsaKeyword, GroundRole, Language

EACH = [(category, language) for category in CaseCategory for language in Language]


@pytest.mark.parametrize(("category", "language"), EACH)
def test_a_proposal_with_a_quotation_substantiates(category: CaseCategory, language: Language) -> None:
    proposal = proposal_for(category, language, ["materiaal ligt klaar"])
    text = proposal.allegation.explanation
    assert len(text) >= MIN_EXPLANATION
    assert quotes_from(text, ["het materiaal ligt klaar!"])
    grounds = [each for each in proposal.allegation.legal_grounds if each.role is GroundRole.PROHIBITION]
    assert all(names_provision(text, ground.provision) for ground in grounds)
    assert not any(prompt in text for prompt in OPEN_PROMPTS)


@pytest.mark.parametrize("fragments", [[], ["", "  \n"]])
@pytest.mark.parametrize(("category", "language"), EACH)
def test_without_a_quotation_a_person_is_asked_for_it(
    category: CaseCategory, language: Language, fragments: list[str]
) -> None:
    text = proposed_explanation(category, language, fragments)
    assert any(prompt in text for prompt in OPEN_PROMPTS)


def test_the_classification_is_that_of_the_two_cases_and_never_terrorism() -> None:
    recruitment = proposal_for(CaseCategory.EXPLOSIVE_ATTACK_RECRUITMENT, Language.NL).allegation
    firework = proposal_for(CaseCategory.F4_FIREWORK_SALE, Language.NL).allegation
    assert recruitment.dsa_category == "STATEMENT_CATEGORY_VIOLENCE"
    assert recruitment.dsa_keywords == (DsaKeyword.COORDINATED_HARM,)
    assert firework.dsa_category == "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS"
    assert firework.dsa_keywords == (DsaKeyword.PROHIBITED_PRODUCTS,)


@pytest.mark.parametrize("language", Language)
def test_how_the_class_is_known_is_said_only_of_fireworks(language: Language) -> None:
    texts = {
        basis: proposed_explanation(CaseCategory.F4_FIREWORK_SALE, language, ["cobra in doos"], basis)
        for basis in [None, *ClassBasis]
    }
    assert "F4" not in texts[None] + texts[ClassBasis.UNKNOWN]
    assert all("F4" in texts[basis] for basis in set(ClassBasis) - {ClassBasis.UNKNOWN})
    recruitment = proposal_for(CaseCategory.EXPLOSIVE_ATTACK_RECRUITMENT, language, [], ClassBasis.LABEL_SEEN)
    assert recruitment.allegation.firework_class_basis is None
    assert "F4" not in recruitment.allegation.explanation


def test_the_statements_of_good_faith_have_ids_of_their_own() -> None:
    assert {text.text_id for text in BONA_FIDE.values()} == {"bf-nl-1", "bf-en-1"}
    assert all("2022/2065" in text.text for text in BONA_FIDE.values())


@given(st.sampled_from(EACH), st.lists(st.text(max_size=1000), max_size=8), st.none() | st.sampled_from(ClassBasis))
def test_any_fragments_give_a_text_that_can_be_kept(
    each: tuple[CaseCategory, Language], fragments: list[str], basis: ClassBasis | None
) -> None:
    proposal = proposal_for(*each, fragments, basis)
    assert len(proposal.allegation.explanation) <= MAX_EXPLANATION


@given(st.text("abcdefg 'é\"’“\n\u200b", min_size=12, max_size=80).filter(lambda text: len(text.split()) > 2))
def test_a_quoted_fragment_is_found_again_in_what_it_was_taken_from(fragment: str) -> None:
    text = proposed_explanation(CaseCategory.F4_FIREWORK_SALE, Language.NL, [fragment])
    if sum(letter.isalnum() for letter in fragment) >= 12 and not set(fragment) & set("\"'’“"):
        assert quotes_from(text, [f"begin {fragment} eind"])
