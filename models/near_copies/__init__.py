"""Tells near-copies of one text: what of a text is compared, a signature to look it up by, and the comparison itself.

`sign` gives the signature of a normalised text, `near` judges two of them, `differences` shows people what changed.
"""

from models.near_copies.comparing import SHORTEST, likeness, near
from models.near_copies.differences import Difference, differences
from models.near_copies.signature import Signature, context_key, exact_key, sign

__all__ = ["SHORTEST", "Difference", "Signature", "context_key", "differences", "exact_key", "likeness", "near", "sign"]
