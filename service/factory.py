"""The composition root: API, worker and command line build everything here, from the same settings, in one way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path

from sqlalchemy.orm import Session
from structlog.contextvars import get_contextvars

from models.scorer import Scorer
from service.delivery.outcomes import DeliveryOutcome, DeliveryReport
from service.delivery.smtp import SmtpRoute, SmtpSecurity, deliver
from service.domain import takedown
from service.domain.takedown.content import Notifier
from service.domain.takedown.delivery_channels import read_registry
from service.domain.takedown.vocabulary import NotifierKind
from service.errors import ConfigurationError, LontError
from service.services.accounts import AccountService
from service.services.alert_sending import AlertSender, SendingDesk
from service.services.alerts import AlertRounds, AlertService, RoundDesk
from service.services.audit import AuditSealer, AuditTrail
from service.services.capture import CaptureService
from service.services.decisions import DecisionService
from service.services.dispatching import DispatchDesk, DispatchService, Publish, ask_again
from service.services.evidence import EvidenceService
from service.services.file_import import FileImport, ImportDesk, Statement
from service.services.ingest import IngestService
from service.services.items import ItemService
from service.services.keys import KeyService
from service.services.live_intake import LiveIntakeService
from service.services.pseudonyms import Pseudonymiser, secret_from_file
from service.services.review import ReviewService
from service.services.scoring import ScoreDesk, ScoringService
from service.services.sessions import SessionService
from service.services.takedown.answering import AnsweringService
from service.services.takedown.delivering import DeliveryDesk, DeliveryService
from service.services.takedown.desk import TakedownDesk
from service.services.takedown.office import Office
from service.services.takedown.requests import TakedownService
from service.settings import Settings
from service.storage.access import AccessStore
from service.storage.accounts import AccountStore
from service.storage.alerts import AlertStore
from service.storage.audit import AuditStore
from service.storage.channels import ChannelStore
from service.storage.database import Database
from service.storage.decisions import DecisionStore
from service.storage.deliveries import DeliveryStore
from service.storage.evidence import EvidenceStore
from service.storage.imports import ImportStore
from service.storage.item_queries import ItemQueryStore
from service.storage.items import ItemStore
from service.storage.migrating import require_head
from service.storage.outbox import OutboxStore
from service.storage.scores import ScoreStore
from service.storage.takedown import TakedownStore

__all__ = ["SHIPPED_DELIVERY_CHANNELS", "Factory", "ProcessContext"]

SHIPPED_DELIVERY_CHANNELS = Path(takedown.__file__).parent / "delivery_channels.toml"
"""The web forms of platforms that lont knows; each to be checked by the operator before use."""


class ProcessContext:
    """What one process opens once and closes once; each part is made when it is first asked for.

    Parameters
    ----------
    settings
        The settings of this process.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def database(self) -> Database:
        """The database.

        Raises
        ------
        DatabaseNotAtHeadError
            When it is not at the current schema.
        """
        database = Database(self.settings.database)
        try:
            require_head(database)
        except LontError:
            database.close()
            raise
        return database

    @cached_property
    def scorer(self) -> Scorer:
        """The bundle in use."""
        return Scorer.load(self.settings.bundle)

    @cached_property
    def pseudonymiser(self) -> Pseudonymiser:
        """Holder of the secret."""
        if self.settings.secret_key is not None:
            return Pseudonymiser(self.settings.secret_key.get_secret_value())
        return Pseudonymiser(secret_from_file(self.settings.home / "keys" / "secret"))

    @contextmanager
    def writing(self) -> Iterator[Factory]:
        """One transaction that may write, committed at the end."""
        with self.database.write() as session:
            yield Factory(self, session)

    @contextmanager
    def reading(self) -> Iterator[Factory]:
        """One transaction that only reads."""
        with self.database.read() as session:
            yield Factory(self, session)

    def file_import(self, state: Statement) -> FileImport:
        """Build the import of one file; it opens its own transactions."""

        @contextmanager
        def begin() -> Iterator[ImportDesk]:
            with self.writing() as factory:
                yield factory.import_desk()

        return FileImport(begin, state)

    def scoring(self) -> ScoringService:
        """Build the scoring of stored items; it opens its own transactions."""

        @contextmanager
        def read() -> Iterator[ScoreStore]:
            with self.database.read() as session:
                yield ScoreStore(session)

        @contextmanager
        def write() -> Iterator[ScoreDesk]:
            with self.database.write() as session:
                yield ScoreDesk(ScoreStore(session), AlertStore(session))

        return ScoringService(read, write, self.scorer, self.settings.max_attempts)

    def dispatching(self, publish: Publish) -> DispatchService:
        """Build the dispatcher; it opens its own transactions."""

        @contextmanager
        def begin() -> Iterator[DispatchDesk]:
            with self.database.write() as session:
                yield DispatchDesk(OutboxStore(session), ScoreStore(session))

        patience = timedelta(seconds=self.settings.stranded_after_seconds)
        return DispatchService(begin, publish, patience, self.settings.task_size)

    @cached_property
    def office(self) -> Office:
        """What the operator states for all takedown requests.

        Raises
        ------
        ConfigurationError
            When the registry of delivery channels cannot be read.
        """
        settings = self.settings
        notifier = Notifier(
            kind=NotifierKind(settings.notifier_kind),
            legal_name=settings.notifier_name or "",
            email=settings.notifier_email or "",
        )
        path = settings.delivery_channels or SHIPPED_DELIVERY_CHANNELS
        try:
            channels = read_registry(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"{path}: {error}", "Mend the file that LONT_DELIVERY_CHANNELS names.") from None
        return Office(notifier, settings.disclosure_basis or "", channels)

    def delivery(self) -> DeliveryService:
        """Build what sends takedown requests; it opens its own transactions."""

        @contextmanager
        def begin() -> Iterator[DeliveryDesk]:
            with self.writing() as factory:
                yield DeliveryDesk(factory.takedown_desk(), factory.audit())

        patience = timedelta(seconds=self.settings.delivery_patience_seconds)
        return DeliveryService(begin, self.office, self.send_mail, patience)

    def send_mail(self, message: EmailMessage) -> DeliveryReport:
        """Hand one mail to the operator's mail server; without one nothing leaves."""
        settings = self.settings
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

    def alert_rounds(self) -> AlertRounds:
        """Build what asks for rounds of alerts; it opens its own transactions."""

        @contextmanager
        def begin() -> Iterator[RoundDesk]:
            with self.database.write() as session:
                yield RoundDesk(AlertStore(session), OutboxStore(session))

        return AlertRounds(begin, timedelta(seconds=self.settings.alert_repeat_seconds))

    def alert_sender(self) -> AlertSender:
        """Build what sends one round of an alert; it opens its own transactions."""

        @contextmanager
        def begin() -> Iterator[SendingDesk]:
            with self.writing() as factory:
                yield SendingDesk(AlertStore(factory.session), factory.accounts(), factory.audit())

        return AlertSender(begin, self.send_mail, self.settings)

    def sealer(self) -> AuditSealer:
        """Build what binds the log into its chain; it opens its own transactions."""

        @contextmanager
        def begin() -> Iterator[AuditStore]:
            with self.database.write() as session:
                yield AuditStore(session)

        return AuditSealer(begin)

    def close(self) -> None:
        """Give back what was opened."""
        if "database" in self.__dict__:
            self.database.close()


class Factory:
    """Builds services for one transaction.

    Parameters
    ----------
    context
        What the process opened.
    session
        The transaction.
    """

    def __init__(self, context: ProcessContext, session: Session) -> None:
        self._context = context
        self.session = session
        """For what builds stores of its own in the same transaction."""

    def import_desk(self) -> ImportDesk:
        """Return what an import works with."""
        channels, items = ChannelStore(self.session), ItemStore(self.session)
        return ImportDesk(channels, ImportStore(self.session), items, self._ingest(channels, items))

    def live_intake(self) -> LiveIntakeService:
        """Build the intake of items that come over the API."""
        channels, items = ChannelStore(self.session), ItemStore(self.session)
        return LiveIntakeService(channels, self._ingest(channels, items))

    def items(self) -> ItemService:
        """Build the queries over items."""
        return ItemService(ItemQueryStore(self.session))

    def accounts(self) -> AccountService:
        """Build the accounts of people."""
        return AccountService(AccountStore(self.session))

    def sessions(self) -> SessionService:
        """Build the sessions of their browsers."""
        return SessionService(AccountStore(self.session), timedelta(hours=self._context.settings.session_hours))

    def audit(self) -> AuditTrail:
        """Build the log."""
        return AuditTrail(AuditStore(self.session), get_contextvars().get("request_id"))

    def audit_entries(self) -> AuditStore:
        """Return the store of the log, for reading it."""
        return AuditStore(self.session)

    def alerts(self) -> AlertService:
        """Build the alerts of a possible threat to life."""
        return AlertService(AlertStore(self.session), self.audit())

    def decisions(self) -> DecisionService:
        """Build the decisions on items."""
        return DecisionService(DecisionStore(self.session), self.alerts(), self.audit())

    def evidence(self) -> EvidenceService:
        """Build the keeping of evidence."""
        return EvidenceService(EvidenceStore(self.session), self.audit())

    def capture(self) -> CaptureService:
        """Build the intake of what people saw."""
        return CaptureService(ChannelStore(self.session), self.live_intake(), self.evidence())

    def takedown_desk(self) -> TakedownDesk:
        """Return what the takedown services work with."""
        return TakedownDesk(
            requests=TakedownStore(self.session),
            deliveries=DeliveryStore(self.session),
            items=ItemQueryStore(self.session),
            channels=ChannelStore(self.session),
            decisions=DecisionStore(self.session),
            evidence=EvidenceStore(self.session),
            outbox=OutboxStore(self.session),
        )

    def takedown(self) -> TakedownService:
        """Build the takedown requests in the hands of people."""
        context = self._context
        return TakedownService(self.takedown_desk(), context.office, context.pseudonymiser, self.audit())

    def answering(self) -> AnsweringService:
        """Build the takedown requests in the hands of their platforms."""
        return AnsweringService(TakedownStore(self.session), self.takedown(), self.audit())

    def review(self) -> ReviewService:
        """Build what joins a decision and the request that follows from it."""
        return ReviewService(self.decisions(), self.takedown())

    def keys(self) -> KeyService:
        """Build the API keys and the memory of answered requests."""
        return KeyService(AccessStore(self.session))

    def scores(self) -> ScoreStore:
        """Return the store of scores, for counts by state and for parked items."""
        return ScoreStore(self.session)

    def outbox(self) -> OutboxStore:
        """Return the outbox."""
        return OutboxStore(self.session)

    def _ingest(self, channels: ChannelStore, items: ItemStore) -> IngestService:
        return IngestService(
            channels,
            items,
            OutboxStore(self.session),
            self._context.pseudonymiser,
            self._context.settings.task_size,
        )

    def reopen_parked(self) -> int:
        """Ask again for the scores of parked items; return how many."""
        parked = self.scores().reopen_parked()
        ask_again(self.outbox(), parked, self._context.settings.task_size)
        return len(parked)
