"""Which part of the queue a call means: the filters that listing it and claiming from it have in common."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from models.contract import LABELS
from service.domain.items import ItemFilter
from service.domain.messages import Platform
from service.handlers.item_models import SearchText
from service.handlers.moments import Moment

__all__ = ["QueuePart"]


class QueuePart(BaseModel):
    """Every filter that is set must hold."""

    model_config = ConfigDict(extra="forbid")

    label: str | None = Field(default=None, pattern=f"^({'|'.join(LABELS)})$", description="This label was raised.")
    priority: str | None = Field(default=None, pattern="^P[0-3]$")
    platform: Platform | None = None
    lang: str | None = Field(default=None, pattern="^[a-z]{2,3}$", description="ISO 639-1, such as `nl`.")
    channel_id: UUID | None = None
    text: SearchText | None = Field(default=None, description="The text contains this; capitals do not count.")
    sent_from: Moment | None = Field(default=None, description="Sent at this time or later.")
    sent_until: Moment | None = Field(default=None, description="Sent before this time.")
    captured_from: Moment | None = Field(default=None, description="Captured at this time or later.")
    captured_until: Moment | None = Field(default=None, description="Captured before this time.")
    assigned_to: str | None = Field(
        default=None, max_length=64, description="Id of a reviewer's account (`usr_…`), or `nobody`."
    )

    def as_filter(self) -> ItemFilter:
        """Return the filter as the service takes it."""
        return ItemFilter(**self.model_dump(include=set(QueuePart.model_fields)))
