from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.messages import Platform
from service.domain.takedown.locators import LocatorKind, names_only_the_container, read_locator

SNOWFLAKE = "175928847299117063"
GUILD = "111111111111111111"

# platform, address, kind, canonical address, id of the message, container
# fmt: off
# ruff: noqa: E501 - one address a line reads better
READINGS = [
    ("telegram", "https://t.me/Kanaal_een/4821", "exact", "https://t.me/kanaal_een/4821", "4821", "@kanaal_een"),
    ("telegram", "https://telegram.me/kanaal_een/4821?single", "exact", "https://t.me/kanaal_een/4821", "4821", "@kanaal_een"),
    ("telegram", " https://t.me/s/kanaal_een/4821#x ", "exact", "https://t.me/kanaal_een/4821", "4821", "@kanaal_een"),
    ("telegram", "HTTPS://T.ME/kanaal_een/12/4821/", "exact", "https://t.me/kanaal_een/4821", "4821", "@kanaal_een"),
    ("telegram", "https://t.me/kanaal_een/5?comment=77", "exact", "https://t.me/kanaal_een/5?comment=77", "77", "@kanaal_een"),
    ("telegram", "https://t.me/c/123456/789", "private_exact", "https://t.me/c/123456/789", "789", "123456"),
    ("telegram", "https://t.me/c/123456/12/789", "private_exact", "https://t.me/c/123456/789", "789", "123456"),
    ("telegram", "https://t.me/+AbCdEf", "invite", "https://t.me/+AbCdEf", None, None),
    ("telegram", "https://t.me/joinchat/AbCdEf", "invite", "https://t.me/+AbCdEf", None, None),
    ("telegram", "https://t.me/+31600000000", "profile", "https://t.me/+31600000000", None, None),
    ("telegram", "https://t.me/kanaal_een", "profile", "https://t.me/kanaal_een", None, "@kanaal_een"),
    ("telegram", "https://t.me/", "none", None, None, None),
    ("telegram", "https://t.me/kanaal_een/0", "none", None, None, None),
    ("telegram", "https://t.me/kanaal_een/4821x", "none", None, None, None),
    ("telegram", "tg://resolve?domain=kanaal_een&post=4821", "not_https", None, None, None),
    ("snapchat", "https://snapchat.com/spotlight/W7_abc", "exact", "https://www.snapchat.com/spotlight/W7_abc", "W7_abc", None),
    ("snapchat", "https://www.snapchat.com/@Iemand", "exact", "https://www.snapchat.com/@iemand", None, "@iemand"),
    ("snapchat", "https://www.snapchat.com/@iemand/spotlight/W7", "exact", "https://www.snapchat.com/@iemand/spotlight/W7", "W7", "@iemand"),
    ("snapchat", "https://www.snapchat.com/add/iemand", "profile", "https://www.snapchat.com/add/iemand", None, "@iemand"),
    ("snapchat", "https://t.snapchat.com/AbC", "foreign_host", None, None, None),
    ("whatsapp", "https://whatsapp.com/channel/0029VaXyz/12", "exact", "https://whatsapp.com/channel/0029VaXyz/12", "12", "0029VaXyz"),
    ("whatsapp", "https://www.whatsapp.com/channel/0029VaXyz", "exact", "https://whatsapp.com/channel/0029VaXyz", None, "0029VaXyz"),
    ("whatsapp", "https://chat.whatsapp.com/AbCdEf", "invite", "https://chat.whatsapp.com/AbCdEf", None, None),
    ("whatsapp", "https://wa.me/31600000000", "profile", "https://wa.me/31600000000", None, None),
    ("instagram", "https://instagram.com/p/AbC-1_/?igsh=1", "exact", "https://www.instagram.com/p/AbC-1_/", "AbC-1_", None),
    ("instagram", "https://www.instagram.com/iemand/reel/AbC/", "exact", "https://www.instagram.com/reel/AbC/", "AbC", None),
    ("instagram", "https://www.instagram.com/stories/Iemand/123456/", "exact", "https://www.instagram.com/stories/iemand/123456/", "123456", "@iemand"),
    ("instagram", "https://www.instagram.com/iemand/", "profile", "https://www.instagram.com/iemand/", None, "@iemand"),
    ("tiktok", "https://www.tiktok.com/@Iemand/video/7300000000000000000", "exact", "https://www.tiktok.com/@iemand/video/7300000000000000000", "7300000000000000000", "@iemand"),
    ("tiktok", "https://www.tiktok.com/@iemand", "profile", "https://www.tiktok.com/@iemand", None, "@iemand"),
    ("tiktok", "https://vm.tiktok.com/AbC/", "foreign_host", None, None, None),
    ("discord", f"https://ptb.discord.com/channels/{GUILD}/{GUILD}/{SNOWFLAKE}", "exact", f"https://discord.com/channels/{GUILD}/{GUILD}/{SNOWFLAKE}", SNOWFLAKE, f"{GUILD}/{GUILD}"),
    ("discord", f"https://discord.com/channels/@me/{GUILD}/{SNOWFLAKE}", "private_exact", f"https://discord.com/channels/@me/{GUILD}/{SNOWFLAKE}", SNOWFLAKE, GUILD),
    ("discord", f"https://discord.com/channels/{GUILD}/{GUILD}", "profile", f"https://discord.com/channels/{GUILD}/{GUILD}", None, f"{GUILD}/{GUILD}"),
    ("discord", "https://discord.gg/AbCd", "invite", "https://discord.gg/AbCd", None, None),
    ("discord", "https://discord.com/invite/AbCd", "invite", "https://discord.gg/AbCd", None, None),
    ("signal", "https://signal.group/#AbCdEf", "invite", "https://signal.group/", None, None),
    ("other", f"https://twitter.com/Iemand/status/{SNOWFLAKE}?s=20", "exact", f"https://x.com/iemand/status/{SNOWFLAKE}", SNOWFLAKE, "@iemand"),
    ("other", "https://x.com/iemand", "profile", "https://x.com/iemand", None, "@iemand"),
    ("classifieds", "https://www.marktplaats.nl/v/a/b/m2000000001-voorbeeld", "exact", "https://link.marktplaats.nl/m2000000001", "m2000000001", None),
    ("classifieds", "https://link.marktplaats.nl/m2000000001", "exact", "https://link.marktplaats.nl/m2000000001", "m2000000001", None),
    ("classifieds", "https://www.marktplaats.nl/u/voorbeeld/10000001/", "profile", "https://www.marktplaats.nl/u/voorbeeld/10000001/", None, "voorbeeld"),
    ("forum", "https://Forum.example/draad?id=1&p=2#p2", "exact", "https://forum.example/draad?id=1&p=2", None, None),
    ("forum", "https://forum.example:443/onderwerp-é", "exact", "https://forum.example/onderwerp-%C3%A9", None, None),
    ("forum", "https://forum.example/", "none", None, None, None),
    ("forum", "https://t.me/kanaal_een/4821", "foreign_host", None, None, None),
    ("other", "https://bit.ly/abc", "foreign_host", None, None, None),
    ("other", "https://93.184.216.34/pagina", "exact", "https://93.184.216.34/pagina", None, None),
]

# fmt: on

REFUSED = [
    "https://iemand@t.me/kanaal_een/4821",
    "https://t.me@forum.example/x",
    "https://127.0.0.1/x",
    "https://10.1.2.3/x",
    "https://[::1]/x",
    "https://169.254.169.254/latest",
    "https://2130706433/x",
    "https://0x7f.1/x",
    "https://localhost/x",
    "https://forum.local/x",
    "https://forum.internal/x",
    "https://t.me:8443/kanaal_een/4821",
    "https://xn--forum-dta.example/x",
    "https://tеlegram.example/x",  # a Cyrillic letter
    "https://forum.example/x\u202e",
    "https://forum.example/a b",
    "https://forum.example\\@t.me/x",
    "https://forum.example/" + "a" * 2048,
    "https:///x",
    "https://-a.example/x",
    "t.me/kanaal_een/4821",
    "geen adres",
]


@pytest.mark.parametrize("row", READINGS, ids=lambda row: f"{row[0]} {row[1]}")
def test_an_address_is_read(row: tuple[str, str, str, str | None, str | None, str | None]) -> None:
    platform, url, *expected = row
    reading = read_locator(Platform(platform), url)
    assert [reading.kind, reading.canonical_url, reading.message_id, reading.container_name] == expected


@pytest.mark.parametrize("row", [row for row in READINGS if row[3] is not None])
def test_a_canonical_address_reads_as_itself(row: tuple[str, str, str, str, str | None, str | None]) -> None:
    platform, url = Platform(row[0]), row[3]
    reading = read_locator(platform, url)
    assert reading.canonical_url == url
    assert reading == read_locator(platform, row[1])


@pytest.mark.parametrize("platform", Platform)
@pytest.mark.parametrize("url", REFUSED)
def test_a_dangerous_or_broken_address_is_refused(platform: Platform, url: str) -> None:
    reading = read_locator(platform, url)
    assert reading.kind is LocatorKind.MALFORMED
    assert reading.canonical_url is None


@pytest.mark.parametrize("platform", Platform)
@pytest.mark.parametrize("url", [None, "", "  \t"])
def test_no_address_is_none(platform: Platform, url: str | None) -> None:
    assert read_locator(platform, url).kind is LocatorKind.NONE


@pytest.mark.parametrize("platform", Platform)
@pytest.mark.parametrize("url", ["http://t.me/kanaal_een/1", "ftp://forum.example/x", "mailto:iemand@forum.example"])
def test_another_scheme_is_not_https(platform: Platform, url: str) -> None:
    assert read_locator(platform, url).kind is LocatorKind.NOT_HTTPS


@pytest.mark.parametrize("platform", [each for each in Platform if each not in {"forum", "classifieds", "other"}])
@pytest.mark.parametrize(
    "url", ["https://forum.example/x", "https://t.me.forum.example/kanaal_een/1", "https://x.com/a/status/1"]
)
def test_another_host_is_foreign_to_a_platform(platform: Platform, url: str) -> None:
    assert read_locator(platform, url).kind is LocatorKind.FOREIGN_HOST


def test_ids_of_discord_and_x_carry_their_time() -> None:
    discord = read_locator(Platform.DISCORD, f"https://discord.com/channels/{GUILD}/{GUILD}/{SNOWFLAKE}")
    assert discord.posted_at == datetime(2016, 4, 30, 11, 18, 25, 796_000, tzinfo=UTC)
    # The epoch of X lies 2010-11-04 01:42:54.657, that of Discord 2015-01-01 00:00:00: so much earlier.
    x = read_locator(Platform.OTHER, f"https://x.com/iemand/status/{SNOWFLAKE}")
    assert x.posted_at == datetime(2012, 3, 3, 13, 1, 20, 453_000, tzinfo=UTC)


def test_the_first_ids_of_x_carry_no_time() -> None:
    assert read_locator(Platform.OTHER, "https://x.com/iemand/status/20").posted_at is None


def test_a_page_of_a_site_is_the_content_and_a_channel_is_not() -> None:
    page = read_locator(Platform.FORUM, "https://forum.example/draad")
    channel = read_locator(Platform.WHATSAPP, "https://whatsapp.com/channel/0029VaXyz")
    assert not names_only_the_container(Platform.FORUM, page)
    assert names_only_the_container(Platform.WHATSAPP, channel)


ADDRESS_PIECES = st.sampled_from(
    [
        "https://",
        "http://",
        "t.me",
        "discord.com",
        "x.com",
        "www.marktplaats.nl",
        "forum.example",
        "/",
        "c/",
        "s/",
        "@me",
        "channels/",
        "status/",
        "v/",
        "+",
        "?",
        "#",
        "@",
        ":",
        "[",
        "]",
        "%",
        "..",
        "é",
        "\u202e",
        "\ud800",
        "\x00",
        "9" * 25,
        "١٢٣",
        "m2000000001",
    ]
)


@given(st.sampled_from(Platform), st.one_of(st.text(), st.lists(ADDRESS_PIECES, max_size=12).map("".join)))
def test_reading_never_raises_and_a_canonical_address_is_clean(platform: Platform, url: str) -> None:
    reading = read_locator(platform, url)
    if reading.canonical_url is not None:
        assert reading.canonical_url.startswith("https://")
        assert reading.canonical_url.isascii()
        assert "#" not in reading.canonical_url
        assert read_locator(platform, reading.canonical_url) == reading
