"""Says which unlabelled messages to label next, and tries out on the corpus how many labels that saves."""

from labeling.suggest.suggesting import TIERS, Suggestion, suggest

__all__ = ["TIERS", "Suggestion", "suggest"]
