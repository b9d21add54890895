from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pydantic import SecretStr
from sqlalchemy import select, update
from standardwebhooks import Webhook
from structlog.testing import capture_logs

from service.delivery.outcomes import DeliveryOutcome, DeliveryReport
from service.delivery.sink import SunkMail, local_sink, sunk_mails
from service.domain.access import SYSTEM, AccessRole
from service.factory import ProcessContext
from service.schema import Account, Alert, AlertSending, AuditEntry, BrowserSession
from service.services.accounts import actor_of
from service.services.alert_sending import EVENT_TYPE, WEBHOOK
from tests.service.delivery.servers import closed_port
from tests.support.alerting import SECRET, Pager, call, mail_to, pager, set_up
from tests.support.people import make_person
from tests.support.review import ANNA, THREAT, at_once, store

LOUD = "wie wil vannacht een knaller bij een deur doen, 800 euro, filmen, zoek op zilvervos"
"""A threat with a word that stands nowhere else."""


@contextmanager
def everything(context: ProcessContext, folder: Path) -> Iterator[tuple[ProcessContext, Pager]]:
    """Open a context whose alerts go to a mail sink in the folder and to a pager."""
    with local_sink(folder) as port, pager() as taking, set_up(context, **mail_to(port), **call(taking.url)) as ready:
        yield ready, taking


def raised(context: ProcessContext, text: str = THREAT) -> UUID:
    """Score a threat and start the first round of its alert; return the id of the alert."""
    (item_id,) = store(context, text)
    assert context.scoring().score([item_id]) == 1
    assert context.alert_rounds().start_due() == 1
    with context.database.read() as session:
        return session.scalars(select(Alert.id)).one()


def next_round(context: ProcessContext) -> None:
    with context.database.write() as session:
        session.execute(update(Alert).values(next_at=datetime.now(UTC) - timedelta(seconds=1)))
    assert context.alert_rounds().start_due() == 1


def claim(context: ProcessContext) -> None:
    with context.writing() as factory:
        (alert,) = factory.alerts().newest()
        factory.alerts().claim(ANNA, alert.item_id)


def outcomes(context: ProcessContext, alert_id: UUID) -> list[tuple[str, str | None]]:
    with context.database.read() as session:
        rows = session.execute(
            select(AlertSending.recipient, AlertSending.outcome)
            .where(AlertSending.alert_id == alert_id)
            .order_by(AlertSending.id)
        )
        return [(row.recipient, row.outcome) for row in rows]


def recipients(mails: list[SunkMail]) -> list[str]:
    return sorted(mail.recipient for mail in mails)


def test_mail_and_webhook_reach_the_people_on_call_though_nobody_is_signed_in(
    context: ProcessContext, tmp_path: Path
) -> None:
    make_person(context, "anna", email="anna@lont.example", on_call=True)
    make_person(context, "bram", AccessRole.POLICE_LIAISON, email="bram@lont.example", on_call=True)
    make_person(context, "carla", email="carla@lont.example")
    with everything(context, tmp_path / "mail") as (ready, taking):
        alert_id = raised(ready)
        assert ready.alert_sender().send(alert_id) == 3
    with context.database.read() as session:
        assert session.scalars(select(BrowserSession)).all() == []
    mails = sunk_mails(tmp_path / "mail")
    assert recipients(mails) == ["anna@lont.example", "bram@lont.example"]
    assert len({mail.message_id for mail in mails}) == 2
    (headers, body) = taking.got[0]
    event = Webhook(SECRET).verify(body, headers)
    with context.reading() as factory:
        (alert,) = factory.alerts().newest()
    link = f"https://lont.example/items/{alert.item_id}"
    assert event["type"] == EVENT_TYPE
    assert event["data"] == {
        "item_id": str(alert.item_id),
        "platform": "telegram",
        "priority": "P0",
        "raised_at": alert.raised_at.isoformat(),
        "round": 1,
        "url": link,
    }
    assert all(link in mail.body and "P0" in mail.subject and "round 1" in mail.body for mail in mails)
    assert {outcome for _, outcome in outcomes(context, alert_id)} == {DeliveryOutcome.ACCEPTED}


def test_the_words_of_the_item_are_in_no_mail_webhook_log_line_or_row(
    context: ProcessContext, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_person(context, "anna", email="anna@lont.example", on_call=True)
    caplog.set_level(logging.DEBUG)
    with capture_logs() as lines, everything(context, tmp_path / "mail") as (ready, taking):
        alert_id = raised(ready, LOUD)
        taking.status = 500
        assert ready.alert_sender().send(alert_id) == 2
    with context.database.read() as session:
        rows = [
            {column.name: getattr(row, column.name) for column in row.__table__.columns}
            for table in (AuditEntry, AlertSending, Alert)
            for row in session.scalars(select(table))
        ]
    kept = [path.read_bytes().decode() for path in (tmp_path / "mail").iterdir()]
    assert len(kept) == 1
    assert len(rows) == 6  # one alert, two sendings, an entry of the log for each of them, and one for the priority
    told = "\n".join([*kept, *map(repr, taking.got), repr(lines), caplog.text, repr(rows)])
    for word in ("zilvervos", "knaller", "800 euro", "Buurtpraat"):
        assert word not in told


def test_a_round_that_is_asked_for_twice_reaches_each_recipient_once(context: ProcessContext, tmp_path: Path) -> None:
    make_person(context, "anna", email="anna@lont.example", on_call=True)
    with everything(context, tmp_path / "mail") as (ready, taking):
        alert_id = raised(ready)
        assert [ready.alert_sender().send(alert_id) for _ in range(3)] == [2, 0, 0]
        next_round(ready)
        assert [ready.alert_sender().send(alert_id) for _ in range(2)] == [2, 0]
        assert len(taking.got) == 2
        assert len({headers["webhook-id"] for headers, _ in taking.got}) == 2
    mails = sunk_mails(tmp_path / "mail")
    assert recipients(mails) == ["anna@lont.example"] * 2
    assert len({mail.message_id for mail in mails}) == 2


def test_two_workers_with_the_same_round_at_once_reach_each_recipient_once(
    context: ProcessContext, tmp_path: Path
) -> None:
    for name in ("anna", "bram", "carla"):
        make_person(context, name, email=f"{name}@lont.example", on_call=True)
    with everything(context, tmp_path / "mail") as (ready, taking):
        alert_id = raised(ready)
        made = at_once(*[lambda: ready.alert_sender().send(alert_id)] * 3)
        assert sum(each for each in made if isinstance(each, int)) == 4
        assert len(taking.got) == 1
    assert len(recipients(sunk_mails(tmp_path / "mail"))) == len(set(recipients(sunk_mails(tmp_path / "mail")))) == 3


def test_once_somebody_has_claimed_nothing_is_sent(context: ProcessContext, tmp_path: Path) -> None:
    make_person(context, "anna", email="anna@lont.example", on_call=True)
    with everything(context, tmp_path / "mail") as (ready, taking):
        alert_id = raised(ready)
        claim(ready)
        assert ready.alert_sender().send(alert_id) == 0
        assert ready.alert_sender().send(uuid4()) == 0
        assert taking.got == []
    assert sunk_mails(tmp_path / "mail") == []


def test_a_claim_in_the_middle_of_a_round_ends_it(context: ProcessContext, tmp_path: Path) -> None:
    make_person(context, "anna", email="anna@lont.example", on_call=True)
    with everything(context, tmp_path / "mail") as (ready, taking):
        alert_id = raised(ready)
        taking.on_call = lambda: claim(context)
        assert ready.alert_sender().send(alert_id) == 1
    assert outcomes(context, alert_id) == [(WEBHOOK, DeliveryOutcome.ACCEPTED)]
    assert sunk_mails(tmp_path / "mail") == []


def test_a_dead_mail_server_keeps_no_webhook_from_going_and_the_next_round_tries_again(
    context: ProcessContext, tmp_path: Path
) -> None:
    anna = actor_of(make_person(context, "anna", email="anna@lont.example", on_call=True).id)
    with pager() as taking:
        with capture_logs() as lines, set_up(context, **mail_to(closed_port()), **call(taking.url)) as ready:
            alert_id = raised(ready)
            assert ready.alert_sender().send(alert_id) == 2
        assert len(taking.got) == 1
        assert ("alert_not_sent", anna) in [(line["event"], line.get("recipient")) for line in lines]
        with local_sink(tmp_path / "mail") as port, set_up(context, **mail_to(port), **call(taking.url)) as ready:
            next_round(ready)
            assert ready.alert_sender().send(alert_id) == 2
    assert recipients(sunk_mails(tmp_path / "mail")) == ["anna@lont.example"]
    assert sorted(outcomes(context, alert_id)) == sorted(
        [
            (WEBHOOK, DeliveryOutcome.ACCEPTED),
            (anna, DeliveryOutcome.NOT_REACHED),
            (WEBHOOK, DeliveryOutcome.ACCEPTED),
            (anna, DeliveryOutcome.ACCEPTED),
        ]
    )


@pytest.mark.parametrize(
    "broken",
    [
        {"alert_webhook_url": "http://intern.example/alarm"},
        {"alert_webhook_secret": None},
        {"alert_webhook_secret": SecretStr("kort")},
    ],
)
def test_a_webhook_that_is_set_up_wrongly_keeps_no_mail_from_going(
    context: ProcessContext, tmp_path: Path, broken: dict[str, object]
) -> None:
    make_person(context, "anna", email="anna@lont.example", on_call=True)
    with local_sink(tmp_path / "mail") as port:
        changed = mail_to(port) | call("http://127.0.0.1:9/alarm") | broken
        with set_up(context, **changed) as ready:
            alert_id = raised(ready)
            assert ready.alert_sender().send(alert_id) == 2
    assert recipients(sunk_mails(tmp_path / "mail")) == ["anna@lont.example"]
    assert (WEBHOOK, DeliveryOutcome.REFUSED_FOR_GOOD) in outcomes(context, alert_id)


def test_an_address_that_no_mail_can_be_written_to_keeps_nobody_else_from_theirs(
    context: ProcessContext, tmp_path: Path
) -> None:
    broken = make_person(context, "anna", email="anna@lont.example", on_call=True)
    make_person(context, "bram", email="bram@lont.example", on_call=True)
    with context.database.write() as session:
        session.execute(update(Account).where(Account.id == broken.id).values(email="anna@@lont"))
    with everything(context, tmp_path / "mail") as (ready, _):
        alert_id = raised(ready)
        ready.alert_sender().send(alert_id)
    assert recipients(sunk_mails(tmp_path / "mail")) == ["bram@lont.example"]
    assert (actor_of(broken.id), DeliveryOutcome.REFUSED_FOR_GOOD) in outcomes(context, alert_id)


def test_a_fault_that_nobody_thought_of_keeps_nobody_from_their_mail(context: ProcessContext, tmp_path: Path) -> None:
    anna = actor_of(make_person(context, "anna", email="anna@lont.example", on_call=True).id)
    make_person(context, "bram", email="bram@lont.example", on_call=True)
    with everything(context, tmp_path / "mail") as (ready, _):
        send_mail = ready.send_mail

        def send_all_but_one(message: EmailMessage) -> DeliveryReport:
            if message["To"] == "anna@lont.example":
                raise ArithmeticError("of no kind that mail has")
            return send_mail(message)

        ready.__dict__["send_mail"] = send_all_but_one
        alert_id = raised(ready)
        assert ready.alert_sender().send(alert_id) == 3
    assert recipients(sunk_mails(tmp_path / "mail")) == ["bram@lont.example"]
    assert (anna, DeliveryOutcome.UNKNOWN) in outcomes(context, alert_id)


def test_that_nobody_is_on_call_is_logged_and_nothing_is_sent(context: ProcessContext) -> None:
    make_person(context, "carla", email="carla@lont.example")
    with capture_logs() as lines:
        alert_id = raised(context)
        assert context.alert_sender().send(alert_id) == 0
    assert [line["event"] for line in lines if line["log_level"] == "error"] == ["alert_reaches_nobody"]
    assert outcomes(context, alert_id) == []


def test_that_no_mail_server_is_set_is_logged_for_each_who_was_missed(context: ProcessContext) -> None:
    anna = actor_of(make_person(context, "anna", email="anna@lont.example", on_call=True).id)
    with capture_logs() as lines:
        alert_id = raised(context)
        assert context.alert_sender().send(alert_id) == 1
    assert [(line["event"], line["recipient"]) for line in lines if line["log_level"] == "error"] == [
        ("alert_not_sent", anna)
    ]
    assert outcomes(context, alert_id) == [(anna, DeliveryOutcome.REFUSED_FOR_GOOD)]


def test_every_sending_is_in_the_log_with_its_round_and_outcome(context: ProcessContext, tmp_path: Path) -> None:
    anna = actor_of(make_person(context, "anna", email="anna@lont.example", on_call=True).id)
    with everything(context, tmp_path / "mail") as (ready, taking):
        taking.status = 410
        ready.alert_sender().send(raised(ready))
    with context.database.read() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "alert").order_by(AuditEntry.id)).all()
    assert [(each.actor, each.recipient, each.details) for each in entries] == [
        (SYSTEM, WEBHOOK, {"outcome": "refused_for_good", "round": 1}),
        (SYSTEM, anna, {"outcome": "accepted", "round": 1}),
    ]


def test_without_a_public_address_the_link_leads_to_this_machine(context: ProcessContext) -> None:
    with pager() as taking, set_up(context, **call(taking.url)) as ready:
        ready.alert_sender().send(raised(ready))
    assert json.loads(taking.got[0][1])["data"]["url"].startswith("http://127.0.0.1:8000/items/")
