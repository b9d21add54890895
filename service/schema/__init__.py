"""The tables of lont, one module an aggregate, and the Alembic migrations that make them."""

from service.schema.access import ApiKey, IdempotencyRecord
from service.schema.base import Base, UtcDateTime
from service.schema.channels import Author, Channel
from service.schema.heartbeats import Heartbeat
from service.schema.imports import Import, ImportChannel, ImportRefusal
from service.schema.items import Item, ItemVersion
from service.schema.outbox import OutboxEntry
from service.schema.scores import CachedScore, Score

__all__ = [
    "ApiKey",
    "Author",
    "Base",
    "CachedScore",
    "Channel",
    "Heartbeat",
    "IdempotencyRecord",
    "Import",
    "ImportChannel",
    "ImportRefusal",
    "Item",
    "ItemVersion",
    "OutboxEntry",
    "Score",
    "UtcDateTime",
]
