"""Trains the transformer tier, and writes a bundle that has it beside the linear tier of another bundle."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from labeling.corpus import corpus_files, read_corpus
from models.bundle import Bundle, open_bundle, seal_bundle
from models.calibration import Calibration
from models.linear import load_tier
from models.scorer import Scorer
from models.thresholds import Thresholds
from models.transformer.reading import MOST_TOKENS
from training.card import write_card
from training.errors import TrainingError
from training.provenance import code_commit
from training.transformer.card import add_to_card
from training.transformer.choosing import Chosen, choose, read_views
from training.transformer.export import Parity, export_tier
from training.transformer.folds import Tell, Training, open_tokenizer
from training.transformer.network import Network
from training.transformer.passing import LEAST_PASSED
from training.transformer.recipe import TransformerRecipe

__all__ = ["VERSION", "train_transformer"]

VERSION = "2026.11.6"
"""Version of the bundle that this training makes."""

_COMPARED = 1_000
"""Messages for `export_tier`."""


def train_transformer(
    encoder: Path,
    bundle: Path | None,
    out: Path,
    recipe: TransformerRecipe,
    tell: Tell,
    *,
    corpus: Path | None = None,
    folds: int = 5,
    measured: int | None = None,
    work: Path | None = None,
) -> Bundle:
    """Train and write a bundle with both tiers; an interrupted run goes on where it was.

    Parameters
    ----------
    encoder
        Folder of the pretrained encoder, as `lont train encoder` makes it.
    bundle
        Bundle whose linear tier is the fast one; ``None``: the one that comes with lont.
    out
        Folder of the new bundle; what is there is replaced when everything else has worked.
    recipe
        Every choice.
    tell
        Hears of each step.
    corpus
        Folder of the corpus that the linear tier was trained on too; ``None``: the one that comes with lont.
    folds
        Whole batches each.
    measured
        How many of the folds are left out in turn, ``None``: all; so often, and once on all rows, a network is trained.
    work
        Folder of unfinished work, some hundred megabytes; ``None``: beside ``out``. It stays, and may be removed then.

    Raises
    ------
    TrainingError
        Where the encoder cannot be read or does not suit, the bundle is of another corpus, or the export is not exact.
    CorpusError, ModelError
        For a corpus that breaks the form, and a bundle that is not whole.
    """
    rows, base = read_corpus(corpus), open_bundle(bundle)
    data = {path.name: sha256(path.read_bytes()).hexdigest() for path in corpus_files(corpus)}
    _check(base, data, encoder, recipe)
    training = Training.of(encoder, rows, recipe, work or out.with_name(out.name + ".work"))
    views = read_views(rows, recipe.seed)
    chosen = choose(training, base, views, folds, tell, measured=measured)
    network = training.on_all_rows(tell)
    tell("exporting and comparing", 0.0)
    fresh = _copied(base, out.with_name(out.name + ".new"))
    compared = [message for view in views for message in view[:: -(-len(rows) * len(views) // _COMPARED)]]
    parity = export_tier(network, open_tokenizer(encoder), encoder.name, fresh / "transformer", compared)
    metrics = base.manifest.metrics | chosen.metrics | _parity_metrics(parity)
    _write(fresh, base, chosen)
    write_card(fresh / "card.md", VERSION, rows, metrics)
    add_to_card(fresh / "card.md", encoder.name, recipe, LEAST_PASSED)
    sealed = seal_bundle(
        fresh,
        version=VERSION,
        created=datetime.now(UTC),
        code_commit=code_commit(),
        codebook_version=rows[0].codebook_version,
        data=data,
        config=base.manifest.config | {"transformer": asdict(recipe) | {"folds": folds, "measured": measured or folds}},
        seed=recipe.seed,
        metrics=metrics,
    )
    Scorer.load(fresh)  # what cannot be opened must not take the place of what can
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)
    tell("exporting and comparing", 1.0)
    return Bundle(out, sealed.manifest)


def _check(base: Bundle, data: dict[str, str], encoder: Path, recipe: TransformerRecipe) -> None:
    """Fail before hours of work, not after."""
    if base.manifest.data != data:
        raise TrainingError(
            "The linear tier of the bundle was not trained on this corpus as it is now.",
            "Train it anew with `lont train linear`, and name that bundle.",
        )
    if load_tier(base.folder / "linear", Calibration.load(base.folder / "calibration.json", "linear")).sieve is None:
        raise TrainingError(
            "The linear tier of the bundle has no sieve, which decides what goes on to the transformer tier.",
            "Train it anew with `lont train linear`, and name that bundle.",
        )
    vocabulary = open_tokenizer(encoder).get_vocab_size()
    config = Network.load(encoder, recipe).encoder.config
    if config.vocab_size != vocabulary or config.max_position_embeddings < MOST_TOKENS:
        raise TrainingError(
            f"The encoder has {config.vocab_size} tokens and {config.max_position_embeddings} positions; its tokenizer"
            f" gives {vocabulary}, and {MOST_TOKENS} positions are needed.",
            "Name an encoder that `lont train encoder` has made.",
        )


def _parity_metrics(parity: Parity) -> dict[str, float]:
    return {f"parity_{name}": round(float(value), 6) for name, value in asdict(parity).items()}


def _copied(base: Bundle, fresh: Path) -> Path:
    """Copy a bundle, without what will be written anew."""
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(base.folder, fresh)
    shutil.rmtree(fresh / "transformer", ignore_errors=True)
    (fresh / "thresholds.json").unlink()
    return fresh


def _write(fresh: Path, base: Bundle, chosen: Chosen) -> None:
    chosen.calibration.save(fresh / "calibration.json", "transformer")
    Thresholds.load(base.folder / "thresholds.json").save(fresh / "thresholds.json")
    chosen.thresholds.save(fresh / "thresholds.json", "transformer")
    chosen.joined_thresholds.save(fresh / "thresholds.json", "cascade")
    chosen.cascading.save(fresh / "cascade.json")
