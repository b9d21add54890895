"""People as tests know them: an account, its password, and a browser that it has signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from service.domain.access import AccessRole
from service.domain.audit import AuditEntry, AuditRecord
from service.factory import ProcessContext
from service.services import passwords
from service.storage.accounts import AccountRecord

PASSWORD = "een zin die niemand kent"
IN_EARNEST = passwords._hasher  # what lont hashes with
CHEAP = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
"""argon2id as ever, in a hundredth of the time: thousands of tests make an account."""
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
"""What a browser says of a form on a page of lont."""


@contextmanager
def hashing_with(hasher: PasswordHasher) -> Iterator[None]:
    """Let lont hash passwords with other parameters; the dummy, which is kept, is made anew on both sides."""
    passwords.dummy_hash.cache_clear()
    with patch.object(passwords, "_hasher", hasher):
        yield
    passwords.dummy_hash.cache_clear()


def make_person(
    context: ProcessContext,
    name: str,
    *roles: AccessRole,
    email: str | None = None,
    on_call: bool = False,
) -> AccountRecord:
    """Make an account with `PASSWORD`; without roles it is an analyst."""
    with context.writing() as factory:
        return factory.accounts().create(name, roles or [AccessRole.ANALYST], PASSWORD, email, on_call=on_call)


def session_of(context: ProcessContext, person: AccountRecord) -> dict[str, str]:
    """Begin a session over http and return its cookie."""
    with context.writing() as factory:
        return {"lont_session": factory.sessions().start(person)}


def sign_in_as(client: TestClient, context: ProcessContext, name: str, *roles: AccessRole) -> AccountRecord:
    """Make an account and let a client be its signed-in browser."""
    person = make_person(context, name, *roles)
    client.cookies.update(session_of(context, person))
    client.headers.update(OWN_PAGE)
    return person


def noted(context: ProcessContext) -> list[AuditRecord]:
    """Return what the log has, in order."""
    with context.reading() as factory:
        entries = factory.audit_entries().pending(0, 1_000)
    return [entry.record for entry in entries if isinstance(entry, AuditEntry)]
