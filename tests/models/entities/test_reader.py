from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.entities import ENTITY_TYPES, Reading
from models.entities.pipeline import find_by_rules
from models.entities.reader import EntityReader
from models.errors import TierFileError
from models.normalise import normalise
from tests.support.entities import write_entities

OFFER = "Wie wil vannacht een K L U S doen?? 1k p, stuur dm"


@pytest.fixture(scope="module")
def by_rules() -> EntityReader:
    return EntityReader()


@pytest.fixture(scope="module")
def by_both(tmp_path_factory: pytest.TempPathFactory) -> EntityReader:
    folder = tmp_path_factory.mktemp("entities")
    write_entities(folder)
    return EntityReader(folder)


def reading(text: str) -> Reading:
    return Reading(normalise(text), "nl", labels=("recruitment",))


def test_entities_stand_at_their_places_in_the_original_text(by_rules: EntityReader) -> None:
    (found,) = by_rules.read([reading(OFFER)])
    assert {"time", "reward"} <= {entity.type for entity in found}
    for entity in found:
        assert OFFER[entity.start : entity.end] == entity.text


def test_the_number_of_a_french_department_is_no_reward(by_rules: EntityReader) -> None:
    message = Reading(normalise("une porte dans le 93, 2000€ chacun"), "fr", labels=("recruitment",))
    (found,) = by_rules.read([message])
    assert [(one.type, one.text) for one in found if one.type in {"location", "reward"}] == [
        ("location", "93"),
        ("reward", "2000€"),
    ]


def test_answers_come_in_the_order_of_the_messages_however_many(by_rules: EntityReader) -> None:
    many = [reading(OFFER if at % 3 else "") for at in range(150)]
    (offer,) = by_rules.read([reading(OFFER)])
    assert by_rules.read(many) == [offer if at % 3 else () for at in range(150)]


def test_nothing_is_read_of_nothing(by_both: EntityReader) -> None:
    assert by_both.read([]) == []
    assert by_both.read([reading(""), reading(" \n")]) == [(), ()]


def test_threads_that_share_a_reader_read_the_same(by_both: EntityReader) -> None:
    texts = [OFFER, "Cobra 6 te koop, 12 per stuk, ophalen in Rotterdam", "hoi"] * 5
    alone = [by_both.read([reading(text)])[0] for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: by_both.read([reading(text)])[0], texts)) == alone


@settings(max_examples=30)
@given(st.text(max_size=80))
def test_any_text_can_be_read_and_every_entity_lies_within_it(by_both: EntityReader, text: str) -> None:
    (found,) = by_both.read([reading(text)])
    assert all(entity.type in ENTITY_TYPES and text[entity.start : entity.end] == entity.text for entity in found)
    assert all(one.start <= other.start for one, other in pairwise(found))


def test_a_text_of_the_greatest_length_is_read(by_both: EntityReader) -> None:
    assert by_both.read([reading("a" * 50_000), reading("12 " * 16_000), reading("💥" * 50_000)])


@pytest.mark.timeout(60)  # what goes back and forth over such a text takes hours
@pytest.mark.parametrize("label", ["recruitment", "f4_sale"])
@pytest.mark.parametrize(
    "scrap",
    [
        "na het ", "before the ", "le 3 ", "am 3. ", "een stuk of 20 ", "mijn ex ", "die ", "Orvald's ",
        "rotterdam zuid ",
        "regio ", "near X ", "16-18 ", "16/", "cobra-", "cobra/", "3 inch ", "front ", "kebab shop ", "zoek 2",
    ],
)  # fmt: skip
def test_what_repeats_to_the_greatest_length_is_read(scrap: str, label: str) -> None:
    message = Reading(normalise(scrap * (50_000 // len(scrap))), "nl", labels=(label,))
    assert all(0 <= one.start < one.end <= len(message.text.text) for one in find_by_rules(message))


def test_weights_that_are_missing_are_told_when_they_are_needed(tmp_path: Path) -> None:
    write_entities(tmp_path)
    (tmp_path / "weights.safetensors").unlink()
    with pytest.raises(TierFileError):
        EntityReader(tmp_path).read([reading(OFFER)])


def test_spacy_comes_when_the_first_message_is_read_and_torch_never() -> None:
    code = (
        "import sys\n"
        "from models.entities.reader import EntityReader\n"
        "from models.entities import Reading\n"
        "from models.normalise import normalise\n"
        "reader = EntityReader()\n"
        "assert 'spacy' not in sys.modules\n"
        "reader.read([Reading(normalise('hoi'))])\n"
        "assert 'spacy' in sys.modules and 'torch' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
