from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from labeling.cli import label
from labeling.errors import CorpusError
from tests.support.rows import sound, write_corpus

SALE = {"recruitment": 0, "f4_sale": 1, "explicitness": "veiled", "role": "seller"}


def _line(name: str, **second: object) -> str:
    return json.dumps({"id": name, "labeller": "b", "first": SALE, "second": SALE | second, "doubt": False}) + "\n"


def _run(folder: Path, lines: str, *words: str) -> str:
    write_corpus(folder, batch=[sound(id="1"), sound(id="2", text="tot zo")])
    (folder / "second").write_text(lines)
    options = ["--corpus", str(folder), "--second-pass", str(folder / "second"), *words]
    result = CliRunner().invoke(label, ["agreement", *options], env={"COLUMNS": "120"})
    if isinstance(result.exception, CorpusError):
        raise result.exception
    assert result.exit_code == 0, result.exception
    return result.output


@pytest.mark.parametrize(
    ("lines", "reason"),
    [("", "is empty"), (_line("9"), "No id of second is in the corpus"), (_line("1") * 2, "second has 1 twice")],
    ids=["empty", "other corpus", "twice"],
)
def test_what_cannot_be_compared_is_an_error_of_one_line(tmp_path: Path, lines: str, reason: str) -> None:
    with pytest.raises(CorpusError, match=reason):
        _run(tmp_path, lines)


def test_only_fields_with_several_values_have_a_line_and_differences_are_listed(tmp_path: Path) -> None:
    output = _run(tmp_path, _line("1", role="buyer") + _line("2") + _line("9"), "--differences")
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in output.splitlines()]
    assert ["role", "1", "seller", "buyer"] in cells
    assert "f4_sale" not in output
    assert "tot zo" not in output
    assert "1 text of second not in the corpus" in output
