"""`/v1/items/{id}/notes` and `/assignment`, and the same on the page of an item."""

from __future__ import annotations

from uuid import uuid4

from service.domain.access import AccessRole, Scope
from service.services.accounts import actor_of
from tests.support.api import Api
from tests.support.pages import read_page, sent
from tests.support.people import make_person
from tests.support.review import queued


def test_a_note_is_written_and_read_by_their_scopes(api: Api) -> None:
    address = f"/v1/items/{queued(api.context)}/notes"
    anna, reader = api.person_key(AccessRole.ANALYST), api.key(Scope.READ)
    written = api.client.post(address, json={"text": "wacht op de andere desk"}, headers=anna)
    assert (written.status_code, written.json()["text"]) == (201, "wacht op de andere desk")
    assert api.client.get(address, headers=reader).json() == {"notes": [written.json()]}
    assert api.client.post(address, json={"text": "x"}, headers=reader).status_code == 403
    assert api.client.post(address, json={"text": " "}, headers=anna).status_code == 422
    assert api.client.get(f"/v1/items/{uuid4()}/notes", headers=reader).json()["code"] == "item_not_found"


def test_an_item_is_assigned_and_listed_by_whose_it_is(api: Api) -> None:
    item_id, bram = queued(api.context), make_person(api.context, "bram")
    anna = api.person_key(AccessRole.ANALYST)
    address = f"/v1/items/{item_id}/assignment"
    made = api.client.put(address, json={"assigned_to": actor_of(bram.id)}, headers=anna)
    assert made.json() == {"item_id": str(item_id), "assigned_to": actor_of(bram.id)}
    refused = api.client.put(address, json={"assigned_to": None}, headers=anna)
    assert (refused.status_code, refused.json()["code"]) == (409, "item_assigned")
    assert api.client.put(address, json={"assigned_to": "usr_x"}, headers=api.key(Scope.READ)).status_code == 403
    mine = api.client.get(f"/v1/queue?assigned_to={actor_of(bram.id)}", headers=anna).json()["items"]
    assert [(each["id"], each["assigned_to"]) for each in mine] == [(str(item_id), actor_of(bram.id))]
    assert api.client.get("/v1/queue?assigned_to=nobody", headers=anna).json()["items"] == []
    assert api.client.post("/v1/queue/claim", json={}, headers=anna).json() == {"claim": None}


def test_the_page_assigns_and_notes_and_shows_both(api: Api) -> None:
    item_id, bram = queued(api.context), make_person(api.context, "bram")
    anna = api.person(AccessRole.ANALYST, name="anna")
    page = anna.get(f"/items/{item_id}?view=lang%3Dnl").text
    forms = {each.action.partition("?")[0].rpartition("/")[2]: each for each in read_page(page).forms}
    noted = sent(anna, forms["notes"], text="eerst <b>bellen</b>")
    assert "eerst &lt;b&gt;bellen&lt;/b&gt;" in noted.text
    assert "view=lang%3Dnl" in str(noted.url)
    assert "bram" in sent(anna, forms["assignment"], assignee=actor_of(bram.id)).text
    assert "assigned to" in anna.get("/").text
    assert anna.get("/queue/next", follow_redirects=False).headers["location"] == "/"
    assert sent(anna, forms["assignment"], assignee="").status_code == 409
