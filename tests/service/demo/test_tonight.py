from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.entities.addresses import find_addresses
from models.entities.contract import Entity
from models.entities.doors import WrongDoor, wrong_door
from models.entities.locations import find_locations
from models.priority import Priority, ReasonCode
from service.cli.statements import read_channels_file
from service.demo import FEED
from service.demo.tonight import write_tonight
from tests.support.extracting import reading
from tests.support.prioritising import verdict

NOW = datetime(2031, 5, 4, 19, tzinfo=UTC)


@pytest.fixture
def messages(tmp_path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in write_tonight(tmp_path, NOW).read_text(encoding="utf-8").splitlines()]


def test_every_message_is_of_the_last_hours_whatever_the_day(messages: list[dict[str, str]]) -> None:
    ages = [NOW - datetime.fromisoformat(each["sent_at"]) for each in messages]
    assert all(timedelta(0) < age < timedelta(hours=12) for age in ages)


def test_somebody_states_where_each_channel_comes_from(messages: list[dict[str, str]]) -> None:
    assert {each["channel"] for each in messages} <= set(read_channels_file(FEED / "channels.toml"))


def test_one_address_lies_in_no_town(messages: list[dict[str, str]]) -> None:
    doors = [wrong_door(_places(each["text"])) for each in messages]
    assert [door for door in doors if door] == [WrongDoor.ADDRESS_WITHOUT_MUNICIPALITY]


def test_one_threat_is_a_p0_without_any_label(messages: list[dict[str, str]]) -> None:
    verdicts = [verdict(each["text"], sent_at=datetime.fromisoformat(each["sent_at"])) for each in messages]
    urgent = [each for each in verdicts if each.priority == Priority.P0]
    assert len(urgent) == 1
    assert ReasonCode.THREAT_WORDS in urgent[0].reasons


def _places(text: str) -> list[Entity]:
    message = reading(text)
    found = (*find_locations(message), *find_addresses(message))
    return [Entity(one.type, one.start, one.end, "", one.value) for one in found]
