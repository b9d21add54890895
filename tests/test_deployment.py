"""docker-compose.yml: valid by the compose specification, hardened, and in step with settings and commands."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from service.cli import build_app
from service.domain.items import Lane
from service.factory import ProcessContext
from service.settings import Settings, load_settings

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = sorted(name for name, service in SERVICES.items() if "build" in service)
ONE_SHOT = "migrate"
SAMPLE = {"POSTGRES_PASSWORD": "p" * 64, "BROKER_PASSWORD": "b" * 64, "LONT_SECRET_KEY": "s" * 64}
_VARIABLE = re.compile(r"(?<!\$)\$\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<rest>[^{}]*))?\}")

every_service = pytest.mark.parametrize("name", sorted(SERVICES))
each_of_ours = pytest.mark.parametrize("name", OURS)


def interpolated(text: str) -> str:
    """Fill in the variables of a text as compose does, the innermost first."""
    while found := _VARIABLE.search(text):
        default = found["rest"] if found["kind"] == "-" else ""
        text = text[: found.start()] + SAMPLE.get(found["name"], default or "") + text[found.end() :]
    return text.replace("$$", "$")


def environment(name: str) -> dict[str, str]:
    return {key: interpolated(str(value)) for key, value in SERVICES[name].get("environment", {}).items()}


def texts(value: object) -> Iterator[str]:
    """Every string somewhere in the compose file."""
    if isinstance(value, dict):
        for child in value.values():
            yield from texts(child)
    elif isinstance(value, list):
        for child in value:
            yield from texts(child)
    elif isinstance(value, str):
        yield value


@pytest.fixture(scope="module")
def specification() -> Draft202012Validator:
    """The compose specification's schema, as the package check-jsonschema carries it."""
    path = resources.files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def test_the_file_follows_the_compose_specification(specification: Draft202012Validator) -> None:
    assert [f"{error.json_path}: {error.message}" for error in specification.iter_errors(COMPOSE)] == []


def test_the_specification_would_catch_a_misspelt_key(specification: Draft202012Validator) -> None:
    broken = {**COMPOSE, "services": {"api": {**SERVICES["api"], "helthcheck": {}}}}
    assert list(specification.iter_errors(broken))


def test_the_parts_of_the_design_are_there() -> None:
    assert {"api", "worker", "beat", "postgres", "redis"} <= SERVICES.keys()


@every_service
def test_a_service_is_checked_for_health_or_runs_once(name: str) -> None:
    service = SERVICES[name]
    if name == ONE_SHOT:
        assert service["restart"] == "no"
        assert service["healthcheck"] == {"disable": True}
    else:
        assert service["restart"] == "unless-stopped"
        assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
        assert {"interval", "timeout", "start_period"} <= service["healthcheck"].keys()


@every_service
def test_a_service_runs_without_root_and_without_privileges(name: str) -> None:
    service = SERVICES[name]
    assert service["user"].partition(":")[0] not in {"", "0", "root"}
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert "no-new-privileges:true" in service["security_opt"]
    assert service.keys().isdisjoint({"privileged", "network_mode", "pid", "ipc"})


@every_service
def test_a_service_has_a_bound_on_memory_processes_and_logs(name: str) -> None:
    service = SERVICES[name]
    assert re.fullmatch(r"[0-9]+[mg]", service["deploy"]["resources"]["limits"]["memory"])
    assert service["pids_limit"] > 0
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}


@every_service
def test_an_image_is_pinned_to_a_patch_version(name: str) -> None:
    assert re.fullmatch(r"[a-z]+:[0-9]+\.[0-9]+(\.[0-9]+)?(-bookworm)?", SERVICES[name]["image"])


@every_service
def test_only_the_api_publishes_a_port_and_only_on_this_host(name: str) -> None:
    ports = SERVICES[name].get("ports", [])
    assert ports == [] or name == "api"
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert ("outside" in SERVICES[name]["networks"]) == (name == "api")


def test_the_network_of_database_and_broker_has_no_way_out() -> None:
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_every_secret_is_demanded_and_none_has_a_default() -> None:
    secrets = [
        found
        for text in texts(COMPOSE)
        for found in _VARIABLE.finditer(text)
        if re.search("PASSWORD|SECRET|KEY|TOKEN", found["name"])
    ]
    assert {found["name"] for found in secrets} == SAMPLE.keys()
    assert {found["kind"] for found in secrets} == {"?"}


def test_no_credential_stands_in_a_url() -> None:
    assert [text for text in texts(COMPOSE) if re.search(r"://\w*:[^${}@\s/]+@", text)] == []


@each_of_ours
def test_our_root_file_system_is_read_only(name: str) -> None:
    assert SERVICES[name]["read_only"] is True
    assert len(SERVICES[name]["tmpfs"]) == 1


@each_of_ours
def test_every_variable_is_a_setting_of_lont_and_has_a_value_that_it_takes(name: str) -> None:
    known = {f"LONT_{field.upper()}" for field in Settings.model_fields}
    assert environment(name).keys() <= known
    settings = load_settings(environment(name))
    assert settings.database == f"postgresql+psycopg://lont:{'p' * 64}@postgres:5432/lont"
    assert settings.broker == f"redis://:{'b' * 64}@redis:6379/0"
    assert settings.secret_key is not None


@each_of_ours
def test_every_command_exists_in_the_command_line(name: str) -> None:
    result = CliRunner().invoke(build_app(), [*SERVICES[name]["command"], "--help"])
    assert result.exit_code == 0, result.output


def test_every_lane_has_a_worker_and_the_live_lane_one_of_its_own() -> None:
    commands = [service["command"] for service in SERVICES.values() if service.get("command", [""])[0] == "worker"]
    lanes = [command[command.index("--lane") + 1].split(",") for command in commands]
    assert {lane for served in lanes for lane in served} == set(Lane)
    assert [Lane.LIVE] in lanes


@pytest.mark.parametrize("name", [name for name in OURS if name != ONE_SHOT])
def test_nothing_starts_before_the_database_is_at_the_current_schema(name: str) -> None:
    assert SERVICES[name]["depends_on"][ONE_SHOT] == {"condition": "service_completed_successfully"}


def test_the_health_check_of_beat_fails_until_a_dispatcher_is_at_work(context: ProcessContext) -> None:
    kind, check = SERVICES["beat"]["healthcheck"]["test"]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environ = os.environ | {"PATH": path, "LONT_DATABASE_URL": str(context.settings.database_url)}
    before = subprocess.run(["sh", "-c", check], env=environ, check=False).returncode
    with context.writing() as factory:
        factory.outbox().note_dispatcher()
    after = subprocess.run(["sh", "-c", check], env=environ, check=False).returncode
    assert (kind, before, after) == ("CMD-SHELL", 1, 0)
