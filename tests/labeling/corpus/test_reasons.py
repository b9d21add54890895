from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from labeling.corpus import CorpusRow
from labeling.corpus.reasons import reason_of
from tests.support.rows import sound


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "1",', "is no JSON object, broken at column 11"),
        ("3", "is no object with fields"),
        (json.dumps(sound(kind=None)), "kind: is missing"),
        (json.dumps(sound(colour="red")), "has a field that does not belong there: colour"),
        (json.dumps(sound(**{"kom om acht uur": 1})), "has a field that does not belong there"),
        (json.dumps(sound(**{"x" * 41: 1})), "has a field that does not belong there"),
        (json.dumps(sound(lang="Dutch")), "lang: is no code of a language (two or three small letters), and not mix"),
        (json.dumps(sound(codebook_version="1")), "codebook_version: is no version such as 1.1"),
        (json.dumps(sound(recruitment=True)), "recruitment: is neither 0 nor 1"),
        (json.dumps(sound(kind="a\x07")), "kind: has a sign that does not print"),
        (json.dumps(sound(target_index=0)), "messages and target_index go together"),
    ],
    ids=["json", "number", "missing", "unknown", "spaces", "long", "lang", "version", "label", "control", "fields"],
)
def test_each_reason_is_in_plain_words(line: str, reason: str) -> None:
    with pytest.raises(ValidationError) as caught:
        CorpusRow.model_validate_json(line)
    assert reason_of(caught.value) == reason
