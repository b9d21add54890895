from __future__ import annotations

from pathlib import Path

import pytest

from labeling.agreement import read_second_pass
from labeling.agreement.joining import join, write_judgements
from labeling.errors import CorpusError
from tests.support.exports import sound_row
from tests.support.rows import NEITHER


def test_those_who_agree_are_done_and_the_others_wait_to_be_settled(tmp_path: Path) -> None:
    first = [sound_row(id=name) for name in "abcd"]
    joined = join(first, [sound_row(id="c", **NEITHER), sound_row(id="a", role="buyer")], "ann")
    assert [(judged.id, judged.first.role, judged.second.role) for judged in joined.done] == [("a", "seller", "buyer")]
    assert [(judged.id, judged.second.labels) for judged in joined.unsettled] == [("c", (0, 0))]
    write_judgements(joined.done, tmp_path / "done.jsonl")
    assert read_second_pass(tmp_path / "done.jsonl") == joined.done
    write_judgements(joined.unsettled, tmp_path / "open.jsonl")
    with pytest.raises(CorpusError, match="line 1"):
        read_second_pass(tmp_path / "open.jsonl")


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (["a", "b", "a"], "a is there twice"),
        (["a", "v", "w", "x", "y"], "v, w, x and 1 more are not in the corpus"),
        (["e"], "e is there with another text"),
    ],
)
def test_rows_that_are_not_those_of_the_corpus_are_refused(second: list[str], said: str) -> None:
    first = [*(sound_row(id=name) for name in "ab"), sound_row(id="e", text="twee dozen te koop")]
    with pytest.raises(CorpusError, match=said):
        join(first, [sound_row(id=name) for name in second], "ann")
