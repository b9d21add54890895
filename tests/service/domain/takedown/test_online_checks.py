"""Which platforms may be looked at: off unless somebody says on what ground, and the sandbox on this machine only."""

from __future__ import annotations

import pytest

from service.domain.messages import Platform
from service.domain.takedown.delivery_channels import read_registry
from service.domain.takedown.online import Way
from service.domain.takedown.online_checks import read_online_checks

FORUM = {"platform": '"forum"', "way": '"public_page"', "allowed": "true", "basis": '"memo of 2026-11-02"'}
SANDBOX = FORUM | {"way": '"sandbox"', "address": '"http://127.0.0.1:8601"'}


def entry(fields: dict[str, str], **changed: str | None) -> str:
    told = {name: value for name, value in (fields | changed).items() if value is not None}
    return "[[online_check]]\n" + "".join(f"{name} = {value}\n" for name, value in told.items())


def test_a_platform_is_looked_at_where_the_registry_says_so_and_why() -> None:
    found = read_online_checks(entry(FORUM, pause_seconds="30"))[Platform.FORUM]
    assert (found.way, found.allowed, found.pause.total_seconds()) == (Way.PUBLIC_PAGE, True, 30)
    assert found.opened("https://forum.example/t/1") == "https://forum.example/t/1"
    assert read_online_checks("") == {}


def test_switched_off_needs_no_ground() -> None:
    assert not read_online_checks(entry(FORUM, allowed="false", basis=None))[Platform.FORUM].allowed


def test_a_sandbox_stands_in_under_its_own_address() -> None:
    found = read_online_checks(entry(SANDBOX))[Platform.FORUM]
    assert found.opened("https://forum.example/t/1?p=2") == "http://127.0.0.1:8601/forum.example/t/1?p=2"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (entry(FORUM, platform=None), "platform"),
        (entry(FORUM, platform='"elsewhere"'), "platform"),
        (entry(FORUM, platform="[]"), "platform"),
        (entry(FORUM, way='"guess"'), "way"),
        (entry(FORUM, allowed='"yes"'), "allowed"),
        (entry(FORUM, allowed=None), "allowed"),
        (entry(FORUM, basis=None), "basis"),
        (entry(FORUM, basis='" x "'), "basis"),
        (entry(FORUM, pause_seconds="0"), "pause_seconds"),
        (entry(FORUM, pause_seconds="true"), "pause_seconds"),
        (entry(FORUM, other="1"), "other"),
        (entry(FORUM, address='"http://127.0.0.1:8601"'), "address"),
        (entry(SANDBOX, address=None), "address"),
        (entry(SANDBOX, address='"http://sandbox.example:8601"'), "address"),
        (entry(SANDBOX, address='"http://10.0.0.1:8601"'), "address"),
        (entry(SANDBOX, address='"http://127.0.0.1:8601/x"'), "address"),
        (entry(SANDBOX, address='"http://127.0.0.1:8601@x.example"'), "address"),
        (entry(FORUM) + entry(FORUM), "twice"),
        ("online_check = 3", "tables"),
        ("online_check = [3]", "expected a table"),
        ("[[", "no TOML"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, names: str) -> None:
    with pytest.raises(ValueError, match=names):
        read_online_checks(text)


def test_both_kinds_of_tables_stand_in_one_file() -> None:
    assert read_registry(entry(FORUM)) == ()
    with pytest.raises(ValueError, match="something else"):
        read_registry("[[offline_check]]\n")
