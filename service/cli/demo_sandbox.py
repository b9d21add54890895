"""The sandbox platform of `lont up`: stands in for Telegram, so that a request can be followed to its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from service import demo
from service.domain.access import AccessRole, Caller, Scope
from service.domain.items import ItemFilter
from service.domain.messages import Platform
from service.domain.takedown.locators import LocatorKind, read_locator
from service.domain.takedown.states import RequestState
from service.factory import ProcessContext
from service.sandbox.app import NOTICES_PATH
from service.sandbox.platform import SandboxPlatform
from service.sandbox.posts import Post, PostState, place_of
from service.sandbox.running import running
from service.sandbox.scripts import read_script
from service.sandbox.telling import AnswerAddress, Lont
from service.services.accounts import OPERATOR
from service.settings import Settings

__all__ = ["DemoSandbox", "sandbox_beside"]

_PLATFORM = Platform.TELEGRAM
_PACE_SECONDS = 2.0
_MOST_POSTS = 10_000
_INVENTED = "_lontdemo"
"""What the names of the channels of the feed end in."""
_REMOVED = frozenset({RequestState.ACTIONED, RequestState.VERIFIED_REMOVED, RequestState.CLOSED})
_REGISTRY = """\
# Made by `lont up` at each start: the sandbox platform on this machine stands in for Telegram.

[[delivery_channel]]
id = "telegram.sandbox"
platform = "telegram"
transport = "https"
address = "{address}{notices}"
languages = ["nl", "en"]
audience = "public"

[[online_check]]
platform = "telegram"
way = "sandbox"
allowed = true
basis = "a demonstration that does not leave this machine"
pause_seconds = 2
address = "{address}"

"""
"""Before the other delivery channels of the demonstration, so that it is the one that drafts propose."""


class DemoSandbox:
    """The sandbox platform of one `lont up`.

    Parameters
    ----------
    platform
        Which stands in.
    address
        Where.
    settings
        Those of a lont that knows it.
    """

    def __init__(self, platform: SandboxPlatform, address: str, settings: Settings) -> None:
        self.address = address
        self.settings = settings
        self._platform = platform

    def show(self, context: ProcessContext) -> None:
        """Let it show the public messages of the feed; what it removed before a restart stays away.

        Only those: what somebody else brings in is of a real platform, for which nothing here may answer.
        """
        with context.reading() as factory:
            desk = factory.takedown_desk()
            items = desk.items.newest(ItemFilter(platform=_PLATFORM), None, _MOST_POSTS)
            over = desk.requests.many(desk.requests.in_states(_REMOVED))
            answered = [each for request in over for each in desk.requests.items(request.id)]
        removed = {place_of(each.canonical_url or "") for each in answered if each.answer == "removed"}
        for item in items:
            locator = read_locator(_PLATFORM, item.locator)
            invented = (locator.container_name or "").endswith(_INVENTED)
            if locator.kind is LocatorKind.EXACT and locator.canonical_url and item.text and invented:
                place = place_of(locator.canonical_url)
                state = PostState.REMOVED if place in removed else PostState.ONLINE
                sent_at = "" if item.sent_at is None else item.sent_at.isoformat(" ", "minutes")
                self._platform.wall.put(Post(place, item.text, item.channel_name, "", sent_at, state))


@contextmanager
def sandbox_beside(settings: Settings, port: int) -> Iterator[DemoSandbox]:
    """Run a sandbox platform until the block ends.

    Parameters
    ----------
    settings
        Of a demonstration; their delivery channels come after that of the sandbox.
    port
        Where lont listens, which is where the sandbox answers.
    """
    context = ProcessContext(settings)
    with context.writing() as factory:
        secret = factory.notice_secrets().renew(OPERATOR, _PLATFORM)
    script = read_script((resources.files(demo) / "sandbox.txt").read_text("utf-8"))
    tell = Lont(lambda: _answer_address(context, port))
    platform = SandboxPlatform([], script, [secret], tell)
    with running(platform, pace_seconds=_PACE_SECONDS) as address:
        registry = _registry(settings, address)
        known = {"delivery_channels": registry, "webhook_private_addresses": True}
        yield DemoSandbox(platform, address, settings.model_copy(update=known))
    context.close()


def _registry(settings: Settings, address: str) -> Path:
    others = "" if settings.delivery_channels is None else settings.delivery_channels.read_text("utf-8")
    path = settings.home / "sandbox_delivery_channels.toml"
    path.write_text(_REGISTRY.format(address=address, notices=NOTICES_PATH) + others, "utf-8")
    return path


def _answer_address(context: ProcessContext, port: int) -> AnswerAddress:
    """Return where the platform answers, with a secret made as its own key would make it."""
    caller = Caller(
        f"org_{_PLATFORM}", _PLATFORM, frozenset({Scope.ANSWER}), frozenset({AccessRole.PLATFORM}), platform=_PLATFORM
    )
    with context.writing() as factory:
        endpoint, secret = factory.incoming().renew(caller)
    return AnswerAddress(f"http://127.0.0.1:{port}/v1/incoming/{endpoint.id}", secret)
