from __future__ import annotations

import pytest

from service.errors import ConfigurationError
from service.settings import BrokerKind, load_settings


def test_with_nothing_set_everything_is_embedded() -> None:
    settings = load_settings({})
    assert settings.database.startswith("sqlite:///")
    assert settings.broker_kind is BrokerKind.EMBEDDED


def test_a_postgres_address_gets_the_driver_that_lont_brings() -> None:
    settings = load_settings({"LONT_DATABASE_URL": "postgresql://db/lont"})
    assert settings.database == "postgresql+psycopg://db/lont"


def test_a_misspelt_setting_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="LONT_DATABSE_URL"):
        load_settings({"LONT_DATABSE_URL": "postgresql://db/lont"})


def test_every_faulty_setting_is_named_and_no_value_is_shown() -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_settings({"LONT_PORT": "99999", "LONT_TASK_SIZE": "veel-geheim"})
    assert "LONT_PORT" in str(caught.value)
    assert "LONT_TASK_SIZE" in str(caught.value)
    assert "veel-geheim" not in str(caught.value)


def test_a_broker_that_lont_does_not_speak_is_refused_at_once() -> None:
    with pytest.raises(ConfigurationError, match="kafka"):
        load_settings({"LONT_BROKER_URL": "kafka://127.0.0.1"})


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="32"):
        load_settings({"LONT_SECRET_KEY": "kort"})


def test_variables_of_other_programs_are_none_of_our_business() -> None:
    load_settings({"PATH": "/bin", "LONT_TEST_POSTGRES_URL": "postgresql://x/y"})
