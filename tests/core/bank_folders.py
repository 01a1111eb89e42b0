"""Small folders of captioned pictures, and what came of them in the rows."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import Engine
from sqlmodel import SQLModel, select

from core.bank_rows import Bank, BankPicture, BankVectors
from core.db import read

#: name: English and Russian caption, English and Russian services
TEXTS = {
    "piggy": ("A blue piggy bank.", "Синяя копилка.", ["Savings account"], ["Накопительный счёт"]),
    "house": ("A small house.", "Маленький дом.", ["Mortgage"], ["Ипотека"]),
    "car": ("A red car.", "Красная машина.", ["Car loan"], ["Автокредит"]),
    "key": ("A golden key.", "Золотой ключ.", ["Flat rental"], ["Аренда квартиры"]),
}


def picture(number: int, mode: str = "RGB", side: int = 48) -> bytes:
    """A PNG of a square in a colour of its own, on white or on nothing."""
    image = Image.new(mode, (side, side), "white" if mode == "RGB" else (0, 0, 0, 0))
    image.paste(
        (number * 83 % 200, number * 151 % 200, 90, 255)[: len(mode)], (side // 4, side // 4, side // 2, side // 2)
    )
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def line_of(name: str, **changes: Any) -> dict[str, Any]:
    """A line of captions.jsonl."""
    en, ru, services_en, services_ru = TEXTS.get(name, (f"A picture of {name}.", "", [], []))
    return {"id": name, "file": f"{name}.png", "caption_en": en, "caption_ru": ru, "services_en": services_en,
            "services_ru": services_ru, "flags": []} | changes  # fmt: skip


def write_folder(
    folder: Path, *names: str, changes: Mapping[str, Mapping[str, Any]] | None = None, alpha: bool = False
) -> Path:
    """A folder of these pictures, all of TEXTS if none is named; `changes` by name are of their lines."""
    names = names or tuple(TEXTS)
    folder.mkdir(exist_ok=True)
    for number, name in enumerate(names):
        (folder / f"{name}.png").write_bytes(picture(number, "RGBA" if alpha else "RGB"))
    lines = [json.dumps(line_of(name, **(changes or {}).get(name, {})), ensure_ascii=False) for name in names]
    (folder / "captions.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def rows_of(table: type[SQLModel], database: Engine) -> list[dict[str, Any]]:
    """Every row of a table, in a fixed order."""
    with read(database) as session:
        rows = [row.model_dump() for row in session.exec(select(table))]
    return sorted(rows, key=repr)


def revision(database: Engine, bank: str = "main") -> int:
    with read(database) as session:
        return session.get_one(Bank, bank).revision


def pictures(database: Engine) -> dict[str, BankPicture]:
    """The pictures' rows by name."""
    with read(database) as session:
        return {row.name: row for row in session.exec(select(BankPicture))}


def embedded(database: Engine) -> set[str]:
    """Names of the pictures that have vectors."""
    by_id = {row.id: name for name, row in pictures(database).items()}
    with read(database) as session:
        return {by_id[one] for one in session.exec(select(BankVectors.picture_id))}
