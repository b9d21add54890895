"""What a sandbox platform does with the notices that it gets: a script of a few lines, or chance from a seed."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from service.errors import Fault, LontError

__all__ = ["DEFAULT_SCRIPT", "ON_ARRIVAL", "Act", "Plan", "Script", "ScriptRefusedError", "Step", "read_script"]

DEFAULT_SCRIPT = "every: ack, remove\n"
_MOST_CHARS = 100_000
_LINE = re.compile(
    r"(?P<of>every|notice|post)\b(?:[ \t]+(?P<which>\S{1,2100}?))?[ \t]*:(?:[ \t]+(?P<steps>\S.*)|[ \t]*)"
)
_STEP = re.compile(
    r"(?P<act>[a-z]{1,20})(?:[ \t]+(?:(?P<number>[0-9]{1,3})|\"(?P<words>[^\"]{1,500})\"))?[ \t]*(?P<end>,[ \t]*|$)"
)


class ScriptRefusedError(LontError):
    """A script cannot be read; each fault names its line."""

    code = "script_refused"
    title = "The script of the sandbox cannot be read"


class Act(StrEnum):
    """One thing that the platform does."""

    FAIL = "fail"
    """Answers the next delivery of the notice with a status, such as ``fail 503``, and takes nothing."""
    HANG = "hang"
    """Takes the next delivery and never answers."""
    CUT = "cut"
    """Takes the next delivery and breaks the connection off."""
    WAIT = "wait"
    """Does nothing for so many turns."""
    ACK = "ack"
    """Tells that the notice was received (Article 16(4))."""
    ASK = "ask"
    """Asks something: ``ask "Which of the two?"``."""
    REMOVE = "remove"
    """Takes the posts offline, and tells so."""
    DECLINE = "decline"
    """Tells that it does nothing; with words: why."""
    CLAIM = "claim"
    """Tells that it took the posts offline, and leaves them where they are."""
    VANISH = "vanish"
    """The posts go by themselves; tells nothing."""
    EDIT = "edit"
    """The posts say something else from now on: ``edit "Sold."``; tells nothing."""
    REAPPEAR = "reappear"
    """The posts are back; tells nothing."""
    REINSTATE = "reinstate"
    """The posts are back because their author complained; tells so, with the words as the reason."""
    RANDOM = "random"
    """Chance, drawn from the seed: the whole of a plan."""


ON_ARRIVAL = frozenset({Act.FAIL, Act.HANG, Act.CUT})
"""What is done with a delivery as it comes; everything else follows once the notice was taken."""
_NUMBERS = {Act.FAIL: range(400, 600), Act.WAIT: range(1, 1000)}
_WORDED = {Act.ASK: True, Act.EDIT: True, Act.DECLINE: False, Act.REINSTATE: False}
"""Whether an act that may have words must have them."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act, with the number or the words that go with it."""

    act: Act
    number: int | None = None
    words: str | None = None

    def __str__(self) -> str:
        number = "" if self.number is None else f" {self.number}"
        return f"{self.act}{number}" + ("" if self.words is None else f' "{self.words}"')


Plan = tuple[Step, ...]
"""What happens to one notice, in this order."""

_CHANCES: tuple[str, ...] = (
    "ack, remove",
    "ack, wait 2, remove",
    "remove",
    'ack, ask "Which part of it is illegal?", remove',
    'ack, decline "Not illegal here."',
    "ack, claim",
    "ack, remove, wait 2, reappear",
    'ack, remove, wait 2, reinstate "Restored on appeal."',
    "vanish",
    'ack, edit "Sold."',
    "wait 3, ack, remove",
)
_FAILURES: tuple[str, ...] = ("", "", "", "fail 503, ", "fail 503, fail 503, ", "hang, ", "cut, ")


@dataclass(frozen=True, slots=True)
class Script:
    """Plans by post, by number of the notice, and for all others."""

    posts: dict[str, Plan] = field(default_factory=dict)
    notices: dict[int, Plan] = field(default_factory=dict)
    every: Plan = ()
    seed: int = 0

    def plan_for(self, number: int, places: Sequence[str]) -> Plan:
        """Return the plan of a notice: that of the first post with one, else that of its number, else that of all.

        Parameters
        ----------
        number
            From 1, in the order in which notices are first heard of.
        places
            What it is about: addresses without ``https://``.
        """
        of_posts = next((self.posts[place] for place in places if place in self.posts), None)
        plan = of_posts if of_posts is not None else self.notices.get(number, self.every)
        if all(step.act is not Act.RANDOM for step in plan):
            return plan
        chance = random.Random(f"{self.seed}:{number}")  # noqa: S311  # to be the same each time is what it is for
        return _read_plan(chance.choice(_FAILURES) + chance.choice(_CHANCES))


def read_script(text: str, seed: int = 0) -> Script:
    """Read a script: lines of ``post ADDRESS:``, ``notice NUMBER:`` or ``every:``, with steps and commas between.

    Parameters
    ----------
    text
        Empty lines and lines that begin with ``#`` say nothing.
    seed
        Of the plans that are ``random``.

    Raises
    ------
    ScriptRefusedError
        With every fault and its line.
    """
    if len(text) > _MOST_CHARS:
        raise ScriptRefusedError(f"The script has more than {_MOST_CHARS} characters.", "Make it shorter.")
    posts: dict[str, Plan] = {}
    notices: dict[int, Plan] = {}
    every: dict[str, Plan] = {}
    faults = []
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            _take(line.strip(), posts, notices, every)
        except ValueError as error:
            faults.append(Fault(f"line {number}", str(error), "script_line"))
    if faults:
        told = " ".join(f"{fault.where}: {fault.what}" for fault in faults)
        raise ScriptRefusedError(told, "Mend these lines; docs/sandbox.md has every step.", faults=faults)
    default = _read_plan("ack, remove")
    return Script(posts, notices, every.get("every", default), seed)


def _take(line: str, posts: dict[str, Plan], notices: dict[int, Plan], every: dict[str, Plan]) -> None:
    if not line or line.startswith("#"):
        return
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError("expected `post ADDRESS:`, `notice NUMBER:` or `every:`, and steps.")
    of, which, plan = found["of"], found["which"], _read_plan(found["steps"] or "")
    if of == "every" and which is None:
        _once(every, "every", plan)
    elif of == "notice" and which is not None and re.fullmatch(r"[1-9][0-9]{0,5}", which):
        _once(notices, int(which), plan)
    elif of == "post" and which is not None:
        _once(posts, which.removeprefix("https://"), plan)
    else:
        raise ValueError("expected an address after `post`, a number from 1 after `notice`, nothing after `every`.")


def _once(plans: dict, key: str | int, plan: Plan) -> None:  # type: ignore[type-arg]  # of either kind of key
    if key in plans:
        raise ValueError("this was said on an earlier line already.")
    plans[key] = plan


def _read_plan(text: str) -> Plan:
    steps: list[Step] = []
    at = 0
    while at < len(text):
        found = _STEP.match(text, at)
        if found is None or (found["end"] and found.end() == len(text)):
            raise ValueError("expected steps with commas between, such as `ack, remove`.")
        steps.append(_step(found["act"], found["number"], found["words"]))
        at = found.end()
    taken = [step.act for step in steps if step.act is not Act.WAIT]
    if any(later in ON_ARRIVAL and earlier not in ON_ARRIVAL for earlier, later in pairwise(taken)):
        raise ValueError("fail, hang and cut come first: afterwards the notice was taken.")
    if Act.RANDOM in taken and len(steps) > 1:
        raise ValueError("random stands alone.")
    return tuple(steps)


def _step(name: str, number: str | None, words: str | None) -> Step:
    try:
        act = Act(name)
    except ValueError:
        raise ValueError(f"known steps are {', '.join(Act)}.") from None
    if (number is not None) != (act in _NUMBERS) or (number is not None and int(number) not in _NUMBERS[act]):
        raise ValueError("fail takes a status from 400 to 599, wait takes turns from 1 to 999, others no number.")
    if (words is not None and act not in _WORDED) or (words is None and _WORDED.get(act, False)):
        raise ValueError('ask and edit take words in "quotes", decline and reinstate may, others do not.')
    return Step(act, None if number is None else int(number), words)
