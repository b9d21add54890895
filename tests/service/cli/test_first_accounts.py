"""The accounts of a first look."""

from __future__ import annotations

from service.cli.first_accounts import first_accounts
from service.domain.access import AccessRole
from service.factory import ProcessContext
from service.storage.accounts import AccountRecord
from tests.support.people import make_person, noted


def test_an_empty_database_gets_one_account_for_each_part_of_a_request(context: ProcessContext) -> None:
    made = first_accounts(context)
    assert [(one.name, one.role) for one in made] == [
        ("admin", AccessRole.ADMIN),
        ("analyst", AccessRole.ANALYST),
        ("approver", AccessRole.APPROVER),
    ]
    for one in made:
        with context.writing() as factory:
            account = factory.accounts().sign_in(one.name, one.password)
        assert isinstance(account, AccountRecord)
        assert account.roles == {one.role}
    with context.reading() as factory:
        assert [one.email for one in factory.accounts().on_call()] == ["analyst@lont.example"]
    assert [entry.details["change"] for entry in noted(context)] == ["created"] * 3


def test_nobody_gets_an_account_by_a_second_start(context: ProcessContext) -> None:
    person = make_person(context, "anna", AccessRole.ADMIN)
    assert first_accounts(context) == []
    with context.reading() as factory:
        assert factory.accounts().accounts() == [person]
