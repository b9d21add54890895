from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from labeling.checks import CheckedCorpus, check_corpus
from labeling.corpus.briefs import read_briefs
from labeling.held_back import FOLDER, read_held_back
from tests.support.rows import NEITHER, sound, write_corpus

RUN = "wie heeft er morgen een aanhanger over voor"
BRIEF = 'round = 1\nwho = "x"\nwhere = "x"\nhow = "x"\nwhy = "x"\n'


def _held(text: str, **changes: object) -> dict[str, Any]:
    return sound(id="held-001", text=text, author_batch="held", **changes)


def _check(folder: Path, own: dict[str, Any], held: dict[str, Any]) -> CheckedCorpus:
    for name in ("corpus", "held"):
        (folder / name).mkdir(exist_ok=True)
    write_corpus(folder / "held", held=[held])
    return check_corpus(write_corpus(folder / "corpus", batch=[own]), held_back=folder / "held")


def test_sound_rows_that_share_nothing_have_no_faults_and_are_no_rows_of_the_corpus(tmp_path: Path) -> None:
    checked = _check(tmp_path, sound(text="een doos te koop in zwolle"), _held("wie zoekt er nog een kast"))
    assert checked.faults == []
    assert [placed.row.id for placed in checked.rows] == ["batch-001"]


@pytest.mark.parametrize(
    ("own", "held", "reason"),
    [
        (sound(text=f"hoi, {RUN} zondag?"), _held(f"{RUN} mij"), "shares 8 words in a row with another batch's"),
        (sound(text="ok top"), _held("OK  top"), "copy of batch-001, once normalised"),
        (sound(), _held("iets anders", lang="?"), "lang: is no code of a language"),
        (sound(), _held("iets anders") | {"id": "batch-001"}, "id batch-001 is taken"),
        (sound(), _held("iets anders", pair="p", **NEITHER), "pair p has 1 member"),
    ],
    ids=["run", "copy", "form", "id", "pair"],
)
def test_what_is_shared_with_the_corpus_or_breaks_a_rule_is_a_fault_of_the_row_held_back(
    tmp_path: Path, own: dict[str, Any], held: dict[str, Any], reason: str
) -> None:
    (fault,) = _check(tmp_path, own, held).faults
    assert (fault.file, fault.line) == ("held.jsonl", 1)
    assert reason in fault.reason


def test_a_message_of_a_conversation_in_the_corpus_is_a_leak(tmp_path: Path) -> None:
    text = "een twee drie vier vijf zes"
    talk = [{"author": "a", "text": text}, {"author": "b", "text": "een doos te koop"}]
    (fault,) = _check(tmp_path, sound(messages=talk, target_index=1), _held(text)).faults
    assert fault.reason == "holds a message that batch batch has as well"


def test_a_batch_without_its_brief_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "held").mkdir()
    (tmp_path / "held" / "briefs.toml").write_text(f"[other]\n{BRIEF}")
    faults = _check(tmp_path, sound(), _held("iets heel anders")).faults
    told = ["1 brief of no batch that is there: other", "no brief for 1 batch: held"]
    assert [fault.reason for fault in faults] == told


def test_the_batches_of_lont_have_briefs_and_hold_both_labels() -> None:
    rows = read_held_back()
    assert set(read_briefs(FOLDER) or {}) == {row.author_batch for row in rows}
    assert all(sum(row.labels[at] for row in rows) >= 150 for at in (0, 1))
