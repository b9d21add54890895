"""Every text of the pages is in every catalogue, translated, and compiled as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from service.locale.languages import DEFAULT_LANGUAGE, DOMAIN, FOLDER, LANGUAGES

_REMEDY = "run `make messages`, translate what is new in service/locale, and run it again"
_HOLE = re.compile(r"%\(\w+\)s|\{\w+\}")
_CODE = re.compile("`[^`]*`?")
_TRANSLATED = [language for language in LANGUAGES if language != DEFAULT_LANGUAGE]

Texts = set[str | tuple[str, ...]]


def folder(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES"


def catalogue(language: str) -> Catalog:
    with (folder(language) / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def messages(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def extracted() -> Texts:
    with (FOLDER / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel types the rest
    keywords = dict.fromkeys(("_", "gettext", "N_", "worded")) | {"ngettext": (1, 2)}
    found = extract_from_dir(FOLDER.parent, methods, options, keywords, strip_comment_tags=True)
    return {message if isinstance(message, str) else tuple(message) for _, _, message, _, _ in found}


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or [""])


@pytest.mark.parametrize("language", _TRANSLATED)
def test_every_text_of_the_pages_is_in_the_catalogue_and_nothing_else_is(language: str) -> None:
    known: Texts = {message.id if isinstance(message.id, str) else tuple(message.id) for message in messages(language)}
    found = extracted()
    assert len(found) > 600
    assert not found - known, f"not in the catalogue {language}: {_REMEDY}"
    assert not known - found, f"in no page any more: {_REMEDY}"


@pytest.mark.parametrize("language", _TRANSLATED)
def test_every_text_is_translated_in_each_of_its_forms_and_none_is_a_guess(language: str) -> None:
    missing = [message.id for message in messages(language) if not all(forms(message.string)) or message.fuzzy]
    assert not missing, f"without a translation in {language}: {_REMEDY}"


@pytest.mark.parametrize("language", _TRANSLATED)
def test_a_translation_has_the_values_of_its_text(language: str) -> None:
    for message in messages(language):
        wanted = {hole for form in forms(message.id) for hole in _HOLE.findall(form)}
        for form in forms(message.string):
            assert set(_HOLE.findall(form)) == wanted, message.id


@pytest.mark.parametrize("language", _TRANSLATED)
def test_a_translation_begins_and_ends_as_its_text_does(language: str) -> None:
    for message in messages(language):
        (text, *_), (translated, *_) = forms(message.id), forms(message.string)
        assert (text[-1] in ".:?") == (translated[-1] in ".:?"), text
        assert set(_CODE.findall(translated)) <= set(_CODE.findall(text)), text
        assert translated == translated.strip(), text


@pytest.mark.parametrize("language", _TRANSLATED)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue(language))
    assert (folder(language) / f"{DOMAIN}.mo").read_bytes() == compiled.getvalue(), "run `make messages`"
