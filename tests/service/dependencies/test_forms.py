"""What a form of a page sends."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field
from starlette.responses import JSONResponse

from service.dependencies.forms import Form, FormBody
from service.errors import LontError
from service.problems import problem_response

_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}
_ID = "019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37"


class _Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class _Sent(Form):
    name: str = Field(max_length=10)
    count: int = Field(default=1, ge=1)
    note: str | None = None
    sure: bool = False
    colours: tuple[_Colour, ...] = ()
    words: list[str] = ["default"]  # noqa: RUF012  # pydantic copies it
    which: UUID | None = None


def _client() -> TestClient:
    app = FastAPI()

    @app.post("/")
    def take(form: Annotated[_Sent, Depends(FormBody(_Sent))]) -> dict[str, Any]:
        return form.model_dump(mode="json")

    @app.exception_handler(LontError)
    def tell(_request: Request, error: LontError) -> JSONResponse:
        return problem_response(error, "")  # type: ignore[return-value]  # a response is a response

    return TestClient(app)


client = _client()


def _send(body: str | bytes) -> Any:  # noqa: ANN401  # JSON
    return client.post("/", content=body, headers=_TYPE).json()


def test_what_is_not_sent_or_left_empty_has_its_default() -> None:
    default = {
        "name": "a", "count": 1, "note": None, "sure": False, "colours": [], "words": ["default"], "which": None
    }  # fmt: skip
    assert _send("name=a") == default
    assert _send("name=a&count=&note=&sure=&colours=&words=&which=") == default


def test_values_become_what_the_form_says() -> None:
    sent = _send(f"name=a+b%26&count=7&note=x%0D%0Ay&sure=on&colours=red&colours=blue&words=w&which={_ID}")
    assert sent == {
        "name": "a b&", "count": 7, "note": "x\ny", "sure": True, "colours": ["red", "blue"], "words": ["w"],
        "which": _ID,
    }  # fmt: skip


def test_all_faults_are_told_and_none_repeats_what_was_sent() -> None:
    problem = _send("name=&count=zeebonk&colours=groen&which=zeebonk&zeebonk+0612=1&note=a&note=b&sure=perhaps")
    assert {fault["where"] for fault in problem["faults"]} == {
        "body.name", "body.count", "body.colours.0", "body.which", "body.(unnamed)", "body.note", "body.sure",
    }  # fmt: skip
    assert problem["code"] == "request_invalid"
    assert not any(text in str(problem) for text in ("zeebonk", "groen", "perhaps"))


def test_a_value_that_is_there_twice_is_refused_even_if_all_else_is_right() -> None:
    problem = _send("name=a&name=b")
    assert [(fault["where"], fault["code"]) for fault in problem["faults"]] == [("body.name", "repeated")]


@pytest.mark.parametrize("body", [b"name=\xff", b"name=%ff", b"name=%00", b"%00=a", "&".join(["a=1"] * 1_001)])
def test_what_is_no_text_or_has_no_end_is_refused(body: str | bytes) -> None:
    assert _send(body)["code"] == "request_invalid"


@pytest.mark.parametrize(
    "declared",
    [
        "",
        "text/plain",
        "application/json",
        "multipart/form-data; boundary=x",
        f"{_TYPE['Content-Type']}; charset=utf-16",
    ],
)
def test_only_forms_are_read(declared: str) -> None:
    answer = client.post("/", content="name=a", headers={"Content-Type": declared})
    assert (answer.status_code, answer.json()["code"]) == (415, "content_type_unsupported")


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=5), st.binary(max_size=50))
def test_nothing_that_is_sent_breaks_it(fields: dict[str, str], raw: bytes) -> None:
    form = urlencode(
        {name.encode("utf-8", "replace"): value.encode("utf-8", "replace") for name, value in fields.items()}
    )
    for body in (form, raw, b"name=a&" + raw):
        assert client.post("/", content=body, headers=_TYPE).status_code in {200, 422}
