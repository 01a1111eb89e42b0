"""The vectors of banks' texts: computed once a picture and encoder, and kept in rows."""

from collections.abc import Sequence

import numpy as np
from sqlalchemy import Engine, exists
from sqlmodel import Session, col, select

from core.bank_import import BATCH, Tell
from core.bank_rows import BankPicture, BankVectors, turn_over
from core.db import insert_if_absent, read, write
from core.retrieval.corpus import EMBEDDED, Entry, passages
from core.retrieval.port import TextEncoder


def embed_missing(
    encoder: TextEncoder, bank: str, database: Engine | None = None, tell: Tell = lambda _done, _total: None
) -> int:
    """Compute the vectors of a bank's pictures that have none by this encoder yet.

    Returns: how many pictures that were.

    Raises:
        EngineFailed: the encoder could not answer.
    """
    rows = lacking_vectors(encoder.name, bank, database)
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        made = _embedded(batch, encoder)
        with write(database) as session:
            turn_over(session, bank)
            fresh = _unchanged(session, batch)
            for values in made:
                if values["picture_id"] in fresh:
                    insert_if_absent(session, BankVectors, values)
        tell(start + len(batch), len(rows))
    return len(rows)


def lacking_vectors(encoder_name: str, bank: str, database: Engine | None = None) -> Sequence[BankPicture]:
    """The bank's pictures whose texts that encoder has not seen yet, by name."""
    there = exists().where(col(BankVectors.picture_id) == BankPicture.id, col(BankVectors.encoder) == encoder_name)
    chosen = select(BankPicture).where(BankPicture.bank == bank, ~there).order_by(BankPicture.name)
    with read(database) as session:
        return session.exec(chosen).all()


def _unchanged(session: Session, pictures: Sequence[BankPicture]) -> set[str]:
    """Of these pictures the ids of those that no import has changed since they were read."""
    ids = [picture.id for picture in pictures]
    now_there = dict(session.exec(select(BankPicture.id, BankPicture.digest).where(col(BankPicture.id).in_(ids))).all())
    return {picture.id for picture in pictures if now_there.get(picture.id) == picture.digest}


def _embedded(pictures: Sequence[BankPicture], encoder: TextEncoder) -> list[dict[str, object]]:
    """The values of BankVectors rows; without a text in the encoder's languages they hold no numbers."""
    texts: list[list[str]] = []
    for picture in pictures:
        entry = Entry(picture.id, picture.caption, picture.services)
        written = {*picture.caption, *picture.services}
        language = next((one for one in sorted(encoder.languages) if one in written), "")
        by_kind = passages(entry, language)
        texts += [by_kind[kind] for kind in EMBEDDED]
    every = encoder.encode([text for group in texts for text in group])
    groups = np.split(every, np.cumsum([len(group) for group in texts])[:-1])
    return [
        {"picture_id": pictures[i // len(EMBEDDED)].id, "encoder": encoder.name, "kind": EMBEDDED[i % len(EMBEDDED)],
         "data": np.ascontiguousarray(group, dtype="<f4").tobytes()}
        for i, group in enumerate(groups)
    ]  # fmt: skip
