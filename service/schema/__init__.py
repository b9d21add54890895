"""The tables of lont, one module an aggregate, and the Alembic migrations that make them."""

from service.schema.access import ApiKey, IdempotencyRecord
from service.schema.accounts import Account, BrowserSession, OutsideIdentity, RecoveryCode, SecondFactor
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
from service.schema.escalations import Escalation
from service.schema.evidence import Evidence
from service.schema.heartbeats import Heartbeat
from service.schema.holds import PoliceHold
from service.schema.imports import Import, ImportChannel, ImportRefusal
from service.schema.items import Item, ItemVersion
from service.schema.looks import PlatformLook
from service.schema.notes import ItemNote
from service.schema.outbox import OutboxEntry
from service.schema.preferences import AccountPreference
from service.schema.quality import KnownItem, MissReport, ReviewTask
from service.schema.saved_views import SavedView
from service.schema.scores import CachedScore, Score
from service.schema.scores_again import ScoreAsk, ScoreChange
from service.schema.takedown import (
    DeliveryAttempt,
    NoticesOfDay,
    PlatformWarning,
    TakedownContent,
    TakedownEvent,
    TakedownItem,
    TakedownRequest,
)
from service.schema.webhooks import (
    IncomingEndpoint,
    IncomingMessage,
    NoticeSecret,
    WebhookAttempt,
    WebhookDelivery,
    WebhookSubscription,
)

__all__ = [
    "Account",
    "AccountPreference",
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
    "Escalation",
    "Evidence",
    "Heartbeat",
    "IdempotencyRecord",
    "Import",
    "ImportChannel",
    "ImportRefusal",
    "IncomingEndpoint",
    "IncomingMessage",
    "Item",
    "ItemNote",
    "ItemVersion",
    "KnownItem",
    "MissReport",
    "NoticeSecret",
    "NoticesOfDay",
    "OutboxEntry",
    "OutsideIdentity",
    "PlatformLook",
    "PlatformWarning",
    "PoliceHold",
    "Precedent",
    "RecoveryCode",
    "ReviewTask",
    "SavedView",
    "Score",
    "ScoreAsk",
    "ScoreChange",
    "SecondFactor",
    "TakedownContent",
    "TakedownEvent",
    "TakedownItem",
    "TakedownRequest",
    "UtcDateTime",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookSubscription",
]
