"""Reads a form that carries a file, into the same kind of object as any other form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from fastapi import Request
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException

from service.dependencies.bodies import invalid_request
from service.dependencies.forms import Form
from service.request_errors import ContentTypeError, RequestInvalidError

__all__ = ["Upload", "UploadForm"]

T = TypeVar("T", bound=Form)
_MOST_FIELDS = 50


@dataclass(frozen=True, slots=True)
class Upload(Generic[T]):
    """What a form with one file sent."""

    form: T
    file: bytes | None
    """``None``: none was chosen."""


class UploadForm(Generic[T]):
    """A dependency that gives fields and file of a ``multipart/form-data`` body.

    Parameters
    ----------
    model
        What the fields must be; one that is left empty is not there.
    file
        Name of the control that holds the file.
    """

    def __init__(self, model: type[T], file: str) -> None:
        self._model = model
        self._file = file

    async def __call__(self, request: Request) -> Upload[T]:
        """Return what was sent; its size was limited before.

        Raises
        ------
        ContentTypeError, RequestInvalidError
            With all faults in the second case.
        """
        if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
            raise ContentTypeError("The body is not declared as a form with a file.", "Send it from its page.")
        try:
            async with request.form(max_files=1, max_fields=_MOST_FIELDS, max_part_size=1_048_576) as sent:
                chosen = sent.get(self._file)
                content = await chosen.read() if isinstance(chosen, UploadFile) else None
                fields = {name: value for name, value in sent.items() if isinstance(value, str)}
        except (HTTPException, MultiPartException):
            raise RequestInvalidError("The form cannot be read.", "Send it from its page.") from None
        return Upload(self._read(fields), content or None)

    def _read(self, fields: Mapping[str, str]) -> T:
        values: dict[str, Any] = {name: text.replace("\r\n", "\n") for name, text in fields.items() if text}
        values.pop(self._file, None)
        try:
            return self._model.model_validate(values)
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False)
        raise invalid_request([(("body", *fault["loc"]), fault["type"], fault["msg"]) for fault in found])
