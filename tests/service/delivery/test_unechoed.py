from __future__ import annotations

from email.message import EmailMessage

from hypothesis import given
from hypothesis import strategies as st

from service.delivery.unechoed import said_in, unechoed


def said(subject: str, body: str) -> str:
    message = EmailMessage()
    message["Subject"] = subject
    message.set_content(body)
    return said_in(message)


def test_a_quotation_is_masked_and_the_reason_stays() -> None:
    text = said("Melding 12", "kom vanavond naar de brug\nen neem\tniemand mee")
    assert unechoed("5.7.1 spam: KOM vanavond naar DE brug en NEEM niemand", text) == "5.7.1 spam:…"
    assert unechoed("mailbox full", text) == "mailbox full"


def test_links_handles_and_numbers_of_the_mail_are_masked_however_short() -> None:
    text = said("", "schrijf @x_9 of kijk op b.example/1 voor 5k")
    assert unechoed("bad url <b.example/1>, user @X_9, 5k, 550 5.1.1", text) == "bad url … user … … 550 5.1.1"


def test_letters_that_grow_in_lower_case_do_not_shift_the_mask() -> None:
    assert unechoed("İİİ reden: kom vanavond naar de brug", said("", "kom vanavond naar de brug")).endswith("reden: …")


@given(body=st.text(st.characters(categories=("L", "N", "P")), min_size=12, max_size=60))
def test_a_whole_text_never_comes_back(body: str) -> None:
    assert body not in unechoed(f"no: {body}", said("", body))
