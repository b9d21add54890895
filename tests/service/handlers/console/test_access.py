"""Who may open what: every page and form of the app, for every access role and for nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from service.domain.access import HUMAN_ROLES, AccessRole, Scope, scopes_of
from service.domain.takedown.records import public_id
from tests.support.api import Api, sqlite_context
from tests.support.filled import pages_of
from tests.support.people import OWN_PAGE, noted
from tests.support.takedown import OFFER, confirmed, item_of, prepared

_NEEDS: dict[str, Scope | None] = {
    "/": None,
    "/account/password": None,
    "/handover": Scope.READ,
    "/preferences": None,
    "/break/later": None,
    "/account/sessions": None,
    "/account/sessions/end-others": None,
    "/account/sessions/{session_id}/end": None,
    "/account/second-factor": None,
    "/account/second-factor/confirm": None,
    "/queue/next": Scope.DECIDE,
    "/queue/decide": Scope.DECIDE,
    "/queue/decide/done": Scope.DECIDE,
    "/queue/decide/undo": Scope.DECIDE,
    "/queue/live": Scope.DECIDE,
    "/queue/views": Scope.DECIDE,
    "/queue/views/{view_id}/rename": Scope.DECIDE,
    "/queue/views/{view_id}/delete": Scope.DECIDE,
    "/items": Scope.READ,
    "/items/{item_id}": Scope.READ,
    "/evidence/{evidence_id}": Scope.READ,
    "/campaigns": Scope.READ,
    "/campaigns/{campaign_id}": Scope.READ,
    "/campaigns/{campaign_id}/merge": Scope.DECIDE,
    "/campaigns/{campaign_id}/split": Scope.DECIDE,
    "/campaigns/{campaign_id}/undo": Scope.DECIDE,
    "/campaigns/{campaign_id}/decide": Scope.DECIDE,
    "/campaigns/{campaign_id}/decide/undo": Scope.DECIDE,
    "/figures": Scope.READ,
    "/figures/{table_id}": Scope.READ,
    "/phenomenon": Scope.REPORT,
    "/phenomenon/{table_id}": Scope.REPORT,
    "/reports": Scope.REPORT,
    "/reports/annual/{table_id}": Scope.REPORT,
    "/reports/takedown/{table_id}": Scope.REQUEST,
    "/channels": Scope.READ,
    "/channels/{channel_id}": Scope.READ,
    "/channels/{channel_id}/change": Scope.DECIDE,
    "/items/{item_id}/decide": Scope.DECIDE,
    "/items/{item_id}/undo": Scope.DECIDE,
    "/items/{item_id}/correct": Scope.DECIDE,
    "/items/{item_id}/words": Scope.DECIDE,
    "/items/{item_id}/escalate": Scope.DECIDE,
    "/items/{item_id}/escalate/keep": Scope.DECIDE,
    "/items/{item_id}/assignment": Scope.DECIDE,
    "/items/{item_id}/notes": Scope.DECIDE,
    "/items/{item_id}/claim/renew": Scope.DECIDE,
    "/items/{item_id}/claim/release": Scope.DECIDE,
    "/items/{item_id}/claim/free": Scope.SUPERVISE,
    "/reviews/{task_id}": Scope.DECIDE,
    "/known": Scope.QUALITY,
    "/known/{known_id}/retire": Scope.QUALITY,
    "/items/{item_id}/known": Scope.QUALITY,
    "/disagreements": Scope.READ,
    "/disagreements/{task_id}": Scope.READ,
    "/missed": Scope.INGEST,
    "/quality": Scope.READ,
    "/quality/{table}.csv": Scope.READ,
    "/items/{item_id}/missed": Scope.INGEST,
    "/capture": Scope.INGEST,
    "/requests": Scope.REQUEST,
    "/requests/list": Scope.REQUEST,
    "/holds": Scope.HOLD,
    "/holds/{hold_id}/lift": Scope.HOLD,
    "/requests/states": Scope.REQUEST,
    "/requests/{request_id}": Scope.REQUEST,
    "/requests/{request_id}/author": Scope.REQUEST,
    "/requests/{request_id}/draft": Scope.REQUEST,
    "/requests/{request_id}/events": Scope.REQUEST,
    "/requests/{request_id}/answers": Scope.REQUEST,
    "/requests/{request_id}/attest": Scope.REQUEST,
    "/requests/{request_id}/by-hand": Scope.REQUEST,
    "/requests/{request_id}/looks": Scope.REQUEST,
    "/platforms": Scope.REQUEST,
    "/platforms/warnings": Scope.REQUEST,
    "/platforms/warnings/{warning_id}/clear": Scope.REQUEST,
    "/requests/{request_id}/export": Scope.REQUEST,
    "/alerts": Scope.ALERT,
    "/alerts/{item_id}/claim": Scope.ALERT,
    "/alerts/{item_id}/give-back": Scope.ALERT,
    "/log": Scope.AUDIT,
    "/log/export": Scope.AUDIT,
    "/mails": Scope.REQUEST,
    "/accounts": Scope.ACCOUNTS,
    "/accounts/{account_id}/roles": Scope.ACCOUNTS,
    "/accounts/{account_id}/contact": Scope.ACCOUNTS,
    "/accounts/{account_id}/password": Scope.ACCOUNTS,
    "/accounts/{account_id}/close": Scope.ACCOUNTS,
    "/accounts/{account_id}/sessions/end": Scope.ACCOUNTS,
    "/accounts/{account_id}/second-factor/remove": Scope.ACCOUNTS,
}
"""The scope of every page; a new page is written down here, or a test fails."""
_NOBODY = UUID("019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37")


@dataclass(frozen=True, slots=True)
class _Case:
    """A console with an item that is in everything: confirmed, in a request and a campaign, alerted, pictured."""

    api: Api
    ids: dict[str, object]
    people: dict[AccessRole, TestClient]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Case]:
    home = tmp_path_factory.mktemp("home")
    with sqlite_context(home) as context:
        api = Api(prepared(context), sink=Path(home) / "mails")
        request = confirmed(context)
        item_id = item_of(context, request)
        with context.writing() as factory:
            factory.alerts().raise_for([item_id])
            evidence = factory.evidence().add_text(item_id, OFFER, "usr_test")
            campaign = factory.campaigns().of_item(item_id)
        assert campaign is not None
        ids = {
            "item_id": item_id,
            "evidence_id": evidence.id,
            "request_id": public_id(request.id),
            "campaign_id": campaign.id,
            "channel_id": _NOBODY,
            "table_id": "weeks",
            "account_id": _NOBODY,
            "task_id": _NOBODY,
            "session_id": _NOBODY,
            "view_id": _NOBODY,
            "known_id": _NOBODY,
            "warning_id": _NOBODY,
            "hold_id": _NOBODY,
            "table": "overturns",
        }
        yield _Case(api, ids, {role: api.person(role) for role in HUMAN_ROLES})


def _words(page: str) -> str:
    """Return a page without its tags: a mark cuts a text into pieces."""
    return re.sub("<[^>]*>", "", page)


def test_the_table_holds_every_page(case: _Case) -> None:
    assert {path for _, path in pages_of(case.api.app)} == set(_NEEDS)


def test_nobody_sees_a_page_without_signing_in(case: _Case) -> None:
    nobody = case.api.client
    for method, path in pages_of(case.api.app):
        headers = OWN_PAGE | {"Accept": "text/html"}
        answer = nobody.request(method, path.format(**case.ids), headers=headers, follow_redirects=False)
        assert answer.status_code == 303, (method, path)
        assert answer.headers["location"].startswith("/sign-in?next=%2F")
        program = nobody.request(method, path.format(**case.ids), headers=OWN_PAGE, follow_redirects=False)
        assert program.status_code == 401, (method, path)
        assert OFFER not in answer.text + program.text


def test_a_key_opens_no_page(case: _Case) -> None:
    key = case.api.person_key(AccessRole.ANALYST) | OWN_PAGE
    for method, path in pages_of(case.api.app):
        answer = case.api.client.request(method, path.format(**case.ids), headers=key, follow_redirects=False)
        assert answer.status_code == 401, (method, path)


@pytest.mark.parametrize("role", HUMAN_ROLES)
def test_each_role_opens_what_its_scopes_allow_and_nothing_else(case: _Case, role: AccessRole) -> None:
    scopes = scopes_of([role])
    for method, path in pages_of(case.api.app):
        answer = case.people[role].request(method, path.format(**case.ids), follow_redirects=False)
        needed = _NEEDS[path]
        if needed is None or needed in scopes:
            # A form without its fields, and an account that is not there, are refused only once the way is open.
            assert answer.status_code in {200, 303, 404, 409, 415, 422}, (method, path, answer.text)
        else:
            assert (answer.status_code, "scope_missing" in answer.text) == (403, True), (method, path)
            assert OFFER not in answer.text


@pytest.mark.parametrize("role", [AccessRole.ADMIN, AccessRole.DPO])
def test_who_has_no_business_with_cases_sees_nothing_of_them_anywhere(case: _Case, role: AccessRole) -> None:
    for method, path in pages_of(case.api.app):
        if method == "GET":
            page = _words(case.people[role].get(path.format(**case.ids)).text)
            for secret in (OFFER, "knal bij voordeur", "buurtpraat_verzonnen", "Buurtpraat Oosterveld"):
                assert secret not in page, path


def test_every_page_that_shows_a_text_leaves_a_row_in_the_log(case: _Case) -> None:
    analyst = case.people[AccessRole.ANALYST]
    shown = 0
    for method, path in pages_of(case.api.app):
        before = len(noted(case.api.context))
        page = analyst.request(method, path.format(**case.ids)) if method == "GET" else None
        if page is not None and "knal bij voordeur" in _words(page.text):
            shown += 1
            new = noted(case.api.context)[before:]
            assert [entry.action for entry in new if entry.action == "consult"], path
    assert shown >= 5


def test_every_form_of_another_site_is_refused_before_anything_else(case: _Case) -> None:
    for method, path in pages_of(case.api.app):
        if method == "POST":
            headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
            answer = case.people[AccessRole.ANALYST].post(path.format(**case.ids), headers=headers)
            assert (answer.status_code, "cross_site" in answer.text) == (403, True), path
