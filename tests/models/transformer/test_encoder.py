from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import nn

from models.contract import ContextMessage, Message
from models.errors import TierFileError, TierMismatchError
from models.scorer import Scorer
from models.transformer.encoder import ALONE, Encoder
from models.transformer.reading import Reader, Reading
from tests.support.encoders import TinyEncoder, export
from tests.support.tiers import TEXTS

_AROUND = (ContextMessage(TEXTS[0]), ContextMessage(TEXTS[2]))
_PREPARED = [Scorer.prepare(Message(text, before=_AROUND[:at], after=_AROUND)) for at in range(3) for text in TEXTS] + [
    Scorer.prepare(Message(text)) for text in ("", "ja", "cobra " * 200)
]


@pytest.fixture
def readings(tiny: TinyEncoder) -> list[Reading]:
    return Reader(tiny.tokenizer).read(_PREPARED)


def _by_torch(tiny: TinyEncoder, reading: Reading) -> list[float]:
    ids = torch.tensor([reading.ids])
    segment = (torch.arange(ids.shape[1]) >= reading.own).long()[None]
    with torch.inference_mode():
        found: list[float] = tiny.network(ids, torch.ones_like(ids), segment)[0].tolist()
    return found


@pytest.mark.parametrize("tokens_a_run", [ALONE, 200, 10_000])
def test_the_exact_model_gives_the_log_odds_of_torch(
    tiny: TinyEncoder, readings: list[Reading], tokens_a_run: int
) -> None:
    encoder = Encoder(tiny.exact, padding=1, tokens_a_run=tokens_a_run)
    expected = np.array([_by_torch(tiny, reading) for reading in readings])
    np.testing.assert_allclose(encoder.logits(readings), expected, rtol=0, atol=1e-4)
    assert np.ptp(expected, axis=0).min() > 0.1


def test_the_rounded_model_is_near_the_exact_one(tiny: TinyEncoder, readings: list[Reading]) -> None:
    exact, rounded = (Encoder(path, padding=1).logits(readings) for path in (tiny.exact, tiny.rounded))
    assert np.abs(exact - rounded).max() < 0.1 * np.ptp(exact)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(_PREPARED))), tokens_a_run=st.sampled_from([1, 50, 300, 9_000]))
def test_log_odds_do_not_depend_on_order_or_runs(
    tiny: TinyEncoder, readings: list[Reading], order: list[int], tokens_a_run: int
) -> None:
    encoder = Encoder(tiny.exact, padding=1, tokens_a_run=tokens_a_run)
    whole = Encoder(tiny.exact, padding=1).logits(readings)
    np.testing.assert_allclose(encoder.logits([readings[at] for at in order]), whole[order], rtol=0, atol=1e-4)


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_the_rounded_model_gives_the_same_to_the_bit_with_any_number_of_threads(
    tiny: TinyEncoder, readings: list[Reading], threads: int
) -> None:
    alone = np.vstack([Encoder(tiny.rounded, padding=1, threads=1).logits([reading]) for reading in readings])
    assert (Encoder(tiny.rounded, padding=1, threads=threads).logits(readings[::-1])[::-1] == alone).all()


def test_no_readings_give_an_empty_matrix(tiny: TinyEncoder) -> None:
    assert Encoder(tiny.exact, padding=1).logits([]).shape == (0, 2)


@pytest.mark.parametrize("content", [None, b"", b"no model", b"\x08\x09" * 50])
def test_a_model_that_cannot_be_opened_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "model.onnx").write_bytes(content)
    with pytest.raises(TierFileError, match=r"model\.onnx") as caught:
        Encoder(tmp_path / "model.onnx", padding=1)
    assert caught.value.remedy


def test_a_model_cut_short_is_refused(tiny: TinyEncoder, tmp_path: Path) -> None:
    whole = tiny.rounded.read_bytes()
    (tmp_path / "model.onnx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(TierFileError):
        Encoder(tmp_path / "model.onnx", padding=1)


@pytest.mark.parametrize("rounded", [True, False])
def test_an_id_or_a_length_without_an_embedding_is_refused(tiny: TinyEncoder, rounded: bool) -> None:
    encoder = Encoder(tiny.rounded if rounded else tiny.exact, padding=1)
    encoder.check(tiny.settings.vocabulary, tiny.settings.most_tokens)
    for vocabulary, longest in (
        (tiny.settings.vocabulary + 1, tiny.settings.most_tokens),
        (tiny.settings.vocabulary, tiny.settings.most_tokens + 1),
    ):
        with pytest.raises(TierMismatchError) as caught:
            encoder.check(vocabulary, longest)
        assert caught.value.code == "tier_mismatch"


class _OtherHead(nn.Module):
    """Ends in three numbers, or in none that is finite."""

    def __init__(self, network: nn.Module, factor: float, count: int) -> None:
        super().__init__()
        self.network, self.factor, self.count = network, factor, count

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        found: torch.Tensor = self.network(input_ids, attention_mask, token_type_ids)
        return torch.cat([found, found], 1)[:, : self.count] * self.factor


@pytest.mark.parametrize(("factor", "count"), [(float("inf"), 2), (1.0, 3)])
def test_what_is_no_log_odds_of_both_labels_is_refused(
    tiny: TinyEncoder, tmp_path: Path, factor: float, count: int
) -> None:
    export(_OtherHead(tiny.network, factor, count), tmp_path / "model.onnx")
    with pytest.raises(TierMismatchError, match="finite"):
        Encoder(tmp_path / "model.onnx", padding=1).check(10, 10)
