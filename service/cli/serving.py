"""Starts the web server around the app, with settings that fit behind a proxy and alone."""

from __future__ import annotations

from pathlib import Path

import uvicorn

from service.factory import ProcessContext

__all__ = ["serve"]


def serve(
    context: ProcessContext, *, score_only: bool = False, sink: Path | None = None, port: int | None = None
) -> None:
    """Serve until a signal ends it.

    Parameters
    ----------
    context
        What the process opened.
    score_only
        Only the calls that store nothing.
    sink
        Folder of the mails that stayed on this machine.
    port
        Overrides the setting.
    """
    from service.main import create_app

    app = create_app(context, score_only=score_only, sink=sink)
    uvicorn.run(
        app,
        host=context.settings.host,
        port=port or context.settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
