"""The tables of lont, one module an aggregate, and the Alembic migrations that make them."""

from service.schema.access import ApiKey, IdempotencyRecord
from service.schema.accounts import Account, BrowserSession
from service.schema.alerts import Alert, AlertSending
from service.schema.audit import AuditEntry, AuditSeal
from service.schema.base import Base, UtcDateTime
from service.schema.campaigns import (
    Campaign,
    CampaignBand,
    CampaignEvent,
    CampaignItem,
    CampaignParting,
    CampaignText,
    Precedent,
)
from service.schema.channels import Author, Channel, ChannelLink, ChannelName
from service.schema.claims import Claim
from service.schema.contacts import ContactMention
from service.schema.decisions import Decision
from service.schema.evidence import Evidence
from service.schema.heartbeats import Heartbeat
from service.schema.imports import Import, ImportChannel, ImportRefusal
from service.schema.items import Item, ItemVersion
from service.schema.outbox import OutboxEntry
from service.schema.scores import CachedScore, Score
from service.schema.scores_again import ScoreAsk, ScoreChange
from service.schema.takedown import DeliveryAttempt, TakedownEvent, TakedownItem, TakedownRequest

__all__ = [
    "Account",
    "Alert",
    "AlertSending",
    "ApiKey",
    "AuditEntry",
    "AuditSeal",
    "Author",
    "Base",
    "BrowserSession",
    "CachedScore",
    "Campaign",
    "CampaignBand",
    "CampaignEvent",
    "CampaignItem",
    "CampaignParting",
    "CampaignText",
    "Channel",
    "ChannelLink",
    "ChannelName",
    "Claim",
    "ContactMention",
    "Decision",
    "DeliveryAttempt",
    "Evidence",
    "Heartbeat",
    "IdempotencyRecord",
    "Import",
    "ImportChannel",
    "ImportRefusal",
    "Item",
    "ItemVersion",
    "OutboxEntry",
    "Precedent",
    "Score",
    "ScoreAsk",
    "ScoreChange",
    "TakedownEvent",
    "TakedownItem",
    "TakedownRequest",
    "UtcDateTime",
]
