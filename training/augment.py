"""Disguises a text as advertisers do, at random but by seed: copies of the training rows are made with these.

The normaliser undoes some of it; what it cannot undo (dropped vowels, typing errors, prices written otherwise) the
model must learn to read. Figures under disguise are measured with other operators, in
`training.unseen_disguises`, which training never sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from random import Random

__all__ = ["OPERATORS", "Operator", "disguise", "on_some_words"]

Operator = Callable[[str, Random], str]
"""Takes a text and a source of chance, gives the text in disguise."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_SHARE = 0.35
_LEET = str.maketrans("aeiostAEIOST", "431057431057")
_LOOKALIKES = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
_KEYS_BESIDE = dict(zip("abcdefghijklmnopqrstuvwxyz", "svxfrgtjokhknbipwteyicesux", strict=True))
_EMOJI = "🔥✅👀💯🙏⚡🤝😎📲🖤"
_PRICE = re.compile(r"€\s?(\d+)|(\d+)\s?(?:€|euros?\b|eur\b)")


def on_some_words(text: str, chance: Random, change: Callable[[str], str], share: float = _SHARE) -> str:
    """Change a share of the words of three letters and more."""
    return _WORD.sub(lambda word: change(word[0]) if chance.random() < share else word[0], text)


def leet(text: str, chance: Random) -> str:
    """Write letters as digits: ``c0br4``."""
    return on_some_words(text, chance, lambda word: word.translate(_LEET))


def lookalikes(text: str, chance: Random) -> str:
    """Take letters from the Cyrillic alphabet."""
    return on_some_words(text, chance, lambda word: word.translate(_LOOKALIKES))


def separators(text: str, chance: Random) -> str:
    """Put a sign between the letters: ``c.o.b.r.a``."""
    sign = chance.choice(".-_ *")
    return on_some_words(text, chance, sign.join, 0.15)


def zero_width(text: str, chance: Random) -> str:
    """Put an invisible character into a word."""
    return on_some_words(text, chance, lambda word: word[:2] + "\u200b" + word[2:])


def letter_case(text: str, chance: Random) -> str:
    """Write all of it in capitals, in small letters, or in both by turns."""
    style = chance.randrange(3)
    if style == 2:  # noqa: PLR2004  # the last of three
        return "".join(letter.upper() if at % 2 else letter.lower() for at, letter in enumerate(text))
    return text.lower() if style else text.upper()


def emoji(text: str, chance: Random) -> str:
    """Put emoji that mean nothing between the words."""
    words = text.split(" ")
    for _ in range(chance.randint(1, 3)):
        words.insert(chance.randint(0, len(words)), chance.choice(_EMOJI))
    return " ".join(words)


def typing_errors(text: str, chance: Random) -> str:
    """Leave a letter out, or hit the key beside it."""

    def mistype(word: str) -> str:
        at = chance.randrange(len(word))
        beside = _KEYS_BESIDE.get(word[at].lower(), word[at])
        return word[:at] + chance.choice(("", beside)) + word[at + 1 :]

    return on_some_words(text, chance, mistype, 0.25)


def prices(text: str, chance: Random) -> str:
    """Write amounts of money in another of the usual ways."""
    form = chance.choice(("{},-", "{} eu", "{}e", "eur {}", "{} euro", "€{}"))
    return _PRICE.sub(lambda price: form.format(price[1] or price[2]), text)


def dropped_vowels(text: str, chance: Random) -> str:
    """Leave the vowels inside words out: ``vrwrk``."""
    return on_some_words(text, chance, lambda word: word[0] + re.sub("[aeiouyAEIOUY]", "", word[1:-1]) + word[-1], 0.2)


def no_diacritics(text: str, _chance: Random) -> str:
    """Leave accents, dots and rings out, as on a foreign keyboard."""
    return text.translate(str.maketrans("áàâäåéèêëíìîïóòôöúùûüçñÅÄÖÜ", "aaaaaeeeeiiiioooouuuucnAAOU"))


OPERATORS: tuple[Operator, ...] = (
    leet,
    lookalikes,
    separators,
    zero_width,
    letter_case,
    emoji,
    typing_errors,
    prices,
    dropped_vowels,
    no_diacritics,
)


def disguise(text: str, key: str, operators: Iterable[Operator] = OPERATORS) -> str:
    """Apply one to three operators that the key decides on; equal keys give equal disguises.

    Parameters
    ----------
    text
        The text as written.
    key
        Seed and id of the row, and which copy it is.
    operators
        What to choose from.
    """
    chance = Random(key)  # noqa: S311  # must be repeatable, need not be secret
    for operator in chance.sample(tuple(operators), chance.randint(1, 3)):
        text = operator(text, chance)
    return text
