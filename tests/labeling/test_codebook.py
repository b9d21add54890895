from __future__ import annotations

from labeling.codebook import CODEBOOK, VERSION
from labeling.corpus import read_corpus


def test_the_codebook_states_the_version_that_the_labels_name() -> None:
    assert CODEBOOK.read_text(encoding="utf-8").startswith(f"# Codebook, version {VERSION}")
    assert {row.codebook_version for row in read_corpus()} == {VERSION}
