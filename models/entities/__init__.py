"""Reads out of a message what it says: entities by rules and a small trained model, and the writer's role."""

from models.entities.contract import ENTITY_TYPES, Entity, Extractor, Found, Reading

__all__ = ["ENTITY_TYPES", "Entity", "Extractor", "Found", "Reading"]
