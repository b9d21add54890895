"""Takes out what cannot be seen: zero-width characters, bidi controls, variation selectors, soft hyphens, tags."""

from __future__ import annotations

import re

from models.normalise.characters import INVISIBLE
from models.normalise.traced import Traced

__all__ = ["remove_invisible"]

# The first class is passed quickly by what is plain; the second has many ranges and is slow.
_INVISIBLE = re.compile(f"(?:[^ -~](?<=[{INVISIBLE}]))+")


def remove_invisible(traced: Traced) -> Traced:
    """Delete invisible characters; white space is not among them."""
    if not _INVISIBLE.search(traced.text):
        return traced
    return traced.edited((match.start(), match.end(), "") for match in _INVISIBLE.finditer(traced.text))
