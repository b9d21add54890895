"""The transformer tier: a pretrained multilingual encoder, fine-tuned, that reads a message with those around it."""

from models.transformer.storage import Settings, load_tier, save_tier
from models.transformer.tier import TransformerTier

__all__ = ["Settings", "TransformerTier", "load_tier", "save_tier"]
