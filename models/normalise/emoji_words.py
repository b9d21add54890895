"""Writes each emoji as a word: 🧨 becomes ``emoji_firecracker``.

The words are the English names of the emoji package, apart from those that matter here, which are fixed below: a
renaming by Unicode (the pistol became a water pistol) must not change what a trained model reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from emoji import EMOJI_DATA

from models.normalise.characters import char_class
from models.normalise.letterforms import FORMS
from models.normalise.traced import Edit, Traced

__all__ = ["EMOJI_WORDS", "emoji_to_words"]

# What the two labels are spoken of with: means, money, goods, delivery, place, threat, secrecy.
_FIXED_NAMES = {
    "🧨": "firecracker", "💣": "bomb", "💥": "explosion", "🎆": "fireworks", "🎇": "sparkler", "🚀": "rocket",
    "🔥": "fire", "🔫": "gun", "🔪": "knife", "🗡": "dagger", "🪓": "axe", "⚡": "lightning", "🐍": "snake",
    "💰": "money_bag", "💵": "dollar_banknote", "💶": "euro_banknote", "💷": "pound_banknote", "💸": "money_wings",
    "🤑": "money_face", "📦": "package", "🚚": "delivery_truck", "🚗": "car", "🛵": "scooter", "📍": "pin",
    "🏠": "house", "🚪": "door", "🎯": "target", "🔌": "plug", "📩": "envelope_arrow", "📲": "phone_arrow",
    "💀": "skull", "☠": "skull_crossbones", "⚰": "coffin", "🩸": "blood", "🥷": "ninja", "🤐": "zipped_mouth",
    "🤫": "shushing", "🚨": "siren", "👮": "police_officer", "🪖": "helmet", "👷": "worker", "⏰": "alarm_clock",
}  # fmt: skip

_UNSEEN = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_JOINER = "\u200d"


def _word(name: str) -> str:
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    # Not zzz: letters are squeezed to two.
    return "emoji_" + re.sub(r"([a-z])\1+(?=\1)", r"\1", re.sub("[^a-z0-9]+", "_", plain).strip("_"))


def _words() -> dict[str, str]:
    """Word of each emoji without selectors and skin tones; digits, and letters in squares, are read as such."""
    names = {emoji: entry["en"] for emoji, entry in EMOJI_DATA.items() if not emoji[0].isascii()}
    # Those with selectors and tones first, so that the plain name is the one that stays.
    bare = {_UNSEEN.sub("", emoji): names[emoji] for emoji in sorted(names, key=len, reverse=True)}
    return {
        emoji: _word(name)
        for emoji, name in (bare | _FIXED_NAMES).items()
        if emoji and not (len(emoji) == 1 and (ord(emoji) in FORMS or normalize("NFKC", emoji) != emoji))
    }


EMOJI_WORDS: dict[str, str] = _words()

# The first class is passed quickly by what is plain; the second has many ranges and is slow.
_ONE = f"[^\\x00-\\xa8](?<=[{char_class(emoji for emoji in EMOJI_WORDS if len(emoji) == 1)}])"
_SEQUENCE = re.compile(
    rf"(?P<flags>[🇦-🇿]{{2,}})"
    rf"|{_ONE}{_UNSEEN.pattern}*(?:{_JOINER}{_ONE}{_UNSEEN.pattern}*)*[\U000e0020-\U000e007f]*"
)


def emoji_to_words(traced: Traced) -> Traced:
    """Write emoji sequences as words of their own; modifiers and selectors go with them."""
    return traced.edited(_spelled_out(traced.text)) if _SEQUENCE.search(traced.text) else traced


def _spelled_out(text: str) -> Iterator[Edit]:
    for match in _SEQUENCE.finditer(text):
        if match["flags"]:
            yield from _flags(match["flags"], match.start())
        else:
            yield match.start(), match.end(), f" {_of_sequence(match[0])} "


def _of_sequence(sequence: str) -> str:
    """Word of a joined sequence, or the words of its parts where Unicode has no name for the whole."""
    bare = _UNSEEN.sub("", sequence)
    return EMOJI_WORDS.get(bare) or " ".join(EMOJI_WORDS[part[0]] for part in bare.split(_JOINER))


def _flags(run: str, at: int) -> Iterator[Edit]:
    """Read pairs of regional indicators as flags; a run that is not made of flags is letters, and stays."""
    pairs = [run[i : i + 2] for i in range(0, len(run), 2)]
    if all(pair in EMOJI_WORDS for pair in pairs):
        for i, pair in enumerate(pairs):
            yield at + 2 * i, at + 2 * i + 2, f" {EMOJI_WORDS[pair]} "
