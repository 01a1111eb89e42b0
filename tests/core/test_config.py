"""Settings come from the environment, and a state folder is made for its owner only."""

import stat
from pathlib import Path

import pytest

from core.config import Settings
from core.errors import NotReady


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://a:b@db/x", "postgresql+psycopg2://a:b@db/x"),
        ("postgres://a:b@db/x", "postgresql+psycopg2://a:b@db/x"),
        ("postgresql+psycopg2://a:b@db/x", "postgresql+psycopg2://a:b@db/x"),
        ("sqlite:////tmp/x.sqlite3", "sqlite:////tmp/x.sqlite3"),
    ],
)
def test_the_database_s_driver_is_named(given: str, used: str) -> None:
    assert Settings(database_url=given).sqlalchemy_url == used


def test_without_an_address_rows_are_in_the_state_folder(tmp_path: Path) -> None:
    assert Settings(home=tmp_path).sqlalchemy_url == f"sqlite:///{tmp_path}/adbanner.sqlite3"


def test_a_stage_may_have_a_queue_for_one_image_mode() -> None:
    settings = Settings()
    assert settings.queue_of("make_picture", "generate") == "studio"
    assert settings.queue_of("make_picture", "upload") == "light"


def test_variables_of_the_environment_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADBANNER_WORKERS", '{"gpu": 8}')
    monkeypatch.setenv("ADBANNER_UI_PORT", "9000")
    assert (Settings().workers, Settings().ui_port) == ({"gpu": 8}, 9000)


MODEL = {"llm_base_url": "http://llm/v1", "llm_model": "some-model"}


def test_with_a_language_model_what_waits_for_it_has_a_queue_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLM_BASE_URL", "http://llm/v1")
    monkeypatch.setenv("LLM_MODEL", "some-model")
    settings = Settings()
    assert settings.has_model
    assert {settings.queue_of(stage, "generate") for stage in ("check_brief", "write_copy", "write_prompt")} == {"llm"}
    assert settings.queue_of("compose", "generate") == "light"
    assert settings.workers == {"light": 2, "studio": 1, "llm": 3}


def test_queues_and_workers_that_an_operator_has_set_stay() -> None:
    queues = dict.fromkeys(Settings().stage_queues, "one")
    settings = Settings(**MODEL, stage_queues=queues, workers={"one": 4})
    assert (settings.stage_queues, settings.workers) == (queues, {"one": 4})


def test_an_address_without_a_model_is_no_language_model() -> None:
    assert not Settings(llm_base_url="http://llm/v1").has_model


def test_the_key_is_not_shown() -> None:
    assert "very-secret" not in repr(Settings(**MODEL, llm_api_key="very-secret"))


def test_the_state_folder_and_its_secrets_are_private(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "deep" / "state")
    settings.prepare()
    secret = settings.secret("cookie")
    assert settings.secret("cookie") == secret
    assert settings.secret("valkey") != secret
    assert len(secret) >= 32
    assert stat.S_IMODE(settings.root.stat().st_mode) == 0o700
    assert stat.S_IMODE((settings.root / "cookie.secret").stat().st_mode) == 0o600


def test_a_state_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotReady, match="ADBANNER_HOME"):
        Settings(home=tmp_path / "file" / "state").prepare()
