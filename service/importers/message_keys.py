"""Makes keys for messages without an id, and refuses a second message with the id of the first."""

from __future__ import annotations

import hashlib

from service.domain.messages import MessageDraft, Refusal
from service.importers.recent_keys import RecentKeys
from service.importers.refusing import PieceRefusedError, refusal

__all__ = ["DuplicateWatch", "KeyMaker"]


class KeyMaker:
    """Makes the same key for the same message, also from another export that overlaps this one."""

    def __init__(self) -> None:
        self._seen = RecentKeys()

    def key(self, *parts: str) -> str:
        """Return 32 hex characters over the parts and over how many equal ones came before.

        Equal messages are told apart by their order. An export that begins between two equal messages counts
        fewer of them; its keys are then among those of the longer export, so nothing comes in twice.
        """
        base = "\0".join(parts)
        ordinal = self._seen.get(base) or 0
        self._seen.put(base, ordinal + 1)
        return hashlib.sha256(f"{base}\0{ordinal}".encode()).hexdigest()[:32]


class DuplicateWatch:
    """Knows the ids of the last 100,000 messages of a file."""

    def __init__(self) -> None:
        self._seen = RecentKeys()

    def admit(self, draft: MessageDraft, place: str) -> MessageDraft | Refusal:
        """Return the message, or its refusal if another one with its id stood before it in the channel.

        An identical repetition is handed on: storing it again changes nothing.
        """
        content = hash((draft.text, draft.sent_at, draft.author, draft.kind)) % (1 << 64)
        key = f"{draft.channel.platform_id}\0{draft.source_key}"
        known = self._seen.get(key)
        if known is None:
            self._seen.put(key, content)
            return draft
        if known == content:
            return draft
        error = PieceRefusedError(
            "Another message with the same id stands before it in this file.",
            "The first one came in; look which of the two is right.",
            code="duplicate_id",
        )
        return refusal(place, error, draft.channel)
