"""The page on how platforms answer, and the warnings on it."""

from __future__ import annotations

from service.domain.access import AccessRole
from service.domain.messages import Platform
from tests.support.api import Api

_PAGE = "/platforms"
_STATISTICS = "/v1/received-requests/statistics"
_WARNINGS = "/v1/received-requests/warnings"


def test_a_warning_by_key_is_on_the_page_and_an_approver_clears_it(api: Api) -> None:
    telegram = api.platform_key(Platform.TELEGRAM)
    words = "Vijf meldingen <b>zonder</b> aanbod"
    assert api.client.post(_WARNINGS, json={"words": words}, headers=telegram).status_code == 201
    analyst, approver = api.person(AccessRole.ANALYST), api.person(AccessRole.APPROVER)
    shown = approver.get(_PAGE).text
    assert "Vijf meldingen &lt;b&gt;zonder&lt;/b&gt; aanbod" in shown
    (address,) = {part.split('"')[0] for part in shown.split('action="')[1:] if part.startswith("/platforms/warnings/")}
    assert address not in analyst.get(_PAGE).text
    assert analyst.post(address, data={"because": "Alles is nagekeken."}).status_code == 403
    short = approver.post(address, data={"because": "goed"})
    assert (short.status_code, "Say what you looked at" in short.text) == (422, True)
    cleared = approver.post(address, data={"because": "Alles is nagekeken."}, follow_redirects=False)
    assert (cleared.status_code, cleared.headers["location"]) == (303, _PAGE)
    page = approver.get(_PAGE).text
    assert "Alles is nagekeken." in page
    assert address not in page
    assert approver.post(address, data={"because": "Alles is nagekeken."}).status_code == 409


def test_an_analyst_enters_a_letter_and_an_auditor_only_reads(api: Api) -> None:
    letter = {"platform": "tiktok", "words": "Per brief van vandaag."}
    auditor = api.person(AccessRole.AUDITOR)
    assert "/platforms/warnings" not in auditor.get(_PAGE).text
    assert auditor.post("/platforms/warnings", data=letter).status_code == 403
    assert "Per brief" in api.person(AccessRole.ANALYST).post("/platforms/warnings", data=letter).text


def test_figures_by_key_are_for_platforms_and_those_of_all_for_people(api: Api) -> None:
    telegram = api.platform_key(Platform.TELEGRAM)
    own = api.client.get(_STATISTICS, params={"days": 30}, headers=telegram).json()
    assert (own["days"], own["notices"], own["decided"]["share"]) == (30, 0, None)
    assert api.client.get("/v1/reports/platforms", headers=telegram).status_code == 403
    assert api.client.get(_STATISTICS, headers=api.headers).status_code == 403
    assert api.client.get(_STATISTICS, params={"days": 0}, headers=telegram).status_code == 422
    assert api.client.get("/v1/reports/platforms", headers=api.headers).json() == {"days": 90, "platforms": []}
