"""`/v1/channels`: where items come from, and what people say of it. Channels have items a day, never a score."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response, Security

from service.dependencies.access import allowed_caller
from service.dependencies.bodies import JsonBody
from service.dependencies.changes import IfMatch, IfMatchUnreadableError
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.factory import Factory
from service.handlers.channel_examples import CHANGES, DETAIL, LIST
from service.handlers.channel_models import ChannelDetail, ChannelList, ChannelQuery, ChannelRequest
from service.handlers.openapi import BODY_ERRORS, IF_MATCH, KEY_ERRORS, body_of, examples, problems, with_headers
from service.request_errors import RequestInvalidError
from service.services.channels import ChannelNotFoundError, SuccessionError
from service.services.takedown.errors import PreconditionRequiredError, VersionMismatchError

__all__ = ["router"]

router = APIRouter(prefix="/v1/channels", tags=["Review"])

_ChannelId = Annotated[UUID, Path(description="Of the channel in lont.")]
_reader = Security(allowed_caller, scopes=[Scope.READ])
_ETAG = {"ETag": {"description": "The version, for If-Match.", "schema": {"type": "string"}}}


@router.get(
    "",
    operation_id="listChannels",
    summary="List channels",
    dependencies=[_reader],
    responses={200: examples({"A last page": LIST}, "One page."), **problems(*KEY_ERRORS, RequestInvalidError)},
)
def list_channels(edge: EdgeDep, query: Annotated[ChannelQuery, Query()]) -> ChannelList:
    """List channels, the one that came in last first, in pages."""
    with edge.context.reading() as factory:
        found, following = factory.channels().page(query.platform, query.cursor, query.limit)
    return ChannelList.model_validate({"channels": found, "next_cursor": following})


@router.get(
    "/{channel_id}",
    operation_id="readChannel",
    summary="Read one channel",
    dependencies=[_reader],
    responses={
        200: examples({"A channel": DETAIL}, "The channel.") | {"headers": _ETAG},
        **problems(*KEY_ERRORS, RequestInvalidError, ChannelNotFoundError),
    },
)
def read_channel(edge: EdgeDep, channel_id: _ChannelId, response: Response) -> ChannelDetail:
    """Return a channel with its names and links over time and its items a day; none of their texts."""
    with edge.context.reading() as factory:
        return _shown(factory, channel_id, response)


@router.patch(
    "/{channel_id}",
    operation_id="changeChannel",
    summary="Say what became of a channel",
    responses={
        200: examples({"A channel": DETAIL}, "The channel as it is now.") | {"headers": _ETAG},
        **problems(
            *(*KEY_ERRORS, *BODY_ERRORS, IfMatchUnreadableError, PreconditionRequiredError, VersionMismatchError),
            *(ChannelNotFoundError, SuccessionError),
        ),
    },
    openapi_extra=body_of(ChannelRequest, CHANGES) | with_headers(IF_MATCH),
)
def change_channel(
    *,
    caller: Annotated[Caller, Security(allowed_caller, scopes=[Scope.DECIDE])],
    edge: EdgeDep,
    channel_id: _ChannelId,
    version: IfMatch,
    body: Annotated[ChannelRequest, Depends(JsonBody(ChannelRequest))],
    response: Response,
) -> ChannelDetail:
    """Note that a channel is gone, took the place of another one, or is reached by another invite link."""
    with edge.context.writing() as factory:
        factory.channels().change(caller, channel_id, version, body.as_change())
        return _shown(factory, channel_id, response)


def _shown(factory: Factory, channel_id: UUID, response: Response) -> ChannelDetail:
    answer = ChannelDetail.of(factory.channels().get(channel_id))
    response.headers["ETag"] = f'"{answer.version}"'
    return answer
