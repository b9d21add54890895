"""Adds to a scored message what it says, where somebody will look at it: entities, and the writer's role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from models.contract import Prepared, ScoredMessage
from models.entities.contract import Reading
from models.entities.reader import EntityReader
from models.entities.roles import FOLDER as ROLES_FOLDER
from models.entities.roles import RoleReader
from models.entities.storage import FOLDER as ENTITIES_FOLDER
from models.linear.tier import LinearTier
from models.normalise import normalise
from models.thresholds import Thresholds

__all__ = ["MOST_READ", "Extraction"]

MOST_READ = 10_000
"""Code points of a message that are read, more than twice what any platform lets one message have."""


class Extraction:
    """Reads entities and roles; safe to share by threads.

    Parameters
    ----------
    entities
        Reads entities.
    roles
        Tells roles; ``None`` tells none.
    """

    def __init__(self, entities: EntityReader, roles: RoleReader | None = None) -> None:
        self._entities = entities
        self._roles = roles

    @classmethod
    def load(cls, bundle: Path, linear: LinearTier) -> Extraction:
        """Read what a bundle has; one without ``entities/`` reads by rules alone, one without ``roles/`` tells no role.

        Raises
        ------
        TierFileError, TierMismatchError
            Where a folder is there and cannot be used.
        """
        entities, roles = bundle / ENTITIES_FOLDER, bundle / ROLES_FOLDER
        return cls(
            EntityReader(entities if entities.is_dir() else None),
            RoleReader.load(roles, linear) if roles.is_dir() else None,
        )

    def add(
        self, messages: Sequence[Prepared], scored: Sequence[ScoredMessage], thresholds: Thresholds
    ) -> list[ScoredMessage]:
        """Return scored messages with their entities, and the role where a label is raised.

        The role is always one that a raised label leaves open.
        """
        readings = [_reading(message, one, thresholds) for message, one in zip(messages, scored, strict=True)]
        roles = self._told(messages, [one.labels for one in scored])
        read = zip(scored, self._entities.read(readings), roles, strict=True)
        return [replace(one, entities=entities, role=role) for one, entities, role in read]

    def _told(self, messages: Sequence[Prepared], labels: Sequence[tuple[str, ...]]) -> Sequence[str | None]:
        return [None] * len(messages) if self._roles is None else self._roles.read(messages, labels)


def _reading(message: Prepared, scored: ScoredMessage, thresholds: Thresholds) -> Reading:
    text = message.normalised
    if len(text.original) > MOST_READ:
        text = normalise(text.original[:MOST_READ])
    return Reading(text, scored.lang, message.sent_at, scored.labels, thresholds.near(scored.scores))
