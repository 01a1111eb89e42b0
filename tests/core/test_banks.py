"""The banks there are: chosen, browsed, and searched as they stand at this moment."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from core import banks as banks_module
from core.bank_import import import_bank
from core.bank_rows import Bank
from core.bank_vectors import embed_missing
from core.banks import SAMPLE, Banks, chosen_bank, ids_of, pictures_by_id, summaries
from core.config import settings
from core.db import write
from core.errors import EngineFailed, NotFound
from core.retrieval.search import Query
from core.storage.port import AssetKey
from tests.core.bank_folders import pictures, write_folder
from tests.fakes import FakeEncoder, FakeMatter, FakeStore

STORE = FakeStore()
FLAGS = {"piggy": {"flags": ["seasonal"]}, "house": {"flags": ["complex", "seasonal"]}, "key": {"flags": ["complex"]}}


@pytest.fixture(autouse=True)
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors in memory, whatever this machine has."""
    monkeypatch.setattr(settings(), "qdrant_url", "")


def fill(database: Engine, folder: Path, bank: str = "main", *names: str, **changes: Any) -> None:
    """Import pictures and embed them."""
    write_folder(folder, *names, changes=changes)
    import_bank(folder, bank, store=STORE, matter=FakeMatter(), database=database)
    embed_missing(FakeEncoder(), bank, database)


def banks_of(database: Engine) -> Banks:
    return Banks(FakeEncoder(), STORE, database)


#: The index is asked for what suits a product.
PRODUCT = {"en": "A mortgage for a house of your own"}


def found(
    banks: Banks, database: Engine, query: str, bank: str = "main", product: dict[str, str] | None = None
) -> list[str]:
    by_id = {row.id: name for name, row in pictures(database).items()}
    return [by_id[one.id] for one in banks.search(Query(query, product or {}), 10, bank)]


# --- searching --------------------------------------------------------------------------------------------------------


def test_a_bank_is_searched_in_both_languages(every_database: Engine, tmp_path: Path) -> None:
    fill(every_database, tmp_path / "bank")
    banks = banks_of(every_database)
    assert found(banks, every_database, "a golden key")[0] == "key"
    assert found(banks, every_database, "маленький дом")[0] == "house"


def test_a_change_is_found_by_the_next_search(every_database: Engine, tmp_path: Path) -> None:
    fill(every_database, tmp_path / "bank", "main", "piggy", "house")
    banks = banks_of(every_database)
    assert found(banks, every_database, "red car")[0] != "car"
    fill(every_database, tmp_path / "bank", "main", "car")
    assert found(banks, every_database, "red car")[0] == "car"
    fill(every_database, tmp_path / "bank", "main", "car", car={"caption_en": "A tall tree."})
    assert found(banks, every_database, "a tall tree")[0] == "car"


def test_while_nothing_changes_nothing_is_built_anew(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database, tmp_path / "bank")
    banks, built = banks_of(database), list[str]()
    load = banks_module.load_corpus
    monkeypatch.setattr(banks_module, "load_corpus", lambda bank, *rest: built.append(bank) or load(bank, *rest))
    for query in ("house", "key", "car"):
        found(banks, database, query)
    assert built == ["main"]


def test_an_index_that_failed_is_built_anew_from_the_rows(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server may have lost its collections."""
    fill(database, tmp_path / "bank")
    banks = banks_of(database)
    found(banks, database, "house")

    def fail(*_: object, **__: object) -> None:
        raise EngineFailed("Not found: collection.")

    broken = banks._searchers["main"][1]._index
    monkeypatch.setattr(broken, "nearest", fail)
    with pytest.raises(EngineFailed):
        found(banks, database, "house", product=PRODUCT)
    assert found(banks, database, "house", product=PRODUCT)[0] == "house"


def test_where_the_server_is_away_a_search_fails_as_what_may_pass(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database, tmp_path / "bank")
    monkeypatch.setattr(settings(), "qdrant_url", "http://127.0.0.1:9")
    banks = banks_of(database)
    with pytest.raises(EngineFailed):
        found(banks, database, "house")
    monkeypatch.setattr(settings(), "qdrant_url", "")
    assert found(banks, database, "house")[0] == "house"


def test_texts_that_no_encoder_has_seen_are_found_by_their_words(database: Engine, tmp_path: Path) -> None:
    write_folder(tmp_path / "bank")
    import_bank(tmp_path / "bank", "main", store=STORE, matter=FakeMatter(), database=database)
    banks = banks_of(database)
    assert found(banks, database, "golden key") == ["key"]
    assert found(banks, database, "золотой ключ") == ["key"]


def test_an_empty_bank_gives_nothing(every_database: Engine) -> None:
    assert found(banks_of(every_database), every_database, "house", bank="") == []
    with write(every_database) as session:
        session.add(Bank(name="main"))
    assert found(banks_of(every_database), every_database, "house") == []


def test_a_bank_that_is_not_there_is_not_found(every_database: Engine) -> None:
    for name in ("nowhere", "x" * 500, "'; DROP TABLE bank"):
        with pytest.raises(NotFound) as caught:
            banks_of(every_database).search(Query("house"), 10, name)
        assert caught.value.field == "bank"


# --- which bank -------------------------------------------------------------------------------------------------------


def test_the_designers_own_bank_is_chosen_once_it_has_a_picture(database: Engine, tmp_path: Path) -> None:
    assert chosen_bank(database=database) == SAMPLE
    fill(database, tmp_path / "bank", SAMPLE, "piggy")
    with write(database) as session:
        session.add(Bank(name="main"))
    assert chosen_bank(database=database) == SAMPLE, "there is no picture in their own yet"
    fill(database, tmp_path / "bank", "main", "house")
    assert chosen_bank(database=database) == "main"
    assert chosen_bank(SAMPLE, database) == SAMPLE


def test_which_bank_is_the_designers_own_is_set(database: Engine, tmp_path: Path, monkeypatch: Any) -> None:
    fill(database, tmp_path / "bank", "весна", "house")
    monkeypatch.setattr(settings(), "bank", "весна")
    assert chosen_bank(database=database) == "весна"


def test_a_bank_that_has_no_picture_yet_may_be_named(database: Engine) -> None:
    with write(database) as session:
        session.add(Bank(name="new"))
    assert chosen_bank("new", database) == "new"


def test_summaries_count_pictures_and_flags(every_database: Engine, tmp_path: Path) -> None:
    assert summaries(every_database) == []
    fill(every_database, tmp_path / "bank", **FLAGS)
    fill(every_database, tmp_path / "other", "b", "car")
    first, second = summaries(every_database)
    assert (first.name, first.pictures, first.flags) == ("b", 1, {})
    assert (second.name, second.pictures, second.flags) == ("main", 4, {"complex": 2, "seasonal": 2})


# --- browsing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("without", "only", "names"),
    [
        ([], [], ["car", "house", "key", "piggy"]),
        (["complex"], [], ["car", "piggy"]),
        ([], ["complex"], ["house", "key"]),
        ([], ["complex", "seasonal"], ["house", "key", "piggy"]),
        (["seasonal"], ["complex"], ["key"]),
        (["complex"], ["complex"], []),
        ([], ["nothing-has-this"], []),
    ],
)
def test_pictures_are_browsed_by_name_within_flags(
    database: Engine, tmp_path: Path, without: list[str], only: list[str], names: list[str]
) -> None:
    fill(database, tmp_path / "bank", **FLAGS)
    rows = pictures_by_id(ids_of("main", without=without, only=only, database=database), database)
    assert [row.name for row in rows] == names


def test_pictures_come_in_the_order_of_their_ids_and_strangers_are_left_out(database: Engine, tmp_path: Path) -> None:
    fill(database, tmp_path / "bank")
    ids = {name: row.id for name, row in pictures(database).items()}
    rows = pictures_by_id([ids["key"], "stranger", ids["car"]], database)
    assert [row.name for row in rows] == ["key", "car"]
    assert pictures_by_id([], database) == []


# --- one picture ------------------------------------------------------------------------------------------------------


def test_a_picture_is_known_by_its_bank_and_name(every_database: Engine, tmp_path: Path) -> None:
    fill(every_database, tmp_path / "bank")
    banks, house = banks_of(every_database), pictures(every_database)["house"]
    assert banks.named("main/house") == house.id
    for other in ("main/", "/house", "house", "", "main/House", "sample/house", "main/house/", "a red car / a house"):
        assert banks.named(other) is None


def test_a_picture_comes_without_its_background(database: Engine, tmp_path: Path) -> None:
    fill(database, tmp_path / "bank")
    house = pictures(database)["house"]
    assert banks_of(database).picture(house.id) == ("main/house", STORE.get(AssetKey(house.cut_out)))
    with pytest.raises(EngineFailed, match="not in the bank any more"):
        banks_of(database).picture("stranger")
