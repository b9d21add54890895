"""How faults are told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.dependencies.faults import faults_of


def test_a_place_is_a_path_without_the_branches_of_unions() -> None:
    (fault,) = faults_of([(("body", "input", "<parts>", 3, "text"), "missing", "Field required")])
    assert (fault.where, fault.code) == ("body.input.3.text", "missing")
    assert fault.what == "This is needed and is not there."


@given(name=st.text(min_size=33) | st.text(alphabet=" '\"<>é\n.", min_size=1))
def test_a_name_that_may_be_any_text_is_not_repeated(name: str) -> None:
    (fault,) = faults_of([(("body", name), "extra_forbidden", "Extra inputs are not permitted")])
    assert name.startswith("<") or fault.where == "body.(unnamed)"
