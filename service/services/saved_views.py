"""Keeps the parts of the queue that a reviewer comes back to, under names of their own; nobody else sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.saved_views import MOST_VIEWS, SavedView
from service.errors import ConflictError, LontError
from service.locale.wording import worded
from service.storage.saved_views import SavedViewStore

__all__ = ["SavedViewService", "TooManyViewsError", "ViewExistsError", "ViewNotFoundError"]


class ViewNotFoundError(LontError):
    """There is no view of that id, or it is another account's."""

    code = "view_not_found"
    status = 404
    title = "You have no such view"


class ViewExistsError(ConflictError):
    """The account has a view of that name already."""

    code = "view_exists"
    title = "You have a view of this name"


class TooManyViewsError(ConflictError):
    """The account has as many views as it can have."""

    code = "too_many_views"
    title = "You have no room for another view"


class SavedViewService:
    """Works inside the caller's transaction."""

    def __init__(self, store: SavedViewStore) -> None:
        self._store = store

    def of(self, account_id: UUID) -> Sequence[SavedView]:
        """Return the views of an account, in the order in which they were made."""
        return self._store.of(account_id)

    def save(self, account_id: UUID, name: str, filters: Mapping[str, Any]) -> SavedView:
        """Keep filters under a name.

        Raises
        ------
        ViewExistsError
        TooManyViewsError
        """
        if len(self._store.of(account_id)) >= MOST_VIEWS:
            raise TooManyViewsError(
                worded("You have {most} views, and more cannot be kept.", most=MOST_VIEWS), "Delete one first."
            )
        view = SavedView(uuid7(), account_id, name.strip(), filters, datetime.now(UTC))
        if not self._store.add(view):
            raise _exists()
        return view

    def rename(self, account_id: UUID, view_id: UUID, name: str) -> None:
        """Give a view another name.

        Raises
        ------
        ViewNotFoundError
        ViewExistsError
        """
        if any(each.name == name.strip() and each.id != view_id for each in self._store.of(account_id)):
            raise _exists()
        if not self._store.rename(account_id, view_id, name.strip()):
            raise _not_found()

    def delete(self, account_id: UUID, view_id: UUID) -> None:
        """Forget a view.

        Raises
        ------
        ViewNotFoundError
        """
        if not self._store.delete(account_id, view_id):
            raise _not_found()


def _exists() -> ViewExistsError:
    return ViewExistsError("Another of your views has this name.", "Choose another name.")


def _not_found() -> ViewNotFoundError:
    return ViewNotFoundError("None of your views has that id.", "Take it from the queue; it may be deleted already.")
