"""Normalises text for the model: undoes the disguises of spelling and keeps the way back to the original.

The result is what the model reads and what makes two items copies of each other; it is never shown to people.
"""

from models.normalise.pipeline import Normalised, normalise

__all__ = ["Normalised", "normalise"]
