"""Reads what a form of a page sends, and reports everything that is wrong with it at once."""

from __future__ import annotations

from email.message import Message
from typing import Any, Generic, TypeVar, get_origin
from urllib.parse import parse_qsl

from fastapi import Request
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from starlette.concurrency import run_in_threadpool

from service.dependencies.bodies import invalid_request
from service.locale.wording import worded
from service.request_errors import ContentTypeError, RequestInvalidError

__all__ = ["Form", "FormBody"]

_MOST_FIELDS = 1_000
_SEVERAL = frozenset({list, set, frozenset, tuple})


class Form(BaseModel):
    """What a form sends. Each field is named like its control; a list takes all values of controls of one name.

    A control that is left empty or unchecked is not there: its field has its default.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


T = TypeVar("T", bound=Form)


class FormBody(Generic[T]):
    """A dependency that gives the form as an object of `model`.

    Parameters
    ----------
    model
        What the form must be.
    """

    def __init__(self, model: type[T]) -> None:
        self._model = model
        self._lists = {field for field, about in model.model_fields.items() if _takes_several(about)}

    async def __call__(self, request: Request) -> T:
        """Return what was sent.

        Raises
        ------
        ContentTypeError, RequestInvalidError
            With all faults in the second case.
        """
        _require_form(request.headers.get("content-type", ""))
        body = await request.body()
        return await run_in_threadpool(self._read, body)

    def _read(self, body: bytes) -> T:
        sent: dict[str, list[str]] = {}
        for name, value in _pairs(body):
            sent.setdefault(name, []).append(value)
        faults = [
            (("body", name), "repeated", "This is there more than once")
            for name, values in sent.items()
            if len(values) > 1 and name not in self._lists
        ]
        values: dict[str, Any] = {name: each if name in self._lists else each[0] for name, each in sent.items()}
        try:
            form = self._model.model_validate(values)
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False)
            raise invalid_request(
                [*faults, *((("body", *fault["loc"]), fault["type"], fault["msg"]) for fault in found)]
            ) from None
        if faults:
            raise invalid_request(list(faults))
        return form


def _pairs(body: bytes) -> list[tuple[str, str]]:
    """Return names and values as sent, those left empty aside; line ends as Python has them."""
    try:
        pairs = parse_qsl(body.decode("utf-8"), errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:  # too many fields, or bytes that are no UTF-8
        raise _unreadable() from None
    if any("\x00" in name + value for name, value in pairs):  # PostgreSQL cannot store it
        raise _unreadable()
    return [(name, value.replace("\r\n", "\n")) for name, value in pairs]


def _unreadable() -> RequestInvalidError:
    return RequestInvalidError(
        worded("The form is not text in UTF-8 without NUL, in at most {most} fields.", most=_MOST_FIELDS),
        "Send it from its page.",
    )


def _takes_several(about: FieldInfo) -> bool:
    return (get_origin(about.annotation) or about.annotation) in _SEVERAL


def _require_form(content_type: str) -> None:
    message = Message()
    message["Content-Type"] = content_type or "none/none"
    charset = message.get_content_charset("utf-8")
    if message.get_content_type() != "application/x-www-form-urlencoded" or charset not in {"utf-8", "utf8"}:
        raise ContentTypeError("The body is not declared as a form in UTF-8.", "Send it from its page.")
