"""The keys of the pages, their list, and the table in the docs are the same."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi.testclient import TestClient

from tests.support.api import Api

_ROOT = Path(__file__).parents[4]
_TEMPLATES = _ROOT / "service" / "templates"
_SIGNS = {"Enter": "⏎"}


def _keys() -> set[str]:
    """Return every key that a page presses something by, from its templates and their macros."""
    texts = [path.read_text(encoding="utf-8") for path in _TEMPLATES.glob("*.html")]
    written = {key for text in texts for key in re.findall(r'data-(?:fold-)?key="([^"{]+)"', text)}
    decided = {key for text in texts for key in re.findall(r'decide\("[^"]+", "(.)"', text)}
    return written | decided | set("jkxX?")  # these are keys of the script


def test_every_key_stands_in_the_list_and_in_the_docs() -> None:
    listed = set(re.findall(r"<kbd>(.)</kbd>", (_TEMPLATES / "keys.html").read_text(encoding="utf-8")))
    table = (_ROOT / "docs" / "reviewing.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`([^`]+)`", table[table.index("## Keys") : table.index("## Decide, and undo")]))
    keys = _keys()
    assert len(keys) > 20
    assert {_SIGNS.get(key, key) for key in keys} <= listed
    assert keys <= documented


def test_who_wants_no_single_keys_has_a_page_that_says_so(desk: Api, analyst: TestClient) -> None:
    assert 'data-keys="off"' not in analyst.get("/").text
    analyst.post("/preferences", data={"fold": "violent", "keys_off": "true"})
    assert '<body data-keys="off">' in analyst.get("/").text
    assert '<body data-keys="off">' not in desk.person(name="bram").get("/").text
