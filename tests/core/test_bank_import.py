"""Bringing pictures into a bank: every good line once, what changed and nothing else, whole batches or none."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from sqlalchemy import Engine
from sqlmodel import select

from core import bank_import
from core.bank_import import ImportReport, check_bank_name, import_bank
from core.bank_rows import Bank, BankPicture
from core.db import read
from core.errors import BadInput, EngineFailed
from core.models import Asset
from core.storage.port import AssetKey
from tests.core.bank_folders import picture, pictures, revision, rows_of, write_folder
from tests.fakes import FakeMatter, FakeStore


def bring_in(folder: Path, database: Engine, store: FakeStore | None = None, **options: Any) -> ImportReport:
    return import_bank(folder, "main", store=store or FakeStore(), matter=FakeMatter(), database=database, **options)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, len(report.skipped)


def image(store: FakeStore, key: str) -> Image.Image:
    return Image.open(io.BytesIO(store.get(AssetKey(key))))


def test_a_folder_becomes_a_bank(every_database: Engine, tmp_path: Path) -> None:
    store = FakeStore()
    flags = {"house": {"flags": ["person", "complex", "person"]}}
    report = bring_in(write_folder(tmp_path / "bank", changes=flags), every_database, store)
    assert report.bank == "main"
    assert counts(report) == (4, 0, 0, 0)
    house = pictures(every_database)["house"]
    assert (house.bank, house.caption) == ("main", {"en": "A small house.", "ru": "Маленький дом."})
    assert house.services == {"en": ["Mortgage"], "ru": ["Ипотека"]}
    assert house.flags == ["complex", "person"]
    assert store.get(AssetKey(house.asset)) == (tmp_path / "bank" / "house.png").read_bytes()
    assert revision(every_database) == 1
    with read(every_database) as session:
        assets = {row.key: row for row in session.exec(select(Asset))}
    assert set(assets) == set(store.objects)
    assert assets[house.cut_out].provenance == {"bank": "main", "name": "house"}
    assert assets[house.cut_out].size == len(store.get(AssetKey(house.cut_out)))


def test_a_second_import_changes_nothing(every_database: Engine, tmp_path: Path) -> None:
    folder, store = write_folder(tmp_path / "bank"), FakeStore()
    bring_in(folder, every_database, store)
    before = [rows_of(table, every_database) for table in (Bank, BankPicture, Asset)]
    objects = dict(store.objects)
    assert counts(bring_in(folder, every_database, store)) == (0, 0, 4, 0)
    assert [rows_of(table, every_database) for table in (Bank, BankPicture, Asset)] == before
    assert store.objects == objects


@pytest.mark.parametrize("change", [{"caption_en": "Another house."}, {"flags": ["complex"]}, {"services_ru": []}])
def test_a_line_that_changed_brings_its_picture_up_to_date_and_no_other(
    every_database: Engine, tmp_path: Path, change: dict[str, Any]
) -> None:
    bring_in(write_folder(tmp_path / "bank"), every_database)
    before = pictures(every_database)
    report = bring_in(write_folder(tmp_path / "bank", changes={"house": change}), every_database)
    after = pictures(every_database)
    assert counts(report) == (0, 1, 3, 0)
    assert revision(every_database) == 2
    assert [name for name in after if after[name].model_dump() != before[name].model_dump()] == ["house"]
    assert after["house"].id == before["house"].id


def test_a_file_that_changed_brings_its_picture_up_to_date(database: Engine, tmp_path: Path) -> None:
    folder, store = write_folder(tmp_path / "bank"), FakeStore()
    bring_in(folder, database, store)
    before = pictures(database)["car"]
    (folder / "car.png").write_bytes(picture(77))
    assert counts(bring_in(folder, database, store)) == (0, 1, 3, 0)
    after = pictures(database)["car"]
    assert store.get(AssetKey(after.asset)) == picture(77)
    assert len({before.asset, before.cut_out, after.asset, after.cut_out}) == 4


def test_pictures_that_are_not_in_the_folder_stay_and_another_bank_is_apart(database: Engine, tmp_path: Path) -> None:
    bring_in(write_folder(tmp_path / "one", "piggy"), database)
    bring_in(write_folder(tmp_path / "two", "house"), database)
    assert set(pictures(database)) == {"piggy", "house"}
    report = import_bank(tmp_path / "one", "other", store=FakeStore(), matter=FakeMatter(), database=database)
    assert counts(report) == (1, 0, 0, 0)
    assert (revision(database), revision(database, "other")) == (2, 1)


# --- pictures ---------------------------------------------------------------------------------------------------------


def test_a_picture_with_alpha_is_kept_byte_for_byte(database: Engine, tmp_path: Path) -> None:
    store = FakeStore()
    bring_in(write_folder(tmp_path / "bank", "key", alpha=True), database, store)
    row = pictures(database)["key"]
    assert row.asset == row.cut_out
    assert store.get(AssetKey(row.cut_out)) == (tmp_path / "bank" / "key.png").read_bytes()


def test_a_picture_without_alpha_is_cut_out(database: Engine, tmp_path: Path) -> None:
    store = FakeStore()
    bring_in(write_folder(tmp_path / "bank", "key"), database, store)
    row = pictures(database)["key"]
    alpha = np.asarray(image(store, row.cut_out).getchannel("A"))
    assert (alpha[0, 0], alpha[15, 15]) == (0, 255)
    assert row.asset != row.cut_out


def test_a_thumbnail_is_small_and_has_no_background(database: Engine, tmp_path: Path) -> None:
    store, folder = FakeStore(), write_folder(tmp_path / "bank", "key")
    (folder / "key.png").write_bytes(picture(1, side=1200))
    bring_in(folder, database, store)
    small = image(store, pictures(database)["key"].thumbnail)
    assert (small.format, small.mode, max(small.size)) == ("WEBP", "RGBA", bank_import.THUMBNAIL)


def saved(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "not a PNG, JPEG or WebP"),
        (b"<svg/>", "not a PNG, JPEG or WebP"),
        (picture(1)[:80], "damaged"),
        (saved(Image.new("RGB", (8, 8))), "too small"),
        (saved(Image.new("RGB", (64, 64), "white")), "nothing on the picture but white"),
        (saved(Image.new("RGBA", (64, 64))), "nothing on the picture"),
        (None, "No such file"),
    ],
    ids=["empty", "svg", "cut off", "tiny", "all white", "all transparent", "absent"],
)
def test_a_picture_that_cannot_be_used_is_told_and_the_others_come_in(
    database: Engine, tmp_path: Path, data: bytes | None, word: str
) -> None:
    folder = write_folder(tmp_path / "bank")
    (folder / "house.png").unlink() if data is None else (folder / "house.png").write_bytes(data)
    report = bring_in(folder, database)
    assert counts(report) == (3, 0, 0, 1)
    assert (report.skipped[0].line, report.skipped[0].id) == (2, "house")
    assert word in report.skipped[0].reason
    assert set(pictures(database)) == {"piggy", "car", "key"}


def test_what_is_wrong_comes_in_the_order_of_the_lines(database: Engine, tmp_path: Path) -> None:
    outside = {"piggy": {"file": "../piggy.png"}, "key": {"file": "none.png"}}
    folder = write_folder(tmp_path / "bank", changes=outside)
    with (folder / "captions.jsonl").open("a") as file:
        file.write("\n{broken\n")
    report = bring_in(folder, database)
    assert [skipped.line for skipped in report.skipped] == [1, 4, 5]
    assert report.added == 2


# --- batches ----------------------------------------------------------------------------------------------------------


class FullStore(FakeStore):
    """Has room for so many objects."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def put(self, data: bytes, *, media_type: str) -> AssetKey:
        if len(self.objects) >= self.room:
            raise EngineFailed("The disk is full.")
        return super().put(data, media_type=media_type)


def test_a_store_that_fails_midway_leaves_whole_batches_and_the_rest_comes_later(
    every_database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bank_import, "BATCH", 2)
    folder, told = write_folder(tmp_path / "bank", "a", "b", "c", "d", "e"), list[tuple[int, int]]()
    with pytest.raises(EngineFailed, match="disk is full"):
        bring_in(folder, every_database, FullStore(11), tell=lambda *done: told.append(done))
    assert set(pictures(every_database)) == {"a", "b"}
    assert (told, revision(every_database)) == ([(2, 5)], 1)
    assert counts(bring_in(folder, every_database)) == (3, 0, 2, 0)
    assert set(pictures(every_database)) == {"a", "b", "c", "d", "e"}


def test_how_far_it_is_is_told_after_each_batch(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bank_import, "BATCH", 3)
    told: list[tuple[int, int]] = []
    bring_in(write_folder(tmp_path / "bank"), database, tell=lambda *done: told.append(done))
    assert told == [(3, 4), (4, 4)]


# --- what it is called with -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["main", "Банк 2026", "a", "x" * 60, "a.b-c_d"])
def test_a_bank_s_name(name: str) -> None:
    assert check_bank_name(name) == name


@pytest.mark.parametrize("name", ["", " a", "a/b", "x" * 61, "a\n", "🎁", "-a", "a\x00"])
def test_what_is_no_bank_s_name(database: Engine, tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput) as caught:
        import_bank(write_folder(tmp_path / "bank"), name, store=FakeStore(), matter=FakeMatter(), database=database)
    assert caught.value.field == "bank"
    assert rows_of(Bank, database) == []


def test_a_folder_without_captions_makes_no_bank(database: Engine, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        bring_in(tmp_path / "nowhere", database)
    assert rows_of(Bank, database) == []
