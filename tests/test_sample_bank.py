"""The bank that comes along: whole, in two languages, its pictures ready to be put on a banner."""

import json
from collections import Counter

import numpy as np
import pytest
from PIL import Image

from bench.sample_bank import EDGE, FOLDER, scenes
from core.bank_folder import BankLine, read_lines
from core.catalogue import load_products
from core.i18n import LANGUAGES
from core.retrieval.words import sentences

READ = [line for _, line in read_lines(FOLDER)]
LINES = [line for line in READ if isinstance(line, BankLine)]
CASES = [
    json.loads(line)
    for line in (FOLDER.parents[1] / "bench" / "bank_cases.jsonl").read_text("utf-8").splitlines()
]  # fmt: skip


def repeated(texts: list[str]) -> list[str]:
    return [text for text, count in Counter(text.casefold() for text in texts).items() if count > 1]


def cyrillic_share(text: str) -> float:
    letters = [letter for letter in text.casefold() if letter.isalpha()]
    return sum("а" <= letter <= "я" or letter == "ё" for letter in letters) / len(letters)


def test_every_line_comes_in() -> None:
    assert len(READ) == 96
    assert READ == LINES


def test_the_folder_holds_the_pictures_of_the_lines_and_no_others() -> None:
    assert {path.name for path in (FOLDER / "images").iterdir()} == {f"{line.id}.webp" for line in LINES}
    assert all(line.file == f"images/{line.id}.webp" for line in LINES)
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 6e6


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.id)
def test_a_picture_is_large_transparent_and_whole(line: BankLine) -> None:
    with Image.open(FOLDER / line.file) as image:
        assert (image.size, image.mode) == ((EDGE, EDGE), "RGBA")
        alpha = np.asarray(image.getchannel("A"))
    assert not alpha[[0, 0, -1, -1], [0, -1, 0, -1]].any()
    rim = np.concatenate([alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]])
    assert rim.max() < 128, "something solid is cut off by the edge"
    assert 0.08 < (alpha == 255).mean() < 0.7


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.id)
def test_a_picture_is_described_alike_in_both_languages(line: BankLine) -> None:
    assert set(line.caption) == set(line.services) == set(LANGUAGES)
    told = {language: len(sentences(text)) for language, text in line.caption.items()}
    assert len(set(told.values())) == 1
    assert 2 <= told["en"] <= 4
    assert all(len(services) == 3 for services in line.services.values())
    for language, texts in line.services.items():
        for text in [line.caption[language], *texts]:
            assert cyrillic_share(text) == (language == "ru")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_pictures_are_told_in_the_same_words(language: str) -> None:
    assert repeated([line.caption[language] for line in LINES]) == []
    assert repeated([service for line in LINES for service in line.services[language]]) == []


def test_no_two_pictures_are_of_one_scene() -> None:
    assert len({(scene.prompt, scene.seed) for scene in scenes(FOLDER)}) == len(LINES)


def test_the_cases_ask_for_what_there_is() -> None:
    assert [case["indirect"] for case in CASES].count(True) == 15
    assert len(CASES) == 45
    names, products = {line.id for line in LINES}, {product.slug for product in load_products()}
    for case in CASES:
        right = [case["image_id"], *case["also_right"]]
        assert names.issuperset(right)
        assert len(set(right)) == len(right)
        assert case["product_id"] in products
    for language in LANGUAGES:
        assert repeated([case[f"query_{language}"] for case in CASES]) == []
