"""Log lines: structured, in UTC, and never with the text of an item or a handle.

Events are short names with fields (`_log.info("import_finished", stored=12)`); a field that could carry what a
person wrote is cut out by name, as a last line of defence.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, cast

import structlog

from service.settings import Settings

__all__ = ["configure_logs", "get_logger"]

_NEVER_LOGGED = frozenset({"text", "texts", "handle", "author", "messages", "body", "secret", "key", "password"})


def configure_logs(settings: Settings) -> None:
    """Set level and shape of all log lines of this process, those of libraries included."""
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    logging.basicConfig(level=level, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s", force=True)
    for noisy in ("celery", "kombu", "amqp", "alembic", "uvicorn.access"):
        logging.getLogger(noisy).setLevel(max(level, logging.WARNING))
    renderer = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            cut_out_texts,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """Return a logger that names the module it speaks for."""
    return cast("structlog.stdlib.BoundLogger", structlog.get_logger(module=name))


def cut_out_texts(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace the value of every field that could hold what a person wrote."""
    for name in event.keys() & _NEVER_LOGGED:
        event[name] = "[cut out]"
    return event
