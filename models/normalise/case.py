"""Makes letters small."""

from __future__ import annotations

from models.normalise.traced import Traced

__all__ = ["lower_case"]

_TURKISH_CAPITAL_I = "İ"


def lower_case(traced: Traced) -> Traced:
    """Lower-case the text. Turkish İ, the only letter whose small form is longer, becomes a plain i at once."""
    return traced.same_places(traced.text.replace(_TURKISH_CAPITAL_I, "i").lower())
