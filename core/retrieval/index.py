"""The bank's vectors in Qdrant: inside this process, or on a server."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import numpy as np

from core.errors import EngineFailed
from core.retrieval.corpus import Passages
from core.retrieval.port import Kind, Match, Vector

#: Vectors a request carries: 384 numbers each, well below a server's limit of 32 MB.
_BATCH = 1000
#: Seconds that a server may take to answer.
_TIMEOUT = 10


class QdrantIndex:
    """Implements `BankIndex`. A collection holds one kind of vectors of one bank at one revision and is never changed:
    so any number of processes may build the same one, and one that lags behind still finds its own.

    A vector's id is its row in `passages`, which every process reads from the rows in the same order.
    """

    name = "qdrant"

    def __init__(
        self, bank: str, encoder: str, passages: Mapping[Kind, Passages], *, url: str = "", api_key: str = ""
    ) -> None:
        """`url` empty: in this process's memory."""
        from qdrant_client import QdrantClient  # noqa: PLC0415 - half a second, and pages only ask workers

        if url:
            self._client = QdrantClient(url=url, api_key=api_key or None, timeout=_TIMEOUT, check_compatibility=False)
        else:
            self._client = QdrantClient(":memory:")
        self._prefix = f"adbanner-{hashlib.sha256(f'{bank} {encoder}'.encode()).hexdigest()[:16]}"
        self._passages = dict(passages)
        self._owners = {kind: held.owners for kind, held in self._passages.items()}
        self._revision: int | None = None

    def refresh(self, revision: int) -> None:
        if revision == self._revision:
            return
        with _failing_plainly():
            for kind, held in self._passages.items():
                self._build(f"{self._prefix}-{kind}-{revision}", held)
            self._drop_older(revision)
        self._revision = revision

    def nearest(self, vector: Vector, *, kind: Kind, limit: int) -> list[Match]:
        if self._revision is None:
            raise EngineFailed("The bank's index is not built yet.")
        owners = self._owners[kind]
        if not len(owners):
            return []
        with _failing_plainly():
            found = self._client.query_points(
                f"{self._prefix}-{kind}-{self._revision}", query=vector, limit=limit, with_payload=False
            )
        return [Match(int(owners[int(point.id)]), point.score) for point in found.points]

    def _build(self, collection: str, held: Passages) -> None:
        from qdrant_client.http.exceptions import UnexpectedResponse  # noqa: PLC0415
        from qdrant_client.models import Distance, VectorParams  # noqa: PLC0415

        rows, dimension = held.vectors.shape
        if not rows:  # of an empty bank not even the dimension is known
            return
        if not self._client.collection_exists(collection):
            try:
                self._client.create_collection(collection, VectorParams(size=dimension, distance=Distance.DOT))
            except UnexpectedResponse:
                if not self._client.collection_exists(collection):  # else another process was quicker
                    raise
        elif self._client.count(collection, exact=True).count == rows:
            return
        self._client.upload_collection(
            collection, vectors=held.vectors, ids=np.arange(rows).tolist(), batch_size=_BATCH, wait=True
        )

    def _drop_older(self, revision: int) -> None:
        for collection in self._client.get_collections().collections:
            prefix, _, number = collection.name.rpartition("-")
            if prefix.startswith(self._prefix) and int(number) < revision - 1:  # one who lags may still be reading
                self._client.delete_collection(collection.name)


@contextmanager
def _failing_plainly() -> Iterator[None]:
    from qdrant_client.common.client_exceptions import QdrantException  # noqa: PLC0415
    from qdrant_client.http.exceptions import ApiException  # noqa: PLC0415

    try:
        yield
    except (ApiException, QdrantException, OSError) as error:
        raise EngineFailed("The bank's index does not answer: {reason}", reason=type(error).__name__) from error
