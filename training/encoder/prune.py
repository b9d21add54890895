"""Cuts the encoder's vocabulary down to what our languages use, which makes it a fifth of its size and no slower.

Tokens are kept by how often words of a language hold them (wordfreq), besides all single characters, signs, emoji,
digits, and the Greek and Cyrillic letters that stand in for Latin ones. What was one token and is gone becomes several
shorter ones.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from training.encoder.pretrained import load_encoder, load_tokenizer, save_encoder
from training.errors import TrainingError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["LANGUAGES", "choose_tokens", "kept_tokens", "prune_encoder", "token_weights"]

LANGUAGES = {"nl": 3.0, "en": 2.0, "sv": 2.0, "de": 2.0, "fr": 1.5, "tr": 0.7, "pl": 0.7}
"""Languages whose words count, and how much; English stands for much of what is mixed in."""
_FORMS: tuple[tuple[Callable[[str], str], float], ...] = ((str.lower, 1.0), (str.capitalize, 0.3), (str.upper, 0.03))
_START = "▁"
"""With this mark a token begins a word."""
_LETTERS_OF = ("LATIN", "COMBINING", "VARIATION", "MODIFIER")
_LOOKALIKES = ("CYRILLIC", "GREEK")
_CHUNK = 20_000


def choose_tokens(folder: Path, size: int, tell: Callable[[float], None]) -> list[int]:
    """Choose the tokens of an encoder to keep; takes minutes, since it counts the words of seven languages.

    Parameters
    ----------
    folder
        Encoder and tokenizer as `training.encoder.unpack` writes them.
    size
        How many tokens to keep.
    tell
        Called with the share that is counted.

    Returns
    -------
    list
        Their ids, rising.

    Raises
    ------
    TrainingError
        Where the tokenizer cannot be read, or ``size`` is too small or too large for it.
    """
    tokenizer = load_tokenizer(folder)
    pieces = [piece for piece, _ in json.loads(tokenizer.to_str())["model"]["vocab"]]
    _must_keep(pieces, size)  # fails at once, and not after minutes
    return kept_tokens(pieces, token_weights(tokenizer, tell), size)


def prune_encoder(folder: Path, out: Path, kept: Sequence[int]) -> None:
    """Write the encoder with a smaller vocabulary.

    Parameters
    ----------
    folder
        Encoder and tokenizer as `training.encoder.unpack` writes them.
    out
        Where the smaller one goes; made if need be.
    kept
        Ids of the tokens to keep, rising, by `choose_tokens`.

    Raises
    ------
    TrainingError
        Where the encoder or its tokenizer cannot be read.
    """
    import torch  # noqa: PLC0415  # slow to import
    from tokenizers import Tokenizer  # noqa: PLC0415  # slow to import

    model = load_encoder(folder)
    content = json.loads(load_tokenizer(folder).to_str())
    _renumber(content, kept)
    rows = model.embeddings.word_embeddings.weight.data[torch.tensor(kept)].clone()
    model.resize_token_embeddings(len(kept))
    model.embeddings.word_embeddings.weight.data.copy_(rows)
    save_encoder(model, Tokenizer.from_str(json.dumps(content)), out)


def token_weights(tokenizer: Tokenizer, tell: Callable[[float], None]) -> NDArray[np.float64]:
    """Return how often each token occurs in the words of our languages, weighted by language, shape (vocabulary,)."""
    from wordfreq import get_frequency_dict  # noqa: PLC0415  # slow to import

    weights = np.zeros(tokenizer.get_vocab_size())
    for done, (lang, importance) in enumerate(LANGUAGES.items()):
        tell(done / len(LANGUAGES))
        frequency = get_frequency_dict(lang, "best")
        words, often = list(frequency), np.array(list(frequency.values())) * importance
        for form, share in _FORMS:
            for at in range(0, len(words), _CHUNK):
                forms = [form(word) for word in words[at : at + _CHUNK]]
                _count(weights, tokenizer, forms, share * often[at : at + _CHUNK])
    tell(1.0)
    return weights


def _count(weights: NDArray[np.float64], tokenizer: Tokenizer, words: list[str], often: NDArray[np.float64]) -> None:
    encoded = tokenizer.encode_batch_fast(words, add_special_tokens=False)
    ids = [np.array(found.ids) for found in encoded]
    np.add.at(weights, np.concatenate(ids), np.repeat(often, [len(found) for found in ids]))


def kept_tokens(pieces: Sequence[str], weights: NDArray[np.float64], size: int) -> list[int]:
    """Choose the tokens to keep: what is always kept, then by weight, then whatever fits our script.

    Parameters
    ----------
    pieces
        The vocabulary.
    weights
        How often each token occurs, by `token_weights`.
    size
        How many to keep.

    Returns
    -------
    list
        Their ids, rising; exactly ``size``.

    Raises
    ------
    TrainingError
        Where more are always kept, or fewer are worth keeping.
    """
    kept = _must_keep(pieces, size)
    by_weight = (int(at) for at in np.argsort(-weights, kind="stable") if weights[at] > 0)
    of_our_script = (at for at, piece in enumerate(pieces) if _fits(piece))
    for more in (by_weight, of_our_script):
        _fill(kept, more, size)
    if len(kept) < size:
        raise TrainingError(f"{size} tokens are to be kept, but only {len(kept)} are of use.", "Ask for fewer tokens.")
    return sorted(kept)


def _must_keep(pieces: Sequence[str], size: int) -> set[int]:
    """Return the ids that are always kept: the special tokens (four first, one last), signs, digits, single letters."""
    kept = {0, 1, 2, 3, len(pieces) - 1} | {at for at, piece in enumerate(pieces) if _always_kept(piece)}
    if len(kept) > size:
        raise TrainingError(f"{size} tokens are to be kept, but {len(kept)} always are.", "Ask for more tokens.")
    return kept


def _fill(kept: set[int], more: Iterable[int], size: int) -> None:
    for at in more:
        if len(kept) >= size:
            return
        kept.add(at)


def _always_kept(piece: str) -> bool:
    bare = piece.replace(_START, "")
    if len(bare) <= 1:
        return _fits(piece) or unicodedata.name(bare, "").startswith(_LOOKALIKES)
    signs = not any(unicodedata.category(letter)[0] in "LMN" for letter in bare)
    digits = bare.isascii() and bare.isdigit() and len(bare) <= 4  # noqa: PLR2004  # years and house numbers
    return digits or "ß" in bare or (signs and len(bare) <= 2)  # noqa: PLR2004  # such as "!!" and "€."


def _fits(piece: str) -> bool:
    return all(map(_fits_letter, piece.replace(_START, "")))


def _fits_letter(letter: str) -> bool:
    kind = unicodedata.category(letter)[0]
    if kind in "LM":
        return unicodedata.name(letter, "").startswith(_LETTERS_OF)
    return kind != "N" or letter.isascii() or letter in "²³¹½¼¾"


def _renumber(content: dict[str, Any], kept: Sequence[int]) -> None:
    """Give the tokens of a tokenizer's file their new ids."""
    new = {old: at for at, old in enumerate(kept)}
    content["model"]["vocab"] = [content["model"]["vocab"][old] for old in kept]
    content["model"]["unk_id"] = new[content["model"]["unk_id"]]
    for token in content["added_tokens"]:
        token["id"] = new[token["id"]]
    for token in content["post_processor"]["special_tokens"].values():
        token["ids"] = [new[old] for old in token["ids"]]
