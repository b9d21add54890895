"""`lont sandbox`: a platform to try lont on, on this machine only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from service.sandbox.platform import SandboxPlatform
    from service.sandbox.posts import Post

__all__ = ["sandbox"]

_SECRET_VARIABLE = "SANDBOX_SECRET"  # noqa: S105  # the name of a variable
_KEY_VARIABLE = "SANDBOX_KEY"


def sandbox(
    *,
    posts: Annotated[
        Path | None, typer.Option(help="What it shows: JSON lines with `locator` and `text`; unset: nothing.")
    ] = None,
    script: Annotated[
        Path | None, typer.Option(help="What it does with notices; unset: it acknowledges and removes.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Of what the script leaves to chance.")] = 0,
    pace: Annotated[float, typer.Option(help="Seconds between two steps.", min=0.01, max=3600)] = 2.0,
    port: Annotated[int, typer.Option(help="Port on this machine.", min=1, max=65535)] = 8601,
    lont: Annotated[str, typer.Option(help="Address of the lont that it answers.")] = "http://127.0.0.1:8000",
    key: Annotated[
        str | None, typer.Option(envvar=_KEY_VARIABLE, help="A platform's key of that lont; unset: it answers nothing.")
    ] = None,
    secret: Annotated[
        str | None,
        typer.Option(envvar=_SECRET_VARIABLE, help="Secret of the notices to it; unset: a new one, which is shown."),
    ] = None,
) -> None:
    """Run a sandbox platform: public pages of posts, an address for notices, answers by a script. Ctrl-C ends it."""
    import signal
    import threading

    from service.delivery.signing import new_secret
    from service.sandbox.app import NOTICES_PATH
    from service.sandbox.platform import SandboxPlatform
    from service.sandbox.running import running
    from service.sandbox.scripts import DEFAULT_SCRIPT, read_script
    from service.sandbox.telling import Lont

    plan = read_script(DEFAULT_SCRIPT if script is None else _text(script), seed)
    own = secret or new_secret()
    tell = None if key is None else Lont.with_key(lont, key)
    platform: SandboxPlatform = SandboxPlatform(_posts(posts), plan, [own], tell)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    try:
        with running(platform, port=port, pace_seconds=pace) as address:
            typer.echo(f"Posts    {address}/\nNotices  {address}{NOTICES_PATH}", err=True)
            if secret is None:
                typer.echo(f"Secret   {own}", err=True)
            ended.wait()
    except OSError:
        from service.errors import LontError

        raise LontError(f"Port {port} is taken.", "Give another one with --port.", code="usage") from None
    typer.echo("The sandbox has ended.", err=True)


def _posts(path: Path | None) -> list[Post]:
    from service.sandbox.posts import read_posts

    return [] if path is None else read_posts(_text(path).splitlines())


def _text(path: Path) -> str:
    from service.errors import LontError

    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise LontError(f"{path} cannot be read.", "Give a file in UTF-8.", code="usage") from None
