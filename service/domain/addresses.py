"""Works out the address of a message from that of its channel, where a platform lets one."""

from __future__ import annotations

import re

__all__ = ["message_address"]

_TELEGRAM_CHANNEL = re.compile(r"https://(?:t\.me|telegram\.me)/(?:s/)?([A-Za-z][A-Za-z0-9_]{3,31})/?", re.ASCII)
_TELEGRAM_MESSAGE = re.compile(r"[1-9][0-9]{0,14}", re.ASCII)


def message_address(platform: str, channel_address: str | None, source_key: str) -> str | None:
    """Return the address of a message; ``None`` where it cannot be told.

    Telegram's export names neither channel nor address, but its messages carry their numbers, and somebody stated the
    address of the channel: both together are the address of the message.

    Parameters
    ----------
    platform
        Where the item was posted.
    channel_address
        Public address of its channel, as stated with the import.
    source_key
        The platform's own id of the message, or the one that was made.
    """
    if platform != "telegram" or channel_address is None or not _TELEGRAM_MESSAGE.fullmatch(source_key):
        return None
    channel = _TELEGRAM_CHANNEL.fullmatch(channel_address)
    return f"https://t.me/{channel[1]}/{source_key}" if channel else None
