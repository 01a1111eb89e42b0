"""Who may import whom, for the entry points: import-linter takes packages only."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = ("torch", "transformers", "sentence_transformers", "mitsuba", "openai", "streamlit", "rq", "cv2")


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    return plain | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("module", ["Home", "manage", "wiring", "worker"])
def test_only_jobs_uses_rq_and_redis(module: str) -> None:
    names = {name.split(".")[0] for name in imported(ROOT / f"{module}.py")}
    assert not names & {"rq", "redis", "fastapi"}


def test_home_reaches_jobs_only_through_the_wiring() -> None:
    assert not any(name.startswith("jobs") for name in imported(ROOT / "Home.py"))


@pytest.mark.parametrize("module", ["core.production", "core.imagery.studio.engine", "core.retrieval.minilm"])
def test_importing_loads_no_model(module: str) -> None:
    loaded = f"import sys, {module}; print(*(name for name in {HEAVY[:5]} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == ""
