from __future__ import annotations

import stat
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from service.domain.messages import Platform
from service.services.pseudonyms import Pseudonymiser, secret_from_file

SECRET = "een geheim van ruim tweeëndertig tekens"


@given(handle=st.text(min_size=1, max_size=80))
def test_a_pseudonym_is_32_hexadecimal_digits_and_always_the_same(handle: str) -> None:
    key = Pseudonymiser(SECRET).author_key(Platform.TELEGRAM, handle)
    assert len(key) == 32
    assert set(key) <= set("0123456789abcdef")
    assert key == Pseudonymiser(SECRET).author_key(Platform.TELEGRAM, handle)


def test_another_secret_or_another_platform_gives_another_pseudonym() -> None:
    keys = {
        Pseudonymiser(SECRET).author_key(Platform.TELEGRAM, "jan"),
        Pseudonymiser(SECRET).author_key(Platform.WHATSAPP, "jan"),
        Pseudonymiser(SECRET + "!").author_key(Platform.TELEGRAM, "jan"),
    }
    assert len(keys) == 3


@given(handle=st.text(max_size=80))
def test_an_encrypted_handle_can_be_read_back(handle: str) -> None:
    pseudonymiser = Pseudonymiser(SECRET)
    assert pseudonymiser.unseal(pseudonymiser.seal(handle)) == handle.strip()


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "secret"
    secret = secret_from_file(path)
    assert len(secret) == 64
    assert secret_from_file(path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
