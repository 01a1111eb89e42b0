"""Measuring the search: the figures against counting by hand, and the table on a folder of a few pictures."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import eval_bank
from bench.eval_bank import corpus_of, figures, main, rankers
from tests.core.bank_folders import TEXTS, write_folder
from tests.fakes import FakeEncoder

PRODUCTS = {"loan": {"en": "Car loan for a red car.", "ru": "Автокредит на красную машину."}}


def case(image: str, query: str = "", also: list[str] | None = None, *, indirect: bool = False) -> dict[str, Any]:
    return {"image_id": image, "also_right": also or [], "product_id": "loan", "query_en": query, "query_ru": query,
            "indirect": indirect}  # fmt: skip


def always(order: list[str]) -> Callable[[dict[str, Any], str], list[str]]:
    return lambda _case, _language: order


ORDER = list("abcdefghij")


def test_figures_are_shares_of_cases_and_the_mean_of_one_over_the_rank() -> None:
    cases = [case("a"), case("c"), case("f"), case("nowhere")]
    assert figures(always(ORDER), cases, "en") == {
        "recall@5": 0.5, "recall@1": 0.25, "MRR": pytest.approx((1 + 1 / 3 + 1 / 6 + 0) / 4),
    }  # fmt: skip


def test_any_of_the_right_pictures_counts_and_the_first_of_them_only() -> None:
    assert figures(always(ORDER), [case("j", also=["b", "c"])], "en")["MRR"] == 0.5


@given(st.lists(st.sampled_from([*ORDER, "nowhere"]), min_size=1), st.permutations(ORDER))
def test_figures_are_between_0_and_1_and_keep_their_order(images: list[str], order: list[str]) -> None:
    row = figures(always(order), [case(image) for image in images], "en")
    assert 0 <= row["recall@1"] <= row["MRR"] <= 1
    assert row["recall@1"] <= row["recall@5"] <= 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four pictures, a product, and a case of each kind."""
    folder = write_folder(tmp_path / "bank")
    product = {"id": "loan", **{f"description_{language}": text for language, text in PRODUCTS["loan"].items()}}
    (folder / "retrieval_products.json").write_text(json.dumps([product]), "utf-8")
    cases = [case("house", "a small house"), case("key", "золотой ключ", indirect=True)]
    (folder / "retrieval_dev.jsonl").write_text("\n".join(map(json.dumps, cases)) + "\n\n", "utf-8")
    return folder


def test_each_of_the_three_ways_ranks_what_it_keeps(folder: Path) -> None:
    encoder = FakeEncoder()
    ways = rankers(corpus_of(folder, encoder), encoder, PRODUCTS)
    assert list(ways) == ["single stage", "two stages", "ours"]
    for name, ranker in ways.items():
        for picture, (en, *_) in TEXTS.items():
            assert ranker(case(picture, en), "en")[0] == picture, name
    assert ways["ours"](case("key", "золотой ключ"), "ru")[0] == "key"


def test_the_table_has_a_line_for_each_way_language_and_kind_of_case(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(eval_bank, "MiniLmEncoder", FakeEncoder)
    main(folder, folder / "retrieval_dev.jsonl")
    title, head, *rows = capsys.readouterr().out.splitlines()
    assert title == "4 pictures, 2 cases, encoder fake"
    assert head.split() == ["cases", "recall@5", "recall@1", "MRR"]
    assert len(rows) == 12
    assert rows[0].split() == ["single", "stage", "en", "direct", "1", "1.000", "1.000", "1.000"]
    (ours,) = (row for row in rows if row.startswith("ours") and "ru indir." in row)
    assert ours.split()[-3:] == ["1.000"] * 3


def test_cases_of_one_kind_only_are_measured_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(eval_bank, "MiniLmEncoder", FakeEncoder)
    (folder / "few.jsonl").write_text(json.dumps(case("house", "a small house")), "utf-8")
    main(folder, folder / "few.jsonl")
    _, _, *rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 6, "no line about cases that there are none of"
    assert all("direct" in row for row in rows)
