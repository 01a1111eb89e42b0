"""A bank's texts on their way to the encoder: each once, again after a change, never those of yesterday."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine

from core import bank_import, bank_vectors
from core.bank_import import import_bank
from core.bank_rows import BankVectors
from core.bank_vectors import embed_missing, lacking_vectors
from core.errors import EngineFailed
from tests.core.bank_folders import embedded, pictures, revision, rows_of, write_folder
from tests.fakes import FakeEncoder, FakeMatter, FakeStore


class WatchedEncoder(FakeEncoder):
    """Remembers what it was given, and lets something happen first."""

    def __init__(self, before: Callable[[], object] = lambda: None) -> None:
        self.asked: list[str] = []
        self.before = before

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.before()
        self.asked += texts
        return super().encode(texts)


@pytest.fixture
def bring_in(tmp_path: Path) -> Callable[..., None]:
    """Imports pictures, with changes to their lines."""

    def brought(database: Engine, *names: str, **changes: dict[str, object]) -> None:
        folder = write_folder(tmp_path / "bank", *names, changes=changes)
        import_bank(folder, "main", store=FakeStore(), matter=FakeMatter(), database=database)

    return brought


BringIn = Callable[..., None]


def test_every_picture_s_texts_are_embedded_once(every_database: Engine, bring_in: BringIn) -> None:
    bring_in(every_database)
    encoder = WatchedEncoder()
    assert len(lacking_vectors("fake", "main", every_database)) == 4
    assert embed_missing(encoder, "main", every_database) == 4
    assert sorted(encoder.asked).count("A small house.") == 2, "as caption and as its only sentence"
    assert encoder.asked.count("Mortgage") == 1
    assert "Маленький дом." not in encoder.asked, "it does not know Russian"
    assert embedded(every_database) == {"piggy", "house", "car", "key"}
    assert revision(every_database) == 2
    asked = len(encoder.asked)
    assert embed_missing(encoder, "main", every_database) == 0
    assert (len(encoder.asked), revision(every_database)) == (asked, 2)


def test_rows_hold_the_vectors_of_each_kind(database: Engine, bring_in: BringIn) -> None:
    bring_in(
        database, "house", house={"caption_en": "A small house. It has a key.", "services_en": ["Mortgage", "Moving"]}
    )
    embed_missing(FakeEncoder(), "main", database)
    rows = {row["kind"]: np.frombuffer(row["data"], "<f4").reshape(-1, FakeEncoder.dimension)
            for row in rows_of(BankVectors, database)}  # fmt: skip
    assert {kind: len(found) for kind, found in rows.items()} == {"caption": 1, "sentence": 2, "service": 2}
    assert rows["sentence"] == pytest.approx(FakeEncoder().encode(["A small house.", "It has a key."]))


def test_a_change_drops_the_picture_s_vectors_and_it_is_embedded_again(
    every_database: Engine, bring_in: BringIn
) -> None:
    bring_in(every_database)
    embed_missing(FakeEncoder(), "main", every_database)
    bring_in(every_database, house={"caption_en": "A tall house."})
    assert embedded(every_database) == {"piggy", "car", "key"}
    encoder = WatchedEncoder()
    assert embed_missing(encoder, "main", every_database) == 1
    assert set(encoder.asked) == {"A tall house.", "Mortgage"}
    assert embedded(every_database) == {"piggy", "house", "car", "key"}


def test_a_picture_without_a_text_that_the_encoder_knows_is_not_asked_for_again(
    database: Engine, bring_in: BringIn
) -> None:
    bring_in(database, "house", house={"caption_en": "", "services_en": []})
    assert embed_missing(FakeEncoder(), "main", database) == 1
    assert embed_missing(FakeEncoder(), "main", database) == 0
    assert {row["data"] for row in rows_of(BankVectors, database)} == {b""}


def test_english_services_of_a_picture_with_a_russian_caption_are_embedded(database: Engine, bring_in: BringIn) -> None:
    bring_in(database, "house", house={"caption_en": ""})
    encoder = WatchedEncoder()
    embed_missing(encoder, "main", database)
    assert encoder.asked == ["Mortgage"]


def test_each_encoder_has_vectors_of_its_own(database: Engine, bring_in: BringIn) -> None:
    bring_in(database, "house")
    embed_missing(FakeEncoder(), "main", database)
    other = FakeEncoder()
    other.name = "other"
    assert embed_missing(other, "main", database) == 1
    assert {row["encoder"] for row in rows_of(BankVectors, database)} == {"fake", "other"}


def test_pictures_that_changed_meanwhile_are_left_for_the_next_time(every_database: Engine, bring_in: BringIn) -> None:
    bring_in(every_database)
    embed_missing(WatchedEncoder(lambda: bring_in(every_database, house={"caption_en": "A tall house."})), "main",
                  every_database)  # fmt: skip
    assert embedded(every_database) == {"piggy", "car", "key"}
    assert embed_missing(FakeEncoder(), "main", every_database) == 1


def test_a_change_at_the_very_moment_of_writing_leaves_no_vectors_of_yesterday(
    every_database: Engine, bring_in: BringIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(every_database)
    change = threading.Thread(
        target=bring_in, args=(every_database,), kwargs={"house": {"caption_en": "A tall house."}}
    )
    look = bank_vectors._unchanged

    def looked(*arguments: object) -> set[str]:
        found = look(*arguments)  # type: ignore[arg-type]
        change.start()
        time.sleep(0.5)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(bank_vectors, "_unchanged", looked)
        embed_missing(FakeEncoder(), "main", every_database)
    change.join(10)
    assert pictures(every_database)["house"].caption["en"] == "A tall house."
    assert "house" not in embedded(every_database)


def test_two_imports_at_the_same_moment_add_every_picture_once(
    every_database: Engine, bring_in: BringIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(every_database, "piggy")
    folder = write_folder(tmp_path / "bank")
    together, write = threading.Barrier(2), bank_import._write

    def written(*arguments: object) -> None:
        together.wait(5)
        write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(bank_import, "_write", written)
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(import_bank, folder, "main", store=FakeStore(), matter=FakeMatter(),
                             database=every_database) for _ in range(2)]  # fmt: skip
        reports = [one.result(10) for one in asked]
    assert sorted((report.added, report.changed) for report in reports) == [(0, 3), (3, 0)]
    assert set(pictures(every_database)) == {"piggy", "house", "car", "key"}


def test_an_encoder_that_fails_midway_leaves_whole_batches(
    database: Engine, bring_in: BringIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bank_vectors, "BATCH", 3)
    bring_in(database)
    encoder, told = WatchedEncoder(), list[tuple[int, int]]()

    def fail_later() -> None:
        if encoder.asked:
            raise EngineFailed("The model is gone.")

    encoder.before = fail_later
    with pytest.raises(EngineFailed):
        embed_missing(encoder, "main", database, tell=lambda *done: told.append(done))
    assert len(embedded(database)) == 3
    assert told == [(3, 4)]
    assert embed_missing(FakeEncoder(), "main", database) == 1


def test_a_bank_that_is_not_there_lacks_nothing(database: Engine) -> None:
    assert embed_missing(FakeEncoder(), "none", database) == 0
