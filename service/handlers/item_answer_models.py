"""What the calls take that say what became of single items of a notice, and how that is shown."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.domain.takedown.content import MAX_ITEMS
from service.domain.takedown.outcomes import (
    AccountDecision,
    AnswerVia,
    DecisionGround,
    ItemAnswer,
    ItemOutcome,
    Visibility,
)
from service.errors import Fault
from service.handlers.takedown_models import Ticket
from service.handlers.wire import Words
from service.request_errors import RequestInvalidError
from service.services.takedown.inputs import ItemsInput

__all__ = ["AnswerDetails", "ItemReplies", "ItemReply", "RecordedReplies"]

_State = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
_MOST_STATES = 60


class AnswerDetails(BaseModel):
    """What was said of one item beside its outcome."""

    reason: str | None = None
    reference: str | None = Field(default=None, description="The platform's own number of this item.")
    ground: DecisionGround | None = None
    visibility: Visibility | None = None
    account: AccountDecision | None = None
    territory: list[str] = Field(default=[], description="States in which it counts; none: everywhere.")


class ItemReply(BaseModel):
    """What the platform says of one item."""

    model_config = ConfigDict(extra="forbid")

    item_id: UUID
    outcome: ItemOutcome
    reason: Annotated[str, Words(1, 1000)] | None = Field(
        default=None,
        description="Why, or what you need to know; needed with `need_information` and `restored`.",
    )
    reference: Ticket | None = Field(default=None, description="Your own number of this item.")
    ground: DecisionGround | None = Field(
        default=None, description="`manifestly_unfounded` goes with `not_illegal` and `no_action` only."
    )
    visibility: Visibility | None = Field(default=None, description="Where you acted.")
    account: AccountDecision | None = Field(default=None, description="Where you acted.")
    territory: list[_State] = Field(
        default=[],
        max_length=_MOST_STATES,
        description="Where you acted: states in two letters; needed with `geo_blocked`.",
    )

    def as_answer(self) -> ItemAnswer:
        """Return what was said as the service takes it."""
        said = {name: getattr(self, name) for name in ("reason", "reference", "ground", "visibility", "account")}
        return ItemAnswer(self.outcome, territory=tuple(self.territory), **said)


class ItemReplies(BaseModel):
    """What the platform says of some or all items."""

    model_config = ConfigDict(extra="forbid")

    items: list[ItemReply] = Field(min_length=1, max_length=MAX_ITEMS, description="Each item at most once.")
    ticket: Ticket | None = Field(default=None, description="Your own number of the whole notice.")

    def as_input(self, via: AnswerVia = AnswerVia.KEY) -> ItemsInput:
        """Return the answers as the service takes them; raises `RequestInvalidError` for an item that stands twice."""
        said = {each.item_id: each.as_answer() for each in self.items}
        if len(said) != len(self.items):
            fault = Fault("body.items", "Name each item once.", "repeated")
            raise RequestInvalidError("An item stands there twice.", "Mend what `faults` names.", faults=[fault])
        return ItemsInput(said, self.ticket, via)


class RecordedReplies(ItemReplies):
    """The same as a person enters it, who has it from the platform's mail, portal or letter."""

    via: Literal["email", "portal", "letter"] = Field(default="email", description="How it came.")

    def as_recorded(self) -> ItemsInput:
        """Return the answers as the service takes them; raises as `as_input`."""
        return self.as_input(AnswerVia(self.via))
