"""The files of the transformer tier in a bundle: model as ONNX, tokenizer and settings as JSON; nothing is code."""

from __future__ import annotations

import shutil
from pathlib import Path

from pydantic import BaseModel, ConfigDict, PositiveInt, ValidationError
from tokenizers import Tokenizer

from models.calibration import Calibration
from models.errors import TierFileError, TierMismatchError
from models.transformer.encoder import ALONE, Encoder
from models.transformer.reading import MOST_TOKENS, Reader
from models.transformer.tier import TransformerTier

__all__ = ["Settings", "load_tier", "open_tokenizer", "save_tier"]

_MODEL, _TOKENIZER, _SETTINGS = "model.onnx", "tokenizer.json", "settings.json"
_AGAIN = "Copy the whole bundle again from where it was trained, or train it anew."


class Settings(BaseModel):
    """What must be known to use the model as it was trained."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base: str
    """The pretrained encoder."""
    vocabulary: PositiveInt
    """Ids that the model has embeddings for."""
    most_tokens: PositiveInt = MOST_TOKENS
    tokens_a_run: PositiveInt = ALONE
    """See `models.transformer.encoder.Encoder`."""


def save_tier(model: Path, tokenizer: Tokenizer, settings: Settings, folder: Path) -> None:
    """Write the files of a tier; its calibration is stored by the bundle.

    Parameters
    ----------
    model
        An ONNX file as `models.transformer.encoder.Encoder` takes it, weights included.
    tokenizer
        What it was trained with.
    settings
        How to use both.
    folder
        Made if it is not there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(model, folder / _MODEL)
    tokenizer.save(str(folder / _TOKENIZER), pretty=False)  # a fifth smaller
    (folder / _SETTINGS).write_text(settings.model_dump_json(indent=2) + "\n", encoding="utf-8")


def load_tier(folder: Path, calibration: Calibration, *, threads: int | None = None) -> TransformerTier:
    """Read a tier back, and try it.

    Parameters
    ----------
    folder
        As `save_tier` wrote it.
    calibration
        Of this tier.
    threads
        See `models.transformer.encoder.Encoder`.

    Raises
    ------
    TierFileError
        Where a file is missing or broken.
    TierMismatchError
        Where the files do not belong together, or the model was trained for readings of another length.
    """
    settings, tokenizer = _read_settings(folder / _SETTINGS), open_tokenizer(folder / _TOKENIZER)
    found = tokenizer.get_vocab_size()
    if found != settings.vocabulary:
        raise TierMismatchError(f"The model knows {settings.vocabulary} ids, its tokenizer gives {found}.", _AGAIN)
    if settings.most_tokens != MOST_TOKENS:
        raise TierMismatchError(
            f"The model was trained on up to {settings.most_tokens} tokens; this version of lont reads {MOST_TOKENS}.",
            "Train the bundle anew with this version, or run the version of lont that wrote it.",
        )
    try:
        reader = Reader(tokenizer)
    except ValueError as error:
        raise TierMismatchError(f"{_TOKENIZER} cannot be used: {error}.", _AGAIN) from None
    encoder = Encoder(folder / _MODEL, reader.padding, threads=threads, tokens_a_run=settings.tokens_a_run)
    encoder.check(settings.vocabulary, settings.most_tokens)
    return TransformerTier(reader, encoder, calibration)


def open_tokenizer(path: Path) -> Tokenizer:
    """Open a tokenizer that neither cuts nor fills up.

    Raises
    ------
    TierFileError
        Where the file is missing or broken.
    """
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception:  # noqa: BLE001  # the library raises nothing more exact
        raise TierFileError(f"{path.name} is missing or no tokenizer that can be opened.", _AGAIN) from None
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _read_settings(path: Path) -> Settings:
    try:
        return Settings.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        raise TierFileError(f"The {path.name} of the transformer tier is missing or not valid.", _AGAIN) from None
