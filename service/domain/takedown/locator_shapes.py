"""The shapes of addresses at each platform: anchored patterns over host and path, each linear in its length."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from service.domain.messages import Platform

__all__ = [
    "DISCORD_EPOCH",
    "SHAPES",
    "SITE_SHAPES",
    "X_EPOCH",
    "LocatorKind",
    "Shape",
    "snowflake_time",
]


class LocatorKind(StrEnum):
    """What an address points to."""

    EXACT = "exact"
    """One message, post or advert, or a public page that is the content itself."""
    PRIVATE_EXACT = "private_exact"
    """One message that only members can open."""
    INVITE = "invite"
    PROFILE = "profile"
    """A person, a whole channel or a whole shop."""
    FOREIGN_HOST = "foreign_host"
    """A host of another platform, or one that shortens links."""
    NOT_HTTPS = "not_https"
    MALFORMED = "malformed"
    NONE = "none"
    """No address, or one of the platform that leads to no message."""


DISCORD_EPOCH = 1_420_070_400_000
X_EPOCH = 1_288_834_974_657
"""Milliseconds since 1970 from which the ids count."""
_FIRST_X_SNOWFLAKE = 29_700_859_247
_UNIX = datetime(1970, 1, 1, tzinfo=UTC)


def snowflake_time(identifier: int, epoch: int) -> datetime:
    """Return the time that an id of at most 20 digits carries, in UTC."""
    return _UNIX + timedelta(milliseconds=(identifier >> 22) + epoch)


def _discord_time(identifier: int) -> datetime:
    return snowflake_time(identifier, DISCORD_EPOCH)


def _x_time(identifier: int) -> datetime | None:
    return snowflake_time(identifier, X_EPOCH) if identifier >= _FIRST_X_SNOWFLAKE else None


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of address: what it looks like, and how it is written in one way only."""

    kind: LocatorKind
    pattern: re.Pattern[str]
    """Over host and path together; group ``message`` is the id, ``container`` the name, lower-cased if ``folds``."""
    canonical: str
    """Template of the address over the groups of the pattern."""
    container: str | None = None
    """Template of the name of the container."""
    clock: Callable[[int], datetime | None] | None = None
    folds: bool = False
    """Names of containers mean the same in capitals."""

    def groups(self, place: str) -> dict[str, str] | None:
        """Return the groups of a host and path that have this shape."""
        match = self.pattern.fullmatch(place)
        if match is None:
            return None
        found = {name: value or "" for name, value in match.groupdict().items()}
        if self.folds and "container" in found:
            found["container"] = found["container"].lower()
        return found


def _shape(kind: LocatorKind, pattern: str, canonical: str, container: str | None = None, **more: object) -> Shape:
    return Shape(kind, re.compile(pattern + "/?", re.ASCII), canonical, container, **more)  # type: ignore[arg-type]


_K = LocatorKind
_ID = r"(?P<message>[1-9]\d{0,14})"
_LONG_ID = r"(?P<message>\d{15,20})"
_WORD = r"(?P<message>[A-Za-z0-9_-]{1,128})"
_CODE = r"(?P<code>[A-Za-z0-9_-]{2,64})"
_TG = r"(?:t|telegram)\.me"
_TG_NAME = r"(?P<container>[A-Za-z]\w{3,31})"
_SNAP = r"(?:www\.)?snapchat\.com"
_SNAP_OF = "https://www.snapchat.com"
_SNAP_NAME = r"(?P<container>[A-Za-z0-9._-]{3,30})"
_WA_CHANNEL = r"(?:www\.)?whatsapp\.com/channel/(?P<container>[A-Za-z0-9_-]{4,64})"
_IG = r"(?:www\.|m\.)?instagram\.com"
_IG_NAME = r"(?P<container>[A-Za-z0-9_.]{1,30})"
_TT_USER = r"(?:www\.|m\.)?tiktok\.com/@(?P<container>[A-Za-z0-9_.]{1,32})"
_DC = r"(?:(?:www\.|ptb\.|canary\.)?discord|discordapp)\.com"
_X = r"(?:www\.|mobile\.|m\.)?(?:x|twitter)\.com"
_X_NAME = r"(?P<container>[A-Za-z0-9_]{1,15})"
_MP = r"(?:www\.)?marktplaats\.nl"
_MP_ID = r"(?P<message>[am]\d{3,15})"

SHAPES: dict[Platform, tuple[Shape, ...]] = {
    Platform.TELEGRAM: (
        _shape(_K.PROFILE, _TG + r"/\+(?P<phone>[1-9]\d{6,14})", "https://t.me/+{phone}"),
        _shape(_K.INVITE, _TG + r"/(?:\+|joinchat/|addlist/)" + _CODE, "https://t.me/+{code}"),
        _shape(
            _K.PRIVATE_EXACT,
            _TG + r"/c/(?P<container>\d{1,20})/(?:\d{1,15}/)?" + _ID,
            "https://t.me/c/{container}/{message}",
            "{container}",
        ),
        _shape(
            _K.EXACT,
            _TG + "/(?:s/)?" + _TG_NAME + r"/(?:\d{1,15}/)?" + _ID,
            "https://t.me/{container}/{message}",
            "@{container}",
            folds=True,
        ),
        _shape(_K.PROFILE, _TG + "/(?:s/)?" + _TG_NAME, "https://t.me/{container}", "@{container}", folds=True),
    ),
    Platform.SNAPCHAT: (
        _shape(_K.EXACT, _SNAP + "/spotlight/" + _WORD, _SNAP_OF + "/spotlight/{message}"),
        _shape(
            _K.EXACT,
            _SNAP + "/@" + _SNAP_NAME + "/(?P<part>spotlight|highlight)/" + _WORD,
            _SNAP_OF + "/@{container}/{part}/{message}",
            "@{container}",
            folds=True,
        ),
        # A public profile is regulated content itself; the rules then ask how to find the item in it.
        _shape(_K.EXACT, _SNAP + "/@" + _SNAP_NAME, _SNAP_OF + "/@{container}", "@{container}", folds=True),
        _shape(
            _K.PROFILE,
            _SNAP + "/add/" + _SNAP_NAME,
            _SNAP_OF + "/add/{container}",
            "@{container}",
            folds=True,
        ),
    ),
    Platform.WHATSAPP: (
        _shape(_K.EXACT, _WA_CHANNEL + "/" + _ID, "https://whatsapp.com/channel/{container}/{message}", "{container}"),
        _shape(_K.EXACT, _WA_CHANNEL, "https://whatsapp.com/channel/{container}", "{container}"),
        _shape(_K.INVITE, r"chat\.whatsapp\.com/(?:invite/)?" + _CODE, "https://chat.whatsapp.com/{code}"),
        _shape(_K.PROFILE, r"wa\.me/(?:message/|qr/)?" + _CODE, "https://wa.me/{code}"),
        _shape(_K.PROFILE, r"api\.whatsapp\.com/send", "https://api.whatsapp.com/send"),
    ),
    Platform.INSTAGRAM: (
        _shape(
            _K.EXACT,
            _IG + "(?:/" + _IG_NAME + ")?/(?P<part>p|reel|tv)/" + _WORD,
            "https://www.instagram.com/{part}/{message}/",
        ),
        _shape(
            _K.EXACT,
            _IG + "/stories/" + _IG_NAME + "/" + r"(?P<message>\d{5,25})",
            "https://www.instagram.com/stories/{container}/{message}/",
            "@{container}",
            folds=True,
        ),
        _shape(_K.PROFILE, _IG + "/" + _IG_NAME, "https://www.instagram.com/{container}/", "@{container}", folds=True),
    ),
    Platform.TIKTOK: (
        _shape(
            _K.EXACT,
            _TT_USER + r"/(?P<part>video|photo)/(?P<message>\d{5,20})",
            "https://www.tiktok.com/@{container}/{part}/{message}",
            "@{container}",
            folds=True,
        ),
        _shape(_K.PROFILE, _TT_USER + "(?:/live)?", "https://www.tiktok.com/@{container}", "@{container}", folds=True),
    ),
    Platform.DISCORD: (
        _shape(
            _K.PRIVATE_EXACT,
            _DC + r"/channels/@me/(?P<container>\d{15,20})/" + _LONG_ID,
            "https://discord.com/channels/@me/{container}/{message}",
            "{container}",
            clock=_discord_time,
        ),
        _shape(
            _K.EXACT,
            _DC + r"/channels/(?P<guild>\d{15,20})/(?P<container>\d{15,20})/" + _LONG_ID,
            "https://discord.com/channels/{guild}/{container}/{message}",
            "{guild}/{container}",
            clock=_discord_time,
        ),
        _shape(_K.INVITE, r"discord\.gg/" + _CODE, "https://discord.gg/{code}"),
        _shape(_K.INVITE, _DC + "/invite/" + _CODE, "https://discord.gg/{code}"),
        _shape(
            _K.PROFILE,
            _DC + r"/(?P<part>users|channels)/(?P<container>\d{15,20}(?:/\d{15,20})?)",
            "https://discord.com/{part}/{container}",
            "{container}",
        ),
    ),
    Platform.SIGNAL: (
        # What follows the # is the code itself, and fragments are not kept.
        _shape(_K.INVITE, r"signal\.group", "https://signal.group/"),
        _shape(_K.PROFILE, r"signal\.me", "https://signal.me/"),
    ),
}
"""By platform, in the order in which they are tried."""

SITE_SHAPES: tuple[Shape, ...] = (
    _shape(
        _K.EXACT,
        _X + "/" + _X_NAME + r"/status(?:es)?/(?P<message>\d{1,19})(?:/(?:photo|video)/\d)?",
        "https://x.com/{container}/status/{message}",
        "@{container}",
        clock=_x_time,
        folds=True,
    ),
    _shape(_K.PROFILE, _X + "/" + _X_NAME, "https://x.com/{container}", "@{container}", folds=True),
    _shape(
        _K.EXACT, _MP + "/v(?:/[^/]{1,100}){0,5}/" + _MP_ID + "(?:-[^/]*)?", "https://link.marktplaats.nl/{message}"
    ),
    _shape(_K.EXACT, r"link\.marktplaats\.nl/" + _MP_ID, "https://link.marktplaats.nl/{message}"),
    _shape(
        _K.PROFILE,
        _MP + r"/u/(?P<container>[^/]{1,100})/(?P<number>\d{1,15})",
        "https://www.marktplaats.nl/u/{container}/{number}/",
        "{container}",
    ),
)
"""Of sites without a platform of their own in lont, but whose addresses we can read."""
