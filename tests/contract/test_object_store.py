"""What every object store promises."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.errors import EngineFailed, NotFound
from core.storage.disk import DiskStore
from core.storage.port import AssetKey, ObjectStore
from tests.fakes import FakeStore


@pytest.fixture(params=["fake", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    return FakeStore() if request.param == "fake" else DiskStore(tmp_path / "objects")


@pytest.mark.parametrize("data", [b"", b"banner", bytes(range(256)) * 5000])
def test_what_was_put_comes_back_under_the_hash_of_its_content(store: ObjectStore, data: bytes) -> None:
    key = store.put(data, media_type="image/png")
    assert key == hashlib.sha256(data).hexdigest()
    assert store.get(key) == data


def test_putting_again_is_harmless_also_at_the_same_moment(store: ObjectStore) -> None:
    data = b"x" * 100_000
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: store.put(data, media_type="image/png"), range(32)))
    assert len(keys) == 1
    assert store.get(keys.pop()) == data


@pytest.mark.parametrize("key", ["0" * 64, "", "../../etc/passwd", "a" * 63, "Z" * 64, "0" * 62 + "/."])
def test_an_unknown_key_is_not_found(store: ObjectStore, key: str) -> None:
    with pytest.raises(NotFound):
        store.get(AssetKey(key))


def test_a_damaged_file_is_noticed(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    key = store.put(b"banner", media_type="image/png")
    (tmp_path / key[:2] / key[2:]).write_bytes(b"bonner")
    with pytest.raises(EngineFailed, match="damaged"):
        store.get(key)


def test_a_folder_that_cannot_be_written_fails_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(EngineFailed, match="could not be stored"):
        DiskStore(tmp_path / "file").put(b"banner", media_type="image/png")
