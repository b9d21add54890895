"""What is found in Python files for the catalogue."""

from __future__ import annotations

from io import BytesIO

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from service.locale.extracting import extract_problems, sentences_with_holes
from service.locale.languages import FOLDER

_SOURCE = '''
"""A docstring is no text of a page."""
WORDS = N_("a marked word")
class Gone(Error):
    """Nor is this."""
    title = "It is gone"
def find(id):
    """Nor this."""
    log("not_found")
    raise Gone("There is none.", worded("Take {id}.", id=id))
    raise PydanticCustomError("odd", "Expected an even one")
    raise Gone(f"There is no {id}.")
'''


def test_marked_words_sentences_and_titles_are_found_and_nothing_else() -> None:
    found = extract_problems(BytesIO(_SOURCE.encode()), {"N_": None, "worded": None}, (), {})
    texts = {message if isinstance(message, str) else message[0] for _, _, message, _ in found}
    assert texts == {"a marked word", "It is gone", "There is none.", "Take {id}.", "Expected an even one."}


def test_a_sentence_that_no_catalogue_can_know_is_told_by_its_line() -> None:
    assert sentences_with_holes(_SOURCE) == [12]


_FOR_PROGRAMS = {
    "dependencies/access.py": "keys",
    "dependencies/bodies.py": "the body is not JSON",
    "services/takedown/dispatch_steps.py": "is stored with the attempt, in English",
}
"""Files whose sentences with values are read by programs and in logs, and why."""


def test_sentences_with_values_that_people_read_can_be_translated() -> None:
    with (FOLDER / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel types the rest
    read = {name for name, *_ in extract_from_dir(FOLDER.parent, methods, options, {}) if name.endswith(".py")} - set(
        _FOR_PROGRAMS
    )
    assert len(read) > 20
    found = {name: lines for name in read if (lines := sentences_with_holes((FOLDER.parent / name).read_text("utf-8")))}
    assert not found, 'write worded("… {name} …", name=value) in place of an f-string, so that it can be translated'


@pytest.mark.parametrize("name", sorted(_FOR_PROGRAMS))
def test_the_exceptions_are_still_needed(name: str) -> None:
    assert sentences_with_holes((FOLDER.parent / name).read_text("utf-8"))
