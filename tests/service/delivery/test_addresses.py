from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from service.delivery.addresses import ascii_domain, plain_address


@given(text=st.text(max_size=80))
@example(text="\ud800@\ud800.example")
@example(text="a@" + "é" * 300 + ".example")
def test_any_text_gives_an_address_that_stays_itself_or_none(text: str) -> None:
    address = plain_address(text)
    if address is not None:
        assert address.isascii()
        assert address.count("@") == 1
        assert plain_address(address) == address


@given(text=st.text(max_size=80) | st.from_regex(r"[a-zé]{1,5}(\.[a-z0-9-]{0,6}){1,3}", fullmatch=True))
def test_any_text_gives_a_domain_that_stays_itself_or_none(text: str) -> None:
    domain = ascii_domain(text)
    assert domain is None or ascii_domain(domain) == domain


def test_the_domain_of_an_address_is_written_one_way() -> None:
    assert plain_address("Notices+dsa@PLATFORM.Example") == "Notices+dsa@platform.example"
    assert plain_address("a@bücher.example") == plain_address("a@BÜCHER.example") == "a@xn--bcher-kva.example"
