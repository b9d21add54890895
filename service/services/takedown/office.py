"""What the operator states once for all requests: who files them, on what basis, over which delivery channels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.domain.messages import Platform
from service.domain.takedown.clocks import POLICY, ClockPolicy
from service.domain.takedown.content import Notifier
from service.domain.takedown.delivery_channels import DeliveryChannel
from service.domain.takedown.online_checks import OnlineCheck

__all__ = ["Office"]


@dataclass(frozen=True, slots=True)
class Office:
    """The side of every request that no analyst writes."""

    notifier: Notifier
    disclosure_basis: str
    channels: tuple[DeliveryChannel, ...]
    clocks: ClockPolicy = field(default_factory=lambda: POLICY)
    """How long each clock runs, by priority."""
    online_checks: Mapping[Platform, OnlineCheck] = field(default_factory=dict)
    """Which platforms lont may look at itself, and how."""
    plus_address: bool = False
    """Whether the notifier's mail box takes its address with ``+`` and more."""

    def reply_address(self, notifier: Notifier, reference: str) -> str | None:
        """Return the address for answers to one request, the reference in it; ``None``: that of the notifier."""
        local, _, domain = notifier.email.rpartition("@")
        return f"{local}+{reference}@{domain}" if self.plus_address else None

    def channels_of(self, platform: str) -> tuple[DeliveryChannel, ...]:
        """Return the ways to a platform, in the order of the registry."""
        return tuple(channel for channel in self.channels if channel.platform == platform)

    def channel(self, channel_id: str | None) -> DeliveryChannel | None:
        """Return one delivery channel; ``None`` when the registry has none of that id."""
        return next((channel for channel in self.channels if channel.id == channel_id), None)
