"""What the calls on notes and assignments take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.domain.notes import LONGEST_NOTE
from service.handlers.wire import Words

__all__ = ["ASSIGNMENT", "NOTE", "AssignmentAnswer", "AssignmentRequest", "NoteAnswer", "NoteList", "NoteRequest"]

_PERSON = "usr_0198f3a2b7c41d6e8f5a9b0c3d2e1f4a"
NOTE: dict[str, Any] = {
    "id": "019a5d40-2a3b-7c4d-8e5f-6a7b8c9d0e1f",
    "text": "The same shop as in the campaign of last week; wait for the other desk.",
    "written_by": _PERSON,
    "written_at": "2026-11-05T20:40:12Z",
}
ASSIGNMENT: dict[str, Any] = {"item_id": "019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37", "assigned_to": _PERSON}


class NoteRequest(BaseModel):
    """What colleagues should know of an item; it never leaves lont."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Words(1, LONGEST_NOTE)]


class NoteAnswer(BaseModel):
    """A note, which nobody changes."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    text: str
    written_by: str = Field(description="Id of the account or key.")
    written_at: datetime


class NoteList(BaseModel):
    """All notes on one item."""

    notes: list[NoteAnswer] = Field(description="Oldest first.")


class AssignmentRequest(BaseModel):
    """To whom an item is to be assigned."""

    model_config = ConfigDict(extra="forbid")

    assigned_to: str | None = Field(max_length=64, description="Id of a reviewer's account (`usr_…`); null: nobody.")


class AssignmentAnswer(BaseModel):
    """To whom an item is assigned now."""

    item_id: UUID
    assigned_to: str | None = Field(description="Id of a reviewer's account; null: nobody.")
