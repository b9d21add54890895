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
from service.delivery.pages import open_page
from service.delivery.provider import Provider
from service.domain.takedown.online import SeenPage
from service.errors import LontError
from service.factory.mailing import office_of, send_mail
from service.factory.transaction import Factory
from service.services.alert_sending import AlertSender, SendingDesk
from service.services.alerts import AlertRounds, RoundDesk
from service.services.audit import AuditSealer
from service.services.audit_export import LogExport
from service.services.contacts import ContactFill
from service.services.deferrals import Deferrals
from service.services.dispatching import DispatchDesk, DispatchService, Publish
from service.services.dossiers import DossierExport, DossierService
from service.services.file_import import FileImport, Statement
from service.services.pseudonyms import Pseudonymiser, secret_from_file
from service.services.scoring import ScoreDesk, ScoringService
from service.services.sealing import Sealing
from service.services.takedown.checking import CheckDesk, OnlineChecker
from service.services.takedown.clocks import TakedownClocks
from service.services.takedown.delivering import DeliveryDesk, DeliveryService
from service.services.takedown.handing_over import handed_over
from service.services.takedown.holds import HoldAlarm, HoldAlarmDesk
from service.services.takedown.office import Office
from service.services.takedown.posting import NoticePoster
from service.services.takedown.reminding import ReminderService
from service.services.throttling import AddressThrottle
from service.services.webhook_sending import WebhookDesk, WebhookSender
from service.settings import Settings
from service.storage.alerts import AlertStore
from service.storage.audit import AuditStore
from service.storage.database import Database
from service.storage.migrating import require_head
from service.storage.webhooks import WebhookStore

__all__ = ["ProcessContext"]

T = TypeVar("T")
_LOOK_SECONDS = 20.0


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
        return Pseudonymiser(self._secret())

    @cached_property
    def sealing(self) -> Sealing:
        """What encrypts the secrets of second factors."""
        return Sealing(self._sealing_secrets())

    @cached_property
    def webhook_sealing(self) -> Sealing:
        """What encrypts the secrets of webhooks."""
        return Sealing(self._sealing_secrets(), b"lont webhooks")

    @cached_property
    def provider(self) -> Provider | None:
        """The organisation's own provider, if it has one."""
        settings, secret = self.settings, self.settings.oidc_client_secret
        if settings.oidc_issuer is None or settings.oidc_client_id is None or secret is None:
            return None
        return Provider(settings.oidc_issuer, settings.oidc_client_id, secret.get_secret_value(), settings.oidc_scopes)

    @cached_property
    def throttle(self) -> AddressThrottle:
        """What slows down who guesses from one address."""
        return AddressThrottle(self.settings.address_failures)

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
        return DeliveryService(begin, self.office, self.send_mail, self.notice_poster().post, patience)

    def reminders(self) -> ReminderService:
        """Build what reminds platforms."""
        begin = self._begin(lambda factory: DeliveryDesk(factory.takedown_desk(), factory.audit()))
        post = self.notice_poster().post
        return ReminderService(begin, self.office, lambda attempt: handed_over(attempt, self.send_mail, post))

    def notice_poster(self) -> NoticePoster:
        """Build what posts notices to platforms."""
        private = self.settings.webhook_private_addresses
        return NoticePoster(self._begin(lambda factory: factory.notice_secrets()), private_addresses=private)

    def takedown_clocks(self) -> TakedownClocks:
        """Build what lets the clocks of takedown requests strike."""
        begin = self._begin(lambda factory: DeliveryDesk(factory.takedown_desk(), factory.audit()))
        return TakedownClocks(begin, self.office.clocks)

    def online_checker(self) -> OnlineChecker:
        """Build what looks whether the messages of takedown requests are still online."""

        def opened(url: str, on_this_machine: bool) -> SeenPage:  # as `Open` has it
            return open_page(url, timeout_seconds=_LOOK_SECONDS, on_this_machine=on_this_machine)

        begin = self._begin(lambda factory: CheckDesk(factory.takedown_desk(), factory.audit(), factory.look_store()))
        return OnlineChecker(begin, self.office, opened)

    def hold_alarm(self) -> HoldAlarm:
        """Build what calls the liaison when a hold of the police comes to its end."""
        return HoldAlarm(self._begin(lambda factory: HoldAlarmDesk(factory.hold_store(), factory.audit())))

    def alert_rounds(self) -> AlertRounds:
        """Build what asks for rounds of alerts."""
        begin = self._begin(lambda factory: RoundDesk(AlertStore(factory.session), factory.outbox()))
        return AlertRounds(begin, timedelta(seconds=self.settings.alert_repeat_seconds))

    def deferrals(self) -> Deferrals:
        """Build what hands items out again whose time has come."""
        return Deferrals(self._begin(lambda factory: factory.deferral_desk()))

    def alert_sender(self) -> AlertSender:
        """Build what sends one round of an alert."""
        begin = self._begin(
            lambda factory: SendingDesk(AlertStore(factory.session), factory.accounts(), factory.audit())
        )
        return AlertSender(begin, self.send_mail, self.settings)

    def webhook_sender(self) -> WebhookSender:
        """Build what sends webhooks to platforms."""
        begin = self._begin(
            lambda factory: WebhookDesk(WebhookStore(factory.session), factory.outbox(), factory.audit())
        )
        private = self.settings.webhook_private_addresses
        return WebhookSender(begin, lambda: self.webhook_sealing, private_addresses=private)

    def sealer(self) -> AuditSealer:
        """Build what binds the log into its chain."""
        return AuditSealer(self._begin(lambda factory: factory.audit_entries()))

    def dossier_export(self) -> DossierExport:
        """Build what takes dossiers out."""

        @contextmanager
        def read() -> Iterator[DossierService]:
            with self.reading() as factory:
                yield factory.dossiers()

        return DossierExport(read, self._begin(lambda factory: factory.dossiers()), self.sealer())

    def log_export(self) -> LogExport:
        """Build what takes the log out as a file."""

        @contextmanager
        def read() -> Iterator[AuditStore]:
            with self.reading() as factory:
                yield factory.audit_entries()

        return LogExport(read)

    def close(self) -> None:
        """Give back what was opened."""
        if "database" in self.__dict__:
            self.database.close()

    def _sealing_secrets(self) -> list[str]:
        keys = self.settings.sealing_keys
        named = [] if keys is None else [key.strip() for key in keys.get_secret_value().split(",")]
        return named or [self._secret()]

    def _secret(self) -> str:
        if self.settings.secret_key is not None:
            return self.settings.secret_key.get_secret_value()
        return secret_from_file(self.settings.home / "keys" / "secret")

    def _begin(self, desk: Callable[[Factory], T]) -> Callable[[], AbstractContextManager[T]]:
        """Return what opens a transaction that may write, for a service that works in several of them."""

        @contextmanager
        def begin() -> Iterator[T]:
            with self.writing() as factory:
                yield desk(factory)

        return begin
