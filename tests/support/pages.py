"""Reads HTML pages as a browser without scripts does: forms with what stands in their fields, and what is inline."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from fastapi.testclient import TestClient

_HANDLER = re.compile("on[a-z]+")

__all__ = ["Form", "Page", "read_page", "sent", "taken", "with_action"]


@dataclass(slots=True)
class Form:
    """One form of a page."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    """What would be sent if nobody touched it; buttons aside."""
    buttons: list[tuple[str, str]] = field(default_factory=list)
    """Name and value of each button, in their order."""


class Page(HTMLParser):
    """A page, read."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.scripts: list[dict[str, str | None]] = []
        self.inline: list[str] = []
        """Script, style and handlers that stand in the page itself, of which there must be none."""
        self._open: Form | None = None
        self._area: str | None = None
        self._select: str | None = None
        self._in: str | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self._note_inline(tag, known)
        if tag == "a" and known.get("href"):
            self.links.append(known["href"] or "")
        if tag == "form":
            self._open = Form(known.get("action") or "", known.get("method") or "get")
            self.forms.append(self._open)
        elif self._open is not None:
            self._note_control(self._open, tag, known)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        if tag == "textarea" and self._open is not None and self._area is not None:
            self._open.fields[self._area] = self._open.fields[self._area].removeprefix("\n")
            self._area = None
        self._in = None

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._area is not None:
            self._open.fields[self._area] += data
        if self._in in {"script", "style"} and data.strip():
            self.inline.append(data)

    def _note_inline(self, tag: str, known: dict[str, str | None]) -> None:
        self._in = tag
        if tag == "script":
            self.scripts.append(known)
        self.inline += [
            f"{tag} {name}={value}" for name, value in known.items() if name == "style" or _HANDLER.fullmatch(name)
        ]
        addresses = (known.get(name) or "" for name in ("href", "src", "action", "formaction"))
        self.inline += [each for each in addresses if each.strip().lower().startswith(("javascript:", "data:"))]

    def _note_control(self, form: Form, tag: str, known: dict[str, str | None]) -> None:
        name = known.get("name") or ""
        if tag == "button":
            form.buttons.append((name, known.get("value") or ""))
        elif tag == "textarea":
            self._area, form.fields[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select is not None:
            if "selected" in known or self._select not in form.fields:
                form.fields[self._select] = known.get("value") or ""
        elif tag == "input" and known.get("type") not in {"checkbox", "radio", "file"}:
            form.fields[name] = known.get("value") or ""
        elif tag == "input" and known.get("type") == "checkbox" and "checked" in known:
            form.fields[name] = known.get("value") or "on"


def read_page(text: str) -> Page:
    """Return a page, read."""
    return Page(text)


def with_action(text: str, end: str) -> Form:
    """Return the only form of a page whose action ends like this."""
    (found,) = (form for form in read_page(text).forms if form.action.endswith(end))
    return found


def sent(browser: TestClient, form: Form, **fields: str) -> Any:  # noqa: ANN401  # a response
    """Send a form with some fields filled in, and follow where that leads; what is empty is sent as browsers do."""
    return browser.post(form.action, data=form.fields | fields)


def taken(browser: TestClient, form: Form, **fields: str) -> str:
    """Send a form that must be taken, and return where that leads."""
    answer = browser.post(form.action, data=form.fields | fields, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])
