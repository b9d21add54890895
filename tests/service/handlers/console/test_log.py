"""The log on its page: for those who check, without the texts that were seen."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.domain.access import HUMAN_ROLES, AccessRole, Scope, scopes_of
from service.domain.audit import AuditAction
from tests.support.api import Api
from tests.support.review import store
from tests.support.takedown import confirmed

_TAG = re.compile(r"<[^>]+>")


@pytest.fixture
def auditor(desk: Api) -> TestClient:
    return desk.person(AccessRole.AUDITOR)


def test_views_decisions_and_transitions_are_listed_newest_first(
    desk: Api, analyst: TestClient, auditor: TestClient
) -> None:
    confirmed(desk.context)
    analyst.get("/items")
    page = auditor.get("/log").text
    for code, words in (
        ("consult", "looked at"),
        ("decide", "decided"),
        ("transition", "moved a request on"),
        ("sign_in", "signed in"),
    ):
        assert f'<td title="{code}">{words}</td>' in page
    moments = re.findall(r'<td><time datetime="([^"]+)"', page)
    assert moments == sorted(moments, reverse=True)
    assert "not sealed yet" in page
    desk.context.sealer().seal()
    assert "not sealed yet" not in auditor.get("/log").text


def test_filters_must_all_hold(desk: Api, auditor: TestClient) -> None:
    request = confirmed(desk.context)
    page = auditor.get("/log?action=transition&actor=usr_ann-0001&object_id=").text
    assert set(re.findall(r'<td title="([a-z_]+)">', page)) == {"transition"}
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
        seen += page.count('<td title="consult">')
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


def test_the_log_leaves_as_a_file_once_the_reason_is_in_it(desk: Api, auditor: TestClient) -> None:
    desk.context.sealer().seal()
    assert auditor.get("/log/export").status_code == 200
    form = {"kind": "audit", "reason": "letter 12 of the supervisor", "format": "csv"}
    answer = auditor.post("/log/export", data=form)
    assert answer.headers["content-disposition"] == 'attachment; filename="lont-log.csv"'
    assert answer.text.startswith("id,position,prev_hash,entry_hash,at,actor")
    assert "sign_in" in answer.text
    page = auditor.get("/log?action=disclose").text
    assert "letter 12 of the supervisor" in page


@pytest.mark.parametrize(
    "form", [{"reason": "x"}, {"actor": "two words"}, {"first": "5", "last": "4"}, {"day_from": "yesterday"}]
)
def test_without_a_reason_nothing_of_the_log_leaves(auditor: TestClient, form: dict[str, str]) -> None:
    answer = auditor.post("/log/export", data={"kind": "audit", "reason": "a long enough reason"} | form)
    assert answer.status_code == 422
    assert "content-disposition" not in answer.headers
    assert "a long enough reason" not in auditor.get("/log?action=disclose").text


def test_no_code_stands_in_the_place_of_a_word(desk: Api, auditor: TestClient) -> None:
    """Every action that lont can note has words of its own, and so has what the entry tells of it."""
    trail_of: dict[str, Any] = {
        "verdict": "cannot_tell",
        "labels": ["f4_sale"],
        "reasons": ["threat_words"],
        "until": "2026-11-01T12:00:00Z",
    }
    with desk.context.writing() as factory:
        for action in AuditAction:
            factory.audit().note("usr_ann-0001", action, "takedown_request", "x", batch=None, **trail_of)
    rows = _TAG.sub(" ", auditor.get("/log").text.partition("<tbody>")[2].partition("</tbody>")[0])
    told = ("cannot be told", "F4 firework sale", "words of a threat", "1 November 2026 12:00 UTC")
    assert [each for each in told if each not in rows] == []
    assert not re.findall(r"[a-z]_[a-z]|None|\[", rows)


def test_an_entry_that_somebody_wrote_past_lont_is_shown_all_the_same(desk: Api, auditor: TestClient) -> None:
    with desk.context.writing() as factory:
        factory.audit().note(
            "usr_ann-0001", AuditAction.CLAIM, "item", "x", until="soon", reasons={"a": [1]}, verdict=7
        )
    assert "soon" in auditor.get("/log").text
