"""Renders the HTML pages; what people read stands in a template, marked for translation, save values of entities."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from service.domain.access import Caller

__all__ = ["render"]

_CODE = re.compile(r"`([^`]+)`")
_BARE_FRAME: dict[str, object] = {"alerts_waiting": 0, "shows_sink": False, "names": {}}
"""What the head of a page shows where nobody asked for more."""
_LOWEST_SHOWN = 0.005


def render(
    template: str,
    *,
    status: int = 200,
    caller: Caller | None = None,
    **values: object,
) -> HTMLResponse:
    """Return a page.

    Parameters
    ----------
    template
        Name of a file in ``service/templates``.
    status
        HTTP status.
    caller
        Who looks, for the head of the page; ``None``: nobody who has signed in.
    values
        What the template reads; one that it does not get is an error, not an empty string.
    """
    frame = _BARE_FRAME | {"caller": caller}
    return HTMLResponse(_environment.get_template(template).render(frame | values), status_code=status)


def _figure(score: float) -> str:
    """Return a probability with two digits that never claims 0 or certainty."""
    if score < _LOWEST_SHOWN:
        return "<0.01"
    return ">0.99" if score >= 1 - _LOWEST_SHOWN else f"{score:.2f}"


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _with_code(text: str) -> Markup:
    """Return escaped text with what stands in backticks set as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704  # escaped in this line


def _make_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("service", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # the extension brings it
    environment.filters |= {"figure": _figure, "moment": _moment, "with_code": _with_code}
    return environment


_environment = _make_environment()
