"""Renders the HTML pages in the language of their reader."""

from __future__ import annotations

import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from service.domain.access import Caller
from service.domain.preferences import Preferences
from service.handlers.fault_words import fault_in_words
from service.locale.formats import (
    Number,
    day_in_words,
    figure,
    from_now,
    language_in_words,
    moment_in_words,
    number,
    percent,
    short_moment,
    signed,
    stamp_in_words,
)
from service.locale.languages import LANGUAGES, current_reader, gettext, in_words, ngettext
from service.services.folding import folds

__all__ = ["render", "rendered"]

_CODE = re.compile(r"`([^`]+)`")
_BARE_FRAME: dict[str, object] = {
    "alerts_waiting": 0,
    "holds_passed": 0,
    "shows_sink": False,
    "names": {},
    "preferences": Preferences(),
    "sitting": None,
    "without_break": None,
}
"""What the head of a page shows where nobody asked for more."""


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
    frame = _BARE_FRAME | {"caller": caller, "reader": current_reader(), "languages": LANGUAGES}
    return HTMLResponse(_environment.get_template(template).render(frame | values), status_code=status)


def rendered(template: str, **values: object) -> str:
    """Return what a template makes of values, for a file that is no page."""
    return _environment.get_template(template).render(values)


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
    install = environment.install_gettext_callables  # type: ignore[attr-defined]  # the extension brings it
    install(gettext, ngettext, newstyle=True)
    environment.filters |= {
        "figure": figure,
        "number": Number,
        "percent": percent,
        "plain_number": number,
        "signed": signed,
        "with_code": _with_code,
    }
    environment.filters |= {
        "day": day_in_words,
        "language": language_in_words,
        "moment": moment_in_words,
        "short_moment": short_moment,
        "from_now": from_now,
        "stamp": stamp_in_words,
    }
    environment.filters |= {"words": in_words, "fault_words": fault_in_words, "folds": folds}
    return environment


_environment = _make_environment()
