"""The settings of lont: one frozen object, read from environment variables that start with ``LONT_``.

With none set, everything runs embedded: SQLite and keys under ``var/``, a broker inside the process. An unknown
``LONT_`` variable is refused, since a misspelt setting that is silently ignored is found too late.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.domain.access import HUMAN_ROLES, AccessRole
from service.errors import ConfigurationError

__all__ = ["BrokerKind", "Settings", "load_settings"]

_PREFIX = "LONT_"
_TEST_PREFIX = "LONT_TEST_"


class BrokerKind(StrEnum):
    """Which kind of broker carries the ids of items to the workers."""

    EMBEDDED = "embedded"
    REDIS = "redis"
    RABBITMQ = "rabbitmq"


class Settings(BaseSettings):
    """Everything that an operator can set; each field is the variable ``LONT_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="forbid")

    home: Path = Field(default=Path("var"), description="Folder of the embedded database and the keys.")
    database_url: str | None = Field(
        default=None, description="postgresql://… or sqlite:///…; unset: SQLite in the home folder."
    )
    broker_url: str | None = Field(
        default=None,
        description="redis://… or amqp://…; unset: a broker inside the one process of `lont up`.",
    )
    queue_prefix: str = Field(
        default="lont", pattern=r"^[a-z0-9_-]{1,40}$", description="Begins the names of the queues at a shared broker."
    )
    secret_key: SecretStr | None = Field(
        default=None,
        description="Secret of at least 32 characters for pseudonyms and handles; unset: made once in the home folder.",
    )
    bundle: Path | None = Field(default=None, description="Folder of the bundle; unset: the one that lont ships.")
    host: str = Field(default="127.0.0.1", description="Address on which the API listens.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port on which the API listens.")
    score_only_keys: str | None = Field(
        default=None,
        description="SHA-256 of the keys that `lont api --score-only` takes, in hex, with commas between.",
    )
    task_size: int = Field(default=256, ge=1, le=2000, description="Items in one scoring task.")
    outbox_seconds: float = Field(default=1.0, gt=0, description="Pause between two looks into the outbox.")
    sweep_seconds: float = Field(default=30.0, gt=0, description="Pause between two sweeps for stranded items.")
    stranded_after_seconds: float = Field(
        default=900.0,
        gt=0,
        description="An item that is pending longer than this is sent to the workers again.",
    )
    max_attempts: int = Field(default=3, ge=1, description="Failed attempts to score after which an item is parked.")
    worker_processes: int = Field(default=0, ge=0, description="Processes of a worker; 0: one for each core.")
    max_body_bytes: int = Field(default=8_388_608, ge=1024, description="Largest request body that the API reads.")
    public_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s/?#]+$",
        description="Address under which people reach the console, without a path; unset: host and port.",
    )
    claim_minutes: float = Field(
        default=5.0,
        gt=0,
        le=480,
        description="Minutes for which a reviewer has an item whose page is not open any more.",
    )
    known_share: float = Field(
        default=0.02, ge=0, le=1, description="Share of what *Next* hands out that is a hidden known item."
    )
    second_review_share: float = Field(
        default=0.05, ge=0, le=1, description="Share of decisions that somebody else looks at without knowing them."
    )
    second_review_disagreement: bool = Field(
        default=True, description="Whether decisions against a strong score get such a second look too."
    )
    second_review_score: float = Field(
        default=0.9,
        gt=0.5,
        le=1,
        description="Score from which on a rejection goes against it; of a confirmation, 1 minus it and below.",
    )
    small_cell: int = Field(
        default=5, ge=3, le=100, description="Fewest campaigns or notices that a report tells the number of."
    )
    session_hours: float = Field(default=10.0, gt=0, le=168, description="Hours after which a browser signs in anew.")
    break_after_minutes: int = Field(
        default=50,
        ge=0,
        le=480,
        description="Minutes at work after which a break is spoken of; 0: never. Each person may set another.",
    )
    address_failures: int = Field(
        default=60, ge=0, description="Failed sign-ins in 15 minutes after which an address has to wait; 0: no limit."
    )
    second_factor_roles: str = Field(
        default="none",
        pattern=r"^[a-z_]+(, ?[a-z_]+)*$",
        description="Access roles that need a second factor, with commas between; all, or none.",
    )
    sealing_keys: SecretStr | None = Field(
        default=None,
        description="Secrets of 32 characters or more that seal other secrets, newest first; unset: the secret key.",
    )
    shift_hours: float = Field(
        default=8.0, gt=0, le=24, description="Hours of a shift: the hand-over tells what comes up within them."
    )
    oidc_issuer: str | None = Field(
        default=None,
        pattern=r"^(https://[^\s?#]+|http://(127\.0\.0\.1|localhost)(:\d+)?(/[^\s?#]*)?)$",
        max_length=300,
        description="Address of your OpenID Connect provider, as its tokens name it; https unless on this machine.",
    )
    oidc_client_id: str | None = Field(default=None, description="What the provider knows lont by.")
    oidc_client_secret: SecretStr | None = Field(default=None, description="Secret that goes with it.")
    oidc_scopes: str = Field(
        default="openid profile",
        pattern=r"^openid( [!-~]+)*$",
        description="What the provider is asked to tell; some need groups besides.",
    )
    oidc_name_claim: str = Field(default="preferred_username", description="Claim that names the account.")
    oidc_roles_claim: str = Field(default="groups", description="Claim that names the groups of a person.")
    oidc_roles: str | None = Field(
        default=None, description="Access role by group, such as desk=analyst, chiefs=approver; unset: given in lont."
    )
    oidc_makes_accounts: bool = Field(
        default=False, description="Whether who has none gets an account by their groups."
    )
    password_sign_in: bool = Field(default=True, description="Whether people may sign in with a password.")
    language: Literal["en", "nl"] = Field(
        default="en", description="Language of the pages for browsers that ask for none that lont has."
    )
    seal_seconds: float = Field(default=60.0, gt=0, description="Pause between two seals of the log.")
    notifier_name: str | None = Field(
        default=None, min_length=2, max_length=200, description="Legal name under which takedown requests leave."
    )
    notifier_email: str | None = Field(
        default=None, max_length=254, description="Address at which platforms answer takedown requests."
    )
    notifier_plus_address: bool = Field(
        default=False,
        description="Whether platforms answer to that address with + and the id of the request; the box must take it.",
    )
    notifier_kind: Literal["private_entity", "trusted_flagger", "public_authority"] = Field(
        default="private_entity", description="What the notifier is; trusted_flagger only with an award."
    )
    disclosure_basis: str | None = Field(
        default=None,
        min_length=3,
        max_length=500,
        description="Legal basis on which personal data in a notice are disclosed to a platform.",
    )
    delivery_channels: Path | None = Field(
        default=None, description="TOML file of delivery channels; unset: the web forms that lont knows."
    )
    takedown_clocks: Path | None = Field(
        default=None, description="TOML file of times by which takedown requests move; unset: those that lont knows."
    )
    smtp_host: str | None = Field(default=None, description="Mail server; unset: no mail leaves.")
    smtp_port: int = Field(default=587, ge=1, le=65535, description="Port of the mail server.")
    smtp_security: Literal["none", "starttls", "tls"] = Field(
        default="starttls", description="How the connection to the mail server is protected."
    )
    smtp_user: str | None = Field(default=None, description="Name at the mail server; unset: no sign-in there.")
    smtp_password: SecretStr | None = Field(default=None, description="Password at the mail server.")
    smtp_timeout_seconds: float = Field(default=20.0, gt=0, description="Patience with each answer of the mail server.")
    delivery_patience_seconds: float = Field(
        default=600.0,
        gt=0,
        description="A delivery without an outcome after this long counts as abandoned; longer than any sending takes.",
    )
    alert_repeat_seconds: float = Field(
        default=300.0, gt=0, description="Pause after which an unclaimed alert is sent round again."
    )
    alert_webhook_url: str | None = Field(
        default=None, pattern=r"^https?://", description="Address that gets alerts as signed webhooks."
    )
    alert_webhook_secret: SecretStr | None = Field(
        default=None, description="Secret of those webhooks: whsec_ and 24 to 64 bytes in base64."
    )
    webhook_private_addresses: bool = Field(
        default=False,
        description="Whether platforms may have webhooks on private networks and this machine: to try things out only.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least severe log line."
    )
    log_format: Literal["text", "json"] = Field(default="text", description="Shape of a log line.")

    @property
    def database(self) -> str:
        """URL of the database for SQLAlchemy."""
        if self.database_url is None:
            return f"sqlite:///{self.home.resolve() / 'lont.sqlite3'}"
        for plain in ("postgresql://", "postgres://"):
            if self.database_url.startswith(plain):
                return "postgresql+psycopg://" + self.database_url.removeprefix(plain)
        return self.database_url

    @property
    def broker(self) -> str:
        """URL of the broker for Celery."""
        return self.broker_url or "memory://localhost//"

    @property
    def broker_kind(self) -> BrokerKind:
        """Which broker the URL names.

        Raises
        ------
        ConfigurationError
            For a scheme that lont does not speak.
        """
        scheme = self.broker.partition(":")[0]
        kinds = {
            "memory": BrokerKind.EMBEDDED,
            "redis": BrokerKind.REDIS,
            "rediss": BrokerKind.REDIS,
            "amqp": BrokerKind.RABBITMQ,
            "amqps": BrokerKind.RABBITMQ,
        }
        if scheme not in kinds:
            raise ConfigurationError(
                f"LONT_BROKER_URL has the scheme {scheme!r}.", "Use redis://, rediss://, amqp:// or amqps://."
            )
        return kinds[scheme]

    @property
    def provider_roles(self) -> dict[str, AccessRole]:
        """Access role by group of the provider.

        Raises
        ------
        ConfigurationError
            For what is no pair, or a role that no account can have.
        """
        pairs = [pair.partition("=") for pair in (self.oidc_roles or "").split(",") if pair.strip()]
        roles = {group.strip(): role.strip() for group, _, role in pairs}
        if not set(roles.values()) <= set(HUMAN_ROLES) or "" in roles:
            raise ConfigurationError(
                "LONT_OIDC_ROLES names no access role by group.",
                f"Write group=role, with commas between; roles are {', '.join(HUMAN_ROLES)}.",
            )
        return {group: AccessRole(role) for group, role in roles.items()}

    @property
    def guarded_roles(self) -> frozenset[AccessRole]:
        """Access roles that nobody uses without a second factor.

        Raises
        ------
        ConfigurationError
            For a role that no account can have.
        """
        if self.second_factor_roles in {"none", "all"}:
            return frozenset(HUMAN_ROLES if self.second_factor_roles == "all" else ())
        names = {name.strip() for name in self.second_factor_roles.split(",")}
        if unknown := sorted(names - set(HUMAN_ROLES)):
            raise ConfigurationError(
                f"LONT_SECOND_FACTOR_ROLES names no access role with {', '.join(unknown)}.",
                f"Use all, none, or some of {', '.join(HUMAN_ROLES)}.",
            )
        return frozenset(AccessRole(name) for name in names)


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings, refusing what is unknown or out of range.

    Raises
    ------
    ConfigurationError
        Naming every faulty variable, never its value.
    """
    names = os.environ if environ is None else environ
    known = {f"{_PREFIX}{name}".upper() for name in Settings.model_fields}
    unknown = sorted(
        name for name in names if name.startswith(_PREFIX) and not name.startswith(_TEST_PREFIX) and name not in known
    )
    if unknown:
        raise ConfigurationError(
            f"Unknown setting: {', '.join(unknown)}.",
            "`lont settings` lists those that exist; unset the others.",
        )
    values = {name.removeprefix(_PREFIX).lower(): value for name, value in names.items() if name in known}
    try:
        settings = Settings(**values)  # type: ignore[arg-type]  # pydantic turns the strings into the types
        settings.broker_kind  # noqa: B018  # a broker that we do not speak is refused now, not at the first task
        settings.guarded_roles, settings.provider_roles  # noqa: B018  # as is a role that does not exist
    except ValidationError as error:
        faults = "; ".join(
            f"{_PREFIX}{'.'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in error.errors()
        )
        raise ConfigurationError(faults, "`lont settings` tells what each setting takes.") from None
    if settings.secret_key is not None and len(settings.secret_key.get_secret_value()) < 32:  # noqa: PLR2004  # as described
        raise ConfigurationError(
            "LONT_SECRET_KEY is shorter than 32 characters.", "Make one with `openssl rand -hex 32`."
        )
    outside = (settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret)
    if len({each is None for each in outside}) > 1 or (None in outside and not settings.password_sign_in):
        raise ConfigurationError(
            "LONT_OIDC_ISSUER, LONT_OIDC_CLIENT_ID and LONT_OIDC_CLIENT_SECRET go together, and with"
            " LONT_PASSWORD_SIGN_IN=false people have no other way.",
            "Set all three, or none of them.",
        )
    sealing = settings.sealing_keys.get_secret_value().split(",") if settings.sealing_keys is not None else []
    if any(len(each.strip()) < 32 for each in sealing):  # noqa: PLR2004  # as described
        raise ConfigurationError(
            "LONT_SEALING_KEYS has a key shorter than 32 characters.", "Make one with `openssl rand -hex 32`."
        )
    return settings
