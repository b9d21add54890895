"""`GET /v1/channels`, `/v1/channels/{id}`, and what people say of one."""

from __future__ import annotations

from uuid import uuid4

from service.domain.access import AccessRole, Scope
from tests.support.api import SALE, Api, item
from tests.support.pages import read_page, taken, with_action


def test_a_channel_is_listed_read_and_changed_with_its_version(api: Api) -> None:
    api.score(each["id"] for each in api.hand_in(item(1), item(600, SALE)))
    listed = api.client.get("/v1/channels", headers=api.headers).json()
    (channel,) = listed["channels"]
    assert listed["next_cursor"] is None
    path = f"/v1/channels/{channel['id']}"
    answer = api.client.get(path, headers=api.headers)
    assert answer.headers["etag"] == '"1"'
    assert answer.json()["days"] == [
        {"day": "2026-10-31", "items": 1, "raised": 0},
        {"day": "2026-11-01", "items": 1, "raised": 1},
    ]
    assert SALE not in answer.text
    person = api.person_key(AccessRole.ANALYST)
    changed = api.client.patch(path, json={"gone": True}, headers=person | {"If-Match": '"1"'})
    assert changed.status_code == 200, changed.text
    assert changed.json()["gone_at"]
    for tag, status, code in (("", 428, "precondition_required"), ('"1"', 412, "version_mismatch")):
        headers = person | ({"If-Match": tag} if tag else {})
        refused = api.client.patch(path, json={"gone": False}, headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (status, code)


def test_only_who_decides_says_what_became_of_a_channel(api: Api) -> None:
    api.hand_in(item(1))
    (channel,) = api.client.get("/v1/channels", headers=api.headers).json()["channels"]
    for key in (api.headers, api.person_key(AccessRole.ANALYST, Scope.READ), api.person_key(AccessRole.APPROVER)):
        headers = key | {"If-Match": '"1"'}
        answer = api.client.patch(f"/v1/channels/{channel['id']}", json={"gone": True}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")


def test_an_unknown_channel_and_an_impossible_successor_are_told_as_problems(api: Api) -> None:
    api.hand_in(item(1))
    (channel,) = api.client.get("/v1/channels", headers=api.headers).json()["channels"]
    assert api.client.get(f"/v1/channels/{uuid4()}", headers=api.headers).json()["code"] == "channel_not_found"
    wanted = {"successor_of": channel["id"]}
    headers = api.person_key(AccessRole.ANALYST) | {"If-Match": '"1"'}
    refused = api.client.patch(f"/v1/channels/{channel['id']}", json=wanted, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "succession_impossible")


def test_people_find_a_channel_from_its_item_and_say_what_became_of_it(api: Api) -> None:
    (stored,) = api.hand_in(item(1))
    api.score([stored["id"]])
    browser = api.person(AccessRole.ANALYST)
    (path,) = {link for link in read_page(browser.get(f"/items/{stored['id']}").text).links if "/channels/" in link}
    assert path in read_page(browser.get("/channels").text).links
    page = browser.get(path)
    assert page.status_code == 200
    assert read_page(page.text).inline == []
    assert "<svg" in page.text
    assert taken(browser, with_action(page.text, "/change"), gone="true") == path
    assert "gone, as somebody said" in browser.get(path).text
    stale = browser.post(f"{path}/change", data={"version": "1", "gone": "true"})
    assert stale.status_code == 412


def test_an_approver_sees_a_channel_and_has_no_form_to_change_it(api: Api) -> None:
    api.hand_in(item(1))
    browser = api.person(AccessRole.APPROVER)
    (path,) = {link for link in read_page(browser.get("/channels").text).links if link.startswith("/channels/")}
    page = browser.get(path)
    assert page.status_code == 200
    assert [form.action for form in read_page(page.text).forms] == ["/sign-out", "/language"]
