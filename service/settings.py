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
    session_hours: float = Field(default=10.0, gt=0, le=168, description="Hours after which a browser signs in anew.")
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
    except ValidationError as error:
        faults = "; ".join(
            f"{_PREFIX}{'.'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in error.errors()
        )
        raise ConfigurationError(faults, "`lont settings` tells what each setting takes.") from None
    if settings.secret_key is not None and len(settings.secret_key.get_secret_value()) < 32:  # noqa: PLR2004  # as described
        raise ConfigurationError(
            "LONT_SECRET_KEY is shorter than 32 characters.", "Make one with `openssl rand -hex 32`."
        )
    return settings
