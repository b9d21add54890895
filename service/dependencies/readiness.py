"""Tells whether the parts that answers need are there, and hands out the bundle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends

from models.errors import ModelError
from models.scorer import Scorer
from service.dependencies.edge import Edge, EdgeDep
from service.errors import Fault, LontError
from service.factory import ProcessContext
from service.logs import get_logger
from service.request_errors import NotReadyError
from service.storage.migrating import require_head

__all__ = ["ScorerDep", "missing_parts", "require_ready"]

_log = get_logger(__name__)


def missing_parts(edge: Edge) -> list[Fault]:
    """Return what is not there: the database at the current schema (not in score-only mode), and the bundle.

    What is told to anybody names the part, the code and what to do; where the database stands is for the log only.
    """
    checks: dict[str, Callable[[ProcessContext], object]] = {"bundle": lambda context: context.scorer}
    if not edge.score_only:
        checks["database"] = lambda context: require_head(context.database)
    faults: list[Fault] = []
    for part, check in checks.items():
        try:
            check(edge.context)
        except (LontError, ModelError) as error:
            code = error.stable_code if isinstance(error, LontError) else error.code
            _log.warning("part_missing", part=part, code=code, detail=error.detail)
            faults.append(Fault(part, error.remedy or "Look into the log.", code))
    return faults


def require_ready(edge: EdgeDep) -> None:
    """Refuse when a part is missing.

    Raises
    ------
    NotReadyError
        Naming each of them.
    """
    faults = missing_parts(edge)
    if faults:
        names = " and ".join(fault.where for fault in faults)
        raise NotReadyError(f"Not there: {names}.", "Do what `faults` names, then ask again.", faults=faults)


def _scorer(edge: EdgeDep) -> Scorer:
    try:
        return edge.context.scorer
    except ModelError as error:
        _log.error("bundle_missing", code=error.code, detail=error.detail)
        fault = Fault("bundle", error.remedy, error.code)
        raise NotReadyError("The bundle cannot be loaded.", "Tell the operator.", faults=[fault]) from None


ScorerDep = Annotated[Scorer, Depends(_scorer)]
"""The bundle in use; answers 503 when it cannot be loaded."""
