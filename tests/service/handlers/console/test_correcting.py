"""Other labels for what was decided, and the words that make it so."""

from __future__ import annotations

from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from service.domain.decisions import DecisionRecord, DecisionSpan, RejectReason, Verdict
from tests.support.api import Api
from tests.support.pages import read_page, taken, with_action
from tests.support.review import BRAM, edit, look_at, queued, said
from tests.support.takedown import stored_item

TEXT = "doos te koop, doos dm"


def holding(desk: Api, item_id: UUID) -> DecisionRecord:
    with desk.context.reading() as factory:
        decision = factory.decisions().get(look_at(desk.context, item_id).decision_id)  # type: ignore[arg-type]  # it is decided
    assert decision is not None
    return decision


def test_one_button_gives_a_confirmation_its_right_label_and_the_request_follows(
    desk: Api, analyst: TestClient
) -> None:
    item_id = stored_item(desk.context)
    analyst.post(f"/items/{item_id}/decide", data={"choice": "confirm:recruitment", "version": "1"})
    form = with_action(analyst.get(f"/items/{item_id}").text, "/correct")
    assert form.buttons == [("labels", "f4_sale"), ("labels", "both")]
    taken(analyst, form, labels="f4_sale")
    assert holding(desk, item_id).labels == ("f4_sale",)
    page = analyst.get(f"/items/{item_id}").text
    assert "in place of the one before" in page
    taken(analyst, with_action(page, f"/items/{item_id}/undo"))
    assert holding(desk, item_id).labels == ("recruitment",)


def test_words_are_kept_with_the_decision_and_shown_in_its_history(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context, text=TEXT)
    page = analyst.get(f"/items/{item_id}/words").text
    assert read_page(page).inline == []
    assert '<button type="button" class="word" tabindex="0" data-start="0" data-end="4"' in page
    form = with_action(page, "/words")
    taken(analyst, form, label="f4_sale", span="f4_sale:0:12:yes", quote_1="dm", meaning_1="recruitment:no")
    decision = holding(desk, item_id)
    assert (decision.verdict, decision.labels) == (Verdict.CONFIRM, ("f4_sale",))
    assert decision.spans == (DecisionSpan("f4_sale", 0, 12), DecisionSpan("recruitment", 19, 21, speaks=False))
    shown = analyst.get(f"/items/{item_id}").text
    assert "“doos te koop”" in shown
    again = with_action(analyst.get(f"/items/{item_id}/words").text, "/words")
    taken(analyst, again, label="f4_sale", span="f4_sale:5:12:yes")
    assert (holding(desk, item_id).corrects, len(holding(desk, item_id).spans)) == (decision.id, 1)


def test_a_rejection_says_which_marked_words_are_none(desk: Api, analyst: TestClient) -> None:
    item_id = queued(desk.context, text=TEXT)
    form = with_action(analyst.get(f"/items/{item_id}/words").text, "/words")
    taken(analyst, form, reason="ordinary", span="f4_sale:0:4:no")
    assert (holding(desk, item_id).reason, holding(desk, item_id).spans[0].speaks) == (RejectReason.ORDINARY, False)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"label": "f4_sale", "quote_1": "doos"}, 422),
        ({"label": "f4_sale", "quote_1": "fiets"}, 422),
        ({"label": "f4_sale", "span": "f4_sale:0:99:yes"}, 422),
        ({}, 422),
    ],
)
def test_what_is_not_understood_comes_back_with_what_was_typed(
    desk: Api, analyst: TestClient, fields: dict[str, str], status: int
) -> None:
    item_id = queued(desk.context, text=TEXT)
    answer = analyst.post(f"/items/{item_id}/words", data={"version": "1", "note": "mijn reden", **fields})
    assert answer.status_code == status
    assert "mijn reden" in answer.text
    assert fields.get("quote_1", "") in answer.text
    assert look_at(desk.context, item_id).decision_id is None


@pytest.mark.parametrize("path", ["decide", "words"])
@pytest.mark.parametrize("taken_by", ["decision", "claim", "edit"])
def test_a_note_is_not_lost_when_somebody_was_faster(desk: Api, analyst: TestClient, path: str, taken_by: str) -> None:
    item_id = queued(desk.context, text=TEXT)
    if taken_by == "edit":
        edit(desk.context, "iets anders")
    else:
        with desk.context.writing() as factory:
            if taken_by == "claim":
                factory.claims().take(BRAM, item_id)
            else:
                factory.decisions().decide(BRAM, said(item_id, Verdict.UNSURE))
    said_now = {"choice": "unsure"} if path == "decide" else {"reason": "ordinary"}
    answer = analyst.post(f"/items/{item_id}/{path}", data={"version": "1", "note": "lang getypt", **said_now})
    assert answer.status_code == 409
    assert "lang getypt" in answer.text
