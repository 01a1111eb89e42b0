"""`manage.py bank` as scripts see it; the encoder is one of these tests' own."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import wiring
from core import db
from core.bank_search import Question
from core.clock import now
from core.errors import EngineFailed
from core.models import WorkerRow
from core.retrieval.ranking import Signal
from core.retrieval.search import Reason
from jobs import wiring as jobs_wiring
from manage import main
from tests.core.bank_folders import pictures, write_folder
from tests.fakes import FakeEncoder
from tests.test_manage import Result
from wiring import Hit

Bank = Callable[..., Result]


@pytest.fixture
def bank(
    installation: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Bank:
    """`manage.py bank … --json` in a state folder of its own, without any service, and with a small sample bank."""
    monkeypatch.setattr(wiring, "MiniLmEncoder", FakeEncoder)
    monkeypatch.setattr(jobs_wiring, "MiniLmEncoder", FakeEncoder)
    monkeypatch.setattr(jobs_wiring, "SAMPLE_FOLDER", write_folder(tmp_path / "sample", "piggy"))
    monkeypatch.delenv("QDRANT_URL", raising=False)

    def run(*arguments: str | Path) -> Result:
        capsys.readouterr()
        status = main(["bank", *map(str, arguments), "--json"])
        shown = capsys.readouterr()
        return Result(status, json.loads(shown.out), shown.err)

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "bank", changes={"house": {"flags": ["complex"]}})


@pytest.fixture
def worker(installation: Path) -> None:
    """A live worker that searches, as far as its row says."""
    with db.write() as session:
        session.add(WorkerRow(id="w", host="here", pid=1, queue="light", seen_at=now(), started_at=now(), device="cpu",
                              state="idle", engines={"vectors": {"name": "qdrant", "ready": True}}))  # fmt: skip


def test_a_folder_is_brought_into_a_bank_and_a_second_time_nothing_changes(bank: Bank, folder: Path) -> None:
    first = bank("import", folder)
    assert first.status == 0, first.messages
    assert first.value == {"bank": "main", "added": 4, "changed": 0, "unchanged": 0, "skipped": []}
    assert "pictures 4 of 4" in first.messages
    assert "captions 4 of 4" in first.messages
    second = bank("import", folder)
    assert second.value == {"bank": "main", "added": 0, "changed": 0, "unchanged": 4, "skipped": []}
    assert "captions" not in second.messages, "the encoder is not even loaded"


def test_lines_that_were_left_out_are_told_and_the_others_are_in(bank: Bank, folder: Path) -> None:
    with (folder / "captions.jsonl").open("a") as file:
        file.write('\n{broken\n{"id": "\\ud800\\u001b", "file": "a.png", "caption_en": "A."}\n')
    (folder / "car.png").write_bytes(b"no picture")
    result = bank("import", folder, "--bank", "весна 2026")
    assert result.status == 0
    assert [(one["line"], one["id"]) for one in result.value["skipped"]] == [(3, "car"), (5, ""), (6, "")]
    assert "line 5 : this is not JSON" in result.messages
    assert bank("list").value == [{"name": "весна 2026", "pictures": 3, "flags": {"complex": 1}}]


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_a_folder_that_is_none_is_bad_input(bank: Bank, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("in the way")
    result = bank("import", tmp_path / name)
    assert (result.status, result.value["error"]["code"]) == (2, "bad_input")
    assert bank("list").value == []


def test_a_bank_s_name_that_is_none_is_bad_input(bank: Bank, folder: Path) -> None:
    assert bank("import", folder, "--bank", "a/b").status == 2
    assert bank("list").value == []


def test_without_a_worker_the_search_is_done_here(bank: Bank, folder: Path) -> None:
    bank("import", folder)
    result = bank("search", "--query", "золотой ключ", "--limit", "2")
    assert result.status == 0, result.messages
    assert "loading the model here" in result.messages
    assert [set(row) for row in result.value] == [{"id", "score", "why"}] * 2
    assert result.value[0]["id"] == "key"
    assert 0 < result.value[1]["score"] <= result.value[0]["score"] <= 1
    assert "words" in result.value[0]["why"]


def test_until_the_designers_bank_has_pictures_the_sample_bank_is_searched(bank: Bank) -> None:
    assert [row["id"] for row in bank("search", "--query", "a golden key").value] == ["piggy"]


def test_flags_leave_pictures_out(bank: Bank, folder: Path) -> None:
    bank("import", folder)
    names = [row["id"] for row in bank("search", "--query", "a small house", "--without", "complex").value]
    assert sorted(names) == ["car", "key", "piggy"]


def test_a_product_is_named_or_described(bank: Bank, worker: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Question] = []
    monkeypatch.setattr(wiring, "search_bank", lambda question: asked.append(question) or [])
    assert bank("search", "--query", "coins", "--product", "debit-card").value == []
    bank("search", "--query", "coins", "--product-text", "Карта с кэшбэком", "--bank", "sample", "--without", "person")
    assert set(asked[0].product) == {"en", "ru"}
    assert (asked[1].product, asked[1].bank, asked[1].without) == ({"ru": "Карта с кэшбэком"}, "sample", ["person"])


def test_a_worker_that_searches_is_asked_and_its_reasons_are_told(
    bank: Bank, folder: Path, worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank("import", folder)
    house = pictures(db.engine())["house"]
    reasons = (Reason(Signal.SENTENCE, 0.7, "A small house."), Reason(Signal.CAPTION, 0.3, ""))
    monkeypatch.setattr(wiring, "search_bank", lambda _: [Hit(house, 0.91234567, reasons)])
    assert bank("search", "--query", "house").value == [
        {"id": "house", "score": 0.912346, "why": "sentence 70% “A small house.”; caption 30%"}
    ]


def test_a_worker_that_does_not_answer_is_a_failure(bank: Bank, worker: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_: Question) -> list[Hit]:
        raise EngineFailed("No worker has answered. Try again in a moment.")

    monkeypatch.setattr(wiring, "search_bank", nobody)
    result = bank("search", "--query", "house")
    assert (result.status, result.value["error"]["code"]) == (1, "engine_failed")


#: Options, and a word that the answer says.
IMPOSSIBLE: list[tuple[list[str], str]] = [
    (["--query", ""], "looking for"),
    (["--query", " \u200b "], "looking for"),
    (["--query", "a\x01b"], "control"),
    (["--query", "x " * 2500], "4000"),
    ([], "--query"),
    (["--query", "a", "--product", "debit-card", "--product-text", "A card"], "not both"),
    (["--query", "a", "--product", "yacht"], "yacht"),
    (["--query", "a", "--product-text", "y" * 300], "300"),
    (["--query", "a", "--limit", "0"], "limit"),
    (["--query", "a", "--limit", "9999"], "limit"),
    (["--query", "a", "--bank", "x" * 61], "bank"),
    (["--query", "a", "--bank", "../main"], "bank"),
    (["--query", "a", "--without", "x" * 31], "without"),
    (["--query", "a", "--bank", "nowhere"], "nowhere"),
]


def test_what_cannot_be_searched_for_is_bad_input(bank: Bank) -> None:
    for options, word in IMPOSSIBLE:
        result = bank("search", *options)
        assert (result.status, result.value["error"]["code"]) == (2, "bad_input"), (options, result.messages)
        assert word in result.value["error"]["detail"], options
        assert result.value["error"]["detail"] in result.messages
