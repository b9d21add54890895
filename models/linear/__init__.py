"""The linear tier: n-grams and concepts, logistic regression, exact explanations."""

from models.linear.storage import load_tier, save_tier
from models.linear.tier import LinearTier

__all__ = ["LinearTier", "load_tier", "save_tier"]
