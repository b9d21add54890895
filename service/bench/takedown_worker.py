"""The process that `lont bench takedown` kills: worker and dispatcher of the settings, as `lont up` runs them."""

from __future__ import annotations

import threading

from service.embedded import working
from service.factory import ProcessContext
from service.logs import configure_logs
from service.settings import load_settings

__all__ = ["main"]


def main() -> None:
    """Work until somebody ends the process."""
    settings = load_settings()
    configure_logs(settings)
    with working(ProcessContext(settings)):
        threading.Event().wait()


if __name__ == "__main__":
    main()
