"""The errors of ``training``: what cannot be trained or measured, and why."""

from __future__ import annotations

from typing import ClassVar

from service.errors import LontError

__all__ = ["TrainingError"]


class TrainingError(LontError):
    """Something that training needs is missing or broken."""

    code: ClassVar[str] = "training"
    title: ClassVar[str] = "Training cannot go on"
