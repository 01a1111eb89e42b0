"""A folder as somebody hands it over: what is wrong with a line is told, and the others are read."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bank_folder import CAPTIONS, LONGEST_LINE, BankLine, Skipped, read_file, read_lines
from core.errors import BadInput

GOOD = {"id": "house", "file": "house.png", "caption_en": "A house."}
LAST = {"id": "key", "file": "key.png", "caption_ru": "Ключ."}


def write(folder: Path, *lines: str | bytes | dict[str, Any]) -> Path:
    """A folder whose captions.jsonl has these lines."""
    raw = [json.dumps(line, ensure_ascii=False) if isinstance(line, dict) else line for line in lines]
    data = b"\n".join(line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass") for line in raw)
    (folder / CAPTIONS).write_bytes(data)
    return folder


def read(folder: Path, *lines: str | bytes | dict[str, Any]) -> list[BankLine | Skipped]:
    return [line for _, line in read_lines(write(folder, *lines))]


def test_a_line_is_read_with_all_that_it_says(tmp_path: Path) -> None:
    everything = {"id": "img_1.a-b", "file": "images/a.webp", "caption_en": " A house. ", "caption_ru": "Дом.",
                  "services_en": ["Mortgage", "Moving"], "services_ru": ["Ипотека", "Переезд"],
                  "flags": ["person", "seasonal"], "designer": "Ann"}  # fmt: skip
    (line,) = read(tmp_path, everything)
    assert isinstance(line, BankLine)
    assert line.caption == {"en": "A house.", "ru": "Дом."}
    assert line.services == {"en": ["Mortgage", "Moving"], "ru": ["Ипотека", "Переезд"]}
    assert (line.id, line.file, line.flags) == ("img_1.a-b", "images/a.webp", ["person", "seasonal"])


def test_one_language_is_enough(tmp_path: Path) -> None:
    english, russian = read(tmp_path, GOOD, LAST)
    assert isinstance(english, BankLine)
    assert isinstance(russian, BankLine)
    assert (english.caption, russian.caption) == ({"en": "A house."}, {"ru": "Ключ."})
    assert english.services == {}


def test_services_that_were_left_empty_are_none(tmp_path: Path) -> None:
    """An empty text has a vector too, and would be near to something."""
    (line,) = read(tmp_path, {**GOOD, "services_en": ["", "Mortgage", " "], "services_ru": [""]})
    assert isinstance(line, BankLine)
    assert line.services == {"en": ["Mortgage"]}


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("{", "not JSON"),
        ("not json", "not JSON"),
        ('{"id": "a", "caption_en": "a\x01b"}', "not JSON"),
        ("[" * 30_000, "not JSON"),
        ("1" * 30_000, "not JSON"),
        (b"\xff\xfe\x00{", "not JSON"),
        ('{"id": "' + "x" * LONGEST_LINE + '"}', "too long"),
        ("[]", "dictionary"),
        ("null", "dictionary"),
        ("5", "dictionary"),
        ("{}", "id"),
        ({**GOOD, "caption_en": ""}, "caption is missing"),
        ({**GOOD, "caption_en": " \n\u200b "}, "caption is missing"),
        ({"id": "a", "file": "a.png"}, "caption is missing"),
        ({**GOOD, "caption_en": None}, "caption_en"),
        ({**GOOD, "caption_en": 5}, "caption_en"),
        ({**GOOD, "caption_en": ["A house."]}, "caption_en"),
        ({**GOOD, "caption_en": "word " * 1000}, "2000"),
        ({**GOOD, "caption_en": "x" * 300}, "300"),
        ({**GOOD, "caption_en": "A \x1b[31m house."}, "control"),
        ({**GOOD, "caption_ru": "Дом\x00."}, "control"),
        ({**GOOD, "services_en": "Mortgage"}, "services_en"),
        ({**GOOD, "services_en": {"a": "b"}}, "services_en"),
        ({**GOOD, "services_en": ["x "] * 11}, "services_en"),
        ({**GOOD, "services_en": ["word " * 100]}, "services_en"),
        ({**GOOD, "services_ru": [None]}, "services_ru"),
        ({**GOOD, "services_ru": ["Ипо\x07тека"]}, "control"),
        ({**GOOD, "flags": ["Person"]}, "flags"),
        ({**GOOD, "flags": ["<b>"]}, "flags"),
        ({**GOOD, "flags": "person"}, "flags"),
        ({**GOOD, "id": ""}, "id"),
        ({**GOOD, "id": "a/b"}, "id"),
        ({**GOOD, "id": "a\nb"}, "id"),
        ({**GOOD, "id": 7}, "id"),
        ({**GOOD, "id": "x" * 81}, "id"),
        ({**GOOD, "file": ""}, "file"),
        ({**GOOD, "file": None}, "file"),
        ({**GOOD, "file": "x" * 301}, "file"),
        ({**GOOD, "file": "a\x00b"}, "file"),
        ({**GOOD, "file": "a\x1b[2Jb"}, "file"),
        ('{"id": "\\ud800", "file": "a.png", "caption_en": "A house."}', "id"),
        ('{"id": "a", "file": "a.png", "caption_en": "A \\ud800 house."}', "caption_en"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_taken_is_told_and_the_next_is_read(
    tmp_path: Path, line: str | bytes | dict[str, Any], word: str
) -> None:
    numbered = list(read_lines(write(tmp_path, line, "", LAST)))
    assert [number for number, _ in numbered] == [1, 3]
    skipped, last = (line for _, line in numbered)
    assert isinstance(skipped, Skipped)
    assert skipped.line == 1
    assert word in skipped.reason
    assert isinstance(last, BankLine)


@pytest.mark.parametrize("name", ["\x1b[2J", "\ud800", "x" * 500, "a\nb\u202e"])
def test_the_id_of_a_line_that_was_left_out_can_be_printed(tmp_path: Path, name: str) -> None:
    (skipped,) = read(tmp_path, json.dumps({**GOOD, "id": name}))
    assert isinstance(skipped, Skipped)
    assert len(skipped.id) <= 80
    assert skipped.id == "" or skipped.id.isprintable()
    skipped.id.encode()


def test_of_two_lines_with_one_id_the_first_counts(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, GOOD, {**LAST, "id": "house"}, LAST)
    assert isinstance(first, BankLine)
    assert second == Skipped(2, "house", "this id stands in an earlier line")
    assert isinstance(third, BankLine)


def test_a_line_that_was_left_out_does_not_take_its_id_away(tmp_path: Path) -> None:
    broken, good = read(tmp_path, {**GOOD, "caption_en": ""}, GOOD)
    assert isinstance(broken, Skipped)
    assert isinstance(good, BankLine)


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_a_mark_at_the_beginning_blank_lines_and_either_end_of_line_are_fine(tmp_path: Path, ending: bytes) -> None:
    lines = [b"\xef\xbb\xbf" + json.dumps(GOOD).encode(), b"", b"   ", json.dumps(LAST).encode()]
    (tmp_path / CAPTIONS).write_bytes(ending.join(lines) + ending)
    assert [(number, type(line)) for number, line in read_lines(tmp_path)] == [(1, BankLine), (4, BankLine)]


def test_a_line_separator_of_unicode_ends_no_line(tmp_path: Path) -> None:
    (line,) = read(tmp_path, {**GOOD, "caption_en": "A house.\u2028It is small.\x85"})
    assert isinstance(line, BankLine | Skipped)


@pytest.mark.parametrize("prepare", [lambda _: None, lambda folder: (folder / CAPTIONS).mkdir()])
def test_without_a_file_of_captions_the_folder_cannot_be_read(tmp_path: Path, prepare: Any) -> None:
    prepare(tmp_path)
    with pytest.raises(BadInput, match=r"captions\.jsonl cannot be read") as caught:
        list(read_lines(tmp_path))
    assert caught.value.field == "folder"


def test_an_empty_file_of_captions_has_no_lines(tmp_path: Path) -> None:
    assert read(tmp_path, "") == []


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ["id", "file", "caption_en", "caption_ru", "services_en", "services_ru", "flags"]


@settings(max_examples=150)
@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), JSON) | JSON, max_size=4))
def test_whatever_a_line_holds_it_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, values: list[Any]) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    folder.mkdir(exist_ok=True)
    write(folder, *(json.dumps(value) for value in values))
    numbered = list(read_lines(folder))
    assert [number for number, _ in numbered] == list(range(1, len(values) + 1))
    assert all(line.line == number for number, line in numbered if isinstance(line, Skipped))


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_file_in_the_folder_or_deeper_is_read(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.png").write_bytes(b"picture")
    (tmp_path / "link.png").symlink_to("images/a.png")
    assert read_file(tmp_path, "images/a.png") == read_file(tmp_path, "link.png") == b"picture"
    assert read_file(tmp_path, "images/../images/a.png") == b"picture"


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "bank"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(b"secret")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "up").symlink_to(tmp_path)
    for name in ("../secret.png", str(tmp_path / "secret.png"), "link.png", "up/secret.png", "x/../../secret.png",
                 "/etc/passwd", "../bank-other/a.png"):  # fmt: skip
        with pytest.raises(BadInput, match="outside the folder"):
            read_file(folder, name)


@pytest.mark.timeout(10)
def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to("about")
    (tmp_path / "about").symlink_to("round")
    os.mkfifo(tmp_path / "pipe.png")
    for name in ("absent.png", ".", "round", "pipe.png", "x" * 299, "a\x00b", "a/" * 140 + "b"):
        with pytest.raises(BadInput, match="cannot be read") as caught:
            read_file(tmp_path, name)
        assert caught.value.field == "file"
