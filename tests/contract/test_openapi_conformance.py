"""What the API does against what its OpenAPI document says, with data that fit and data that do not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.checks import positive_data_acceptance
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import unsupported_method
from starlette.types import Receive, Scope, Send

from service.domain.access import AccessRole
from service.domain.messages import Platform
from service.factory import ProcessContext
from service.main import create_app
from service.settings import Settings
from tests.support.api import Api, item, sqlite_context

_MOMENTS = st.datetimes(datetime(2010, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # zone is given apart
schemathesis.openapi.format("date-time", _MOMENTS.map(datetime.isoformat))
schemathesis.openapi.format("iana-timezone", st.sampled_from(["Europe/Amsterdam", "Asia/Kolkata", "UTC"]))

_BEYOND_SCHEMAS = {
    "base64_decode",
    "cursor_unreadable",
    "defer_until of a verdict",
    "endpoint_invalid",
    "idempotency_key_reused",
    "image_refused",
    "labels of a verdict",
    "one_of_two",
    "provenance_missing",
    "reason of a verdict",
    "reason_refused",
    "report_period_unknown",
    "report_span_impossible",
    "spans of a verdict",
    "target_index",
    "tier_missing",
}
"""What depends on more than the shape of a request: the bundle, the database, another field."""

_PATIENCE_SECONDS = 120
_REFUSALS = ["400", "401", "403", "404", "405", "406", "409", "413", "415", "422", "428", "429"]
"""Statuses of what breaks the document; 413 where it breaks it by its length."""
_CONFIG = SchemathesisConfig.from_dict(
    {
        "request-timeout": _PATIENCE_SECONDS,
        "generation": {"mode": "all", "with-security-parameters": False},
        "checks": {"negative_data_rejection": {"expected-statuses": _REFUSALS}},
    }
)


class _Switched:
    """An ASGI application that hands on to whichever is set; the tests are made before there is a database."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


_described = _Switched(create_app(ProcessContext(Settings(home=Path("not-made")))))
schema = schemathesis.openapi.from_dict(_described.app.openapi(), config=_CONFIG)
schema.app = _described


_PEOPLE = (
    *("/v1/queue", "/v1/alerts", "/v1/campaigns", "/v1/channels", "/v1/takedown-requests"),
    "/v1/items/{item_id}/decisions",
)
_PLATFORMS = ("/v1/received-requests", "/v1/webhooks")
_BESIDE_AN_ID = (
    "/v1/received-requests/statistics",
    "/v1/received-requests/warnings",
    "/v1/received-requests/webhook-secret",
)
"""Where an id could stand: by another method it is one that is not found, and no method that is not allowed."""


@pytest.fixture(scope="module")
def person(api: Api) -> dict[str, str]:
    """The key of somebody who may do whatever people do."""
    return api.person_key(AccessRole.ANALYST)


@pytest.fixture(scope="module")
def platform(api: Api) -> dict[str, str]:
    """The key of a platform."""
    return api.platform_key(Platform.TELEGRAM)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with sqlite_context(tmp_path_factory.mktemp("home")) as context:
        api = Api(context)
        api.score(each["id"] for each in api.hand_in(item(1), item(2, "cobra 6 op voorraad")))
        _described.app = api.app
        yield api


@schema.parametrize()
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_one_that_the_document_describes(
    case: Case[Any], api: Api, person: dict[str, str], platform: dict[str, str]
) -> None:
    key = person if case.operation.path.startswith(_PEOPLE) else api.headers
    response = case.call(headers=platform if case.operation.path.startswith(_PLATFORMS) else key)
    beyond = response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY and _codes(response.json()) <= _BEYOND_SCHEMAS
    excluded = [positive_data_acceptance] if beyond else []
    if case.operation.path in _BESIDE_AN_ID:
        excluded.append(unsupported_method)
    case.validate_response(response, excluded_checks=excluded)


def _codes(problem: dict[str, Any]) -> set[str]:
    """Return what a problem document complains of, most exactly."""
    faults = problem["faults"]
    of_a_verdict = {"labels", "reason", "defer_until", "spans"}  # whether they may be there depends on the verdict
    told = {
        f"{fault['where'].split('.')[0]} of a verdict"
        if fault["where"].split(".")[0] in of_a_verdict
        else fault["code"]
        for fault in faults
    }
    return told or {problem["code"]}
