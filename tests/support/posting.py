"""Notices by signed post for tests: delivery channels that lead to an endpoint on this machine, and its secret."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from service.domain.messages import Platform
from service.factory import ProcessContext
from tests.support.receiving import Endpoint, endpoint
from tests.support.takedown import ANN

__all__ = ["POST", "posting_to", "receiving", "secret_for"]

POST = "telegram.post"
"""Id of the delivery channel that posts."""
_ENTRY = """
[[delivery_channel]]
id = "telegram.post"
platform = "telegram"
transport = "https"
address = "{address}"
languages = ["nl", "en"]
audience = "public"
"""


def posting_to(context: ProcessContext, address: str) -> None:
    """Let the delivery channel `POST` lead to an address from now on."""
    registry = context.settings.home / "delivery_channels.toml"
    told = registry.read_text("utf-8").partition(_ENTRY.partition("{")[0])[0]
    registry.write_text(told + _ENTRY.format(address=address), "utf-8")
    context.__dict__.pop("office", None)


def secret_for(context: ProcessContext, platform: Platform = Platform.TELEGRAM) -> str:
    """Make or renew the secret that signs the notices to a platform."""
    with context.writing() as factory:
        return factory.notice_secrets().renew(ANN.actor, platform)


@contextmanager
def receiving(context: ProcessContext, *statuses: int) -> Iterator[Endpoint]:
    """Run an endpoint to which `POST` leads; it answers with these, then with 204."""
    context.settings = context.settings.model_copy(update={"webhook_private_addresses": True})
    with endpoint(*statuses) as taking:
        posting_to(context, taking.url)
        yield taking
