"""What one process opens once: database, bundle, secrets; and the services that open transactions of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from email.message import EmailMessage
from functools import cached_property
from typing import TypeVar

from models.scorer import Scorer
from service.delivery.outcomes import DeliveryReport
from service.errors import LontError
from service.factory.mailing import office_of, send_mail
from service.factory.transaction import Factory
from service.services.alert_sending import AlertSender, SendingDesk
from service.services.alerts import AlertRounds, RoundDesk
from service.services.audit import AuditSealer
from service.services.contacts import ContactFill
from service.services.dispatching import DispatchDesk, DispatchService, Publish
from service.services.file_import import FileImport, Statement
from service.services.pseudonyms import Pseudonymiser, secret_from_file
from service.services.scoring import ScoreDesk, ScoringService
from service.services.takedown.delivering import DeliveryDesk, DeliveryService
from service.services.takedown.office import Office
from service.settings import Settings
from service.storage.alerts import AlertStore
from service.storage.database import Database
from service.storage.migrating import require_head

__all__ = ["ProcessContext"]

T = TypeVar("T")


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
        """Build the import of one file."""
        return FileImport(self._begin(lambda factory: factory.import_desk()), state)

    def scoring(self) -> ScoringService:
        """Build the scoring of stored items."""

        @contextmanager
        def read() -> Iterator[ScoreDesk]:
            with self.reading() as factory:
                yield factory.score_desk()

        write = self._begin(lambda factory: factory.score_desk())
        return ScoringService(read, write, self.scorer, self.settings.max_attempts)

    def contact_fill(self) -> ContactFill:
        """Build what notes the contacts of items that were scored before they were noted."""
        return ContactFill(self._begin(lambda factory: factory.contact_notes()))

    def dispatching(self, publish: Publish) -> DispatchService:
        """Build the dispatcher."""
        begin = self._begin(lambda factory: DispatchDesk(factory.outbox(), factory.scores(), factory.asks()))
        patience = timedelta(seconds=self.settings.stranded_after_seconds)
        return DispatchService(begin, publish, patience, self.settings.task_size)

    @cached_property
    def office(self) -> Office:
        """What the operator states for all takedown requests; see `office_of`."""
        return office_of(self.settings)

    def send_mail(self, message: EmailMessage) -> DeliveryReport:
        """Hand one mail to the operator's mail server."""
        return send_mail(self.settings, message)

    def delivery(self) -> DeliveryService:
        """Build what sends takedown requests."""
        begin = self._begin(lambda factory: DeliveryDesk(factory.takedown_desk(), factory.audit()))
        patience = timedelta(seconds=self.settings.delivery_patience_seconds)
        return DeliveryService(begin, self.office, self.send_mail, patience)

    def alert_rounds(self) -> AlertRounds:
        """Build what asks for rounds of alerts."""
        begin = self._begin(lambda factory: RoundDesk(AlertStore(factory.session), factory.outbox()))
        return AlertRounds(begin, timedelta(seconds=self.settings.alert_repeat_seconds))

    def alert_sender(self) -> AlertSender:
        """Build what sends one round of an alert."""
        begin = self._begin(
            lambda factory: SendingDesk(AlertStore(factory.session), factory.accounts(), factory.audit())
        )
        return AlertSender(begin, self.send_mail, self.settings)

    def sealer(self) -> AuditSealer:
        """Build what binds the log into its chain."""
        return AuditSealer(self._begin(lambda factory: factory.audit_entries()))

    def close(self) -> None:
        """Give back what was opened."""
        if "database" in self.__dict__:
            self.database.close()

    def _begin(self, desk: Callable[[Factory], T]) -> Callable[[], AbstractContextManager[T]]:
        """Return what opens a transaction that may write, for a service that works in several of them."""

        @contextmanager
        def begin() -> Iterator[T]:
            with self.writing() as factory:
                yield desk(factory)

        return begin
