"""What handlers find in the app: the process, and how this one app is meant to be used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, cast

from fastapi import Depends, Request

from service.factory import ProcessContext

__all__ = ["Edge", "EdgeDep", "edge_of"]


@dataclass(frozen=True, slots=True)
class Edge:
    """The process behind an app, and the way in which the app serves it."""

    context: ProcessContext
    score_only: bool
    """Only calls that store nothing; neither database nor broker is touched."""
    sink: Path | None
    """Folder of the mails that stayed on this machine; ``None``: they leave it."""


def edge_of(request: Request) -> Edge:
    """Return what `create_app` put into the app."""
    return cast("Edge", request.app.state.edge)


EdgeDep = Annotated[Edge, Depends(edge_of)]
