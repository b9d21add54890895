"""Finds in Python files what the catalogue holds: marked words, and the sentences of problems, which need no mark."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import IO, Any, cast

from babel.messages.extract import extract_python

__all__ = ["extract_problems", "sentences_with_holes"]

_SENTENCE = re.compile(r"[A-Z`].*[.?]", re.DOTALL)
_Found = tuple[int, str | None, str | tuple[str, ...], list[str]]


def extract_problems(
    file: IO[bytes], keywords: Mapping[str, object], comment_tags: tuple[str, ...], options: Mapping[str, object]
) -> Iterator[_Found]:
    """Yield (line, function, message, comments) as Babel takes them.

    A problem is raised far from any page and has no language; it is enough that its words are found here. Found are
    sentences (a capital, a full stop) that are no docstring, the ``title`` of a class, and what a validator of pydantic
    complains of, to which `service.dependencies.faults` adds a full stop.
    """
    source = file.read()
    marked = cast(
        "Any", extract_python
    )  # what Babel says of the types of its extractors is not what they take and yield
    yield from marked(BytesIO(source), keywords, comment_tags, options)
    for line, sentence in _sentences(ast.parse(source)):
        yield line, None, sentence, []


def sentences_with_holes(source: str) -> list[int]:
    """Return the lines of sentences that are f-strings: no catalogue can know them, `worded` makes one that it does."""
    found = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr))
    return [node.lineno for node in found if _SENTENCE.fullmatch(_outline(node))]


def _sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    skipped = _docstrings_and_pieces(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            if _SENTENCE.fullmatch(node.value):
                yield node.lineno, node.value
        elif isinstance(node, ast.ClassDef):
            yield from _title(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "PydanticCustomError":
            yield node.lineno, f"{ast.literal_eval(node.args[1])}."


def _title(node: ast.ClassDef) -> Iterator[tuple[int, str]]:
    for each in node.body:
        target = each.targets[0] if isinstance(each, ast.Assign) else getattr(each, "target", None)
        value = getattr(each, "value", None)
        named = isinstance(target, ast.Name) and target.id == "title"
        if named and isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield each.lineno, value.value


def _docstrings_and_pieces(tree: ast.Module) -> set[int]:
    """Return which constants are no sentences of their own: docstrings, and parts of f-strings."""
    found = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    pieces = (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
    return found | {id(part) for node in pieces for part in ast.walk(node)}


def _outline(node: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
