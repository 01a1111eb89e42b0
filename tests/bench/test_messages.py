"""Every sentence that people may read exists in every language."""

import re

import pytest
from babel.messages import Catalog, Message

from bench.messages import extract, messages_of, read

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


def test_sentences_are_found_wherever_they_are_said() -> None:
    source = """
NAME = N_("Words " "in two parts")
st.caption(f"**{_('Inside an f-string', n=1)}** {_(NAME)}")
ngettext("{n} file", "{n} files", 3)
raise errors.BadInput("At most {limit}.", field=_name("no sentence"))
"""
    assert {message for _, message in messages_of(source)} == {
        "Words in two parts", "Inside an f-string", ("{n} file", "{n} files"), "At most {limit}.",
    }  # fmt: skip
