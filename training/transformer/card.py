"""Adds the transformer tier to the card of a bundle."""

from __future__ import annotations

from pathlib import Path

from training.transformer.recipe import TransformerRecipe

__all__ = ["add_to_card"]

_SECTION = """
## The transformer tier
Beside the linear tier there is a slower one that knows better: an encoder pretrained on many languages ({base},
{layers} layers kept at most), fine-tuned on the same texts for {epochs} epochs and rounded to 8 bits. It reads a
message with those around it. The linear tier scores everything; what it cannot rule out goes on, and only the
transformer tier raises a label then. From which score a message goes on was chosen so that at least {passed:.1%}
of what the transformer tier raises reach it, on texts of authors that neither tier had seen. Figures that begin with
"transformer" are of this tier alone, those with "passed" of the way to it, those with "parity" of how far 8 bits moved
its log-odds.
"""


def add_to_card(path: Path, base: str, recipe: TransformerRecipe, passed: float) -> None:
    """Append what the transformer tier is.

    Parameters
    ----------
    path
        A card as `training.card.write_card` writes it.
    base
        The pretrained encoder, in words.
    recipe
        How it was fine-tuned.
    passed
        Share of what it raises that has to reach it.
    """
    section = _SECTION.format(base=base, layers=recipe.layers, epochs=recipe.epochs, passed=passed)
    with path.open("a", encoding="utf-8") as card:
        card.write(section)
