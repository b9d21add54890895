"""A view: the part of the queue that somebody works on, as it travels in addresses and is kept under a name."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, quote, urlencode
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from service.dependencies.bodies import invalid_request
from service.domain.decisions import Verdict
from service.domain.items import NOBODY, ItemFilter
from service.domain.messages import Platform
from service.handlers.item_models import SearchText

__all__ = ["HOURS", "LONGEST_VIEW", "QueueView", "ViewDep", "read_view"]

HOURS = (1, 24, 72, 168)
"""Choices of how long ago an item was captured at most."""
LONGEST_VIEW = 1_500
"""Characters of the query of a view."""
_Day = Annotated[date, BeforeValidator(date.fromisoformat), Field(ge=date(2000, 1, 1), le=date(2100, 1, 1))]


class QueueView(BaseModel):
    """Filters of the queue; a field that is left empty is no filter. Days are whole days in UTC."""

    model_config = ConfigDict(frozen=True)

    label: Literal["recruitment", "f4_sale"] | None = None
    priority: Literal["P0", "P1", "P2", "P3"] | None = None
    platform: Platform | None = None
    lang: str | None = Field(default=None, pattern="^[a-z]{2,3}$")
    verdict: Literal[Verdict.DEFER, Verdict.ESCALATE] | None = None
    assigned: Literal["me", "nobody"] | None = None
    channel: SearchText | None = None
    """A part of its name."""
    text: SearchText | None = None
    within: Literal["1", "24", "72", "168"] | None = None
    """Captured no more than so many hours ago."""
    sent_from: _Day | None = None
    sent_until: _Day | None = None
    """The last day, itself included."""
    captured_from: _Day | None = None
    captured_until: _Day | None = None

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, value: Any) -> Any:  # noqa: ANN401  # pydantic hands over whatever came
        return {name: each for name, each in value.items() if each != ""} if isinstance(value, dict) else value

    def as_filter(self, actor: str) -> ItemFilter:
        """Return the filter as the service takes it; `actor` is who asks."""
        captured_from = _begin(self.captured_from)
        if self.within is not None:
            ago = datetime.now(UTC) - timedelta(hours=int(self.within))
            captured_from = ago if captured_from is None else max(ago, captured_from)
        return ItemFilter(
            label=self.label,
            priority=self.priority,
            platform=self.platform,
            lang=self.lang,
            verdict=self.verdict,
            assigned_to={"me": actor, "nobody": NOBODY, None: None}[self.assigned],
            channel_name=self.channel,
            text=self.text,
            sent_from=_begin(self.sent_from),
            sent_until=_end(self.sent_until),
            captured_from=captured_from,
            captured_until=_end(self.captured_until),
        )

    def filters(self) -> dict[str, Any]:
        """Return what is filtered by, as a form sends it."""
        return self.model_dump(mode="json", include=set(QueueView.model_fields), exclude_none=True)

    @property
    def query(self) -> str:
        """The filters as the query of an address; empty for the whole queue."""
        return urlencode(self.filters())

    def address(self, cursor: str | None = None) -> str:
        """Return the address of the list, or of another page of it."""
        query = urlencode(self.filters() | ({} if cursor is None else {"cursor": cursor}))
        return f"/?{query}" if query else "/"

    def next_address(self, passed: UUID | None = None, undo: UUID | None = None) -> str:
        """Return the address that hands out the next item of this view; see `next_item`."""
        trail = {name: str(value) for name, value in (("passed", passed), ("undo", undo)) if value is not None}
        query = urlencode(trail | self.filters())
        return f"/queue/next?{query}" if query else "/queue/next"

    def onto(self, address: str) -> str:
        """Return an address that takes this view along."""
        if not self.query:
            return address
        path, mark, place = address.partition("#")
        return f"{path}{'&' if '?' in path else '?'}view={quote(self.query, safe='')}{mark}{place}"


def read_view(query: str) -> QueueView:
    """Return a view from the query of its address.

    Raises
    ------
    RequestInvalidError
        With all that makes no sense in it.
    """
    try:
        return QueueView.model_validate(dict(parse_qsl(query)))
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        raise invalid_request([(("query", *each["loc"]), each["type"], each["msg"]) for each in faults]) from None


def _view(view: Annotated[str, Query(max_length=LONGEST_VIEW)] = "") -> QueueView:
    return read_view(view)


ViewDep = Annotated[QueueView, Depends(_view)]
"""The view that came along with an address, if one did."""


def _begin(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, UTC)


def _end(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day + timedelta(days=1), time.min, UTC)
