"""`/healthz`, `/readyz` and `/metrics`."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.domain.access import Scope
from service.factory import ProcessContext
from service.services.keys import SERVICE_SCOPES
from service.settings import Settings
from tests.support.api import ELSEWHERE, Api, item, shipped_scorer, sqlite_context


def test_a_process_that_answers_is_alive(api: Api) -> None:
    answer = api.client_from(ELSEWHERE).get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


def test_it_is_ready_when_database_and_bundle_are_there(api_on_each: Api) -> None:
    answer = api_on_each.client_from(ELSEWHERE).get("/readyz")
    assert answer.json() == {"status": "ready", "model": api_on_each.context.scorer.version}


def test_a_database_without_schema_is_named_with_its_remedy(tmp_path: Path) -> None:
    context = ProcessContext(Settings(home=tmp_path))
    context.scorer = shipped_scorer()
    with Api(context).client as client:
        answer = client.get("/readyz")
        assert answer.status_code == 503
        (fault,) = answer.json()["faults"]
        assert (fault["where"], fault["code"], fault["what"]) == (
            "database",
            "database_not_at_head",
            "Run `lont db upgrade`.",
        )
        call = client.get("/v1/items", headers={"Authorization": "Bearer lont_x"})
        assert (call.status_code, call.json()["code"]) == (503, "not_ready")


def test_a_database_that_is_away_is_named_and_its_address_is_not(tmp_path: Path) -> None:
    url = "postgresql://zeebonk@127.0.0.1:1/zeebonk"
    context = ProcessContext(Settings(home=tmp_path, database_url=url))
    context.scorer = shipped_scorer()
    answer = Api(context).client.get("/readyz")
    assert (answer.status_code, answer.json()["faults"][0]["where"]) == (503, "database")
    assert "zeebonk" not in answer.text


def test_a_missing_bundle_is_named_by_every_call_that_needs_it(tmp_path: Path) -> None:
    with sqlite_context(tmp_path, bundle=tmp_path / "nowhere") as context:
        del context.scorer
        with Api(context).client as client:
            answer = client.get("/readyz")
            assert (answer.status_code, [fault["where"] for fault in answer.json()["faults"]]) == (503, ["bundle"])
            headers = Api(context).key(Scope.SCORE)
            scored = client.post("/v1/score", json={"inputs": [{"text": "hoi"}]}, headers=headers)
            assert (scored.status_code, scored.json()["code"]) == (503, "not_ready")
            assert str(tmp_path) not in answer.text + scored.text


def test_metrics_count_items_by_state_and_requests_by_template(api: Api) -> None:
    api.hand_in(item(1), item(2, ""))
    api.client.get("/v1/items/019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37", headers=api.headers)
    api.client.get("/nowhere/zeebonk")
    text = api.client.get("/metrics").text
    assert 'lont_items{state="pending"} 1.0' in text
    assert 'lont_items{state="unscored"} 1.0' in text
    assert "lont_outbox_entries 1.0" in text
    assert 'lont_requests_total{method="GET",route="/v1/items/{item_id}",status="404"}' in text
    assert 'lont_requests_total{method="GET",route="unmatched",status="404"}' in text
    assert "zeebonk" not in text


@pytest.mark.parametrize("scope", sorted(SERVICE_SCOPES))
def test_metrics_are_open_elsewhere_with_any_key(api: Api, scope: Scope) -> None:
    client = api.client_from(ELSEWHERE)
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers=api.key(scope)).status_code == 200
