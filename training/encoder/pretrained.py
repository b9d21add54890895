"""Loads and saves an encoder with transformers: typed, with our errors, and without its loading bars."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.errors import TrainingError

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import BertModel

__all__ = ["base_folder", "load_encoder", "load_tokenizer", "save_encoder"]

_SPECIAL_TOKENS = {
    "bos_token": "<s>",
    "eos_token": "</s>",
    "cls_token": "<s>",
    "sep_token": "</s>",
    "unk_token": "<unk>",
    "pad_token": "<pad>",
    "mask_token": "<mask>",
}
_SPECIAL_IDS = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}
_FILES = ["config.json", "tokenizer.json", "model*.safetensors"]


def base_folder(base: str) -> Path:
    """Return the folder of a base encoder, fetched from the hub of Hugging Face where no folder has this name.

    Raises
    ------
    TrainingError
        Where there is no such folder, and the hub has none or cannot be reached.
    """
    from huggingface_hub import snapshot_download  # noqa: PLC0415  # slow to import
    from huggingface_hub.errors import HfHubHTTPError  # noqa: PLC0415  # slow to import

    if Path(base).is_dir():
        return Path(base)
    try:
        return Path(snapshot_download(base, allow_patterns=_FILES))
    except (HfHubHTTPError, OSError, ValueError) as error:
        raise TrainingError(
            f"{base} is no folder, and cannot be fetched from the hub.",
            "Name a folder, or leave --base out: the packages bring an encoder along.",
        ) from error


def load_encoder(folder: Path) -> BertModel:
    """Return the encoder of a folder, in evaluation mode and without a pooling layer.

    Raises
    ------
    TrainingError
        Where there is none, it is damaged or of another kind, or weights are missing.
    """
    from safetensors import SafetensorError  # noqa: PLC0415  # slow to import
    from transformers import AutoConfig, BertModel  # noqa: PLC0415  # slow to import

    _without_bars()
    remedy = "Name the folder of a BERT encoder such as intfloat/multilingual-e5-small."
    try:
        kind = AutoConfig.from_pretrained(folder).model_type
        if kind != "bert":
            raise TrainingError(f"{folder} holds an encoder of kind {kind}; bert was expected.", remedy)
        untyped: Any = BertModel
        model, found = untyped.from_pretrained(folder, add_pooling_layer=False, output_loading_info=True)
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        raise TrainingError(f"{folder} holds no encoder that can be read.", remedy) from error
    if found["missing_keys"]:
        raise TrainingError(f"{len(found['missing_keys'])} tensors are missing in {folder}.", remedy)
    loaded: BertModel = model
    return loaded


def load_tokenizer(folder: Path) -> Tokenizer:
    """Return the tokenizer of a folder.

    Raises
    ------
    TrainingError
        Where there is none, or it is not of the form of XLM-R: Unigram, four special tokens first and one last.
    """
    from tokenizers import Tokenizer  # noqa: PLC0415  # slow to import

    try:
        text = (folder / "tokenizer.json").read_text(encoding="utf-8")
        content = json.loads(text)
        kinds = content["model"]["type"], content["post_processor"]["type"]
        special = {token["content"]: token["id"] for token in content["added_tokens"]}
        last = len(content["model"]["vocab"]) - 1
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrainingError(f"{folder} holds no tokenizer.json that can be read.", "Name a complete folder.") from error
    if kinds != ("Unigram", "TemplateProcessing") or special != _SPECIAL_IDS | {"<mask>": last}:
        raise TrainingError(f"The tokenizer in {folder} is none of the form of XLM-R.", "Name another encoder.")
    return Tokenizer.from_str(text)


def save_encoder(model: BertModel, tokenizer: Tokenizer, out: Path) -> None:
    """Write encoder and tokenizer as transformers reads them; what is in the folder is replaced."""
    from transformers import PreTrainedTokenizerFast  # noqa: PLC0415  # slow to import

    _without_bars()
    untyped: Any = PreTrainedTokenizerFast
    longest = model.config.max_position_embeddings
    model.save_pretrained(out)
    untyped(tokenizer_object=tokenizer, model_max_length=longest, **_SPECIAL_TOKENS).save_pretrained(out)


def _without_bars() -> None:
    """Switch off the bars of transformers, which would mix with our own progress on stderr."""
    from transformers.utils import logging  # noqa: PLC0415  # slow to import

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers types this in part only
