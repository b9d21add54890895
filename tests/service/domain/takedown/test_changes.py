"""What changed between two contents of a request, field by field."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.domain.takedown.changes import changes, fields_of
from service.domain.takedown.content import RequestContent, read_content
from tests.support.takedown_content import complete_document

_NAMES = st.sampled_from(["explanation", "additional_info", "excerpt"])


def _content() -> RequestContent:
    return read_content(complete_document())


def _with(base: RequestContent, name: str, text: str) -> RequestContent:
    if name == "explanation":
        return base.model_copy(update={"allegation": base.allegation.model_copy(update={"explanation": text})})
    item = base.items[0]
    if name == "excerpt":
        item = item.model_copy(update={"excerpt": text})
    else:
        item = item.model_copy(update={"locator": item.locator.model_copy(update={"additional_info": text})})
    return base.model_copy(update={"items": (item, *base.items[1:])})


def test_a_content_does_not_differ_from_itself() -> None:
    assert changes(_content(), _content()) == []


@given(_NAMES, st.text(min_size=1, max_size=50))
def test_one_changed_field_is_the_only_one_that_is_told(name: str, text: str) -> None:
    before = _content()
    found = changes(before, _with(before, name, text))
    expected = [] if fields_of(before)[name] == text else [(name, fields_of(before)[name], text)]
    assert [(each.field, each.before, each.after) for each in found] == expected


def test_the_statement_of_good_faith_and_looks_are_no_fields() -> None:
    before = _content()
    seen = before.items[0].model_copy(update={"last_verified_live_at": before.items[0].first_observed_at})
    after = before.model_copy(update={"bona_fide": None, "items": (seen, *before.items[1:])})
    assert changes(before, after) == []
