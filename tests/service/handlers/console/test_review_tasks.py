"""A known item and a second look on the console: blind, told afterwards to whoever answered, and to nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from service.domain.decisions import Verdict
from tests.support.api import Api, sqlite_context
from tests.support.review import ANNA, MODEL
from tests.support.reviewing_again import decided, known

_ESCALATE = {"choice": "escalate"}


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with sqlite_context(tmp_path, known_share=1.0, second_review_share=0.0) as context:
        yield Api(context)


@pytest.fixture
def doubting(tmp_path: Path) -> Iterator[Api]:
    with sqlite_context(tmp_path, known_share=0.0, second_review_share=1.0) as context:
        yield Api(context)


def next_address(person: TestClient, **query: str) -> str:
    return person.get("/queue/next", params=query, follow_redirects=False).headers["location"]


def test_the_page_of_a_task_shows_the_text_and_nothing_that_was_scored_or_said(api: Api) -> None:
    item_id = decided(api.context, ANNA, Verdict.CONFIRM)
    known(api.context, item_id)
    person = api.person()
    page = person.get(next_address(person)).text
    assert "klus voor vanavond, dm" in page
    for told in (str(item_id), MODEL, "0,90", "0.90", "P1", "<mark", "krantenkop", "Decisions", ANNA.actor[-8:]):
        assert told not in page, told


def test_whoever_answers_a_known_item_is_told_what_was_agreed_on_and_nobody_else(api: Api) -> None:
    known(api.context, decided(api.context, ANNA, Verdict.REJECT))
    bram, other = api.person(), api.person()
    address = next_address(bram)
    assert other.get(address).status_code == 404
    told = bram.post(address, data={"choice": "confirm:recruitment"}).text
    assert "another answer was agreed on" in told
    assert "het is een krantenkop" in told
    assert other.get(address).status_code == 404
    again = bram.post(address, data={"choice": "unsure"})
    assert (again.status_code, "not open any more" in again.text) == (409, True)


def test_who_escalates_a_known_item_hears_that_nobody_was_called(api: Api) -> None:
    known(api.context, decided(api.context, ANNA, Verdict.REJECT))
    person = api.person()
    assert "Nobody was called" in person.post(next_address(person), data=_ESCALATE).text


def test_a_second_look_looks_the_same_and_leads_on_without_a_word(doubting: Api) -> None:
    decided(doubting.context, ANNA, Verdict.REJECT)
    person = doubting.person()
    address = next_address(person)
    assert address.startswith("/reviews/")
    done = person.post(address, data={"choice": "confirm:recruitment"}, follow_redirects=False)
    assert done.headers["location"] == f"/queue/next?passed={UUID(address.rpartition('/')[2])}"


def test_who_escalates_at_a_second_look_hears_that_people_are_called(doubting: Api) -> None:
    item_id = decided(doubting.context, ANNA, Verdict.REJECT)
    person = doubting.person()
    assert "The people on call are being alerted" in person.post(next_address(person), data=_ESCALATE).text
    with doubting.context.reading() as factory:
        assert factory.alerts().of_item(item_id) is not None


def test_a_task_can_be_put_off(doubting: Api) -> None:
    decided(doubting.context, ANNA, Verdict.REJECT)
    bram, other = doubting.person(), doubting.person()
    address = next_address(bram)
    assert next_address(other) == "/"
    assert bram.post(address, data={"choice": "defer"}, follow_redirects=False).status_code == 303
    assert next_address(other) == address
