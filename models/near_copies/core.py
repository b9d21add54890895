"""The core of a text: the words that are compared, without what copies of one advert change among themselves.

Left out are emoji, numbers with their currency, words that hold a digit (but not a class of fireworks, `f4`), handles,
links, hosts, e-mail addresses and the header of a forwarded message. What is left is folded to plain letters. A word's
frame is what stays of it when it is spelled otherwise: its consonants.
"""

from __future__ import annotations

import re

from models.linear.words import fold_word
from models.normalise import Normalised, normalise

__all__ = ["CLASS", "MOST_WORDS", "core_words", "frame"]

MOST_WORDS = 400
"""Words of a text that are compared; the rest of a longer one is not read."""
CLASS = re.compile(r"[fpt][1-4]\Z")
"""A class of fireworks, as a folded word."""
_MOST_CHARACTERS = 8_000
_HEADER = re.compile(
    r"\A\W*(?:forwarded|fwd?|doorgestuurd|weitergeleitete?|vidarebefordra(?:t|de)|(?:message )?transféré)\b"
    r"[^\n]{0,80}\n+(?=.*\w)",
    re.IGNORECASE | re.DOTALL,
)
_CURRENCY = r"(?:€|£|\$|euros?|eur|eu|e|kr|kronor|sek|pounds?|pond|quid|p)"
_ENDING = (
    r"(?:com|net|org|info|biz|shop|store|online|site|app|xyz|top|club|link|live|pro|me|io|gg|to|ly|cc|tv|ws|tk"
    r"|nl|be|de|eu|uk|fr|se|no|dk|fi|pl|at|ch|example)"
)
_CHANGING = re.compile(
    r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"  # e-mail addresses
    r"|https?://\S+|\b(?:[a-z0-9-]+\.)+[a-z]{2,}/\S+"  # links
    rf"|(?<![\w.-])(?:[\w-]{{1,63}}\.){{1,8}}{_ENDING}\b"  # hosts
    r"|(?<!\w)@[\w.]+"  # handles
    r"|\bemoji_\w+"
    rf"|(?<!\w){_CURRENCY}?\s?\d[\w.,:/+-]*(?:\s?{_CURRENCY}(?!\w))?"  # numbers, prices
)
_TAIL = re.compile(r"\d+\Z")
_WORD = re.compile(r"[^\W_]+")
_SOUNDS = (("ph", "f"), ("qu", "k"), ("ck", "k"), ("x", "ks"))
_LETTERS = str.maketrans({"c": "k", "q": "k", "z": "s", "v": "f"} | dict.fromkeys("aeiouyj"))
_TWICE = re.compile(r"(.)\1+")


def core_words(normalised: Normalised) -> tuple[str, ...]:
    """Return the words of a text that are compared, in order, at most `MOST_WORDS`."""
    text = _without_header(normalised)[:_MOST_CHARACTERS]
    found = _WORD.findall(_CHANGING.sub(" ", text))
    kept = (_without_digits(fold_word(word)) for word in found[:MOST_WORDS])
    return tuple(word for word in kept if word)


def frame(word: str) -> str:
    """Return the consonants of a folded word as they sound, each once where it is doubled; may be empty.

    Examples
    --------
    >>> frame("vuurwerk"), frame("vrwrk")
    ('frwrk', 'frwrk')
    """
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return _TWICE.sub(r"\1", word.translate(_LETTERS))


def _without_digits(word: str) -> str:
    """Return a word without the number at its end; nothing when it holds other digits and is no class of fireworks."""
    if CLASS.match(word):
        return word
    word = _TAIL.sub("", word)
    return "" if any(letter.isdigit() for letter in word) else word


def _without_header(normalised: Normalised) -> str:
    """Return the normalised text behind the header of a forwarded message; only the original tells where it ends."""
    header = _HEADER.match(normalised.original[:_MOST_CHARACTERS])
    return normalise(normalised.original[header.end() :]).text if header else normalised.text
