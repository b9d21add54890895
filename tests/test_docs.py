"""docs/ and the files beside it: settings, commands, calls, codes and links that they name exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from service.cli import build_app
from service.errors import LontError
from service.factory import ProcessContext
from service.importers import ExportFormat
from service.main import create_app
from service.settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
RECORDS = sorted((ROOT / "docs" / "adr").glob("0*.md"))
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def table_rows(text: str, first_cell: str) -> list[list[str]]:
    """The rows of a table whose first cell matches."""
    rows = [re.split(r" ?(?<!\\)\| ?", line.strip("|").strip()) for line in text.splitlines() if line.startswith("|")]
    return [row for row in rows if re.fullmatch(first_cell, row[0])]


def commands(page: Path) -> list[str]:
    """Every `lont …` in a block of shell commands, as one line each."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    called = re.compile(r"(?:^|\| ?|^\w+=\S+ )(?:\.venv/bin/|docker compose exec api )?lont (?P<rest>.+)")
    ours = [found["rest"] for line in lines if (found := called.search(line))]
    composed = [line.split(" api ", 1)[1] for line in lines if line.startswith("docker compose run")]
    return [*ours, *composed]


def test_the_table_of_settings_is_the_settings() -> None:
    expected = {
        f"`LONT_{name.upper()}`": ["" if field.default is None else f"`{field.default}`", field.description]
        for name, field in Settings.model_fields.items()
    }
    found = {row[0]: row[1:] for row in table_rows(read("docs/deploying.md"), "`LONT_[A-Z_]+`")}
    assert found == expected
    assert list(found) == list(expected)


def test_the_table_of_formats_has_every_format() -> None:
    cells = [row[0] for row in table_rows(read("docs/importing.md"), "`[a-z_]+`(, `[a-z_]+`)*")]
    assert sorted(re.findall("`([a-z_]+)`", " ".join(cells))) == sorted(ExportFormat)


@pytest.mark.parametrize("command", sorted({command for page in PAGES for command in commands(page)}))
def test_every_command_in_the_docs_exists_with_its_options(command: str) -> None:
    words = [word.strip("[]") for word in shlex.split(command, comments=True)]
    result = CliRunner().invoke(build_app(), [*words, "--help"])
    assert result.exit_code == 0, result.output


def test_the_docs_name_some_commands() -> None:
    assert len([command for page in PAGES for command in commands(page)]) > 10


def test_every_call_in_the_page_on_the_api_exists() -> None:
    paths = set(create_app(ProcessContext(Settings())).openapi()["paths"])
    named = re.findall(r":8000(/v1/[\w/-]+)", read("docs/api.md"))
    called = {re.sub("[A-Z]+_ID", lambda found: f"{{{found[0].lower()}}}", path) for path in named}
    assert called == {path for path in paths if path.startswith("/v1/") and path != "/v1/moderations"}


def test_every_code_in_the_page_on_the_api_is_one_that_lont_answers() -> None:
    def classes(base: type[LontError]) -> list[type[LontError]]:
        return [base, *(each for child in base.__subclasses__() for each in classes(child))]

    known: dict[str, set[int]] = {}
    for error in classes(LontError):
        known.setdefault(error.code, set()).add(error.status)
    for statuses, codes, _ in table_rows(read("docs/api.md"), "[45][0-9]{2}(, [45][0-9]{2})*"):
        for code in re.findall("`([a-z_]+)`", codes):
            assert {str(status) for status in known[code]} & set(statuses.split(", ")), code


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    broken = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert broken == []


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_decision_record_has_its_form_and_stands_in_the_index(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    title = re.match(r"# (?P<number>[0-9]{4}): \S", text)
    assert title is not None
    assert title["number"] == record.name[:4]
    assert re.findall("^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences", "Alternatives"]
    assert f"[{title['number']}]({record.name})" in read("docs/adr/README.md")


def test_the_numbers_of_decision_records_have_no_gap() -> None:
    assert [record.name[:4] for record in RECORDS] == [f"{number:04}" for number in range(1, len(RECORDS) + 1)]


def test_every_page_is_reached_from_the_index() -> None:
    index = read("docs/index.md")
    pages: list[Any] = [page.name for page in (ROOT / "docs").glob("*.md") if page.name != "index.md"]
    assert [name for name in pages if f"({name})" not in index] == []
