"""The composition root: API, worker and command line build everything here, from the same settings, in one way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property

from sqlalchemy.orm import Session

from models.scorer import Scorer
from service.errors import LontError
from service.services.dispatching import DispatchDesk, DispatchService, Publish, ask_again
from service.services.file_import import FileImport, ImportDesk, Statement
from service.services.ingest import IngestService
from service.services.items import ItemService
from service.services.keys import KeyService
from service.services.live_intake import LiveIntakeService
from service.services.pseudonyms import Pseudonymiser, secret_from_file
from service.services.scoring import ScoringService
from service.settings import Settings
from service.storage.access import AccessStore
from service.storage.channels import ChannelStore
from service.storage.database import Database
from service.storage.imports import ImportStore
from service.storage.item_queries import ItemQueryStore
from service.storage.items import ItemStore
from service.storage.migrating import require_head
from service.storage.outbox import OutboxStore
from service.storage.scores import ScoreStore

__all__ = ["Factory", "ProcessContext"]


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
        def write() -> Iterator[ScoreStore]:
            with self.database.write() as session:
                yield ScoreStore(session)

        return ScoringService(read, write, self.scorer, self.settings.max_attempts)

    def dispatching(self, publish: Publish) -> DispatchService:
        """Build the dispatcher; it opens its own transactions."""

        @contextmanager
        def begin() -> Iterator[DispatchDesk]:
            with self.database.write() as session:
                yield DispatchDesk(OutboxStore(session), ScoreStore(session))

        patience = timedelta(seconds=self.settings.stranded_after_seconds)
        return DispatchService(begin, publish, patience, self.settings.task_size)

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
        self._session = session

    def import_desk(self) -> ImportDesk:
        """Return what an import works with."""
        channels, items = ChannelStore(self._session), ItemStore(self._session)
        return ImportDesk(channels, ImportStore(self._session), items, self._ingest(channels, items))

    def live_intake(self) -> LiveIntakeService:
        """Build the intake of items that come over the API."""
        channels, items = ChannelStore(self._session), ItemStore(self._session)
        return LiveIntakeService(channels, self._ingest(channels, items))

    def items(self) -> ItemService:
        """Build the queries over items."""
        return ItemService(ItemQueryStore(self._session))

    def keys(self) -> KeyService:
        """Build the API keys and the memory of answered requests."""
        return KeyService(AccessStore(self._session))

    def scores(self) -> ScoreStore:
        """Return the store of scores, for counts by state and for parked items."""
        return ScoreStore(self._session)

    def outbox(self) -> OutboxStore:
        """Return the outbox."""
        return OutboxStore(self._session)

    def _ingest(self, channels: ChannelStore, items: ItemStore) -> IngestService:
        return IngestService(
            channels,
            items,
            OutboxStore(self._session),
            self._context.pseudonymiser,
            self._context.settings.task_size,
        )

    def reopen_parked(self) -> int:
        """Ask again for the scores of parked items; return how many."""
        parked = self.scores().reopen_parked()
        ask_again(self.outbox(), parked, self._context.settings.task_size)
        return len(parked)
