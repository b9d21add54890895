from __future__ import annotations

from typing import get_args

from models.entities import ENTITY_TYPES
from service.handlers.score_models import EntityType


def test_the_interface_names_every_type_of_entity_that_is_read() -> None:
    assert get_args(EntityType) == ENTITY_TYPES
