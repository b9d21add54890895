from __future__ import annotations

from collections.abc import Iterable

import pytest

from service.delivery.outcomes import DeliveryOutcome
from service.domain.messages import Platform
from service.domain.takedown.clocks import ClockName
from service.domain.takedown.delivery_channels import Transport
from service.domain.takedown.looks import LOOK_ASKED, NOTED_AS
from service.domain.takedown.states import RequestEvent, RequestState
from service.handlers.templating import _environment

CODES: dict[str, Iterable[str]] = {
    "clock_words": ClockName,
    "event_words": (
        *(*RequestEvent, "create", "edit", "attest_live", "escalate", "remind"),
        *(*NOTED_AS.values(), LOOK_ASKED),
    ),
    "request_state_words": RequestState,
    "outcome_words": DeliveryOutcome,
    "platform_words": Platform,
    "transport_words": Transport,
}


@pytest.mark.parametrize("macro", CODES)
def test_every_code_has_words_of_its_own(macro: str) -> None:
    words = getattr(_environment.get_template("parts.html").module, macro)
    said = [str(words(code)) for code in CODES[macro]]
    assert len(set(said)) == len(said)
    assert not [each for each in said if "_" in each or not each.strip()]
