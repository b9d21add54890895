"""Second factors as tests have them: set up for a person, and the codes that the telephone shows."""

from __future__ import annotations

import time

import pyotp
from sqlalchemy import update

from service.factory import ProcessContext
from service.schema import SecondFactor
from service.storage.accounts import AccountRecord


class Telephone:
    """Holds the secret of one person; its clock stands still, so that no test depends on when a step ends.

    Parameters
    ----------
    secret
        In base 32.
    """

    def __init__(self, secret: str) -> None:
        self._totp = pyotp.TOTP(secret)
        self._step = int(time.time() // 30)

    def code(self, steps: int = 0) -> str:
        """Return the code of its moment, or of some steps of 30 seconds later."""
        return self._totp.generate_otp(self._step + steps)

    def wrong(self) -> str:
        """Return six digits that are no code of these minutes."""
        near = {self.code(steps) for steps in range(-4, 6)}
        return next(code for code in map(str, range(222222, 222240)) if code not in near)


def set_up(context: ProcessContext, person: AccountRecord) -> tuple[Telephone, list[str]]:
    """Give a person a second factor as if long ago: no code of now is used; return it with its recovery codes."""
    with context.writing() as factory:
        telephone = Telephone(factory.second_factors().begin(person).secret)
        codes = factory.second_factors().confirm(person.id, telephone.code())
        factory.session.execute(update(SecondFactor).values(last_step=0))
    return telephone, codes
