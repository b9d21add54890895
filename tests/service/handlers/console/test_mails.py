"""The mails that stayed on this machine: shown where there is a sink, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from service.delivery.sink import local_sink
from service.domain.access import AccessRole
from service.domain.takedown.states import RequestEvent
from tests.support.api import Api, sqlite_context
from tests.support.pages import read_page
from tests.support.people import noted
from tests.support.takedown import BOB, confirmed, move, use_mail_server


def test_an_approved_notice_is_there_word_for_word(desk: Api, analyst: TestClient, tmp_path: Path) -> None:
    assert "No mails yet" in analyst.get("/mails").text
    with local_sink(tmp_path / "mails") as port:
        use_mail_server(desk.context, port)
        request = move(desk.context, BOB, confirmed(desk.context), RequestEvent.APPROVE)
        desk.context.delivery().deliver(request.id)
    page = analyst.get("/mails").text
    assert "notices@telegram.example" in page
    assert "https://t.me/buurtpraat_verzonnen/1" in page
    assert not any("t.me" in link for link in read_page(page).links)


def test_each_look_is_logged(desk: Api, analyst: TestClient) -> None:
    analyst.get("/mails")
    assert (noted(desk.context)[-1].action, noted(desk.context)[-1].object_kind) == ("consult", "mails")


def test_without_a_sink_there_is_no_such_page(tmp_path: Path) -> None:
    with sqlite_context(tmp_path) as context:
        browser = Api(context).person()
        assert browser.get("/mails").status_code == 404
        assert "/mails" not in read_page(browser.get("/").text).links


def test_it_is_for_those_who_see_requests(desk: Api) -> None:
    assert desk.person(AccessRole.ADMIN).get("/mails").status_code == 403
    assert desk.person(AccessRole.LEGAL).get("/mails").status_code == 200
