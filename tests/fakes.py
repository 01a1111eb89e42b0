"""Fakes of our own ports, written by hand; the contract suites run on them and on the real engines alike."""

import hashlib
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.copywriting.port import AdCopy, CopyRequest
from core.copywriting.text import clean_text, cut_at_word
from core.errors import Cancelled, EngineFailed, NotFound
from core.imagery.port import Picture, PictureRequest
from core.ports import Checkpoint, unwatched
from core.retrieval.corpus import Passages
from core.retrieval.port import Kind, Match, Vector
from core.retrieval.search import Found, Query
from core.storage.port import AssetKey


class FakeStore:
    """An `ObjectStore` in a dict."""

    name = "fake"

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def put(self, data: bytes, *, media_type: str) -> AssetKey:
        key = AssetKey(hashlib.sha256(data).hexdigest())
        self.objects[key] = data
        return key

    def get(self, key: AssetKey) -> bytes:
        if key not in self.objects:
            raise NotFound("There is no such file.", field="asset")
        return self.objects[key]

    def url(self, key: AssetKey, *, expires: int) -> None:
        return None


class FakeEncoder:
    """A `TextEncoder` that counts words: each word is a direction of its own, whatever its language. It says that it
    knows English only, and so it goes over the bridge from other languages."""

    name, dimension, languages = "fake", 4096, frozenset({"en"})

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()) or ["nothing"]:
                row[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4]) % self.dimension] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)


class FakeBankIndex:
    """A `BankIndex` that looks at every vector."""

    name = "fake"

    def __init__(self, passages: Mapping[Kind, Passages]) -> None:
        self._passages = passages
        self.revision: int | None = None

    def refresh(self, revision: int) -> None:
        self.revision = revision

    def nearest(self, vector: Vector, *, kind: Kind, limit: int) -> list[Match]:
        if self.revision is None:
            raise EngineFailed("The index is not built yet.")
        held = self._passages[kind]
        owners = held.owners
        scores = held.vectors @ vector if len(owners) else owners  # an empty bank has no dimension
        return [Match(int(owners[i]), float(scores[i])) for i in np.argsort(-scores, kind="stable")[:limit]]


class FakePictureBank:
    """A `PictureBank` of squares, each in a colour of its own: `bank/0`, `bank/1` … in this order for every query, the
    first the likeliest. `queries` remembers what was looked for."""

    def __init__(self, pictures: int = 12) -> None:
        self.files = {str(number): self._square(number) for number in range(pictures)}
        self.queries: list[Query] = []

    def search(self, query: Query, limit: int) -> list[Found]:
        self.queries.append(query)
        return [Found(key, 1 / (2 + rank), ()) for rank, key in enumerate(list(self.files)[:limit])]

    def named(self, origin: str) -> str | None:
        bank, _, name = origin.partition("/")
        return name if bank == "bank" and name in self.files else None

    def picture(self, picture_id: str) -> tuple[str, bytes]:
        if picture_id not in self.files:
            raise EngineFailed("This picture is not in the bank any more.")
        return f"bank/{picture_id}", self.files[picture_id]

    @staticmethod
    def _square(number: int) -> bytes:
        image = Image.new("RGBA", (96, 96))
        image.paste((number * 83 % 256, number * 151 % 256, number * 37 % 256, 255), (24, 24, 72, 72))
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        return buffer.getvalue()


class FakeCopywriter:
    """Whole words of product or offer within each limit; `requests` remembers what it was asked for."""

    def __init__(self) -> None:
        self.requests: list[CopyRequest] = []

    def write(self, request: CopyRequest, *, checkpoint: Checkpoint = unwatched) -> AdCopy:
        self.requests.append(request)
        texts = {field.id: self._text(request, field.limit or 40) for field in request.fields}
        return AdCopy(texts=texts, engine="fake", draft=True)

    def rewrite(
        self, request: CopyRequest, draft: AdCopy, field: str | None, *, checkpoint: Checkpoint = unwatched
    ) -> AdCopy:
        self.requests.append(request)
        limits = {f.id: f.limit or 40 for f in request.fields}
        again = list(limits) if field is None else [field]
        changed = {i: "Again" if limits[i] >= 5 and draft.texts.get(i) != "Again" else "Anew" for i in again}
        if field is not None and field not in limits:
            raise KeyError(field)
        return AdCopy(texts={**draft.texts, **changed}, engine="fake", draft=True)

    def variants(
        self, request: CopyRequest, draft: AdCopy, count: int, *, checkpoint: Checkpoint = unwatched
    ) -> list[AdCopy]:
        found: list[AdCopy] = []
        for _ in range(min(count, 2)):
            found.append(self.rewrite(request, found[-1] if found else draft, None))
        return [copy for copy in found if copy.texts != draft.texts]

    def _text(self, request: CopyRequest, limit: int) -> str:
        return cut_at_word(clean_text(request.offer), limit) or cut_at_word(request.product_name, limit) or "Yours"


class FakePictureSource:
    """A `PictureSource` that paints a square in a colour of the seed."""

    def obtain(self, request: PictureRequest, *, checkpoint: Checkpoint) -> Picture:
        checkpoint(0.0, "Painting")
        image = Image.new("RGB", (request.size, request.size), "white")
        colour = (request.seed * 37 % 200, request.seed * 91 % 200, request.seed * 53 % 200)
        quarter = request.size // 4
        image.paste(colour, (quarter, quarter, 3 * quarter, 3 * quarter))
        checkpoint(1.0, "Painting")
        return Picture(image, source="studio", engine="fake", prompt=request.prompt or "a square", seed=request.seed)


class Progress:
    """A `Checkpoint` that remembers what it was told, and cancels after `patience` calls."""

    def __init__(self, patience: int = 10**6) -> None:
        self.fractions: list[float] = []
        self.notes: list[str] = []
        self._patience = patience

    def __call__(self, fraction: float, note: str) -> None:
        if len(self.fractions) >= self._patience:
            raise Cancelled
        self.fractions.append(fraction)
        self.notes.append(note)


def wish(
    prompt: str = "", *, offer: str = "", product: str = "", description: str = "", seed: int = 1, size: int = 96
) -> PictureRequest:
    """A picture request as tests need it."""
    return PictureRequest(prompt, offer, product, description, seed, size)


class FakeMatter:
    """Takes every pixel lighter than a threshold for ground, and keeps the rest as it is."""

    name = "fake-1"

    def cut_out(self, image: Image.Image) -> Image.Image:
        pixels = np.asarray(image.convert("RGBA")).copy()
        if pixels[..., 3].min() < 255:
            return Image.fromarray(pixels)
        pixels[..., 3] = np.where(pixels[..., :3].min(axis=2) >= 250, 0, 255)
        if not pixels[..., 3].any():
            raise EngineFailed("There is nothing on the picture but white.")
        return Image.fromarray(pixels)


class FakeTaskQueue:
    """A `TaskQueue` that counts the calls which nobody has answered."""

    #: As many calls wait at most, as with the real one.
    MOST_WAITING = 200

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()

    def wake(self, queue: str, count: int = 1) -> None:
        self.calls[queue] = min(self.MOST_WAITING, self.calls[queue] + count)

    def waiting(self, queue: str) -> int:
        return self.calls[queue]

    def answers(self) -> bool:
        return True
