"""The pages of figures: how the work goes and what the phenomenon looks like, with their files."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from service.domain.access import AccessRole, Scope
from service.domain.reports import quarter_of
from tests.support.api import Api
from tests.support.figures import Rows, place, price, reward
from tests.support.pages import read_page
from tests.support.people import noted

_NOW = datetime.now(UTC)
_LATELY = max(_NOW - timedelta(hours=2), quarter_of(_NOW).span.begin)


def _filled(api: Api, campaigns: int = 6) -> None:
    rows = Rows(api.context)
    said = (place("Rotterdam", "NL-ZH"), place("Ede", "NL-GE"), price("Cobra 6", 8), reward(800))
    for number in range(campaigns):
        rows.confirmed(_LATELY, "f4_sale", *said[: 4 if number else 1], role="seller")
    rows.item(_LATELY, "f4_sale", entities=said)


def test_the_figures_are_drawn_named_and_stand_in_tables(api: Api) -> None:
    _filled(api)
    page = api.person(AccessRole.APPROVER).get("/figures")
    assert page.status_code == 200
    assert read_page(page.text).inline == []
    assert "Bars of the items of each day by label" in page.text
    assert page.text.count('role="img"') >= 5
    for table in ("inflow", "queue", "first_decision", "decisions", "precision", "copies"):
        assert f"/figures/{table}" in read_page(page.text).links


def test_an_empty_database_has_a_page_that_says_so(api: Api) -> None:
    person = api.person(AccessRole.ANALYST)
    assert "Nothing yet" in person.get("/figures").text
    assert "&lt;5" in person.get("/phenomenon").text


def test_a_filter_stays_in_the_form_and_in_the_addresses_of_the_files(api: Api) -> None:
    _filled(api)
    person = api.person(AccessRole.ANALYST)
    today = f"{_NOW:%Y-%m-%d}"
    page = read_page(person.get(f"/figures?from={today}&until=&zone=UTC&platform=telegram&lang=").text)
    (form,) = [each for each in page.forms if each.action == "/figures"]
    assert (form.fields["from"], form.fields["zone"], form.fields["platform"]) == (today, "UTC", "telegram")
    (file,) = [link for link in page.links if link.startswith("/figures/inflow")]
    answer = person.get(file)
    assert answer.headers["content-type"].startswith("text/csv")
    said, names, *lines = re.sub(r"(?m)^# .*\n(?=# )", "", answer.text).splitlines()
    assert said.startswith("# cannot say")
    assert names.startswith("day,recruitment,f4_sale")
    assert [line.split(",")[0] for line in lines] == [today]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("from=2026-11-02&until=2026-11-01", 422),
        ("from=0001-01-01&until=0001-01-01", 422),
        ("until=9999-12-31", 422),
        ("from=gisteren", 422),
        ("zone=Mars/Olympus", 422),
        ("platform=%27%20OR%201%3D1", 422),
        ("lang=n%00", 422),
        ("actor=usr_a", 422),
    ],
)
def test_hostile_filters_of_the_work_are_refused_with_what_to_do(api: Api, query: str, status: int) -> None:
    person = api.person(AccessRole.ANALYST)
    for path in ("/figures", "/figures/inflow", "/v1/reports/workload", "/v1/reports/workload/inflow"):
        client, headers = (person, {}) if path.startswith("/figures") else (api.client, api.headers)
        answer = client.get(f"{path}?{query}", headers=headers)
        assert answer.status_code == status, (path, answer.text)
    assert "usr_a" not in answer.text


@pytest.mark.parametrize(
    "query", ["period=2026-Q5", "period=9999-Q1", "period=1999-Q4", "label=all", "platform=telegram"]
)
def test_hostile_filters_of_the_phenomenon_are_refused(api: Api, query: str) -> None:
    for path in ("/v1/reports/phenomenon", "/v1/reports/phenomenon/weeks"):
        assert api.client.get(f"{path}?{query}", headers=api.headers).status_code == 422
    assert api.person(AccessRole.ANALYST).get(f"/phenomenon?{query}").status_code == 422


def test_the_picture_shows_what_is_large_and_hides_what_is_small(api: Api) -> None:
    _filled(api)
    page = api.person(AccessRole.POLICE_LIAISON).get("/phenomenon?label=f4_sale")
    assert page.status_code == 200
    assert read_page(page.text).inline == []
    assert "Zuid-Holland" in page.text
    assert "Rotterdam" in page.text
    assert "Cobra 6" in page.text
    assert "every other" in page.text
    few = api.person(AccessRole.POLICE_LIAISON).get("/phenomenon?label=f4_sale&basis=undecided").text
    assert "Nobody has decided these." in few
    assert "Rotterdam" not in few


def test_a_municipality_has_a_bar_only_where_its_count_is_told(api: Api) -> None:
    """Rotterdam is in six campaigns and Ede in five; one that is in two is among the others, and draws nothing."""
    _filled(api)
    rows = Rows(api.context)
    for _ in range(2):
        rows.confirmed(_LATELY, "f4_sale", place("Almelo", "NL-OV"), role="seller")
    page = api.person(AccessRole.ANALYST).get("/phenomenon?label=f4_sale").text
    part = page.partition('id="figure-municipalities"')[2].partition("</svg>")[0]
    assert re.findall(r"<text x=\"0\"[^>]*>([^<]+)</text>", part) == ["Rotterdam", "Ede"]
    long, short = (float(width) for width in re.findall(r'width="([0-9.]+)" height="14"', part))
    assert short / long == pytest.approx(5 / 6, abs=0.01)


def test_a_key_for_reports_alone_reads_the_picture_and_nothing_else(api: Api) -> None:
    _filled(api)
    key = api.key(Scope.REPORT)
    answer = api.client.get("/v1/reports/phenomenon?label=f4_sale", headers=key)
    assert answer.status_code == 200
    report = answer.json()
    assert report["tables"]["municipalities"][0] == {
        "region": "NL-ZH",
        "municipality": "Rotterdam",
        "campaigns": 6,
        "items": 6,
    }
    assert report["about"]["label"] == "f4_sale"
    assert report["cannot_say"]
    assert report["model_versions"] == ["test.1"]
    file = api.client.get("/v1/reports/phenomenon/regions?label=f4_sale", headers=key).text
    assert file.splitlines()[-4:] == ["region,campaigns,items", "NL-ZH,6,6", "NL-GE,5,5", "every other,<5,"]
    for path in ("/v1/items", "/v1/campaigns", "/v1/channels", "/v1/reports/workload"):
        assert api.client.get(path, headers=key).json()["code"] == "scope_missing"
    assert [(each.action, each.object_kind) for each in noted(api.context)].count(("disclose", "report")) == 2
