"""How the app is put together."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.factory import ProcessContext
from service.settings import Settings
from tests.support.api import Api, shipped_scorer


def test_score_only_touches_neither_database_nor_broker_nor_disk(tmp_path: Path) -> None:
    settings = Settings(
        home=tmp_path / "home",
        database_url="postgresql://127.0.0.1:1/nowhere",
        broker_url="redis://127.0.0.1:1",
    )
    context = ProcessContext(settings)
    context.scorer = shipped_scorer()
    with Api(context, score_only=True).client as client:
        assert client.post("/v1/score", json={"inputs": [{"text": "hoi"}]}).status_code == 200
        assert client.post("/v1/moderations", json={"input": "hoi"}).status_code == 200
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 200
        assert client.get("/metrics").status_code == 200
    assert not (tmp_path / "home").exists()
    assert "database" not in vars(context)
    assert "pseudonymiser" not in vars(context)


@pytest.mark.parametrize(
    "path", ["/v1/items", "/v1/queue", "/docs", "/openapi.json", "/static/lont.css", "/", "/sign-in", "/requests"]
)
def test_score_only_has_nothing_else(tmp_path: Path, path: str) -> None:
    context = ProcessContext(Settings(home=tmp_path))
    assert Api(context, score_only=True).client.get(path).status_code == 404


def test_the_parts_are_opened_when_the_app_starts(api: Api) -> None:
    assert "database" not in vars(api.context)
    with api.client:
        assert "database" in vars(api.context)


def test_two_apps_do_not_share_what_they_serve(tmp_path: Path) -> None:
    one, other = (Api(ProcessContext(Settings(home=tmp_path / name)), score_only=True) for name in "ab")
    assert one.app.state.edge.context is not other.app.state.edge.context
