"""Every sentence that people may read exists in every language."""

import ast
import re

import pytest
from babel.messages import Catalog, Message

from bench.messages import ROOT, SOURCES, extract, read

SAID = [message for message in extract() if message.id]


@pytest.fixture(scope="module")
def russian() -> Catalog:
    return read("ru")


def forms(text: object) -> list[str]:
    return [str(part) for part in text] if isinstance(text, (tuple, list)) else [str(text)]


@pytest.mark.parametrize("message", SAID, ids=lambda message: forms(message.id)[0][:50])
def test_a_sentence_is_translated_with_the_same_placeholders(message: Message, russian: Catalog) -> None:
    found = russian.get(message.id)
    assert found is not None, "run `make messages` and translate what it lists"
    assert found.string, "not translated"
    wanted = set(re.findall(r"{\w*}", forms(message.id)[0]))
    for form in forms(found.string):
        assert form
        assert set(re.findall(r"{\w*}", form)) == wanted


def test_a_plural_has_the_three_russian_forms(russian: Catalog) -> None:
    plurals = [message for message in russian if isinstance(message.id, tuple)]
    assert plurals
    assert all(len(forms(message.string)) == 3 for message in plurals)


def test_the_catalogue_holds_nothing_that_is_no_longer_said(russian: Catalog) -> None:
    said = {forms(message.id)[0] for message in SAID}
    assert [message.id for message in russian if message.id and forms(message.id)[0] not in said] == []


def test_no_sentence_hides_inside_an_f_string() -> None:
    """The extractor does not look into them."""
    for path in (path for pattern in SOURCES for path in ROOT.glob(pattern)):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            calls = [inner for inner in ast.walk(node) if isinstance(inner, ast.Call)]
            hidden = [
                call
                for call in calls
                if isinstance(node, ast.JoinedStr)
                and isinstance(call.func, ast.Name)
                and call.func.id in ("_", "N_", "ngettext")
                and isinstance(call.args[0], ast.Constant)
            ]
            assert not hidden, f"{path.name}:{getattr(node, 'lineno', 0)}"
