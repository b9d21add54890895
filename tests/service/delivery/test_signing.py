from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from service.delivery.signing import WebhookRefusedError, new_secret, sign

OLD, NEW = new_secret(), new_secret()


def now() -> datetime:
    return datetime.now(UTC)


def test_the_signature_is_what_the_specification_says() -> None:
    secret = "whsec_" + base64.b64encode(bytes(range(32))).decode()
    headers = sign([secret], "msg_1", datetime(2026, 3, 1, tzinfo=UTC), b'{"a":1}')
    assert headers["webhook-id"] == "msg_1"
    assert headers["webhook-timestamp"] == "1772323200"
    # The same by hand: openssl dgst -sha256 -mac HMAC over msg_1.1772323200.{"a":1}, base64.
    assert headers["webhook-signature"] == "v1,twxVVzB4RJsYwmq95ERirJ0cDXPWKwd6tRaBp/aJISM="


@given(body=st.text(st.characters(codec="utf-8")))
def test_the_reference_library_accepts_every_body(body: str) -> None:
    headers = sign([OLD], "msg_1", now(), body.encode())
    Webhook(OLD).verify(body, headers, json_parse=False)


def test_while_secrets_change_a_receiver_may_know_either() -> None:
    headers = sign([NEW, OLD], "msg_1", now(), b"{}")
    assert headers["webhook-signature"].count("v1,") == 2
    for secret in (OLD, NEW):
        Webhook(secret).verify(b"{}", headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(b"{}", headers)


@pytest.mark.parametrize("header", ["webhook-id", "webhook-timestamp"])
def test_id_and_time_are_signed_too(header: str) -> None:
    headers = sign([OLD], "17", now(), b"{}")
    changed = headers | {header: str(int(headers[header]) + 1)}
    with pytest.raises(WebhookVerificationError):
        Webhook(OLD).verify(b"{}", changed)


def test_the_time_is_the_same_moment_in_every_zone() -> None:
    here = datetime(2026, 3, 1, tzinfo=UTC)
    there = here.astimezone(timezone(timedelta(hours=5)))
    assert sign([OLD], "a", here, b"") == sign([OLD], "a", there, b"")


def _secret(size: int) -> str:
    return "whsec_" + base64.b64encode(b"k" * size).decode()


@pytest.mark.parametrize("size", [24, 64])
def test_secrets_of_24_to_64_bytes_count(size: int) -> None:
    assert sign([_secret(size)], "a", now(), b"")


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "geheim", _secret(23), _secret(65), "whsec_####", "whsec_é", "whsk_" + _secret(32)[6:]]
)
def test_anything_else_is_no_secret_and_is_not_quoted(secret: str) -> None:
    with pytest.raises(WebhookRefusedError) as refused:
        sign([NEW, secret], "a", now(), b"")
    assert [(fault.where, fault.code) for fault in refused.value.faults] == [("secrets.1", "secret_invalid")]
    assert NEW not in repr(refused.value.faults)
    assert len(secret) < 9 or secret not in f"{refused.value} {refused.value.faults}"


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(WebhookRefusedError) as refused:
        sign([], "a.b", datetime(2026, 3, 1), b"")  # noqa: DTZ001
    assert [fault.where for fault in refused.value.faults] == ["secrets", "message_id", "sent_at"]


def test_new_secrets_differ() -> None:
    assert len({new_secret() for _ in range(10)}) == 10
