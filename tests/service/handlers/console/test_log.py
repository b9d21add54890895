"""The log on its page: for those who check, without the texts that were seen."""

from __future__ import annotations

import html
import re

import pytest
from fastapi.testclient import TestClient

from service.domain.access import HUMAN_ROLES, AccessRole, Scope, scopes_of
from tests.support.api import Api
from tests.support.review import store
from tests.support.takedown import confirmed


@pytest.fixture
def auditor(desk: Api) -> TestClient:
    return desk.person(AccessRole.AUDITOR)


def test_views_decisions_and_transitions_are_listed_newest_first(
    desk: Api, analyst: TestClient, auditor: TestClient
) -> None:
    confirmed(desk.context)
    analyst.get("/items")
    page = auditor.get("/log").text
    for word in ("consult", "decide", "transition", "sign in"):
        assert f"<td>{word}</td>" in page
    moments = re.findall(r'<td><time datetime="([^"]+)"', page)
    assert moments == sorted(moments, reverse=True)
    assert "not sealed yet" in page
    desk.context.sealer().seal()
    assert "not sealed yet" not in auditor.get("/log").text


def test_filters_must_all_hold(desk: Api, auditor: TestClient) -> None:
    request = confirmed(desk.context)
    page = auditor.get("/log?action=transition&actor=usr_ann-0001&object_id=").text
    assert set(re.findall(r"<td>([a-z ]+)</td>", page)) == {"transition"}
    rows = auditor.get("/log?actor=nobody").text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert "nobody" not in rows
    assert request.state == "confirmed"


def test_older_entries_are_on_further_pages_and_none_is_lost(
    desk: Api, analyst: TestClient, auditor: TestClient
) -> None:
    store(desk.context, *(f"bericht {number}" for number in range(45)))
    for _ in range(5):
        analyst.get("/items?state=pending")
    seen = 0
    address: str | None = "/log?action=consult"
    while address is not None:
        page = auditor.get(address).text
        seen += page.count("<td>consult</td>")
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = html.unescape(following[1]) if following else None
    assert seen == 225


@pytest.mark.parametrize("role", HUMAN_ROLES)
def test_only_those_who_check_may_read_it(desk: Api, role: AccessRole) -> None:
    may = Scope.AUDIT in scopes_of([role])
    browser = desk.person(role)
    assert browser.get("/log").status_code == (200 if may else 403)
    assert ('href="/log"' in browser.get("/account/password").text) is may


@pytest.mark.parametrize("query", ["action=x", "before=0", "before=x", "actor=" + "x" * 65, "before=" + "9" * 30])
def test_a_query_that_makes_no_sense_is_told(auditor: TestClient, query: str) -> None:
    assert auditor.get(f"/log?{query}").status_code == 422


@pytest.mark.parametrize(
    "query", ["actor=%00", "object_id=%00", "actor=%ED%A0%80", "object_id=%F0%9F%92%A5", "actor=%27--"]
)
def test_no_query_is_an_incident(auditor: TestClient, query: str) -> None:
    assert auditor.get(f"/log?{query}").status_code in {200, 422}
