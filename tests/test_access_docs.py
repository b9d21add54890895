"""Tables of docs/accounts.md and docs/takedown.md: access roles, scopes, states, rules, outcomes are the code's."""

from __future__ import annotations

import re

import pytest

from service.delivery.outcomes import DeliveryOutcome
from service.domain.access import ROLE_SCOPES, AccessRole, Scope
from service.domain.takedown.rules import RULES
from service.domain.takedown.rules_page import rules_page
from service.domain.takedown.states import RequestState
from service.schema import Base
from tests.test_docs import read, table_rows


def test_the_table_of_access_roles_is_the_code() -> None:
    page = read("docs/accounts.md")
    header = next(line for line in page.splitlines() if line.startswith("| access role |"))
    scopes = [Scope(cell.strip(" `")) for cell in header.strip("|").split("|")[1:]]
    found = {}
    for role, *cells in table_rows(page, "`[a-z_]+`"):
        if len(cells) == len(scopes):
            assert set(cells) <= {"", "yes"}, role
            granted = {scope for scope, cell in zip(scopes, cells, strict=True) if cell == "yes"}
            found[AccessRole(role.strip("`"))] = granted
    assert sorted(scopes) == sorted(Scope)
    assert found == ROLE_SCOPES


def test_every_scope_is_explained() -> None:
    explained = [row[0].strip("`") for row in table_rows(read("docs/accounts.md"), "`[a-z_]+`") if len(row) == 2]
    assert explained == list(Scope)


def test_the_table_of_states_has_every_state_in_order() -> None:
    names = [row[0].strip("`") for row in table_rows(read("docs/takedown.md"), "`[a-z_]+`")]
    assert [name for name in names if name in set(RequestState)] == list(RequestState)


def test_the_page_of_rules_is_the_code() -> None:
    rows = table_rows(read("docs/takedown-rules.md"), "TD-[0-9]{3}")
    assert [row[:3] for row in rows] == [[rule.code, rule.phase, rule.legal_ref] for rule in RULES]
    assert read("docs/takedown-rules.md") == rules_page(), "make it anew: lont takedown rules > docs/takedown-rules.md"


@pytest.mark.parametrize("outcome", DeliveryOutcome)
def test_every_outcome_of_a_delivery_has_its_row(outcome: DeliveryOutcome) -> None:
    assert len(table_rows(read("docs/takedown.md"), f"`{outcome}`")) == 1


def test_the_table_of_tables_has_every_table() -> None:
    section = read("docs/architecture.md").partition("## Tables\n")[2].partition("\n## ")[0]
    assert sorted(re.findall("`([a-z_]+)`", section)) == sorted(Base.metadata.tables)
