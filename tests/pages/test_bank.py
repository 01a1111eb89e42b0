"""The Bank screen in all its states: real rows and files, and a worker that answers by a list."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import wiring
from core import bank_import, banks
from core.bank_search import Question
from core.errors import EngineFailed
from core.retrieval.ranking import Signal
from core.retrieval.search import Reason
from tests.fakes import FakeMatter
from tests.pages.conftest import SignIn
from tests.screens import png_of, words
from wiring import Hit

PICTURES = {
    "piggy": ("A blue piggy bank with a coin.", "Синяя копилка с монетой.", []),
    "house": ("A small house with a key.", "Домик с ключом.", ["complex"]),
    "boss": ("A person in a tie.", "Человек в галстуке.", ["person"]),
}

Open = Callable[..., AppTest]


@pytest.fixture
def bank(installation: Path, tmp_path: Path) -> str:
    """A bank of three pictures."""
    folder = tmp_path / "bank"
    folder.mkdir()
    lines = []
    for number, (name, (en, ru, flags)) in enumerate(PICTURES.items()):
        (folder / f"{name}.png").write_bytes(png_of(40 + number))
        lines.append(json.dumps({"id": name, "file": f"{name}.png", "caption_en": en, "caption_ru": ru, "flags": flags,
                                 "services_en": [f"A service for a {name}"], "services_ru": []}))  # fmt: skip
    (folder / "captions.jsonl").write_text("\n".join(lines), "utf-8")
    bank_import.import_bank(folder, "main", store=wiring.store(), matter=FakeMatter())
    return "main"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Question]:
    """What the worker was asked; it finds the piggy bank and the house, whatever it is."""
    questions: list[Question] = []

    def search(question: Question) -> list[Hit]:
        questions.append(question)
        rows = banks.pictures_by_id(banks.ids_of("main"))
        by_name = {row.name: row for row in rows}
        reasons = (Reason(Signal.SENTENCE, 0.7, "A blue [piggy] bank."), Reason(Signal.WORDS, 0.3, "piggy"))
        return [Hit(by_name["piggy"], 0.8, reasons), Hit(by_name["house"], 0.1, ())]

    monkeypatch.setattr(wiring, "search_bank", search)
    return questions


@pytest.fixture
def open_bank(sign_in: SignIn) -> Open:
    def opened(name: str = "marketer", locale: str = "en-GB", **address: str) -> AppTest:
        app = sign_in(name, locale)
        for key, value in address.items():
            app.query_params[key] = value
        app.switch_page("pages/bank.py").run()
        assert not app.exception
        return app

    return opened


def test_without_pictures_it_says_how_they_come(open_bank: Open) -> None:
    assert "no picture in the bank yet" in words(open_bank())


@pytest.mark.usefixtures("bank")
def test_without_a_query_the_whole_bank_is_there_with_captions_and_services(open_bank: Open) -> None:
    app = open_bank()
    seen = words(app)
    assert "3 pictures" in seen
    assert len(app.get("image")) == 3
    assert "Синяя копилка" in seen
    assert "A service for a house" in seen


@pytest.mark.usefixtures("bank")
def test_captions_come_in_the_screen_s_language_first(open_bank: Open) -> None:
    assert "Домик с ключом" in words(open_bank(locale="ru-RU"))


@pytest.mark.usefixtures("bank")
def test_flags_filter(open_bank: Open) -> None:
    app = open_bank()
    app.get("pills")[0].set_value(["person"]).run()
    assert "2 pictures" in words(app)
    app.get("pills")[1].set_value(["complex"]).run()
    assert "1 picture" in words(app)
    app.get("pills")[0].set_value(["complex"]).run()
    assert "Take back a filter" in words(app)


@pytest.mark.usefixtures("bank")
def test_a_query_shows_rank_score_and_reasons(open_bank: Open, asked: list[Question]) -> None:
    app = open_bank()
    app.text_input(key="find").set_value("  savings pig ").run()
    (question,) = asked
    assert (question.text, question.bank, question.product) == ("savings pig", "main", {})
    seen = words(app)
    assert "70% **A sentence**: A blue \\[piggy\\] bank" in seen
    assert len(app.get("image")) == 2


@pytest.mark.usefixtures("bank")
def test_an_address_is_a_search(open_bank: Open, asked: list[Question]) -> None:
    open_bank(find="house", **{"for": "Porchlight mortgage"})
    assert asked[0].text == "house"
    assert set(asked[0].product) == {"en", "ru"}


@pytest.mark.usefixtures("bank")
def test_a_rerun_asks_the_worker_nothing_again(open_bank: Open, asked: list[Question]) -> None:
    open_bank(find="house").run().run()
    assert len(asked) == 1


@pytest.mark.usefixtures("bank")
def test_a_query_that_cannot_be_is_told_beside_its_field(open_bank: Open, asked: list[Question]) -> None:
    app = open_bank(find="x" * 300)
    assert "300 letters" in words(app)
    assert not asked


@pytest.mark.usefixtures("bank")
def test_where_no_worker_answers_it_says_so_and_offers_another_try(
    open_bank: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_question: Question) -> list[Hit]:
        raise EngineFailed("No worker has answered. Try again in a moment.")

    monkeypatch.setattr(wiring, "search_bank", nobody)
    seen = words(open_bank(find="house"))
    assert "No worker has answered" in seen
    assert "Try again" in seen


@pytest.mark.usefixtures("bank")
def test_a_picture_goes_into_the_brief_by_its_name_and_the_rest_of_it_stays(sign_in: SignIn) -> None:
    app = sign_in()
    app.text_area(key="brief.0.offer").set_value("7% back").run()
    app.switch_page("pages/bank.py").run()
    links = [element.proto for element in app.get("page_link")]
    assert any("picture=main%2Fhouse" in str(link) or "main/house" in str(link) for link in links)
    app.query_params["picture"] = "main/house"
    app.switch_page("pages/create.py").run()
    assert "picture" not in app.query_params
    assert app.text_area(key="brief.1.offer").value == "7% back"
    assert app.text_area(key="brief.1.prompt").value == "main/house"
    assert "search" in [one.value for one in app.get("segmented_control")]
