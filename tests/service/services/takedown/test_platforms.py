"""Figures of how platforms answered, and warnings that stop everything until a person has looked."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from service.domain.access import AccessRole
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.factory import ProcessContext
from service.request_errors import RequestInvalidError
from service.services.takedown.errors import IncompleteNoticeError, NotYoursToDoError
from service.services.takedown.platforms import WarningClearedError, WarningNotFoundError
from tests.support.people import noted
from tests.support.takedown import (
    ANN,
    BOB,
    LEA,
    TELEGRAM,
    TIKTOK,
    approved,
    move,
    now_of,
    person,
    prepared,
    submitted,
)

_WHY = "Vijf van de zes nagekeken, twee teruggetrokken."


@pytest.fixture
def context(context: ProcessContext) -> ProcessContext:
    """A context with an office, once on each database."""
    return prepared(context)


def warn(context: ProcessContext) -> UUID:
    with context.writing() as factory:
        return factory.platforms().warn(TELEGRAM, "tiktok", "Vijf meldingen zonder aanbod.").id


def clear(context: ProcessContext, warning_id: UUID, why: str = _WHY) -> None:
    with context.writing() as factory:
        factory.platforms().clear(LEA, warning_id, why)


def codes(context: ProcessContext, request: RequestRecord) -> list[str]:
    with context.writing() as factory:
        return [each.code for each in factory.takedown().view(BOB, request.id).failures]


def test_a_warning_stops_mail_and_form_until_it_is_cleared_with_a_reason(context: ProcessContext) -> None:
    mailed = approved(context)
    by_form = approved(context, key="2", delivery_channel="telegram.form")
    warning_id = warn(context)
    assert context.delivery().deliver(mailed.id) is None
    assert now_of(context, mailed).state is RequestState.APPROVED
    assert "platform_warning" in codes(context, mailed)
    with pytest.raises(IncompleteNoticeError) as refused:
        move(context, ANN, by_form, RequestEvent.DISPATCH)
    assert [each.code for each in refused.value.failures] == ["platform_warning"]
    with pytest.raises(RequestInvalidError, match="no reason"):
        clear(context, warning_id, "ok       ")
    clear(context, warning_id)
    assert codes(context, mailed) == []
    assert move(context, ANN, by_form, RequestEvent.DISPATCH).state is RequestState.SUBMITTING
    entries = [each for each in noted(context) if each.object_kind == "platform_warning"]
    assert [(each.details["change"], each.actor, each.justification) for each in entries] == [
        ("warn", TELEGRAM.actor, None),
        ("clear", LEA.actor, _WHY),
    ]


def test_a_warning_is_cleared_by_approvers_and_lawyers_and_once(context: ProcessContext) -> None:
    warning_id = warn(context)
    for other in (ANN, person("aud", AccessRole.AUDITOR), TELEGRAM):
        with context.writing() as factory, pytest.raises(NotYoursToDoError):
            factory.platforms().clear(other, warning_id, _WHY)
    clear(context, warning_id)
    with pytest.raises(WarningClearedError):
        clear(context, warning_id)
    with pytest.raises(WarningNotFoundError):
        clear(context, uuid4())


def test_a_platform_warns_for_itself_and_people_enter_letters_of_any(context: ProcessContext) -> None:
    warn(context)
    with context.writing() as factory:
        factory.platforms().warn(ANN, "tiktok", "Per brief.")
        with pytest.raises(NotYoursToDoError):
            factory.platforms().warn(person("aud", AccessRole.AUDITOR), "tiktok", "Per brief.")
        assert {each.platform for each in factory.platforms().warnings()} == {"telegram", "tiktok"}


def test_figures_tell_of_each_platform_what_became_of_its_notices(context: ProcessContext) -> None:
    unfounded = submitted(context)
    acted = submitted(context, key="2")
    taken_back = submitted(context, key="3")
    approved(context, key="4")
    move(context, ANN, unfounded, RequestEvent.DECISION_NONE, ground="manifestly_unfounded")
    move(context, ANN, acted, RequestEvent.DECISION_ACTION, decision="already_gone")
    move(context, BOB, taken_back, RequestEvent.WITHDRAW, rationale="onze fout")
    with context.reading() as factory:
        (found,) = factory.platforms().accuracy(90)
        (alarm,) = factory.platforms().alarms()
        own = factory.platforms().own_statistics(TELEGRAM, 90)
        other = factory.platforms().own_statistics(TIKTOK, 90)
    assert (found.platform, found.notices, alarm.platform) == ("telegram", 3, "telegram")
    shares = {name: getattr(found, name) for name in ("declined", "withdrawn", "already_gone", "restored", "unfounded")}
    assert {name: (each.k, each.n) for name, each in shares.items()} == {
        "declined": (1, 2),
        "withdrawn": (1, 3),
        "already_gone": (1, 2),
        "restored": (0, 2),
        "unfounded": (1, 3),
    }
    assert all(each.low <= each.share <= each.high for each in shares.values())
    assert own.by_state == {"actioned": 1, "declined": 1, "withdrawn": 1}
    assert (own.by_answer, own.waiting_items) == ({"already_gone": 1, "no_action": 1}, 1)
    assert (own.decided.k, own.decided.n, own.acknowledged.k) == (2, 3, 2)
    assert own.median_hours_to_decision is not None
    assert (other.notices, other.median_hours_to_decision) == (0, None)
    with context.reading() as factory, pytest.raises(NotYoursToDoError):
        factory.platforms().own_statistics(ANN, 90)
