"""Tells somebody who comes back to work what changed since they were last seen, as far as they may see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from service.domain.access import Caller, Scope
from service.domain.decisions import Verdict
from service.domain.hand_over import HandOver, HandOverLine, HandOverPart, Section, away_since
from service.domain.items import MOST_URGENT
from service.domain.takedown.clocks import RUNS_IN, ClockName, ClockPolicy, clocks_of
from service.services.preferences import PreferenceService
from service.storage.browser_sessions import BrowserSessionStore
from service.storage.hand_over import HandOverStore
from service.storage.takedown import TakedownStore

__all__ = ["HandOverService"]

_IN_A_LIST = 10
_IN_FULL = 500
_STRUCK_BY_ITSELF = frozenset({ClockName.WATCH})
"""Clocks that ask nothing of anybody when they run out."""
_CLOCKED = frozenset().union(*(states for name, states in RUNS_IN.items() if name not in _STRUCK_BY_ITSELF))
_FIRST_TIME = timedelta(hours=24)
"""How far back somebody looks who was never here before."""


class HandOverService:
    """Works inside the caller's transaction.

    Parameters
    ----------
    store
        Of what waits.
    sessions
        Of people's browsers.
    preferences
        Who judges without the score is told no priority below P0 and no verdict of others here either.
    requests, policy
        Takedown requests, and how long each of their clocks runs.
    shift
        How long somebody works from now on.
    """

    def __init__(
        self,
        store: HandOverStore,
        sessions: BrowserSessionStore,
        preferences: PreferenceService,
        *,
        requests: TakedownStore,
        policy: ClockPolicy,
        shift: timedelta,
    ) -> None:
        self._store = store
        self._preferences = preferences
        self._sessions = sessions
        self._requests = requests
        self._policy = policy
        self._shift = shift

    def of(self, caller: Caller, full: HandOverPart | None = None) -> HandOver:
        """Return what waits for the caller: ten lines a list with true counts.

        Parameters
        ----------
        caller
            Who comes back. Requests are only for those with the scope `request`, what is unfinished for those who
            decide.
        full
            A list to return alone, with up to 500 lines.
        """
        now = datetime.now(UTC)
        known = None if caller.account_id is None else away_since(self._sessions.of_account(caller.account_id))
        since, until = known or now - _FIRST_TIME, now + self._shift
        limit = _IN_A_LIST if full is None else _IN_FULL
        parts = [full] if full in self.parts(caller) else self.parts(caller)
        sections = {part: self._section(part, caller, (since, until), limit) for part in parts}
        if Scope.DECIDE in caller.scopes and self._preferences.of(caller).hide_scores:
            sections = {part: _unscored(section) for part, section in sections.items()}
        return HandOver(since, until, known is None, sections)

    @staticmethod
    def parts(caller: Caller) -> list[HandOverPart]:
        """Return the lists that somebody may see, in their order."""
        needed = {
            HandOverPart.APPROVAL: Scope.REQUEST,
            HandOverPart.ANSWERS: Scope.REQUEST,
            HandOverPart.MINE: Scope.DECIDE,
        }
        return [part for part in HandOverPart if needed.get(part, Scope.READ) in caller.scopes]

    def _section(self, part: HandOverPart, caller: Caller, times: tuple[datetime, datetime], limit: int) -> Section:
        since, until = times
        requests = Scope.REQUEST in caller.scopes
        if part is HandOverPart.URGENT:
            return self._store.urgent(limit)
        if part is HandOverPart.SAID:
            return self._store.said(since, limit)
        if part is HandOverPart.APPROVAL:
            return self._store.approval(limit)
        if part is HandOverPart.ANSWERS:
            return self._store.answers(since, limit)
        if part is HandOverPart.CLOCKS:
            found = self._store.clocks(until, limit, requests=requests)
            return self._with_clocks(found, until, limit) if requests else found
        return self._store.mine(caller.actor, limit, requests=requests)

    def _with_clocks(self, found: Section, until: datetime, limit: int) -> Section:
        """Add the clocks of requests that run out by then, or have; first one first."""
        ids, now = self._requests.in_states(_CLOCKED), datetime.now(UTC)
        lives = self._requests.events_of(ids)
        due = [
            HandOverLine(None, each.id, each.priority, each.platform, clock.due_at, clock.name)
            for each in self._requests.many(ids)
            for clock in clocks_of(each.state, each.priority, lives[each.id], self._policy, now)
            if clock.name not in _STRUCK_BY_ITSELF and clock.due_at <= until
        ]
        lines = sorted([*found.lines, *due], key=lambda line: line.at)
        return Section(lines[:limit], found.total + len(due))


def _unscored(section: Section) -> Section:
    return replace(section, lines=[_without_score(line) for line in section.lines])


def _without_score(line: HandOverLine) -> HandOverLine:
    if line.item_id is None or line.priority == MOST_URGENT:
        return line
    told = {Verdict.DEFER, Verdict.ESCALATE} & {line.what}
    return replace(line, priority=None, by=None, what="said" if told else line.what)
