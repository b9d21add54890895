"""Who reads a page, in which language, and what a message is called in it."""

from __future__ import annotations

import gettext as catalogues
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale
from babel.numbers import format_decimal

from service.locale.wording import Worded

__all__ = [
    "DEFAULT_LANGUAGE",
    "DOMAIN",
    "FOLDER",
    "LANGUAGES",
    "LANGUAGE_COOKIE",
    "Language",
    "Reader",
    "current_reader",
    "gettext",
    "in_words",
    "locale_of_reader",
    "ngettext",
    "preferred",
    "read_by",
]


@dataclass(frozen=True, slots=True)
class Language:
    """A language that pages are written in."""

    name: str
    """In that language."""
    locale: Locale
    """How it writes dates and numbers."""


LANGUAGES: dict[str, Language] = {
    "en": Language("English", Locale("en", "GB")),
    "nl": Language("Nederlands", Locale("nl", "NL")),
}
"""By their tags; the messages themselves are English, so English has no catalogue."""
DEFAULT_LANGUAGE = "en"
LANGUAGE_COOKIE = "lont_language"
"""In which a browser keeps the language that its user chose."""
DOMAIN = "lont"
FOLDER = Path(__file__).parent

_MOST_GROUPED = 10**15
"""Numbers from here on are shown as they are: nobody counts so far, but somebody may have sent one."""

_RANGE = re.compile(
    r"\s*(?P<tag>\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*[qQ]=(?P<q>0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?"
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads what a request is answered with."""

    language: str = DEFAULT_LANGUAGE
    """One of `LANGUAGES`."""
    address: str = "/"
    """Path and query of the page, to come back to after a change of language."""


_reader: ContextVar[Reader] = ContextVar("reader", default=Reader())  # noqa: B039  # frozen


def current_reader() -> Reader:
    """Return who reads the answer to this request; outside of requests somebody who reads English."""
    return _reader.get()


@contextmanager
def read_by(reader: Reader) -> Iterator[None]:
    """Let everything inside be worded for this reader."""
    token = _reader.set(reader)
    try:
        yield
    finally:
        _reader.reset(token)


def preferred(accept: str, otherwise: str) -> str:
    """Return the language that an ``Accept-Language`` header asks for most.

    Parameters
    ----------
    accept
        The header. Parts that break its grammar (RFC 9110, 12.5.4) are passed over; of two that weigh the same the
        first counts; ``nl-BE`` is served with ``nl``.
    otherwise
        One of `LANGUAGES`, for a header that asks for none of them, or for any.
    """
    best, chosen = 0.0, otherwise
    for part in accept.split(","):
        asked = _RANGE.fullmatch(part)
        if asked is None:
            continue
        tag = asked["tag"].partition("-")[0].lower()
        language = otherwise if tag == "*" else tag
        weight = float(asked["q"] or 1)
        if language in LANGUAGES and weight > best:
            best, chosen = weight, language
    return chosen


def gettext(message: str) -> str:
    """Return a message in the language of the reader."""
    return _catalogue(_reader.get().language).gettext(message) if message else ""  # of "" gettext tells the header


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of a message that the language of the reader has for this number."""
    return _catalogue(_reader.get().language).ngettext(singular, plural, number)


def in_words(text: str) -> str:
    """Return a sentence that was written in English, such as that of a problem, in the language of the reader."""
    if not isinstance(text, Worded):
        return gettext(text)
    return gettext(text.template).format(**{name: _shown(value) for name, value in text.values.items()})


def locale_of_reader() -> Locale:
    """Return how the reader writes dates and numbers."""
    return LANGUAGES[_reader.get().language].locale


def _shown(value: object) -> object:
    if isinstance(value, int) and abs(value) < _MOST_GROUPED:
        return format_decimal(value, locale=locale_of_reader())
    return in_words(value) if isinstance(value, str) else value


@cache
def _catalogue(language: str) -> catalogues.NullTranslations:
    if language == DEFAULT_LANGUAGE:
        return catalogues.NullTranslations()
    return catalogues.translation(DOMAIN, FOLDER, [language])
