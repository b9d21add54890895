"""Forms that carry a file."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from service.dependencies.forms import Form
from service.dependencies.uploads import Upload, UploadForm
from service.handlers.errors import add_error_handlers


class _Note(Form):
    text: str
    number: int = 7


def _client() -> TestClient:
    app = FastAPI()
    add_error_handlers(app)

    @app.post("/")
    def take(sent: Annotated[Upload[_Note], Depends(UploadForm(_Note, "picture"))]) -> dict[str, Any]:
        return {
            "text": sent.form.text,
            "number": sent.form.number,
            "size": None if sent.file is None else len(sent.file),
        }

    return TestClient(app)


_client_of_all = _client()


def _send(fields: dict[str, str], **files: tuple[str, bytes, str]) -> Any:  # noqa: ANN401  # a response
    return _client_of_all.post("/", data=fields, files=files or {"picture": ("", b"", "image/png")})


def test_fields_and_file_are_given() -> None:
    answer = _send({"text": "een\r\ntwee", "number": "3"}, picture=("s.png", b"12345", "image/png"))
    assert answer.json() == {"text": "een\ntwee", "number": 3, "size": 5}


@pytest.mark.parametrize("picture", [("", b"", "image/png"), ("leeg.png", b"", "image/png")])
def test_without_a_file_there_is_none(picture: tuple[str, bytes, str]) -> None:
    assert _send({"text": "x", "number": ""}, picture=picture).json() == {"text": "x", "number": 7, "size": None}


def test_every_fault_is_told() -> None:
    answer = _send({"number": "drie", "other": "x"})
    assert answer.status_code == 422
    assert {fault["where"] for fault in answer.json()["faults"]} == {"body.text", "body.number", "body.other"}


def test_a_second_file_is_refused() -> None:
    answer = _client_of_all.post("/", data={"text": "x"}, files=[("picture", ("a", b"1")), ("picture", ("b", b"2"))])
    assert answer.status_code == 422


def test_more_fields_than_any_form_has_are_refused() -> None:
    assert _send({f"x{number}": "1" for number in range(60)}).status_code == 422


def test_another_kind_of_body_is_refused() -> None:
    assert _client_of_all.post("/", data={"text": "x"}).status_code == 415
    assert _client_of_all.post("/", json={"text": "x"}).status_code == 415


@given(st.binary(max_size=200))
def test_no_body_is_an_incident(body: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    assert _client_of_all.post("/", content=body, headers=headers).status_code == 422
    inside = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + body + b"\r\n--x--\r\n"
    assert _client_of_all.post("/", content=inside, headers=headers).status_code in {200, 422}
