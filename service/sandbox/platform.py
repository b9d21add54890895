"""The sandbox platform itself: takes signed notices once each, and does what its script says of them, turn by turn."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from service.delivery.signing import is_fresh, is_signed
from service.sandbox.notices import NOTICE, Message, Notice, NoticeUnreadableError, read_message
from service.sandbox.posts import Post, PostState, Wall
from service.sandbox.scripts import ON_ARRIVAL, Act, Script, Step
from service.sandbox.telling import Heard, Tell

__all__ = ["Reception", "SandboxPlatform"]

_ANSWERS = {
    Act.ACK: "ack",
    Act.ASK: "ask_info",
    Act.REMOVE: "decision_action",
    Act.CLAIM: "decision_action",
    Act.DECLINE: "decision_none",
    Act.REINSTATE: "reinstated",
}
_PUT_BACK = "Put back after a complaint."
_MOST_TRIES = 500
"""Turns for which an answer that lont does not take is tried again: it may wait for a person there."""
_MOST_TRIES_TO_ACK = 60
"""Fewer: where sending ended in doubt, a person there may have noted the receipt already."""


@dataclass(frozen=True, slots=True)
class Reception:
    """What the platform does with one delivery."""

    status: int
    words: str
    act: Act | None = None
    """``HANG`` or ``CUT``: there is no answer."""
    reference: str | None = None
    """The platform's number for a notice that it took."""


class SandboxPlatform:
    """Holds posts and notices; any number of threads may call it.

    Parameters
    ----------
    posts
        What it shows.
    script
        What it does with notices.
    secrets
        Those with which notices to it are signed.
    tell
        Brings one answer to lont; none is brought without.
    clock
        Tells the time.
    """

    def __init__(
        self,
        posts: Iterable[Post],
        script: Script,
        secrets: Sequence[str],
        tell: Tell | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.wall = Wall(posts)
        self._script = script
        self._secrets = tuple(secrets)
        self._tell = tell
        self._clock = clock
        self._lock = threading.RLock()
        self._notices: dict[str, Notice] = {}
        self._seen: set[str] = set()
        self._tries: dict[str, int] = {}

    def notices(self) -> list[Notice]:
        """Return the notices in the order in which they were first heard of."""
        with self._lock:
            return list(self._notices.values())

    def receive(self, headers: Mapping[str, str], body: bytes) -> Reception:
        """Take one delivery of a notice, or do what the script says of it.

        Parameters
        ----------
        headers
            By their names in lower case.
        """
        if not is_signed(self._secrets, headers, body):
            return Reception(401, "The signature does not hold.")
        if not is_fresh(headers, self._clock()):
            return Reception(400, "Signed more than five minutes from now.")
        try:
            message = read_message(body)
        except NoticeUnreadableError as error:
            return Reception(422, f"The body is {error}.")
        with self._lock:
            return self._received(headers["webhook-id"], message)

    def turn(self) -> int:
        """Do the next step of every notice that was taken; return how many steps were done."""
        with self._lock:
            waiting = [notice for notice in self._notices.values() if notice.taken and notice.plan]
            return sum(self._turn_one(notice) for notice in waiting)

    def _received(self, message_id: str, message: Message) -> Reception:
        request_id, places = message.request_id, message.places
        if message_id in self._seen:
            return Reception(200, "Known already.", reference=self._reference(request_id))
        notice = self._notices.get(request_id)
        if message.kind != NOTICE:
            return self._heard(message_id, message)
        if not any(self.wall.get(place) for place in places):
            return Reception(422, "None of these posts is one that it shows.")
        if notice is None:
            number = len(self._notices) + 1
            plan = deque(self._script.plan_for(number, places))
            notice = self._notices[request_id] = Notice(number, request_id, places, plan)
        notice.deliveries += 1
        step = notice.plan.popleft() if notice.plan and notice.plan[0].act in ON_ARRIVAL else None
        if step is not None and step.act is Act.FAIL:
            notice.done.append(str(step))
            return Reception(step.number or 503, "As the script says.")
        # What hangs or is cut off was taken all the same: just that is what the sender cannot know.
        self._seen.add(message_id)
        notice.taken = True
        notice.done.append(str(step or "taken"))
        return Reception(202, "Taken.", None if step is None else step.act, _number(notice))

    def _heard(self, message_id: str, message: Message) -> Reception:
        """Note a reminder, or whatever else speaks of a notice; nothing follows from it here."""
        notice = self._notices.get(message.request_id)
        if notice is None:
            return Reception(404, "There is no such notice.")
        self._seen.add(message_id)
        notice.done.append(message.kind)
        return Reception(202, "Noted.", reference=_number(notice))

    def _reference(self, request_id: str) -> str | None:
        notice = self._notices.get(request_id)
        return None if notice is None else _number(notice)

    def _turn_one(self, notice: Notice) -> bool:
        if notice.waiting:
            notice.waiting -= 1
            return False
        step = notice.plan[0]
        if step.act in ON_ARRIVAL:
            # It was taken before its script expected that; the deliveries that it speaks of do not come any more.
            notice.plan.popleft()
            return False
        self._act(notice, step)
        if step.act in _ANSWERS and not self._told(notice, step):
            return False
        notice.plan.popleft()
        notice.done.append(str(step))
        return True

    def _act(self, notice: Notice, step: Step) -> None:
        match step.act:
            case Act.WAIT:
                notice.waiting = (step.number or 1) - 1
            case Act.REMOVE:
                self.wall.turn(notice.places, PostState.REMOVED)
            case Act.VANISH:
                self.wall.turn(notice.places, PostState.VANISHED)
            case Act.REAPPEAR:
                self.wall.turn(notice.places, PostState.ONLINE)
            case Act.REINSTATE:
                self.wall.turn(notice.places, PostState.ONLINE, step.words or _PUT_BACK)
            case Act.EDIT:
                self.wall.rewrite(notice.places, step.words or "")

    def _told(self, notice: Notice, step: Step) -> bool:
        """Tell lont; whether the step is over, either way."""
        if self._tell is None:
            return True
        message_id = f"sandbox-{notice.request_id}-{notice.told}"
        heard = self._tell(message_id, _answer(notice, step))
        tries = self._tries.pop(message_id, 0) + 1
        if heard is Heard.NOT_NOW and tries < (_MOST_TRIES_TO_ACK if step.act is Act.ACK else _MOST_TRIES):
            self._tries[message_id] = tries
            return False
        notice.told += 1
        if heard is not Heard.TAKEN:
            notice.done.append(f"not heard: {step.act}")
        return True


def _number(notice: Notice) -> str:
    return f"SANDBOX-{notice.number}"


def _answer(notice: Notice, step: Step) -> dict[str, str]:
    said = {"request_id": notice.request_id, "event": _ANSWERS[step.act], "ticket": _number(notice)}
    match step.act:
        case Act.ASK:
            said["question"] = step.words or ""
        case Act.REMOVE | Act.CLAIM:
            said |= {"decision": "removed", "ground": "DECISION_GROUND_ILLEGAL_CONTENT"}
        case Act.REINSTATE:
            said["rationale"] = step.words or _PUT_BACK
        case Act.DECLINE if step.words:
            said["rationale"] = step.words
    return said
