"""`lont bench near-copies`: how well campaigns keep copies of one text together, and look-alikes apart.

Families are made of raised rows of the corpus: the text, disguises as training knows them and as it does not, other
numbers, emoji, a header of a forwarded message. Look-alikes are the contrast pairs of the corpus with other labels.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Annotated

import typer
from scipy.stats import beta

from labeling.corpus.reading import read_corpus
from labeling.corpus.row import CorpusRow
from models.near_copies import SHORTEST, Signature, near, sign
from models.normalise import normalise
from training.augment import disguise
from training.unseen_disguises import UNSEEN

__all__ = ["Share", "measure_near_copies", "near_copies"]

_NUMBER = re.compile(r"\d+")
_EMOJI = "🔥💥✅🤝"
_BASES = 800
_SHORT, _ALL = f"texts of fewer than {SHORTEST} words, together", "pairs of a family, together"


@dataclass(frozen=True, slots=True)
class Share:
    """A share of pairs, with its 95% interval (Clopper-Pearson)."""

    what: str
    n: int
    share: float
    low: float
    high: float


def near_copies(
    *,
    families: Annotated[int, typer.Option(min=10, help="Families of copies that are made.")] = _BASES,
    seed: Annotated[int, typer.Option(help="Seed of all that is drawn.")] = 6,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Measure pairs of copies that become one campaign, and look-alikes and strangers that stay apart."""
    from rich.console import Console  # noqa: PLC0415  # slow to import
    from rich.table import Table  # noqa: PLC0415  # as above

    shares = measure_near_copies(families, seed)
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in shares]))
        return
    table = Table("pairs", "n", "share", "95% interval")
    for each in shares:
        table.add_row(each.what, f"{each.n:,}", f"{each.share:.4f}", f"{each.low:.4f} – {each.high:.4f}")
    Console().print(table)


def measure_near_copies(families: int, seed: int, corpus: Path | None = None) -> list[Share]:
    """Judge pairs as the service does, by keys, bands and likeness.

    Parameters
    ----------
    families
        How many texts of the corpus copies are made of.
    seed
        Of what is drawn.
    corpus
        Folder; ``None``: the corpus of lont.
    """
    rows = read_corpus(corpus)
    raised = [row for row in rows if row.recruitment or row.f4_sale]
    bases = Random(seed).sample(raised, min(families, len(raised)))  # noqa: S311  # repeatable, not secret
    made = {row.id: [(kind, _signed(text)) for kind, text in _copies(row, seed)] for row in bases}
    pairs = [
        (f"{one} and {other}" if one == "as written" else "two copies", signed, against)
        for family in made.values()
        for (one, signed), (other, against) in combinations(family, 2)
    ]
    long = [pair for pair in pairs if len(pair[1].core) >= SHORTEST]
    found = [_share(_ALL, (_meet(a, b) for _, a, b in long))]
    found += [
        _share(what, (_meet(a, b) for kind, a, b in long if kind == what)) for what in sorted({p[0] for p in long})
    ]
    found.append(_share(_SHORT, (_meet(a, b) for _, a, b in pairs if len(a.core) < SHORTEST)))
    found.append(_share("contrast pairs with other labels, apart", (not _meet(a, b) for a, b in _look_alikes(rows))))
    strangers = combinations([family[0][1] for family in made.values()], 2)
    found.append(_share("texts of two families, apart", (not _meet(a, b) for a, b in strangers)))
    return found


def _copies(row: CorpusRow, seed: int) -> Iterator[tuple[str, str]]:
    chance = Random(f"{seed} {row.id}")  # noqa: S311  # as above
    yield "as written", row.text
    yield "disguised", disguise(row.text, f"{seed} {row.id}")
    yield "disguised otherwise", chance.choice(UNSEEN)(row.text, chance)
    yield "other numbers", _NUMBER.sub(lambda number: str(int(number[0][:6]) + chance.randint(1, 20)), row.text)
    yield "emoji", f"{chance.choice(_EMOJI) * 3} {row.text} {chance.choice(_EMOJI)}"
    yield "forwarded", f"Doorgestuurd van Verzonnen Kanaal\n{row.text}"


def _look_alikes(rows: Iterable[CorpusRow]) -> Iterator[tuple[Signature, Signature]]:
    """Yield contrast pairs with other labels; those that only their context tells apart have the same text."""
    members: dict[str, list[CorpusRow]] = {}
    for row in rows:
        if row.pair is not None:
            members.setdefault(row.pair, []).append(row)
    for pair in members.values():
        for one, other in combinations(pair, 2):
            labels = {(each.recruitment, each.f4_sale) for each in (one, other)}
            if len(labels) > 1 and normalise(one.text).text != normalise(other.text).text:
                yield _signed(one.text), _signed(other.text)


def _signed(text: str) -> Signature:
    return sign(normalise(text))


def _meet(one: Signature, other: Signature) -> bool:
    if one.core_key == other.core_key:
        return True
    return not set(one.bands).isdisjoint(other.bands) and near(one.core, other.core)


def _share(what: str, judged: Iterable[bool]) -> Share:
    held: Sequence[bool] = list(judged)
    n, hits = len(held), sum(held)
    low = float(beta.ppf(0.025, hits, n - hits + 1)) if hits else 0.0
    high = float(beta.ppf(0.975, hits + 1, n - hits)) if hits < n else 1.0
    return Share(what, n, hits / n if n else 0.0, low, high)
