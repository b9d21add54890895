"""The glossary that comes with lont."""

from __future__ import annotations

from models.normalise import normalise
from service.domain.glossary import glossary
from service.services.glosses import glosses

_SERVED = {"nl", "en", "sv", "de", "fr"}


def test_each_term_has_a_meaning_in_both_languages_and_a_source() -> None:
    assert 150 <= len(glossary()) <= 250
    for term in glossary():
        assert all(term.forms)
        assert term.languages
        assert term.languages <= _SERVED
        assert term.english
        assert term.dutch
        assert term.source
        assert (term.meaning("nl"), term.meaning("en")) == (term.dutch, term.english)


def test_no_form_belongs_to_two_terms_of_a_language() -> None:
    seen: dict[tuple[str, str], str] = {}
    for term in glossary():
        for form in term.forms:
            for language in term.languages:
                other = seen.setdefault((normalise(form).text, language), term.forms[0])
                assert other == term.forms[0], form


def test_each_form_is_found_in_a_text() -> None:
    for term in glossary():
        for form in term.forms:
            for language in term.languages:
                assert [each.term for each in glosses(normalise(form), language)] == [term], form
