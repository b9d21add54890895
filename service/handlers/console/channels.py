"""Channels: the list of them, and one with its names, links and days, and what people say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import RedirectResponse, Response

from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.access import Caller, Scope
from service.domain.channels import ChannelChange, ChannelDay
from service.errors import LontError
from service.handlers.channel_models import InviteLink
from service.handlers.console.frame import Deciding, Reading, page
from service.services.channels import SuccessionError
from service.services.takedown.errors import VersionMismatchError

__all__ = ["DayBar", "day_bars", "router"]

router = APIRouter(include_in_schema=False)

_ON_A_PAGE = 50
_SEE_OTHER = 303
_HEIGHT = 100


class ChannelForm(Form):
    """What a person says of a channel."""

    version: int
    gone: bool = False
    successor_of: UUID | None = None
    link: InviteLink | None = None


@dataclass(frozen=True, slots=True)
class DayBar:
    """One day in the picture."""

    x: int
    """From the left, in bars."""
    height: int
    """Of all items, 0 to 100; a day with any has at least 2."""
    raised: int
    """Of those with a label raised, on the same scale."""


@router.get("/channels")
def channels_page(caller: Reading, edge: EdgeDep, before: Annotated[UUID | None, Query()] = None) -> Response:
    """Show one page of the list."""
    with edge.context.reading() as factory:
        found, following = factory.channels().page(None, before, _ON_A_PAGE)
    return page(
        edge,
        caller,
        "channels.html",
        channels=found,
        first="/channels" if before else None,
        following=f"/channels?before={following}" if following else None,
    )


@router.get("/channels/{channel_id}")
def channel_page(caller: Reading, edge: EdgeDep, channel_id: UUID) -> Response:
    """Show one channel."""
    return _shown(edge, caller, channel_id)


@router.post("/channels/{channel_id}/change")
def change(
    caller: Deciding, edge: EdgeDep, channel_id: UUID, form: Annotated[ChannelForm, Depends(FormBody(ChannelForm))]
) -> Response:
    """Write what a person says of it."""
    wanted = ChannelChange(form.gone, form.successor_of, form.link)
    try:
        with edge.context.writing() as factory:
            factory.channels().change(caller, channel_id, form.version, wanted)
    except (SuccessionError, VersionMismatchError) as error:
        return _shown(edge, caller, channel_id, error)
    return RedirectResponse(f"/channels/{channel_id}", _SEE_OTHER)


def day_bars(days: Sequence[ChannelDay]) -> list[DayBar]:
    """Return days as a picture shows them, days without items between them left blank."""
    most = max((each.items for each in days), default=0)
    return [DayBar((each.day - days[0].day).days, _part(each.items, most), _part(each.raised, most)) for each in days]


def _part(items: int, most: int) -> int:
    return max(2, _HEIGHT * items // most) if items else 0


def _shown(edge: Edge, caller: Caller, channel_id: UUID, error: LontError | None = None) -> Response:
    with edge.context.reading() as factory:
        view = factory.channels().get(channel_id)
    bars = day_bars(view.days)
    return page(
        edge,
        caller,
        "channel.html",
        status=200 if error is None else error.status,
        view=view,
        channel=view.channel,
        bars=bars,
        width=bars[-1].x + 1 if bars else 1,
        error=error,
        can_decide=Scope.DECIDE in caller.scopes,
    )
