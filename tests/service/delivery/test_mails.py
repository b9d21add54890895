from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.delivery.mails import MAIL_POLICY, MailRefusedError, compose, message_id_for, payload_bytes, payload_sha256

USUAL: dict[str, Any] = {
    "sender": "meldpunt@lont.example",
    "sender_name": "Meldpunt",
    "recipient": "notices@platform.example",
    "subject": "Melding",
    "body": "Geachte heer, mevrouw,\n",
    "message_id": "<een@lont.example>",
}
USUAL_NAMES = {"from", "to", "date", "auto-submitted", "message-id", "subject"}
MIME_NAMES = {"content-type", "content-transfer-encoding", "mime-version"}


def read(message: EmailMessage) -> EmailMessage:
    return message_from_bytes(payload_bytes(message), policy=default)


def fault_codes(**changes: Any) -> list[tuple[str, str]]:  # noqa: ANN401  # arguments of several kinds
    with pytest.raises(MailRefusedError) as refused:
        compose(**USUAL | changes)
    return [(fault.where, fault.code) for fault in refused.value.faults]


def test_a_mail_reads_back_as_it_was_written() -> None:
    message = read(
        compose(
            sender="meldpunt@lont.example",
            sender_name="Meldpunt Noord, team „Süd”",
            recipient="notices@platform.example",
            subject="Melding illegale inhoud – één bericht ✓",
            body="Regel één\n.\n..twee\n\nslot € ",
            message_id="<abc.reminder-1@lont.example>",
            reply_to="antwoord@lont.example",
            in_reply_to="<abc@lont.example>",
            date=datetime(2026, 3, 1, 12, 0, 5, tzinfo=UTC),
            headers={"X-Lont-Request": "abc"},
        )
    )
    assert message["From"].addresses[0].display_name == "Meldpunt Noord, team „Süd”"
    assert message["From"].addresses[0].addr_spec == "meldpunt@lont.example"
    assert message["To"] == "notices@platform.example"
    assert message["Reply-To"] == "antwoord@lont.example"
    assert message["Subject"] == "Melding illegale inhoud – één bericht ✓"
    assert message["Message-ID"] == "<abc.reminder-1@lont.example>"
    assert message["In-Reply-To"] == "<abc@lont.example>"
    assert message["Date"].datetime == datetime(2026, 3, 1, 12, 0, 5, tzinfo=UTC)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Lont-Request"] == "abc"
    assert message.get_content().replace("\r\n", "\n") == "Regel één\n.\n..twee\n\nslot € \n"


def test_the_same_mail_has_the_same_bytes_and_their_hash() -> None:
    date = datetime(2026, 3, 1, tzinfo=UTC)
    first, second = compose(**USUAL, date=date), compose(**USUAL, date=date)
    assert payload_bytes(first) == payload_bytes(second)
    assert payload_sha256(first) == hashlib.sha256(payload_bytes(first)).hexdigest()
    assert payload_sha256(first) != payload_sha256(compose(**USUAL | {"body": "anders"}, date=date))


def test_a_long_message_id_is_never_taken_apart() -> None:
    long = message_id_for("a" * 100, "mail.een-heel-lange-naam-van-een-gemeente.lont.example")
    payload = payload_bytes(compose(**USUAL | {"message_id": long, "in_reply_to": long}))
    assert f"Message-ID: {long}\r\n".encode() in payload
    assert payload.count(long.encode()) == 3


def test_a_domain_may_be_written_in_any_script() -> None:
    message = compose(**USUAL | {"recipient": "notices@Fußball-Größe.example"})
    # With the standard library's codec "ß" would be "ss", and that is somebody else's domain.
    assert message["To"] == "notices@xn--fuball-gre-63ah21a.example"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "geen",
        "@platform.example",
        "a@",
        "a@b",
        "a b@platform.example",
        "a@platform.example, b@platform.example",
        "Naam <a@platform.example>",
        "<a@platform.example>",
        "a@platform.example\r\nBcc: b@platform.example",
        "a@platform.example\n",
        "a@@platform.example",
        "a%b@platform.example",
        "b.example!a@platform.example",
        '"a"@platform.example',
        ".a@platform.example",
        "a..b@platform.example",
        "é@platform.example",
        "a@[127.0.0.1]",
        "a@127.0.0.1",
        "a@platform..example",
        "a@-platform.example",
        "a@plat_form.example",
        "a@platform.example.",
        "a" * 65 + "@platform.example",
        "a@\ud800.example",
        "=?utf-8?q?a?=@platform.example",
    ],
)
def test_what_is_no_single_plain_address_is_refused(address: str) -> None:
    assert fault_codes(recipient=address) == [("To", "address_invalid")]
    assert fault_codes(sender=address) == [("From", "address_invalid")]
    assert fault_codes(reply_to=address) == [("Reply-To", "address_invalid")]


@pytest.mark.parametrize("evil", ["a\r\nBcc: b@x.example", "a\nb", "a\rb", "a\x00", "a\u2028b", "a\x85b", "a\ud800"])
def test_a_line_break_is_refused_in_every_header(evil: str) -> None:
    code = "line_break_in_header"
    assert fault_codes(subject=evil) == [("Subject", code)]
    assert fault_codes(sender_name=evil) == [("From", code)]
    assert fault_codes(headers={"X-Lont": evil}) == [("headers", code)]
    assert fault_codes(message_id=f"<{evil}@lont.example>") == [("Message-ID", "message_id_invalid")]
    assert fault_codes(in_reply_to=f"<{evil}@lont.example>") == [("In-Reply-To", "message_id_invalid")]


@pytest.mark.parametrize("evil", ["=?utf-8?q?a=0D=0ABcc:_b@x.example?=", "=?utf-8?b?YQpCY2M6IGJAeC5leGFtcGxl?= b"])
def test_an_encoded_word_is_no_way_to_smuggle_a_line_break(evil: str) -> None:
    for changes in ({"subject": evil}, {"sender_name": evil}, {"headers": {"X-Lont": evil}}):
        assert {code for _, code in fault_codes(**changes)} <= {"header_changes_in_writing"}


def test_all_faults_are_told_at_once_and_none_quotes_what_was_given() -> None:
    with pytest.raises(MailRefusedError) as refused:
        compose(**USUAL | {"sender": "geheim-a", "subject": "geheim\nb", "message_id": "geheim-c"})
    assert {fault.where for fault in refused.value.faults} == {"From", "Subject", "Message-ID"}
    assert "geheim" not in f"{refused.value} {refused.value.faults}"


@pytest.mark.parametrize("name", ["Bcc", "To", "Subject", "X-", "X-A:b", "X-A\r\nBcc", "x a", ""])
def test_further_headers_have_names_of_their_own(name: str) -> None:
    assert ("headers", "header_name_invalid") in fault_codes(headers={name: "a"})


def test_a_header_cannot_be_given_twice_in_two_cases() -> None:
    assert fault_codes(headers={"X-A": "a", "X-a": "b"}) == [("headers", "header_name_invalid")]


def test_overlong_headers_and_times_without_zone_and_half_characters_are_refused() -> None:
    assert fault_codes(subject="a " * 451) == [("Subject", "header_too_long")]
    assert fault_codes(date=datetime(2026, 3, 1)) == [("Date", "time_without_zone")]  # noqa: DTZ001
    assert fault_codes(body="\ud800") == [("body", "text_invalid")]


def test_a_message_id_is_the_same_for_each_retry_and_another_for_each_mail() -> None:
    assert message_id_for("0198-ab", "lont.example") == message_id_for("0198-ab", "LONT.example")
    assert message_id_for("0198-ab", "lont.example") == "<0198-ab@lont.example>"
    assert message_id_for("0198-ab.reminder-1", "lont.example") != message_id_for("0198-ab", "lont.example")


@pytest.mark.parametrize(
    ("request_id", "domain"), [("", "a.example"), ("a b", "a.example"), ("a..b", "a.example"), ("a\n", "a.example")]
)
def test_a_message_id_needs_a_plain_id(request_id: str, domain: str) -> None:
    with pytest.raises(MailRefusedError):
        message_id_for(request_id, domain)


@pytest.mark.parametrize("domain", ["", "lont", "lont.example>\r\n", "lont example"])
def test_a_message_id_needs_a_domain(domain: str) -> None:
    with pytest.raises(MailRefusedError):
        message_id_for("a", domain)


PIECES = st.sampled_from(
    [
        "\r\n",
        "\n",
        "\r",
        "Bcc: b@x.example",
        "=?utf-8?q?",
        "=0A",
        "=0D=0A",
        "?=",
        ":",
        " ",
        "\t",
        "é",
        "\x0b",
        "\u2029",
        "<b@x.example>",
        ",",
        '"',
        "\\",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=20).map("".join) | st.text(max_size=150)


@given(subject=TEXTS, name=TEXTS, value=TEXTS, body=TEXTS)
@example(subject="=?utf-8?q?=0ABcc:_b@x.example?=", name="", value="", body="")
def test_no_text_adds_a_header_or_a_recipient(subject: str, name: str, value: str, body: str) -> None:
    try:
        message = compose(**USUAL | {"subject": subject, "sender_name": name, "headers": {"X-A": value}, "body": body})
    except MailRefusedError:
        return
    payload = payload_bytes(message)
    head = payload.partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0].decode().lower() for line in head.split(b"\r\n") if line[:1] not in b" \t"]
    assert sorted(names) == sorted(USUAL_NAMES | MIME_NAMES | {"x-a"})
    again = read(message)
    assert [str(address) for address in again["To"].addresses] == ["notices@platform.example"]
    assert again["From"].addresses[0].addr_spec == "meldpunt@lont.example"
    assert again["Subject"] == subject.strip(" ")


@given(body=st.text())
def test_any_text_arrives_as_it_was_in_ascii_and_short_lines(body: str) -> None:
    payload = payload_bytes(compose(**USUAL | {"body": body}))
    assert payload.isascii()
    assert payload.endswith(b"\r\n")
    assert payload.count(b"\n") == payload.count(b"\r") == payload.count(b"\r\n")
    assert max(len(line) for line in payload.split(b"\r\n")) <= 78


@given(subject=st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=20))
@example(subject="„één” – 100%?")
def test_ordinary_subjects_are_not_refused(subject: str) -> None:
    assert read(compose(**USUAL | {"subject": f"Melding {subject} slot"}))["Subject"] == f"Melding {subject} slot"


@pytest.mark.parametrize("letters", [1, 20, 22, 24, 40, 60])
def test_what_was_read_from_the_bytes_of_a_mail_gives_the_same_bytes(letters: int) -> None:
    request, domain = "tdr_01a206f5-cdb0-762d-9a10-903ec99670bf", f"{'m' * letters}.example"
    message = compose(
        **USUAL
        | {
            "sender": f"meldpunt@{domain}",
            "message_id": message_id_for(f"{request}.reminder-1", domain),
            "in_reply_to": message_id_for(request, domain),
            "reply_to": f"meldpunt+{request}@{domain}",
        }
    )
    payload = payload_bytes(message)
    again = message_from_bytes(payload, policy=MAIL_POLICY)
    assert payload_bytes(again) == payload
    assert again["References"].strip() == again["In-Reply-To"].strip() == f"<{request}@{domain}>"
    assert b" \r\n" not in payload.partition(b"\r\n\r\n")[0]
