"""The Operations screen in all its states."""

from typing import Any

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from core import config, db
from core.events import record
from core.models import WorkerRow
from tests.core.test_copy_figures import by_rules, copy
from tests.pages.conftest import SignIn
from tests.screens import words


def open_operations(sign_in: SignIn, **other: Any) -> AppTest:
    streamlit.cache_data.clear()
    app = sign_in("admin", **other).switch_page("pages/operations.py").run()
    assert not app.exception
    return app


def seen(app: AppTest) -> str:
    metrics = [f"{one.label}: {one.value}" for one in app.metric]
    return "\n".join([words(app), *metrics])


def happened(*copies: Any) -> None:
    with db.write() as session:
        for name, data in copies:
            record(session, name, user_id=None, **data)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, installation: object) -> None:
    """A language model is set up."""
    monkeypatch.setenv("LLM_BASE_URL", "https://user:secret@llm.example:8443/v1")
    monkeypatch.setenv("LLM_MODEL", "m-1")
    config.settings.cache_clear()


def worker(engines: dict[str, Any]) -> None:
    with db.write() as session:
        session.add(WorkerRow(id="w", host="rack-1", pid=77, queue="light", state="busy", task_id="4711" * 8,
                              engines=engines))  # fmt: skip


def test_without_workers_it_says_what_is_not_ready_and_that_nothing_is_made(sign_in: SignIn) -> None:
    told = seen(open_operations(sign_in))
    assert "Not everything is ready" in told
    assert "no worker that has this engine is running" in told
    assert "No worker is running: nothing that people ask for is made." in told


def test_engines_and_workers_are_listed(sign_in: SignIn) -> None:
    worker({"copy": {"name": "offline", "ready": True, "note": ""}})
    app = open_operations(sign_in)
    assert "offline" in seen(app)
    (row,) = app.dataframe[0].value.to_dict("records")
    assert (row["Queue"], row["State"], row["Host"], row["Task"]) == ("light", "working", "rack-1", "47114711")


def test_without_a_model_it_says_how_to_set_one_up(sign_in: SignIn) -> None:
    app = open_operations(sign_in)
    assert "No copy has been written by a language model yet" in seen(app)
    assert "LLM_BASE_URL" in seen(app)
    assert not app.metric


@pytest.mark.usefixtures("model")
def test_the_model_its_server_its_schemas_and_its_calls_are_told_and_no_password(sign_in: SignIn) -> None:
    note = "m-1: It answers, and keeps to schemas."
    worker({"copy": {"name": "openai", "ready": True, "note": note}})
    told = seen(open_operations(sign_in, locale="ru"))
    assert r"**m\-1**" in told
    assert r"llm.example\:8443" in told
    assert "secret" not in told
    assert "0 из 5" in told
    assert "Отвечает и соблюдает схемы." in told


@pytest.mark.usefixtures("model")
def test_a_model_of_which_nothing_was_asked_has_no_figures(sign_in: SignIn) -> None:
    app = open_operations(sign_in)
    assert "No copy was asked of it in this time." in seen(app)
    assert not app.metric


@pytest.mark.usefixtures("model")
def test_the_fallback_rate_and_why_is_told(sign_in: SignIn) -> None:
    happened(*[copy()] * 3, by_rules("timeout"))
    told = seen(open_operations(sign_in))
    assert "Copies: 4" in told
    assert "Written by rules: 25%" in told
    assert "1 × The language model did not answer in time" in told
    assert "Tokens: 3,000" in told
    assert "Cost, USD: 0.03" in told


@pytest.mark.usefixtures("model")
def test_the_time_can_be_chosen(sign_in: SignIn) -> None:
    app = open_operations(sign_in)
    happened(copy())
    app.get("segmented_control")[0].set_value(168).run()
    assert "Copies: 1" in seen(app)


@pytest.mark.usefixtures("model")
def test_that_the_settings_have_chosen_rules_is_told(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADBANNER_COPY_ENGINE", "offline")
    config.settings.cache_clear()
    assert "By the settings, rules write all copy" in seen(open_operations(sign_in))


@pytest.mark.parametrize("name", ["marketer", "designer", "analyst"])
def test_nobody_else_sees_it(sign_in: SignIn, name: str) -> None:
    app = sign_in(name).switch_page("pages/operations.py").run()
    assert "Engines and services" not in words(app)
