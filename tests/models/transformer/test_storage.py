from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from models.contract import Message
from models.errors import ModelError, TierFileError, TierMismatchError
from models.scorer import Scorer
from models.transformer import TransformerTier, load_tier
from tests.support.encoders import CALIBRATION, TinyEncoder, tiny_bundle, tiny_tier
from tests.support.tiers import TEXTS

_PREPARED = [Scorer.prepare(Message(text)) for text in TEXTS]


@pytest.fixture
def folder(tiny: TinyEncoder, tmp_path: Path) -> Path:
    tiny_tier(tiny, tmp_path)
    return tmp_path


def _change(path: Path, **values: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def _shorten_vocabulary(folder: Path) -> None:
    content = json.loads((folder / "tokenizer.json").read_text())
    content["model"]["vocab"].pop()
    (folder / "tokenizer.json").write_text(json.dumps(content))


def _lengthen_vocabulary(folder: Path) -> None:
    """Make tokenizer and settings agree on one id more than the model has."""
    content = json.loads((folder / "tokenizer.json").read_text())
    vocabulary = content["model"]["vocab"]
    vocabulary.append(["nieuw", -9.0])
    (folder / "tokenizer.json").write_text(json.dumps(content))
    _change(folder / "settings.json", vocabulary=len(vocabulary))


def _rename_mask(folder: Path) -> None:
    path = folder / "tokenizer.json"
    path.write_text(path.read_text().replace("<mask>", "<other>"))


_SPOILERS: dict[str, tuple[Callable[[Path], object], type[ModelError]]] = {
    "no model": (lambda folder: (folder / "model.onnx").unlink(), TierFileError),
    "no tokenizer": (lambda folder: (folder / "tokenizer.json").unlink(), TierFileError),
    "broken tokenizer": (lambda folder: (folder / "tokenizer.json").write_text("{}"), TierFileError),
    "no settings": (lambda folder: (folder / "settings.json").unlink(), TierFileError),
    "no JSON": (lambda folder: (folder / "settings.json").write_text("{"), TierFileError),
    "a setting more": (lambda folder: _change(folder / "settings.json", x=1), TierFileError),
    "other readings": (lambda folder: _change(folder / "settings.json", most_tokens=12), TierMismatchError),
    "another tokenizer": (_shorten_vocabulary, TierMismatchError),
    "ids beyond the embedding": (_lengthen_vocabulary, TierMismatchError),
    "no mask": (_rename_mask, TierMismatchError),
}


@pytest.mark.parametrize(("spoil", "error"), _SPOILERS.values(), ids=_SPOILERS)
def test_a_tier_that_is_not_whole_is_refused_with_what_to_do(
    folder: Path, spoil: Callable[[Path], object], error: type[ModelError]
) -> None:
    spoil(folder)
    with pytest.raises(error) as caught:
        load_tier(folder, CALIBRATION)
    assert caught.value.code == error.code
    assert caught.value.remedy


def test_a_tier_scores_the_same_after_it_was_written_and_read(transformer: TransformerTier, folder: Path) -> None:
    again = load_tier(folder, CALIBRATION)
    assert (again.predict_proba(_PREPARED) == transformer.predict_proba(_PREPARED)).all()


def test_nothing_is_stored_but_json_and_onnx(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {"model.onnx", "tokenizer.json", "settings.json"}


def test_a_tokenizer_that_was_told_to_cut_and_fill_up_does_neither(tiny: TinyEncoder, tmp_path: Path) -> None:
    plain = tiny_tier(tiny, tmp_path / "plain")
    path = tmp_path / "plain" / "tokenizer.json"
    cutting = plain.reader._tokenizer
    cutting.enable_truncation(3)
    cutting.enable_padding(length=90)
    cutting.save(str(path))
    expected = tiny_tier(tiny, tmp_path / "again").predict_proba(_PREPARED)
    np.testing.assert_array_equal(load_tier(tmp_path / "plain", CALIBRATION).predict_proba(_PREPARED), expected)


_WITHOUT_TORCH = """
import sys
from pathlib import Path
from models.contract import Message
from models.scorer import Scorer
scored = Scorer.load(Path(sys.argv[1])).score([Message("wie wil 500 euro verdienen vannacht")], tier="transformer")
assert scored[0].tier == "transformer"
assert not {"torch", "transformers", "onnx"} & sys.modules.keys()
"""


def test_scoring_needs_no_torch(tiny: TinyEncoder, tmp_path: Path) -> None:
    tiny_bundle(tiny, tmp_path)
    subprocess.run([sys.executable, "-c", _WITHOUT_TORCH, str(tmp_path)], check=True)
