"""Takedown requests with stated times and answers, written as rows: reports are of months that no test can wait for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from uuid_utils.compat import uuid7

from service.domain.takedown.states import RequestEvent, RequestState
from service.factory import ProcessContext
from service.schema import PlatformWarning, TakedownEvent, TakedownItem, TakedownRequest
from tests.support.figures import Rows
from tests.support.takedown_content import complete_document

__all__ = ["LAW", "TERMS", "Notices"]

LAW, TERMS = "DECISION_GROUND_ILLEGAL_CONTENT", "DECISION_GROUND_INCOMPATIBLE_CONTENT"


class Notices:
    """Writes requests into the database of a context."""

    def __init__(self, context: ProcessContext) -> None:
        self._context = context
        self._rows = Rows(context)

    def add(
        self,
        at: datetime,
        *steps: tuple[float, str] | tuple[float, str, dict[str, Any]],
        platform: str = "telegram",
        priority: str = "P1",
        answers: Sequence[str | None] = (None,),
        trusted: bool = False,
        told: datetime | None = None,
    ) -> UUID:
        """Write a request that was confirmed two hours before it arrived at a time, and what happened hours after."""
        document = complete_document()
        document["notifier"]["kind"] = "trusted_flagger" if trusted else "private_entity"
        if told is not None:
            document["safety"]["police_notification"] = {"status": "sent", "sent_at": told.isoformat()}
        request_id = uuid7()
        head = {"id": request_id, "version": 9, "state": RequestState.SUBMITTED, "platform": platform}
        times = {"edited_at": at, "created_at": at, "created_by": "usr_test-0001", "priority": priority}
        row = head | times | {"content": document, "case_category": document["case_category"]}
        life = [(-2.0, RequestEvent.CONFIRM), (0.0, RequestEvent.ACCEPTED), *steps]
        actor = {"actor": "usr_test-0001", "source": "draft", "target": "submitted", "request_id": request_id}
        heads = [actor | {"seq": seq} for seq in range(1, len(life) + 1)]
        events = [each | _happened(at, *step) for each, step in zip(heads, life, strict=True)]
        places = [
            {"request_id": request_id, "place": place, "item_id": self._rows.item(at), "answer": answer}
            for place, answer in enumerate(answers)
        ]
        with self._context.writing() as factory:
            factory.session.execute(insert(TakedownRequest).values(row))
            factory.session.execute(insert(TakedownEvent), events)
            factory.session.execute(insert(TakedownItem), places)
        return request_id

    def removed(self, at: datetime, hours: float = 4.0, ground: str = LAW, **fields: Any) -> UUID:  # noqa: ANN401  # of `add`
        """Write a request whose content the platform removed after some hours."""
        decision = (hours, RequestEvent.DECISION_ACTION, {"ground": ground})
        return self.add(at, (1.0, RequestEvent.ACK), decision, answers=["removed"], **fields)

    def declined(self, at: datetime, hours: float = 4.0, **fields: Any) -> UUID:  # noqa: ANN401  # of `add`
        """Write a request that the platform declined."""
        return self.add(
            at, (hours, RequestEvent.DECISION_NONE, {"ground": "not_stated"}), answers=["no_action"], **fields
        )

    def warn(self, at: datetime, platform: str = "telegram") -> None:
        """Write a warning of a platform."""
        row = {"id": uuid7(), "platform": platform, "received_at": at, "recorded_by": "org_telegram", "words": "x"}
        with self._context.writing() as factory:
            factory.session.execute(insert(PlatformWarning).values(row))


def _happened(at: datetime, hours: float, event: str, details: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"at": at + timedelta(hours=hours), "event": event, "details": details or {}}
