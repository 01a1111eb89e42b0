"""The designers' banks: which there are, what is in them, and searching them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Engine
from sqlmodel import col, select

from core.bank_rows import Bank, BankPicture, BankVectors
from core.config import settings
from core.db import read
from core.errors import EngineFailed, NotFound
from core.formats.brand import DATA
from core.retrieval.corpus import EMBEDDED, Corpus, Entry
from core.retrieval.index import QdrantIndex
from core.retrieval.port import Kind, TextEncoder, Vectors
from core.retrieval.search import Found, Query, Searcher, indexed
from core.storage.port import AssetKey, ObjectStore

#: The bank that ships with the product.
SAMPLE = "sample"
SAMPLE_FOLDER = DATA / "bank"


@dataclass(frozen=True)
class BankSummary:
    """A bank's name, how many pictures it has, and how many of them have each flag."""

    name: str
    pictures: int
    flags: Mapping[str, int]


def summaries(database: Engine | None = None) -> list[BankSummary]:
    """Every bank, by name."""
    with read(database) as session:
        names = session.exec(select(Bank.name).order_by(Bank.name)).all()
        rows = session.exec(select(BankPicture.bank, BankPicture.flags)).all()
    flags = {name: Counter[str]() for name in names}
    pictures = Counter(bank for bank, _ in rows)
    for bank, flagged in rows:
        flags[bank].update(flagged)
    return [BankSummary(name, pictures[name], dict(sorted(flags[name].items()))) for name in names]


def chosen_bank(name: str = "", database: Engine | None = None) -> str:
    """The bank to search: `name` where it is given, else the designers' own (ADBANNER_BANK), or the sample bank as long
    as that one is empty.

    Raises:
        NotFound: there is no bank of that name (field "bank").
    """
    with read(database) as session:
        filled = set(session.exec(select(BankPicture.bank).distinct()))
        if name and name not in filled and session.get(Bank, name) is None:
            raise NotFound("There is no bank “{bank}”.", field="bank", bank=name[:60])
    return name or (settings().bank if settings().bank in filled else SAMPLE)


def pictures_by_id(ids: Sequence[str], database: Engine | None = None) -> list[BankPicture]:
    """Those pictures, in that order; ids of none are left out."""
    with read(database) as session:
        rows = {row.id: row for row in session.exec(select(BankPicture).where(col(BankPicture.id).in_(ids)))}
    return [rows[one] for one in ids if one in rows]


def picture_named(origin: str, database: Engine | None = None) -> BankPicture | None:
    """The picture of that name (bank/name); None where there is none."""
    bank, _, name = origin.strip().partition("/")
    with read(database) as session:
        return session.exec(select(BankPicture).where(BankPicture.bank == bank, BankPicture.name == name)).first()


def ids_of(
    bank: str, *, without: Collection[str] = (), only: Collection[str] = (), database: Engine | None = None
) -> list[str]:
    """The ids of a bank's pictures, by the pictures' names.

    Left out are pictures with one of the flags `without`, and, where `only` is given, those without any of these.
    """
    with read(database) as session:
        rows = session.exec(
            select(BankPicture.id, BankPicture.flags).where(BankPicture.bank == bank).order_by(BankPicture.name)
        ).all()
    return [key for key, flags in rows if not set(flags) & set(without) and (not only or set(flags) & set(only))]


class Banks:
    """Searches banks in this process. A bank's arrays and index are built when it is first searched, and anew when
    its revision has changed."""

    def __init__(self, encoder: TextEncoder, store: ObjectStore, database: Engine | None = None) -> None:
        self._encoder, self._store, self._database = encoder, store, database
        self._searchers: dict[str, tuple[int, Searcher]] = {}

    def search(self, query: Query, limit: int, bank: str = "") -> list[Found]:
        """At most `limit` pictures of a bank (empty: the chosen one), best first; ids are those of the rows.

        Raises:
            NotFound: there is no such bank.
            EngineFailed: encoder or index could not answer.
        """
        chosen = chosen_bank(bank, self._database)
        try:
            return self._searcher(chosen).search(query, limit)
        except EngineFailed:
            self._searchers.pop(chosen, None)  # a server may have lost its collections: the next try builds them
            raise

    def named(self, origin: str) -> str | None:
        """As `PictureBank.named`."""
        found = picture_named(origin, self._database)
        return found.id if found else None

    def picture(self, picture_id: str) -> tuple[str, bytes]:
        """Where a picture comes from (bank/name), and its file without background.

        Raises:
            EngineFailed: it is gone, or the store cannot be read.
        """
        found = pictures_by_id([picture_id], self._database)
        if not found:
            raise EngineFailed("This picture is not in the bank any more.")
        return f"{found[0].bank}/{found[0].name}", self._store.get(AssetKey(found[0].cut_out))

    def _searcher(self, bank: str) -> Searcher:
        with read(self._database) as session:
            revision = session.exec(select(Bank.revision).where(Bank.name == bank)).first() or 0
        held = self._searchers.get(bank)
        if held is None or held[0] != revision:
            corpus = load_corpus(bank, self._encoder, self._database)
            index = QdrantIndex(bank, self._encoder.name, indexed(corpus), url=settings().qdrant_url,
                                api_key=settings().qdrant_api_key)  # fmt: skip
            index.refresh(revision)
            held = self._searchers[bank] = (revision, Searcher(corpus, index, self._encoder))
        return held[1]


def load_corpus(bank: str, encoder: TextEncoder, database: Engine | None = None) -> Corpus:
    """A bank's texts, and the vectors that this encoder made of them."""
    with read(database) as session:
        rows = session.exec(
            select(BankPicture.id, BankPicture.caption, BankPicture.services, BankPicture.flags)
            .where(BankPicture.bank == bank)
            .order_by(BankPicture.name)
        ).all()
        stored = session.exec(
            select(BankVectors.picture_id, BankVectors.kind, BankVectors.data)
            .join(BankPicture, col(BankPicture.id) == BankVectors.picture_id)
            .where(BankPicture.bank == bank, BankVectors.encoder == encoder.name)
        ).all()
    by_picture = {(picture, kind): data for picture, kind, data in stored}
    entries = [Entry(key, caption, services, frozenset(flags)) for key, caption, services, flags in rows]
    vectors: dict[Kind, list[Vectors]] = {
        kind: [_numbers(by_picture.get((entry.id, kind), b""), encoder.dimension) for entry in entries]
        for kind in EMBEDDED
    }
    return Corpus(entries, vectors, encoder.languages)


def _numbers(data: bytes, dimension: int) -> Vectors:
    return np.frombuffer(data, dtype="<f4").reshape(-1, dimension)
