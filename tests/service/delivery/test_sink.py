from __future__ import annotations

import logging
import os
import socket
import stat
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.delivery.mails import compose, payload_bytes
from service.delivery.outcomes import DeliveryOutcome, DeliveryReport
from service.delivery.sink import local_sink, sunk_mail, sunk_mails
from service.delivery.smtp import SmtpRoute, SmtpSecurity, deliver

NAME = "20260301T120000000000Z-0123abcd.eml"


def mail(number: int = 1, body: str = "Geachte mevrouw,\n.\nEén bericht – ✓\n") -> EmailMessage:
    return compose(
        sender="meldpunt@lont.example",
        sender_name="Meldpunt",
        recipient="notices@platform.example",
        subject=f"Melding {number} é",
        body=body,
        message_id=f"<nr-{number}@lont.example>",
    )


def send(port: int, message: EmailMessage) -> DeliveryReport:
    return deliver(SmtpRoute("127.0.0.1", port, SmtpSecurity.NONE, timeout_seconds=5), message)


def test_a_mail_is_kept_as_it_came_and_shown(tmp_path: Path) -> None:
    folder, message = tmp_path / "not" / "there yet", mail()
    with local_sink(folder) as port:
        assert sunk_mails(folder) == []
        assert send(port, message).outcome is DeliveryOutcome.ACCEPTED
        (kept,) = sunk_mails(folder)
    assert (folder / kept.name).read_bytes() == payload_bytes(message)
    assert kept.sender == "Meldpunt <meldpunt@lont.example>"
    assert kept.recipient == "notices@platform.example"
    assert (kept.subject, kept.message_id) == ("Melding 1 é", "<nr-1@lont.example>")
    assert kept.body.replace("\r\n", "\n") == "Geachte mevrouw,\n.\nEén bericht – ✓\n"
    assert sunk_mail(folder, kept.name) == kept


def test_the_newest_mail_comes_first(tmp_path: Path) -> None:
    with local_sink(tmp_path) as port:
        for number in (1, 2, 3):
            send(port, mail(number))
    assert [kept.subject for kept in sunk_mails(tmp_path)] == ["Melding 3 é", "Melding 2 é", "Melding 1 é"]


def test_only_its_owner_may_look(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    folder.mkdir(mode=0o755)
    with local_sink(folder) as port:
        send(port, mail())
    (file,) = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_folder_may_go_while_the_sink_runs(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    with local_sink(folder) as port:
        send(port, mail())
        sunk = sunk_mails(folder)[0].name
        (folder / sunk).unlink()
        folder.rmdir()
        assert sunk_mails(folder) == []
        assert send(port, mail(2)).outcome is DeliveryOutcome.ACCEPTED
    assert [kept.subject for kept in sunk_mails(folder)] == ["Melding 2 é"]


def test_a_mail_that_cannot_be_kept_is_refused_for_now(tmp_path: Path) -> None:
    folder = tmp_path / "a file"
    folder.write_text("in the way")
    with local_sink(folder) as port:
        assert send(port, mail()).outcome is DeliveryOutcome.REFUSED_FOR_NOW
    assert sunk_mails(folder) == []


def test_nobody_listens_after_the_block_even_with_a_client_still_there(tmp_path: Path) -> None:
    with local_sink(tmp_path) as port:
        client = socket.create_connection(("127.0.0.1", port), timeout=5)
        assert client.recv(100).startswith(b"220 ")
    client.close()
    assert send(port, mail()).outcome is DeliveryOutcome.NOT_REACHED


def test_no_log_line_says_what_a_mail_says(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with local_sink(tmp_path) as port:
        send(port, mail(body="kom vanavond"))
    assert "vanavond" not in caplog.text
    assert "platform.example" not in caplog.text


def test_files_that_are_not_of_the_sink_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(payload_bytes(mail()))
    (tmp_path / f".{NAME}.part").write_bytes(b"half")
    (tmp_path / "notes.eml").write_bytes(b"Subject: no\r\n\r\n")
    (tmp_path / "20260301T120000000000Z-00000001.eml").mkdir()
    (tmp_path / "20261399T120000000000Z-00000002.eml").write_bytes(b"")
    (tmp_path / "20260301T120000000000Z-00000003.eml").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "notes")
    assert [kept.name for kept in sunk_mails(tmp_path)] == [NAME]


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../outside.eml",
        f"../{NAME}",
        f"/{NAME}",
        f"{NAME}\n",
        f"{NAME}\0",
        f"sub/{NAME}",
        "٢٠٢٦٠٣٠١T120000000000Z-0123abcd.eml",
        NAME.replace("0123abcd", "ffffffff"),
    ],
)
def test_a_name_leads_to_a_mail_in_the_folder_or_nowhere(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "mail"
    (folder / "sub").mkdir(parents=True)
    for place in (tmp_path, folder, folder / "sub"):
        (place / NAME).write_bytes(payload_bytes(mail()))
    (tmp_path / "outside.eml").write_bytes(payload_bytes(mail()))
    assert sunk_mail(folder, name) is None
    assert sunk_mail(folder, NAME) is not None


@given(content=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
@example(content=b"From: =?x?q?=ff?=\r\nTo: <\r\nContent-Type: text/plain; charset=nowhere\r\n\r\n\xff")
@example(content=b"Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n")
@example(content=b"From: @\r\nTo: a:b:c;;\r\nSubject: =?utf-8?b?####?=\r\nMessage-ID: <<\r\n\r\n")
@example(content=b"Content-Type: text/plain; charset*0*=utf-8''%ff; charset*x=1\r\n\r\nx")
@example(content=b"Content-Transfer-Encoding: base64\r\n\r\n!")
def test_a_broken_mail_is_shown_as_far_as_it_can_be(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("mail")
    (folder / NAME).write_bytes(content)
    (kept,) = sunk_mails(folder)
    assert kept.name == NAME
