"""The page of reports on notices, its files, and the same over the API."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.domain.access import AccessRole, Scope
from tests.support.api import Api
from tests.support.notices import Notices
from tests.support.pages import read_page
from tests.support.people import noted

_YEAR = datetime.now(UTC).year
_AT = datetime(_YEAR - 1, 6, 1, 12, tzinfo=UTC)


def test_the_page_shows_both_reports_with_their_files(api: Api) -> None:
    for _ in range(6):
        Notices(api.context).removed(_AT)
    person = api.person(AccessRole.ANALYST)
    answer = person.get(f"/reports?year={_YEAR - 1}")
    assert answer.status_code == 200
    page = read_page(answer.text)
    assert page.inline == []
    for words in ("For the public: the yearly report", "Telegram", "&lt;5", "violence", "How long it takes"):
        assert words in answer.text, words
    (file,) = [link for link in page.links if link.startswith("/reports/annual/annual")]
    lines = [line for line in person.get(file).text.splitlines() if not line.startswith("#")]
    assert lines[0].startswith("period_start,period_end,provider,dsa_category,dsa_keyword,notices,items,action_removed")
    assert lines[1].startswith(f"{_YEAR - 1}-01-01,{_YEAR - 1}-12-31,telegram,")


def test_each_reading_is_an_entry_of_the_log(api: Api) -> None:
    api.person(AccessRole.ANALYST).get("/reports/annual/sheet_1_3")
    entry = noted(api.context)[-1]
    assert (entry.action, entry.object_kind, entry.object_id) == ("consult", "report", str(_YEAR))


def test_an_empty_year_has_a_page(api: Api) -> None:
    page = api.person(AccessRole.LEGAL).get("/reports?year=")
    assert page.status_code == 200
    assert "Nothing to show." in page.text


@pytest.mark.parametrize(("year", "status"), [("1999", 422), (str(_YEAR + 1), 422), ("x", 422), ("99999", 422)])
def test_a_year_that_nobody_can_report_on_is_refused(api: Api, year: str, status: int) -> None:
    assert api.person(AccessRole.ANALYST).get(f"/reports?year={year}").status_code == status
    key = api.person_key(AccessRole.LEGAL, Scope.REPORT, Scope.REQUEST)
    for path in ("trusted-flagger", "takedown", "takedown/shares"):
        assert api.client.get(f"/v1/reports/{path}?year={year}", headers=key).status_code == status


def test_programs_get_the_same_as_json_and_csv(api: Api) -> None:
    for _ in range(6):
        Notices(api.context).removed(_AT)
    key = api.person_key(AccessRole.LEGAL, Scope.REPORT, Scope.REQUEST)
    annual = api.client.get(f"/v1/reports/trusted-flagger?year={_YEAR - 1}", headers=key).json()
    assert annual["tables"]["annual"][0]["notices"] == 6
    assert annual["tables"]["sheet_1_3"][0]["F"] == 6
    csv = api.client.get(f"/v1/reports/takedown/shares?year={_YEAR - 1}", headers=key)
    assert csv.headers["content-type"].startswith("text/csv")
    assert "acknowledged,all,6,1.0" in csv.text
    assert api.client.get("/v1/reports/trusted-flagger/shares", headers=key).status_code == 422


def test_who_only_reports_to_the_public_sees_nothing_of_the_senders(api: Api) -> None:
    page = api.person(AccessRole.DATA_SCIENTIST).get("/reports").text
    assert "For the public: the yearly report" in page
    assert "For those who send notices" not in page
    key = api.key(Scope.REPORT)
    assert api.client.get("/v1/reports/trusted-flagger", headers=key).status_code == 200
    assert api.client.get("/v1/reports/takedown", headers=key).status_code == 403
