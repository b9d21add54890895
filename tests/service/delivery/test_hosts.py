from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from service.delivery.hosts import is_loopback, is_public, tls_context
from tests.service.delivery.servers import Certificate


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1", "[::1]", "::ffff:127.0.0.1"]
)
def test_this_machine_is_known_by_its_own_names(host: str) -> None:
    assert is_loopback(host)
    assert not is_public(host)


@pytest.mark.parametrize("host", ["", "localhost.example", "127.0.0.1.example", "2130706433", "0.0.0.0", "10.0.0.1"])  # noqa: S104
def test_nothing_else_is_this_machine(host: str) -> None:
    assert not is_loopback(host)
    assert not is_public(host)


@pytest.mark.parametrize(
    "host",
    [
        "192.168.1.1",
        "169.254.169.254",
        "fe80::1%eth0",
        "fd00::1",
        "224.0.0.1",
        "ff0e::1",
        "::",
        "::ffff:10.0.0.1",
        "100.64.0.1",
    ],
)
def test_private_and_special_addresses_are_not_public(host: str) -> None:
    assert not is_public(host)


@pytest.mark.parametrize("host", ["9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9"])
def test_addresses_of_the_open_internet_are_public(host: str) -> None:
    assert is_public(host)


def test_certificates_and_host_names_are_verified(tmp_path: Path) -> None:
    for context in (tls_context(), tls_context(Certificate(tmp_path, "localhost").file)):
        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.check_hostname
        assert context.minimum_version is ssl.TLSVersion.TLSv1_2


def test_a_file_without_authorities_is_no_file_of_authorities(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("")
    for name in ("empty.pem", "missing.pem"):
        with pytest.raises(OSError, match=r".+"):
            tls_context(tmp_path / name)
