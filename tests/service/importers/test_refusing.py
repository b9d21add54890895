"""How refused pieces are told."""

from __future__ import annotations

import pytest

from service.domain.messages import ChannelRef, Platform, Refusal
from service.importers.refusing import DAMAGE, PieceRefusedError, refusal, refusal_of_damage

_CHANNEL = ChannelRef(Platform.TELEGRAM, "1", "Buurt")


def test_a_refusal_carries_the_code_and_says_what_to_do() -> None:
    error = PieceRefusedError("'id' has the wrong type.", "Expected a whole number.", code="field_type")
    told = "'id' has the wrong type. Expected a whole number."
    assert refusal("line 12", error, _CHANNEL) == Refusal("line 12", "field_type", told, _CHANNEL)


@pytest.mark.parametrize("code", DAMAGE)
def test_every_damage_has_a_reason_and_a_remedy(code: str) -> None:
    told = refusal_of_damage("line 12", code)
    assert told.code == code
    assert told.detail.count(".") >= 2
