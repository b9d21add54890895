"""What the operator stated for everything that leaves: who files, over which ways, through which mail server."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

from service.delivery.outcomes import DeliveryOutcome, DeliveryReport
from service.delivery.smtp import SmtpRoute, SmtpSecurity, deliver
from service.domain import takedown
from service.domain.takedown.clocks import POLICY, ClockPolicy, read_policy
from service.domain.takedown.content import Notifier
from service.domain.takedown.delivery_channels import read_registry
from service.domain.takedown.online_checks import read_online_checks
from service.domain.takedown.vocabulary import NotifierKind
from service.errors import ConfigurationError
from service.services.takedown.office import Office
from service.settings import Settings

__all__ = ["office_of", "send_mail"]

_SHIPPED = Path(takedown.__file__).parent / "delivery_channels.toml"
"""The web forms of platforms that lont knows; each to be checked by the operator before use."""


def office_of(settings: Settings) -> Office:
    """Return what the operator states for all takedown requests.

    Raises
    ------
    ConfigurationError
        When the registry of delivery channels or the clocks cannot be read.
    """
    notifier = Notifier(
        kind=NotifierKind(settings.notifier_kind),
        legal_name=settings.notifier_name or "",
        email=settings.notifier_email or "",
    )
    path = settings.delivery_channels or _SHIPPED
    try:
        registry = path.read_text(encoding="utf-8")
        channels, checks = read_registry(registry), read_online_checks(registry)
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path}: {error}", "Mend the file that LONT_DELIVERY_CHANNELS names.") from None
    return Office(
        notifier,
        settings.disclosure_basis or "",
        channels,
        _clocks_of(settings),
        checks,
        plus_address=settings.notifier_plus_address,
    )


def _clocks_of(settings: Settings) -> ClockPolicy:
    path = settings.takedown_clocks
    if path is None:
        return POLICY
    try:
        return read_policy(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path}: {error}", "Mend the file that LONT_TAKEDOWN_CLOCKS names.") from None


def send_mail(settings: Settings, message: EmailMessage) -> DeliveryReport:
    """Hand one mail to the operator's mail server; without one nothing leaves."""
    if settings.smtp_host is None:
        return DeliveryReport(DeliveryOutcome.REFUSED_FOR_GOOD, None, "No mail server is set (LONT_SMTP_HOST).")
    password = settings.smtp_password
    route = SmtpRoute(
        settings.smtp_host,
        settings.smtp_port,
        SmtpSecurity(settings.smtp_security),
        settings.smtp_user,
        None if password is None else password.get_secret_value(),
        settings.smtp_timeout_seconds,
    )
    return deliver(route, message)
