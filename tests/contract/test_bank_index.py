"""What every index of a bank's vectors promises: the fake, Qdrant in memory, and a Qdrant server by QDRANT_URL."""

import os
from collections.abc import Callable, Iterator, Mapping
from uuid import uuid4

import numpy as np
import pytest
import qdrant_client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qdrant_client.http.exceptions import UnexpectedResponse

from core.errors import EngineFailed
from core.retrieval import index as index_module
from core.retrieval.corpus import Passages
from core.retrieval.index import QdrantIndex
from core.retrieval.port import BankIndex, Kind, Match, Vectors
from tests.fakes import FakeBankIndex

KINDS: tuple[Kind, ...] = ("whole", "service")

Held = Mapping[Kind, Passages]
#: Makes the index of some vectors of one and the same bank.
MakeIndex = Callable[[Held], BankIndex]


def rows(seed: int, count: int) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def held(seed: int, *counts: int) -> Held:
    """One whole vector a picture, and so many of services."""
    return {"whole": Passages.of([rows(seed + i, 1) for i in range(len(counts))]),
            "service": Passages.of([rows(1000 + seed + i, count) for i, count in enumerate(counts)])}  # fmt: skip


@pytest.fixture(params=["fake", "qdrant in memory", "qdrant server"])
def make(request: pytest.FixtureRequest) -> Iterator[MakeIndex]:
    if request.param == "fake":
        yield FakeBankIndex
    elif request.param == "qdrant in memory":
        yield lambda passages: QdrantIndex("main", "fake", passages)
    else:
        yield from _on_a_server()


def _on_a_server() -> Iterator[MakeIndex]:
    url, key = os.environ.get("QDRANT_URL", ""), os.environ.get("QDRANT_API_KEY", "")
    if not url:
        pytest.skip("no Qdrant server: QDRANT_URL is not set")
    bank = f"test-{uuid4().hex}"
    made: list[QdrantIndex] = []

    def make(passages: Held) -> QdrantIndex:
        made.append(QdrantIndex(bank, "fake", passages, url=url, api_key=key))
        return made[-1]

    yield make
    client = qdrant_client.QdrantClient(url=url, api_key=key or None, check_compatibility=False)
    for collection in client.get_collections().collections:
        if any(collection.name.startswith(one._prefix) for one in made):
            client.delete_collection(collection.name)
    client.close()


def brute_force(passages: Passages, query: np.ndarray, limit: int) -> list[Match]:
    every = [
        Match(picture, float(passages.vectors[row] @ query))
        for picture in range(len(passages.starts) - 1)
        for row in range(passages.starts[picture], passages.starts[picture + 1])
    ]
    return sorted(every, key=lambda match: -match.score)[:limit]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    counts=st.lists(st.integers(0, 4), min_size=1, max_size=8),
    seed=st.integers(0, 99),
    kind=st.sampled_from(KINDS),
    limit=st.integers(1, 40),
)
def test_the_nearest_are_what_looking_at_every_vector_finds(
    make: MakeIndex, counts: list[int], seed: int, kind: Kind, limit: int
) -> None:
    passages, query = held(seed, *counts), rows(seed + 500, 1)[0]
    index = make(passages)
    index.refresh(hash((tuple(counts), seed)) % 10**9 + 1)
    found, expected = index.nearest(query, kind=kind, limit=limit), brute_force(passages[kind], query, limit)
    assert [match.picture for match in found] == [match.picture for match in expected]
    assert [match.score for match in found] == pytest.approx([match.score for match in expected], abs=1e-5)


def test_a_picture_with_several_vectors_may_come_several_times(make: MakeIndex) -> None:
    near = rows(1, 1)
    passages = {"whole": Passages.of([near, rows(2, 1)]),
                "service": Passages.of([np.concatenate([near, near, -near]), rows(2, 1)])}  # fmt: skip
    index = make(passages)
    index.refresh(1)
    found = index.nearest(near[0], kind="service", limit=10)
    assert [match.picture for match in found] == [0, 0, 1, 0]
    assert [found[0].score, found[-1].score] == pytest.approx([1, -1])
    assert [match.picture for match in index.nearest(near[0], kind="service", limit=2)] == [0, 0]


def test_a_later_revision_shows_the_new_vectors(make: MakeIndex) -> None:
    query = rows(7, 1)[0]
    for revision, passages in enumerate((held(1, 2, 1, 3), held(2, 1), held(3, 4, 4, 4, 4)), start=5):
        index = make(passages)
        index.refresh(revision)
        for kind in KINDS:
            assert [match.picture for match in index.nearest(query, kind=kind, limit=50)] == [
                match.picture for match in brute_force(passages[kind], query, 50)
            ]


def test_before_it_is_refreshed_it_fails(make: MakeIndex) -> None:
    with pytest.raises(EngineFailed):
        make(held(1, 2)).nearest(rows(1, 1)[0], kind="whole", limit=1)


def test_refreshing_twice_is_harmless(make: MakeIndex) -> None:
    passages, query = held(4, 2, 2), rows(9, 1)[0]
    index, twin = make(passages), make(passages)
    index.refresh(3)
    once = index.nearest(query, kind="service", limit=9)
    index.refresh(3)
    twin.refresh(3)
    assert index.nearest(query, kind="service", limit=9) == twin.nearest(query, kind="service", limit=9) == once


def test_without_vectors_nothing_is_near(make: MakeIndex) -> None:
    index = make(held(1, 0, 0))
    index.refresh(1)
    assert index.nearest(rows(1, 1)[0], kind="service", limit=5) == []


def test_a_bank_without_pictures_has_an_index_too(make: MakeIndex) -> None:
    index = make({"whole": Passages.of([]), "service": Passages.of([])})
    index.refresh(1)
    assert index.nearest(rows(1, 1)[0], kind="whole", limit=5) == []


# --- processes that share a server ------------------------------------------------------------------------------------


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> tuple[MakeIndex, qdrant_client.QdrantClient]:
    """Indexes that reach the same collections, as processes do that share a server."""
    client = qdrant_client.QdrantClient(":memory:")
    monkeypatch.setattr(qdrant_client, "QdrantClient", lambda **_: client)
    return (lambda passages: QdrantIndex("main", "fake", passages, url="http://qdrant")), client


def test_one_that_lags_behind_still_finds_its_own(shared: tuple[MakeIndex, qdrant_client.QdrantClient]) -> None:
    make, client = shared
    query = rows(7, 1)[0]
    old, new, newest = make(held(1, 1, 1)), make(held(2, 1, 1, 1)), make(held(3, 1))
    old.refresh(1)
    new.refresh(2)
    assert len(old.nearest(query, kind="whole", limit=9)) == 2
    newest.refresh(3)
    assert len(new.nearest(query, kind="whole", limit=9)) == 3
    assert sorted(one.name.rpartition("-")[2] for one in client.get_collections().collections) == ["2", "2", "3", "3"]


def test_banks_and_encoders_are_apart(shared: tuple[MakeIndex, qdrant_client.QdrantClient]) -> None:
    _, client = shared
    for bank, encoder in (("main", "a"), ("main", "b"), ("other", "a")):
        QdrantIndex(bank, encoder, held(1, 1), url="http://qdrant").refresh(9)
    assert len(client.get_collections().collections) == 3 * len(held(1, 1))


def test_what_another_process_left_half_done_is_finished(
    shared: tuple[MakeIndex, qdrant_client.QdrantClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    make, client = shared
    passages = held(1, 3, 3)
    with monkeypatch.context() as patch:
        patch.setattr(client, "upload_collection", lambda *_, **__: None)
        make(passages).refresh(1)
    index = make(passages)
    index.refresh(1)
    assert len(index.nearest(rows(1, 1)[0], kind="service", limit=9)) == 6


def test_two_that_build_at_the_same_moment_do_not_fail_each_other(
    shared: tuple[MakeIndex, qdrant_client.QdrantClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    make, client = shared
    create = client.create_collection

    def beaten(name: str, *options: object) -> None:
        create(name, *options)  # by the other process, right before
        raise UnexpectedResponse(409, "Conflict", b"already exists", None)

    monkeypatch.setattr(client, "create_collection", beaten)
    index = make(held(1, 2))
    index.refresh(1)
    assert len(index.nearest(rows(1, 1)[0], kind="service", limit=9)) == 2


def test_a_server_that_cannot_be_reached_fails_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "_TIMEOUT", 1)
    index = QdrantIndex("main", "fake", held(1, 2), url="http://127.0.0.1:9")
    with pytest.raises(EngineFailed, match="index does not answer"):
        index.refresh(1)
    with pytest.raises(EngineFailed):
        index.nearest(rows(1, 1)[0], kind="whole", limit=1)
