"""The Formats screen: looking, opening one, checking a file."""

from streamlit.testing.v1 import AppTest

import wiring
from core.formats.brand import DATA
from tests.pages.conftest import SignIn
from tests.screens import words

TEMPLATE = (DATA / "format_template.json").read_text("utf-8")


def opened(app: AppTest, **address: str) -> AppTest:
    """The screen at an address."""
    app.query_params.update(address)
    app.switch_page("pages/formats.py").run()
    assert not app.exception
    return app


def links(app: AppTest) -> list[str]:
    return [str(link.proto.label) for link in app.get("page_link")]


def look(app: AppTest, part: str, value: str) -> AppTest:
    """Set how previews are looked at."""
    return next(one for one in app.get("segmented_control") if one.key.endswith(f"-{part}")).set_value(value).run()


def check(app: AppTest, text: str) -> AppTest:
    """Paste a file's text."""
    next(one for one in app.get("segmented_control") if one.key == "format-way").set_value("text").run()
    return app.text_area(key="format-text").set_value(text).run()


def test_every_format_is_shown_and_found_by_size_and_network(sign_in: SignIn) -> None:
    app = opened(sign_in())
    formats = wiring.formats()
    assert len([label for label in links(app) if label.startswith("**")]) == len(formats)
    app.text_input[0].set_value("300x250").run()
    assert [label for label in links(app) if label.startswith("**")] == ["**300\u00a0×\u00a0250** Display"]
    assert app.query_params["find"] == "300x250"
    app.text_input[0].set_value("").run()
    app.selectbox[0].set_value("telegram").run()
    taken = [layout for layout in formats.values() if "telegram" in layout.networks]
    assert f"{len(taken)} format" in words(app)
    assert app.query_params["network"] == "telegram"
    app.text_input[0].set_value("nothing of the kind").run()
    assert "No format is found" in words(app)


def test_a_format_is_looked_at_with_every_kind_of_text(sign_in: SignIn) -> None:
    app = opened(sign_in("designer"), format="pilot-1080")
    assert "Square 1080\u00a0×\u00a01080" in words(app)
    for kind in ("longest", "shortest", "missing"):
        look(app, "text", kind)
        assert app.query_params["text"] == kind
        assert "All checks pass." in words(app)
    look(app, "in", "ru")
    app.toggle[0].set_value(True).run()
    assert (app.query_params["in"], app.query_params["guides"]) == ("ru", "1")
    assert "safe zone" in words(app)
    assert '"id": "pilot-1080"' in app.code[0].value


def test_an_address_that_makes_no_sense_shows_all(sign_in: SignIn) -> None:
    app = opened(sign_in("admin"), format="gone", network="gone", text="shouted", find="\x00")
    assert "No format is found" in words(app)


def test_a_good_file_is_shown_and_where_it_goes_is_told(sign_in: SignIn) -> None:
    app = check(opened(sign_in(), check="1"), TEMPLATE)
    assert "2 formats, no fault." in app.success[0].value
    assert "`boards.json`" in app.success[0].value
    assert len(app.get("image")) == 4
    app.selectbox[0].set_value("board-400x400").run()
    assert not app.exception


def test_every_fault_is_told_with_its_line(sign_in: SignIn) -> None:
    app = check(opened(sign_in(), check="1"), TEMPLATE.replace('"limit": 36', '"limit": "<b>"'))
    assert "1 fault" in app.error[0].value
    line = next(number for number, text in enumerate(TEMPLATE.splitlines(), 1) if '"limit": 36' in text)
    assert f"| {line} | members\\[0\\].fields.headline.limit | must be a whole number |" in words(app)


def test_a_fault_is_told_in_the_readers_language(sign_in: SignIn) -> None:
    app = sign_in(locale="ru-RU")
    app.session_state["format-way"] = "text"  # AppTest knows options by their English labels only
    opened(app, check="1").text_area(key="format-text").set_value(TEMPLATE.replace('"limit": 36', '"limit": 2')).run()
    assert "fields.headline.limit | должно быть не меньше 5 |" in words(app)
    app.text_area(key="format-text").set_value('{"id": ').run()
    assert "| 1 | Файл | не JSON: значение пропущено или записано с ошибкой |" in words(app)


def test_texts_that_do_not_fit_and_names_that_are_taken_are_told(sign_in: SignIn) -> None:
    spoilt = TEMPLATE.replace('"limit": 36', '"limit": 400').replace("board-400x400", "pilot-1080")
    app = check(opened(sign_in(), check="1"), spoilt)
    assert "do not fit" in app.warning[0].value
    assert "There are formats of these names already: pilot\\-1080" in words(app)


def test_who_only_reads_figures_does_not_see_the_screen(sign_in: SignIn) -> None:
    app = sign_in("analyst")
    app.switch_page("pages/formats.py").run()
    assert "not part of your role" in words(app)


def test_nobody_sees_it_who_is_not_signed_in(cold_app: AppTest) -> None:
    cold_app.switch_page("pages/formats.py").run()
    assert not links(cold_app)
    assert [field.key for field in cold_app.text_input] == ["sign-in.name", "sign-in.password"]


def test_it_speaks_russian(sign_in: SignIn) -> None:
    app = opened(sign_in(locale="ru-RU"), format="pilot-1080", guides="1")
    seen = words(app)
    assert "Квадрат 1080\u00a0×\u00a01080" in seen
    assert "безопасная зона" in seen
    assert "до 10 % площади" in seen
