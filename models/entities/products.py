"""Finds fireworks by name, nickname or class, and links them to the table of products."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from models.entities.contract import Found, Reading
from models.entities.words import plain

__all__ = ["Product", "blank_out", "find_products", "products"]

_TABLE = "product_table.toml"
_SALE = "f4_sale"
_NEAR = 15
"""Characters between an article and the class that is said of it."""


@dataclass(frozen=True, slots=True)
class Product:
    """An article as the table has it, or a class without an article."""

    name: str
    family: str
    class_: str
    known_by: str
    """Where the class is from: ``table``, ``text``, or ``none`` where it is unknown."""

    def value(self) -> dict[str, object]:
        """Return its fields as an entity has them."""
        return {"name": self.name, "family": self.family, "class": self.class_, "class_known_by": self.known_by}


# A size must not be the price that stands behind a name: cobra 12 euro, viper 8,50, cobra 6e.
_NO_PRICE = r"(?!\d|[.,:]\d| ?(?:euro?|eur|eu|e|kr|k|€|£|\$|,-|:-|p/?\.?st|st|stk|stuks?|pcs|x|balles|quid)(?![\w]))"
_CLASS = re.compile(
    r"(?<![\w.])(?:(?:(?:cat|kat|categorie|category|kategorie|kategori|klasse|klass|klas|class)\.? )?"
    r"(?P<code>[fpt]) ?-? ?(?P<digit>[1-4])(?![\w.,]\d|\w|%)"
    r"|(?:(?:cat|kat|categorie|category|kategorie|kategori|klasse|klass|klas|class)\.? ?|k)-?"
    r"(?P<number>[1-4])(?![\w]|[.,]\d))"
)
_CALIBRE = r"(?:\d{1,3}(?:[.,]5)? ?-?(?:\"|''?|inch(?:es)?|tums?|zoll|pouces?|mm|cm)(?: |-)?(?:s )?)"
_CALIBRE_BEFORE = re.compile(rf"(?<![\w.,]){_CALIBRE}$")
_CALIBRE_AFTER = re.compile(r",? ?\d{1,3} ?(?:\"|''?|inch(?:es)?|tum|zoll|pouces?|mm|cm)(?!\w)")
_SPOKEN_CALIBRE = re.compile(
    r" ?(?:de )?(?:50|65|75|100|125|150|200)(?:er)?(?![\w.,/]|:\d| ?(?:€|euro|eur|kr|st|stuks?|-\d))"
)
_BARE_CALIBRE = re.compile(r"(?<![\w.,])(?:[3-9]|10|12) ?(?:inch(?:es)?|tum|zoll|pouces)(?:ers?)?(?!\w)")
_STOP = re.compile(r"[.!?;]\s")


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of one degree of certainty, compiled once."""

    pattern: re.Pattern[str]
    products: Sequence[Product]

    def find(self, text: str) -> Iterator[tuple[int, int, Product]]:
        for match in self.pattern.finditer(text):
            yield match.start(), match.end(), self.products[int((match.lastgroup or "p0")[1:])]


@cache
def _names(degree: str) -> _Names:
    """Compile the ``words``, ``loose`` or ``nick`` names of the table."""
    rows = tomllib.loads(files("models.entities").joinpath(_TABLE).read_text(encoding="utf-8"))["product"]
    with_names = [row for row in rows if row.get(degree)]
    groups = [
        f"(?P<p{at}>{'|'.join(map(_expression, sorted(row[degree], key=len, reverse=True)))})"
        for at, row in enumerate(with_names)
    ]
    return _Names(
        re.compile(rf"(?<![\w@#])(?<!//)(?<!\.\w\w/)(?<!\.\w\w\w/)(?:{'|'.join(groups)})(?!\w)"),
        [_product(row) for row in with_names],
    )


def _product(row: Mapping[str, str]) -> Product:
    return Product(row["name"], row["family"], row["class"], "none" if row["class"] == "unknown" else "table")


def _expression(name: str) -> str:
    written = re.escape(name.strip("*")).replace(r"\ ", "[ -]?")
    if name.endswith("*"):
        return written + r"\w{0,12}"
    return written + (rf"(?:'?s)?{_NO_PRICE}" if name[-1].isdigit() else "(?:'?s)?")


def find_products(text: str, labels: Sequence[str] = ()) -> list[tuple[int, int, Product]]:
    """Return start, end and product of each article in a text, in its order; none overlap.

    Parameters
    ----------
    text
        Plain letters.
    labels
        Labels that are raised; without one, words that mean other things as well count beside clear names only.
    """
    found = list(_names("words").find(text))
    if found or labels:
        found += _names("loose").find(text)
        found += ((*match.span(), _SHELL) for match in _BARE_CALIBRE.finditer(text) if _SALE in labels)
    if _SALE in labels:
        found += _names("nick").find(text)
    grown = _joined(text, _apart([_with_calibre(text, *each) for each in found]))
    return _with_classes(text, grown, alone=bool(found or labels))


_SHELL = Product("display shell", "shell", "F4", "table")


def _with_calibre(text: str, start: int, end: int, product: Product) -> tuple[int, int, Product]:
    """Take in the calibre of a shell or a mortar: 3 inch shells, kugelbombe 75 mm."""
    if product.family not in {"shell", "mortar", "salute"}:
        return start, end, product
    if before := _CALIBRE_BEFORE.search(text, max(0, start - 12), start):
        return before.start(), end, product
    after = _CALIBRE_AFTER.match(text, end) or _SPOKEN_CALIBRE.match(text, end)
    return start, after.end() if after else end, product


def _apart(found: list[tuple[int, int, Product]]) -> list[tuple[int, int, Product]]:
    """Keep of those that overlap the first, and of those that begin together the longest."""
    kept: list[tuple[int, int, Product]] = []
    for each in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or each[0] >= kept[-1][1]:
            kept.append(each)
    return kept


def _joined(text: str, found: list[tuple[int, int, Product]]) -> list[tuple[int, int, Product]]:
    """Make one article of two names that a hyphen joins: FP3-kanonslag, viper-smallare; the first tells which."""
    joined: list[tuple[int, int, Product]] = []
    for start, end, product in found:
        if joined and text[joined[-1][1] : start] == "-":
            joined[-1] = joined[-1][0], end, joined[-1][2]
        else:
            joined.append((start, end, product))
    return joined


def _with_classes(text: str, found: list[tuple[int, int, Product]], *, alone: bool) -> list[tuple[int, int, Product]]:
    """Give articles the class that is said beside them; where no article is near, the class is one by itself."""
    named = list(found)
    loose: list[tuple[int, int, Product]] = []
    at = 0
    for match in _CLASS.finditer(text) if alone else ():
        class_ = _class_of(match)
        if class_ is None:
            continue
        while at < len(found) - 1 and found[at][1] <= match.start() - _NEAR:
            at += 1
        near = next((i for i in (at, at + 1) if i < len(found) and _is_near(text, match.span(), found[i])), None)
        if near is None:
            loose.append((*match.span(), Product(f"{class_} article", "unspecified", class_, "text")))
        else:
            named[near] = _of_class(text, named[near], match.span(), class_)
            if named[near][0] > match.start() or named[near][1] < match.end():
                loose.append((*match.span(), Product(f"{class_} article", "unspecified", class_, "text")))
    return _apart(named + loose)


def _class_of(match: re.Match[str]) -> str | None:
    if match["code"]:
        is_one = match["code"] == "f" or match["digit"] in "12"
        return (match["code"] + match["digit"]).upper() if is_one else None
    return f"F{match['number']}"


def _is_near(text: str, span: tuple[int, int], other: tuple[int, int, Product]) -> bool:
    start, end = (span[1], other[0]) if span[1] <= other[0] else (other[1], span[0])
    return 0 <= end - start <= _NEAR and _STOP.search(text, start, end) is None


def _of_class(text: str, one: tuple[int, int, Product], span: tuple[int, int], class_: str) -> tuple[int, int, Product]:
    """Give an article a class, and take the words in that stand right beside it."""
    start, end, product = one
    product = replace(product, class_=class_, known_by="text")
    if text[span[1] : start] in {" ", "-"}:
        start = span[0]
    elif text[end : span[0]] in {" ", "-"}:
        end = span[1]
    return start, end, product


def blank_out(text: str, spans: Sequence[tuple[int, int, Product]]) -> str:
    """Return a text in which articles are filled with a character that stands in no normalised text."""
    parts, at = [], 0
    for start, end, _ in spans:
        parts += [text[at:start], BLANK * (end - start)]
        at = end
    return "".join((*parts, text[at:]))


BLANK = "\x1f"
"""Fills the place of an article; normalised texts hold no control characters."""


def products(reading: Reading) -> list[Found]:
    """Find ``product``."""
    found = find_products(plain(reading.text.text), reading.labels)
    return [Found("product", start, end, product.value()) for start, end, product in found]
