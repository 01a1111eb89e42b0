"""A screen as a person meets it: the real app on rows of its own, nobody at the queue."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

import wiring
from core.seeding import seed
from pages.parts import session
from tests.fakes import FakeTaskQueue
from tests.screens import HOME, enter

SignIn = Callable[..., AppTest]


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> FakeTaskQueue:
    fake = FakeTaskQueue()
    monkeypatch.setattr(wiring, "RqQueue", lambda _url: fake)
    return fake


@pytest.fixture
def cold_app(installation: Path, queue: FakeTaskQueue, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Nobody is signed in, and the frame has not run yet: pages are run without it."""
    monkeypatch.setattr(session, "address", lambda: "192.0.2.1")  # AppTest has no browser with one,
    monkeypatch.setattr(session, "_name_in_cookie", lambda: None)  # nor cookies
    st.cache_data.clear()
    st.cache_resource.clear()
    seed()
    return AppTest.from_file(HOME, default_timeout=20)


@pytest.fixture
def app(cold_app: AppTest, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Nobody is signed in."""
    monkeypatch.setattr(PagesManager, "__init__", _warm)
    return cold_app


_cold = PagesManager.__init__


def _warm(manager: PagesManager, *args: Any, **kwargs: Any) -> None:
    """As on a server whose frame has run before; AppTest forgets that at every run where there is a pages/ folder."""
    _cold(manager, *args, **kwargs)
    PagesManager.uses_pages_directory = False


@pytest.fixture
def sign_in(app: AppTest) -> SignIn:
    """Signs somebody in and gives back the app on their first screen."""

    def signed_in(name: str = "marketer", locale: str = "en-GB") -> AppTest:
        app.context = {"locale": locale}
        enter(app, name)
        assert not app.exception
        return app

    return signed_in
