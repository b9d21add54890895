"""The real `openai` SDK against `/v1/moderations`, with only its `base_url` and key changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from openai import AuthenticationError, OpenAI, UnprocessableEntityError
from openai.types import ModerationMultiModalInputParam

from service.domain.access import Scope
from tests.support.api import SALE, Api, sqlite_context
from tests.support.serving import served


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with sqlite_context(tmp_path_factory.mktemp("home")) as context:
        yield Api(context)


@pytest.fixture(scope="module")
def address(api: Api) -> Iterator[str]:
    with served(api.app) as address:
        yield address


@pytest.fixture
def client(api: Api, address: str) -> Iterator[OpenAI]:
    key = api.key(Scope.SCORE)["Authorization"].removeprefix("Bearer ")
    with OpenAI(base_url=f"{address}/v1", api_key=key, max_retries=0) as client:
        yield client


def test_a_text_is_moderated(client: OpenAI, api: Api) -> None:
    answer = client.moderations.create(input=SALE)
    assert answer.model == api.context.scorer.version
    (result,) = answer.results
    assert result.flagged is True
    categories = result.categories.model_dump(exclude_unset=True)
    scores = result.category_scores.model_dump(exclude_unset=True)
    applied = result.category_applied_input_types.model_dump(exclude_unset=True)
    assert categories == {"recruitment": False, "f4_sale": True}
    assert scores["f4_sale"] > 0.5 > scores["recruitment"]
    assert applied == {"recruitment": ["text"], "f4_sale": ["text"]}
    assert result.categories.f4_sale is True  # type: ignore[attr-defined]  # a category that OpenAI does not have


def test_a_list_gives_a_result_for_each_text(client: OpenAI) -> None:
    answer = client.moderations.create(input=[SALE, "wie gaat er mee zaterdag"], model="omni-moderation-latest")
    assert [result.flagged for result in answer.results] == [True, False]


def test_parts_give_one_result(client: OpenAI) -> None:
    parts: list[ModerationMultiModalInputParam] = [{"type": "text", "text": SALE}, {"type": "text", "text": "dm"}]
    answer = client.moderations.create(input=parts)
    assert [result.flagged for result in answer.results] == [True]


def test_an_image_raises_the_error_of_the_sdk(client: OpenAI) -> None:
    image: ModerationMultiModalInputParam = {"type": "image_url", "image_url": {"url": "https://p.example/1.png"}}
    with pytest.raises(UnprocessableEntityError) as raised:
        client.moderations.create(input=[image])
    assert raised.value.code == "request_invalid"
    assert isinstance(raised.value.body, dict)
    assert [fault["code"] for fault in raised.value.body["faults"]] == ["image_not_supported"]


def test_a_wrong_key_raises_the_error_of_the_sdk(address: str) -> None:
    with (
        OpenAI(base_url=f"{address}/v1", api_key="lont_wrong", max_retries=0) as client,
        pytest.raises(AuthenticationError),
    ):
        client.moderations.create(input="hoi")
