"""One item: its decisions with their ways on, taking them back, evidence."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from service.domain.access import AccessRole
from service.domain.decisions import RejectReason
from service.domain.items import ItemState, Lane, Provenance, Visibility
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestState
from tests.support.api import SALE, Api, item
from tests.support.drafts import CHANNEL, draft
from tests.support.pages import sent, taken, with_action
from tests.support.people import noted
from tests.support.review import edit, give_score, queued, standing, store
from tests.support.takedown import brought_to, item_of, stored_item

_DECIDED, _QUEUED = ItemState.DECIDED, ItemState.QUEUED


def _decide(browser: TestClient, item_id: UUID, choice: str, **fields: str) -> str:
    """Press a button on the page of an item and return where that leads."""
    form = with_action(browser.get(f"/items/{item_id}").text, f"/items/{item_id}/decide")
    assert ("choice", choice) in form.buttons
    return taken(browser, form, choice=choice, **fields)


def test_an_item_has_scores_marked_words_its_surroundings_and_its_address_as_text(
    desk: Api, analyst: TestClient
) -> None:
    stored = desk.hand_in(item(1, "hoi"), item(2, SALE, locator="https://t.me/voorbeeld/2"), item(3, "nog wat over?"))
    desk.score(each["id"] for each in stored)
    page = analyst.get(f"/items/{stored[1]['id']}").text
    assert '<mark class="f4_sale">' in page
    assert "https://t.me/voorbeeld/2" in page
    assert 'href="https://t.me' not in page
    assert desk.context.scorer.version in page
    for near in (stored[0], stored[2]):
        assert f'href="/items/{near["id"]}"' in page


def test_a_score_of_a_language_that_is_not_served_is_a_figure_only_where_it_is_not_low(
    desk: Api, analyst: TestClient
) -> None:
    foreign, known, raised, near = store(desk.context, "een", "twee", "drie", "vier")
    give_score(desk.context, foreign, score=0.04, unsure=("language",))
    give_score(desk.context, known, score=0.04)
    give_score(desk.context, raised, "P1", score=0.96, unsure=("language",))
    give_score(desk.context, near, score=0.3, unsure=("language", "score"))
    for item_id, figures, marks in (
        (foreign, ["?", "?"], 1),
        (known, ["0.04", "&lt;0.01"], 0),
        (raised, ["0.96", "?"], 1),
        (near, ["0.30", "&lt;0.01"], 1),
    ):
        page = analyst.get(f"/items/{item_id}").text
        assert re.findall(r'<span class="figure">(.*?)</span>', page) == figures
        assert page.count("language not served: the scores say nothing") == marks
        assert page.count('class="value"') == 2 - figures.count("?")


def test_an_item_shows_what_it_says_its_role_and_a_wrong_door(desk: Api, analyst: TestClient) -> None:
    text = "Kerkstraat 12, 1k p.p."
    wrong, plain = store(desk.context, text, "hoi")
    street: dict[str, object] = {"kind": "street", "name": "kerkstraat", "number": "12"}
    reward: dict[str, object] = {"amount": 1000, "currency": "EUR", "per": "person"}
    entities: tuple[dict[str, object], ...] = (
        {"type": "location", "start": 0, "end": 13, "value": street},
        {"type": "reward", "start": 15, "end": 22, "value": reward},
    )
    give_score(desk.context, wrong, "P1", role="recruiter", entities=entities)
    give_score(desk.context, plain)
    page = analyst.get(f"/items/{wrong}").text
    assert re.findall(r"<tr><td>(.*?)</td><td><bdi[^>]*>(.*?)</bdi></td><td><bdi[^>]*>(.*?)</bdi>", page) == [
        ("Place", "Kerkstraat 12", "kerkstraat 12"),
        ("Reward", "1k p.p.", "1,000 EUR each"),
    ]
    assert "role: recruiter" in page
    assert "Beware of the wrong door." in page
    other = analyst.get(f"/items/{plain}").text
    for words in ("What it says", "role:", "wrong door"):
        assert words not in other


def test_each_text_on_the_page_is_a_row_in_the_log(desk: Api, analyst: TestClient) -> None:
    ids = store(desk.context, "een", "twee", "drie")
    analyst.get(f"/items/{ids[1]}")
    viewed = [each.object_id for each in noted(desk.context) if each.action == "consult"]
    assert sorted(viewed) == sorted(map(str, ids))


def test_an_item_without_a_score_asks_again_by_itself_and_cannot_be_decided(desk: Api, analyst: TestClient) -> None:
    (item_id,) = store(desk.context, "nog zonder score")
    page = analyst.get(f"/items/{item_id}").text
    assert 'http-equiv="refresh"' in page
    assert "/decide" not in page
    answer = analyst.post(f"/items/{item_id}/decide", data={"choice": "unsure", "version": "1"})
    assert answer.status_code == 409
    assert "no score yet" in answer.text


@pytest.mark.parametrize(
    ("choice", "state", "verdict", "labels"),
    [
        ("confirm:recruitment", _DECIDED, "confirm", ("recruitment",)),
        ("confirm:f4_sale", _DECIDED, "confirm", ("f4_sale",)),
        ("confirm:both", _DECIDED, "confirm", ("recruitment", "f4_sale")),
        ("unsure", None, "unsure", ()),
        ("cannot_tell", _DECIDED, "cannot_tell", ()),
        ("defer", _QUEUED, "defer", ()),
        *((f"reject:{reason}", _DECIDED, "reject", ()) for reason in RejectReason),
    ],
)
def test_every_button_decides(
    *, desk: Api, analyst: TestClient, choice: str, state: ItemState | None, verdict: str, labels: tuple[str, ...]
) -> None:
    item_id = queued(desk.context)
    _decide(analyst, item_id, choice, note="zo gezien")
    found, _, stands = standing(desk.context, item_id)
    assert stands == verdict
    assert state in (None, found)
    with desk.context.reading() as factory:
        (decision,) = factory.decisions().history(item_id)
    assert (decision.labels, decision.note) == (labels, "zo gezien")
    assert decision.reason == (choice.partition(":")[2] if verdict == "reject" else None)
    assert "zo gezien" in analyst.get(f"/items/{item_id}").text


def test_a_rejection_leads_on_and_can_be_taken_back_from_the_next_item(desk: Api, analyst: TestClient) -> None:
    first, second = store(desk.context, "een", "twee")
    give_score(desk.context, first, "P1", 0.9)
    give_score(desk.context, second, "P1", 0.8)
    follow = _decide(analyst, first, "reject:ordinary")
    assert follow.startswith("/queue/next?passed=")
    page = analyst.get(follow)
    assert page.url.path == f"/items/{second}"
    undone = sent(analyst, with_action(page.text, f"/items/{first}/undo"))
    assert undone.url.path == f"/items/{first}"
    assert standing(desk.context, first) == (ItemState.QUEUED, "P1", None)
    assert "undone since" in undone.text


def test_after_what_asks_for_more_the_item_stays(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context)
    assert _decide(analyst, item_id, "confirm:recruitment") == f"/items/{item_id}#next-step"


@pytest.mark.parametrize("form", [{}, {"choice": "reject:nonsense"}, {"choice": "maybe"}, {"choice": "confirm:"}])
def test_a_decision_that_is_none_is_refused(desk: Api, analyst: TestClient, form: dict[str, str]) -> None:
    item_id = queued(desk.context)
    assert analyst.post(f"/items/{item_id}/decide", data={"version": "1"} | form).status_code == 422
    assert standing(desk.context, item_id)[2] is None


def test_what_was_edited_meanwhile_is_shown_anew_and_not_decided(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context)
    form = with_action(analyst.get(f"/items/{item_id}").text, "/decide")
    edit(desk.context, "een heel andere tekst")
    give_score(desk.context, item_id, "P1", version=2)
    answer = sent(analyst, form, choice="confirm:recruitment")
    assert answer.status_code == 409
    assert "you saw version 1, it is at 2 now" in answer.text
    assert "een heel andere tekst" in answer.text
    assert with_action(answer.text, "/decide").fields["version"] == "2"
    assert standing(desk.context, item_id)[2] is None


def test_of_two_people_the_second_is_told_what_the_first_decided(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context)
    form = with_action(analyst.get(f"/items/{item_id}").text, "/decide")
    with desk.context.writing() as factory:
        factory.claims().end(item_id)  # as when the first one's browser has died
    _decide(desk.person(), item_id, "reject:quoted")
    answer = sent(analyst, form, choice="confirm:recruitment")
    assert answer.status_code == 409
    assert "decided already: reject" in answer.text
    assert standing(desk.context, item_id)[2] == "reject"


def test_an_undo_that_comes_twice_is_told(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context)
    _decide(analyst, item_id, "unsure")
    with desk.context.reading() as factory:
        (decision,) = factory.decisions().history(item_id)
    undo = {"decision": str(decision.id)}
    assert analyst.post(f"/items/{item_id}/undo", data=undo, follow_redirects=False).status_code == 303
    again = analyst.post(f"/items/{item_id}/undo", data=undo)
    assert again.status_code == 409
    assert "does not hold" in again.text


def test_a_confirmation_drafts_the_request_beside_the_item(desk: Api, analyst: TestClient) -> None:
    item_id = stored_item(desk.context)
    _decide(analyst, item_id, "confirm:recruitment")
    (request,) = _requests_of(desk, item_id)
    assert request.state is RequestState.DRAFT
    page = analyst.get(f"/items/{item_id}").text
    assert with_action(page, "/draft").fields["url"] == "https://t.me/buurtpraat_verzonnen/1"
    assert "Somebody else approves it" in page


def test_without_an_address_the_draft_asks_for_it(desk: Api, analyst: TestClient) -> None:
    item_id = stored_item(desk.context, locator=None)
    _decide(analyst, item_id, "confirm:recruitment")
    page = analyst.get(f"/items/{item_id}").text
    assert "exact location missing" in page
    assert "TD-201" in page


def test_a_private_channel_leads_to_the_police_and_to_no_request(desk: Api, analyst: TestClient) -> None:
    with desk.context.writing() as factory:
        imports = factory.import_desk()
        private = Provenance("Europe/Amsterdam", Visibility.PRIVATE, "handed over", "test desk")
        channel = imports.channels.save(CHANNEL, private)
        stored = imports.ingest.take_in(channel.id, [draft("1", "klus voor vanavond, dm")], Lane.LIVE).stored
    (item_id,) = stored.values()
    give_score(desk.context, item_id, "P1")
    _decide(analyst, item_id, "confirm:recruitment")
    page = analyst.get(f"/items/{item_id}").text
    assert "police liaison" in page
    assert "/draft" not in page
    assert _requests_of(desk, item_id) == []


def test_undoing_a_confirmation_ends_what_nobody_approved(desk: Api, analyst: TestClient) -> None:
    item_id = stored_item(desk.context)
    _decide(analyst, item_id, "confirm:recruitment")
    page = sent(analyst, with_action(analyst.get(f"/items/{item_id}").text, "/undo")).text
    assert [each.state for each in _requests_of(desk, item_id)] == [RequestState.REJECTED_INTERNAL]
    assert "Ask an approver" not in page


@pytest.mark.parametrize(
    ("state", "says"), [(RequestState.APPROVED, "take the approval back"), (RequestState.SUBMITTED, "withdraw it")]
)
def test_undoing_says_what_is_left_for_an_approver(
    desk: Api, analyst: TestClient, state: RequestState, says: str
) -> None:
    item_id = item_of(desk.context, brought_to(desk.context, state))
    page = sent(analyst, with_action(analyst.get(f"/items/{item_id}").text, f"/items/{item_id}/undo")).text
    assert says in page


def test_only_analysts_see_buttons_that_decide(desk: Api) -> None:
    item_id = queued(desk.context)
    for role in (AccessRole.APPROVER, AccessRole.AUDITOR, AccessRole.DATA_SCIENTIST):
        browser = desk.person(role)
        assert "/decide" not in browser.get(f"/items/{item_id}").text
        answer = browser.post(f"/items/{item_id}/decide", data={"choice": "unsure", "version": "1"})
        assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/items/{}", "/evidence/{}"])
def test_what_is_not_there_is_a_page_that_says_so(analyst: TestClient, path: str) -> None:
    answer = analyst.get(path.format(uuid4()))
    assert answer.status_code == 404
    assert "text/html" in answer.headers["content-type"]


def test_a_trail_that_leads_nowhere_does_no_harm(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context)
    page = analyst.get(f"/items/{item_id}?passed={uuid4()}&undo={uuid4()}")
    assert page.status_code == 200
    assert sent(analyst, with_action(page.text, "/undo")).status_code == 404
    assert analyst.get(f"/items/{item_id}?passed=x&undo=y&proposal=z").status_code == 422


def _requests_of(desk: Api, item_id: UUID) -> list[RequestRecord]:
    with desk.context.reading() as factory:
        return factory.takedown().of_item(item_id)
