"""`/v1/webhooks` for a platform's key: endpoints that are told of notices, their secrets, the log of deliveries."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Security

from service.delivery.signing import WebhookRefusedError
from service.dependencies.accepting import ANSWERS_IN_JSON
from service.dependencies.access import allowed_caller
from service.dependencies.bodies import notice_body
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.handlers.openapi import BODY_ERRORS, NOTICE_ERRORS, body_of, examples, problems
from service.handlers.webhook_examples import CHANGES, CREATED, DELIVERIES, DELIVERY, NEW, WEBHOOK
from service.handlers.webhook_models import (
    DeliveryList,
    DeliveryPage,
    DeliveryTold,
    WebhookAnswer,
    WebhookChange,
    WebhookList,
    WebhookRequest,
    WebhookSecret,
)
from service.request_errors import RequestInvalidError
from service.services.takedown.errors import NotYoursToDoError
from service.services.webhooks import WebhookConflictError, WebhookNotFoundError

__all__ = ["router"]

router = APIRouter(prefix="/v1/webhooks", tags=["Takedown"], dependencies=[ANSWERS_IN_JSON])

_Platform = Annotated[Caller, Security(allowed_caller, scopes=[Scope.ANSWER])]
_WebhookId = Annotated[UUID, Path(description="Of the webhook.")]
_DeliveryId = Annotated[UUID, Path(description="Of the delivery: the `webhook-id` that was sent.")]
_ERRORS = (*NOTICE_ERRORS, NotYoursToDoError, RequestInvalidError)
_OF_ONE = (*_ERRORS, WebhookNotFoundError)


@router.get(
    "",
    operation_id="listWebhooks",
    summary="List the webhooks of a platform",
    responses={200: examples({"One": {"webhooks": [WEBHOOK]}}, "All of them."), **problems(*_ERRORS)},
)
def list_webhooks(caller: _Platform, edge: EdgeDep) -> WebhookList:
    """List the endpoints of the platform of the key; their secrets are not shown."""
    with edge.context.reading() as factory:
        return WebhookList(webhooks=[WebhookAnswer.of(each) for each in factory.webhooks().all(caller)])


@router.post(
    "",
    status_code=201,
    operation_id="createWebhook",
    summary="Subscribe an endpoint",
    responses={
        201: examples({"Made": CREATED}, "The endpoint with its secret; keep it, nothing shows it again."),
        **problems(*_ERRORS, *BODY_ERRORS, WebhookRefusedError, WebhookConflictError),
    },
    openapi_extra=body_of(WebhookRequest, NEW),
)
def create_webhook(
    caller: _Platform, edge: EdgeDep, body: Annotated[WebhookRequest, Depends(notice_body(WebhookRequest))]
) -> WebhookSecret:
    """Let an https endpoint be told of events, signed as Standard Webhooks 1.0.0 says; ids and states only."""
    with edge.context.writing() as factory:
        return WebhookSecret.made(*factory.webhooks().create(caller, body.url, body.event_types))


@router.get(
    "/{webhook_id}",
    operation_id="readWebhook",
    summary="Read one webhook",
    responses={200: examples({"It": WEBHOOK}, "The endpoint."), **problems(*_OF_ONE)},
)
def read_webhook(caller: _Platform, edge: EdgeDep, webhook_id: _WebhookId) -> WebhookAnswer:
    """Return one endpoint without its secret."""
    with edge.context.reading() as factory:
        return WebhookAnswer.of(factory.webhooks().get(caller, webhook_id))


@router.patch(
    "/{webhook_id}",
    operation_id="changeWebhook",
    summary="Change a webhook, or switch it off or on",
    responses={
        200: examples({"It": WEBHOOK}, "The endpoint as it is now."),
        **problems(*_OF_ONE, *BODY_ERRORS),
    },
    openapi_extra=body_of(WebhookChange, CHANGES),
)
def change_webhook(
    caller: _Platform,
    edge: EdgeDep,
    webhook_id: _WebhookId,
    body: Annotated[WebhookChange, Depends(notice_body(WebhookChange))],
) -> WebhookAnswer:
    """Ask for other events, switch the endpoint off, or on again; what happened while it was off is not told later."""
    with edge.context.writing() as factory:
        changed = factory.webhooks().change(caller, webhook_id, event_types=body.event_types, enabled=body.enabled)
        return WebhookAnswer.of(changed)


@router.post(
    "/{webhook_id}/rotate",
    operation_id="rotateWebhookSecret",
    summary="Make a new secret",
    responses={
        200: examples({"Made": CREATED}, "The endpoint with its new secret; keep it, nothing shows it again."),
        **problems(*_OF_ONE),
    },
)
def rotate_secret(caller: _Platform, edge: EdgeDep, webhook_id: _WebhookId) -> WebhookSecret:
    """Replace the secret; for 24 hours each webhook carries a signature by the old one as well."""
    with edge.context.writing() as factory:
        return WebhookSecret.made(*factory.webhooks().rotate(caller, webhook_id))


@router.get(
    "/{webhook_id}/deliveries",
    operation_id="listWebhookDeliveries",
    summary="Read the log of deliveries",
    responses={200: examples({"A last page": DELIVERIES}, "One page."), **problems(*_OF_ONE)},
)
def list_deliveries(
    caller: _Platform, edge: EdgeDep, webhook_id: _WebhookId, query: Annotated[DeliveryPage, Query()]
) -> DeliveryList:
    """List what was to be told to an endpoint and every attempt to do so, newest first, in pages."""
    with edge.context.reading() as factory:
        found = factory.webhooks().deliveries(caller, webhook_id, query.cursor, query.limit + 1)
    shown = [DeliveryTold.of(*each) for each in found[: query.limit]]
    return DeliveryList(deliveries=shown, next_cursor=shown[-1].id if len(found) > query.limit else None)


@router.post(
    "/{webhook_id}/deliveries/{delivery_id}/replay",
    operation_id="replayWebhookDelivery",
    summary="Send one event once more",
    responses={
        200: examples({"It": DELIVERY}, "The delivery, to be sent again."),
        **problems(*_OF_ONE, WebhookConflictError),
    },
)
def replay_delivery(caller: _Platform, edge: EdgeDep, webhook_id: _WebhookId, delivery_id: _DeliveryId) -> DeliveryTold:
    """Send an event again, under the same `webhook-id`: an endpoint that has it already drops it."""
    with edge.context.writing() as factory:
        return DeliveryTold.of(*factory.webhooks().replay(caller, webhook_id, delivery_id))
