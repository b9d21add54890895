"""Dockerfile: pinned, without root, build tools and what training needs, and in step with docker-compose.yml."""

from __future__ import annotations

import json
import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def stages() -> list[list[str]]:
    """The instructions of the Dockerfile, stage by stage, each on one line."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").split("\n")
    instructions = [re.sub(r"\s+", " ", line) for line in lines if line.strip() and not line.startswith("#")]
    starts = [at for at, line in enumerate(instructions) if line.startswith("FROM ")] + [len(instructions)]
    return [instructions[start:end] for start, end in pairwise(starts)]


@pytest.fixture(scope="module")
def ours() -> list[dict[str, Any]]:
    """The services of docker-compose.yml that run our image."""
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return [service for service in compose["services"].values() if "build" in service]


def test_the_image_carries_the_version_of_the_project(ours: list[dict[str, Any]]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {service["image"] for service in ours} == {f"lont:{project['version']}"}


def test_every_stage_stands_on_the_same_pinned_image(stages: list[list[str]]) -> None:
    images = {stage[0].split()[1] for stage in stages}
    assert len(images) == 1
    assert re.fullmatch(r"python:3\.11\.[0-9]+-slim-bookworm", images.pop())


def test_the_image_is_built_from_the_pinned_service_group_and_nothing_else() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    pinned = (ROOT / "requirements" / "service.txt").read_text(encoding="utf-8")
    assert re.findall(r"requirements/(\S+\.txt)", text) == ["service.txt", "service.txt"]
    assert "--only-binary :all:" in text
    assert re.findall("(?i)torch|transformers|onnxruntime-gpu", text + pinned) == []


def test_the_final_stage_has_no_build_tools_and_no_root(stages: list[list[str]], ours: list[dict[str, Any]]) -> None:
    final = "\n".join(stages[-1])
    assert re.findall(r"apt-get|gcc|build-essential|pip (?:--\S+ \S+ )?install|curl|wget", final) == []
    assert "pip uninstall --yes --quiet pip setuptools wheel" in final
    assert [line for line in stages[-1] if line.startswith("USER ")] == ["USER 10001:10001"]
    assert {service["user"] for service in ours} == {"10001:10001"}


def test_the_image_checks_its_health_as_compose_does(stages: list[list[str]], ours: list[dict[str, Any]]) -> None:
    (line,) = (line for line in stages[-1] if line.startswith("HEALTHCHECK "))
    (api,) = (service for service in ours if service["command"] == ["api"])
    assert ["CMD", *json.loads(line.partition(" CMD ")[2])] == api["healthcheck"]["test"]


def test_the_build_gets_what_it_copies_and_nothing_of_this_machine(stages: list[list[str]]) -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    let_in = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    copied = {
        source.rstrip("/")
        for line in stages[0]
        if line.startswith("COPY ")
        for source in line.removeprefix("COPY ").split()[:-1]
    }
    assert "*" in ignored
    assert let_in == copied
    assert all((ROOT / source).exists() for source in copied)
