"""compose.yaml and the Dockerfile speak of things that exist."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from core.config import MODEL_QUEUES, STAGE_QUEUES, Settings

ROOT = Path(__file__).resolve().parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
OURS = ("screens", "llm", "studio")


@pytest.mark.parametrize("service", OURS)
def test_every_variable_is_a_setting(service: str) -> None:
    settings = {f"ADBANNER_{name.upper()}" for name in Settings.model_fields}
    assert set(COMPOSE["services"][service]["environment"]) <= settings


def test_together_the_workers_take_from_every_queue() -> None:
    workers = [json.loads(COMPOSE["services"][name]["environment"]["ADBANNER_WORKERS"]) for name in OURS]
    assert set().union(*workers) == {*STAGE_QUEUES.values(), *MODEL_QUEUES.values()}


def test_no_service_is_open_to_the_network_or_without_a_password() -> None:
    for service in COMPOSE["services"].values():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
    assert "${POSTGRES_PASSWORD:?" in COMPOSE["services"]["postgres"]["environment"]["POSTGRES_PASSWORD"]
    assert "${QDRANT_API_KEY:?" in COMPOSE["services"]["qdrant"]["environment"]["QDRANT__SERVICE__API_KEY"]
    assert "requirepass" in " ".join(COMPOSE["services"]["valkey"]["command"])


def test_volumes_and_commands_are_there() -> None:
    mounted = {volume.split(":")[0] for service in COMPOSE["services"].values() for volume in service["volumes"]}
    assert mounted == set(COMPOSE["volumes"])
    assert (ROOT / COMPOSE["services"]["studio"]["command"][1]).is_file()


def test_the_image_has_all_that_the_program_reads() -> None:
    left_out = (ROOT / ".dockerignore").read_text("utf-8").split()
    folders = {"commands", "core", "pages", "jobs", "data", "static"}
    needed = {path.name for path in ROOT.glob("*.py")} | folders | {"alembic.ini"}
    assert not needed & set(left_out)
