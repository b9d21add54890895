"""The peer: what anybody gets who puts the unpruned encoder with a head into a Hugging Face pipeline, in 32 bits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.contract import LABELS
from training.errors import TrainingError

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

__all__ = ["BATCH", "Peer", "PeerShape", "need_libraries"]

BATCH = 32
_TOKENIZER = "tokenizer.json"
_SPECIAL = {
    "unk_token": "<unk>",
    "pad_token": "<pad>",
    "cls_token": "<s>",
    "sep_token": "</s>",
    "mask_token": "<mask>",
}


@dataclass(frozen=True, slots=True)
class PeerShape:
    """Sizes of the peer where its weights are drawn; those of multilingual-e5-small with its whole vocabulary."""

    vocabulary: int = 250_037
    hidden: int = 384
    layers: int = 12
    heads: int = 12
    inner: int = 1536
    positions: int = 512


class Peer:
    """A text-classification pipeline with both labels, ready to score.

    Parameters
    ----------
    model
        Classifies sequences, one output a label.
    tokenizer
        Reads for it.
    most_tokens
        Tokens, special ones among them, after which a text is cut off.
    """

    def __init__(self, model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, most_tokens: int) -> None:
        import transformers  # noqa: PLC0415  # slow to import

        _quiet()
        untyped: Any = transformers.pipeline
        self.model = model
        self.most_tokens = most_tokens
        self._pipeline = untyped(
            "text-classification",
            model=model,
            tokenizer=tokenizer,
            device="cpu",
            top_k=None,
            function_to_apply="sigmoid",
        )

    @classmethod
    def drawn(cls, tokenizer: Path, most_tokens: int, shape: PeerShape) -> Peer:
        """Build a peer with random weights: how fast it is does not depend on them.

        Raises
        ------
        TrainingError
            Where the tokenizer has more ids than the shape has embeddings for.
        """
        import torch  # noqa: PLC0415  # slow to import
        from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast  # noqa: PLC0415

        untyped: Any = PreTrainedTokenizerFast
        reader = untyped(tokenizer_file=str(tokenizer), **_SPECIAL)
        if len(reader) > shape.vocabulary:
            raise TrainingError(
                f"The tokenizer gives {len(reader)} ids, the peer knows {shape.vocabulary}.", "Name a peer with --peer."
            )
        torch.manual_seed(1)
        config: Any = BertConfig  # its type does not know the number of labels
        sizes = config(
            vocab_size=shape.vocabulary,
            hidden_size=shape.hidden,
            num_hidden_layers=shape.layers,
            num_attention_heads=shape.heads,
            intermediate_size=shape.inner,
            max_position_embeddings=shape.positions,
            pad_token_id=reader.pad_token_id,
            num_labels=len(LABELS),
        )
        model = BertForSequenceClassification(sizes)
        model.train(mode=False)
        return cls(model, reader, most_tokens)

    @classmethod
    def load(cls, folder: Path, tokenizer: Path, most_tokens: int) -> Peer:
        """Read a fine-tuned peer from a folder, with its own tokenizer where it has one.

        Raises
        ------
        TrainingError
            Where there is none, or it has other outputs than one a label.
        """
        import torch  # noqa: PLC0415  # slow to import
        from transformers import AutoModelForSequenceClassification, PreTrainedTokenizerFast  # noqa: PLC0415

        _quiet()
        loader: Any = AutoModelForSequenceClassification
        untyped: Any = PreTrainedTokenizerFast
        remedy = "Name a folder with config.json and model.safetensors of a sequence classifier for both labels."
        if not (folder / "config.json").is_file():  # a name that is no folder would be looked up on the hub
            raise TrainingError(f"There is no peer in {folder}.", remedy)
        try:
            model = loader.from_pretrained(folder, local_files_only=True, use_safetensors=True, dtype=torch.float32)
            own = folder / _TOKENIZER
            reader = untyped(tokenizer_file=str(own if own.is_file() else tokenizer), **_SPECIAL)
        except Exception as error:  # the libraries raise nothing more exact
            raise TrainingError(f"The peer in {folder} cannot be read.", remedy) from error
        if model.config.num_labels != len(LABELS):
            raise TrainingError(f"The peer has {model.config.num_labels} outputs, not {len(LABELS)}.", remedy)
        return cls(model, reader, most_tokens)

    @property
    def parameters(self) -> int:
        """Number of weights."""
        return sum(weights.numel() for weights in self.model.parameters())

    def score_alone(self, texts: Sequence[str]) -> int:
        """Score one by one."""
        return sum(len(self._scored([text], batch=1)) for text in texts)

    def score_together(self, texts: Sequence[str]) -> int:
        """Score in batches of texts of like length, so that little is padded."""
        return len(self._scored(sorted(texts, key=len, reverse=True), BATCH))

    def score_remembering(self, texts: Sequence[str]) -> int:
        """Score each text once, in batches as above, and look up its copies by their exact text."""
        once = sorted(set(texts), key=len, reverse=True)
        found = dict(zip(once, self._scored(once, BATCH), strict=True))
        return len([found[text] for text in texts])

    def _scored(self, texts: list[str], batch: int) -> list[Any]:
        found: list[Any] = self._pipeline(texts, batch_size=batch, truncation=True, max_length=self.most_tokens)
        return found


def _quiet() -> None:
    """Keep advice and bars of transformers out of what is printed."""
    from transformers.utils import logging  # noqa: PLC0415  # slow to import

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # transformers types this in part only
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # as above


def need_libraries() -> None:
    """Go on only where the libraries of the peer are installed.

    Raises
    ------
    TrainingError
        Naming what is missing.
    """
    missing = [name for name in ("torch", "transformers") if find_spec(name) is None]
    if missing:
        raise TrainingError(
            f"The peer needs {' and '.join(missing)}, which lont itself runs without.",
            "Install them with `make install-test`, or with `pip install -r requirements/train.txt`.",
            code="peer_missing",
        )
