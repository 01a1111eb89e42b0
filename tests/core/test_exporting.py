"""Files of versions: made once, within the limit, judged at every taking, let through by designers only."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import Engine
from sqlmodel import select

from core import exporting
from core.db import read, write
from core.errors import BadInput, ExportBlocked, NotAllowed, NotFound
from core.export_overruling import overrule, who_may
from core.export_rows import ExportedFile, Override
from core.export_standing import Standing, standings, subject_of
from core.export_verdict import Level, Rule
from core.exporting import export, take
from core.formats.schema import Format
from core.models import Product, Version
from core.sheets import Desk
from core.states import Change
from tests.core.workshop import FORMATS, Workshop


@pytest.fixture
def shop(database: Engine) -> Workshop:
    return Workshop(database)


@pytest.fixture
def single(shop: Workshop) -> Version:
    """A version with one picture, 220 × 240."""
    return shop.shown(shop.make(formats=("single",))["single"])


def with_format(shop: Workshop, **changes: Any) -> Desk:
    """The desk once the format "single" is different."""
    changed = Format.model_validate(FORMATS["single"].model_dump() | changes)
    return replace(shop.desk, formats={**FORMATS, "single": changed})


def standing_of(desk: Desk, version: Version, share: float | None = None) -> Standing:
    """How the file stands, by rows alone."""
    layout = desk.formats["single"]
    return standings([subject_of(version, layout, share)], database=desk.database)[version.id]


def files(shop: Workshop) -> list[ExportedFile]:
    with read(shop.database) as session:
        return list(session.exec(select(ExportedFile)))


def wants_legal(shop: Workshop) -> None:
    """From now on the product needs a legal text, for which no format has a place."""
    with write(shop.database) as session:
        session.exec(select(Product)).one().legal_share = 0.1


# --- the file ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "begins"), [("png", b"\x89PNG"), ("jpg", b"\xff\xd8")])
def test_a_file_is_of_the_wanted_type_and_no_heavier_than_the_stored_one(
    shop: Workshop, single: Version, kind: Any, begins: bytes
) -> None:
    made = export(shop.desk, single, kind)
    assert made.data.startswith(begins)
    assert Image.open(BytesIO(made.data)).size == (220, 240)
    assert made.file_name == f"card-220x240-single-{single.banner_id[:6]}.{kind}"
    assert made.standing.verdict
    if kind == "png":
        stored = shop.store.objects[single.asset]
        assert len(made.data) <= len(stored)
        assert Image.open(BytesIO(made.data)).convert("RGB").tobytes() == Image.open(BytesIO(stored)).tobytes()


def test_a_second_download_costs_nothing(shop: Workshop, single: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    first = export(shop.desk, single)
    monkeypatch.setattr(exporting, "packed", None)
    assert export(shop.desk, single).data == first.data
    assert [(row.kind, row.scale, row.size) for row in files(shop)] == [("png", 1, len(first.data))]


def test_twice_the_pixels_are_drawn_anew_and_judged_by_themselves(shop: Workshop, single: Version) -> None:
    made = export(shop.desk, single, "png", 2)
    assert Image.open(BytesIO(made.data)).size == (440, 480)
    assert made.file_name.endswith("-2x.png")
    (row,) = files(shop)
    assert row.measures["pixels"] == [440, 480]
    assert made.standing.verdict
    assert made.standing.verdict.level == Level.GREEN


def test_another_limit_makes_another_file(shop: Workshop, single: Version) -> None:
    free = export(shop.desk, single, "png")
    limit = len(free.data) // 1024
    assert limit, "the file is larger than a kilobyte"
    tight = export(with_format(shop, weight_limit_kb=limit), single, "png")
    assert len(tight.data) <= 1024 * limit < len(free.data)
    assert tight.standing.verdict
    assert tight.standing.verdict.level == Level.AMBER
    assert len(files(shop)) == 2


def test_what_no_packing_makes_light_enough_is_red_and_still_looks_good(shop: Workshop, single: Version) -> None:
    noise = Image.effect_noise((220, 240), 100).convert("RGB")
    out = BytesIO()
    noise.save(out, "PNG")
    key = shop.store.put(out.getvalue(), media_type="image/png")
    heavy = single.model_copy(update={"asset": key})
    made = export(with_format(shop, weight_limit_kb=1), heavy, "jpg")
    assert made.standing.verdict
    assert made.standing.verdict.red == (Rule.WEIGHT,)
    assert made.standing.file.how.number > 80


# --- taking -----------------------------------------------------------------------------------------------------------


def test_taking_is_noted_with_the_level(shop: Workshop, single: Version) -> None:
    take(shop.desk, single, shop.ann, "jpg")
    (event,) = shop.events("banner.downloaded")
    assert event.data == {"type": "jpg", "version": 1, "approved": False, "level": "green", "scale": 1}
    assert (event.user_id, event.version_id) == (shop.ann.id, single.id)


def test_red_is_not_handed_out_whoever_asks(shop: Workshop, single: Version) -> None:
    wants_legal(shop)
    for user in (shop.ann, shop.bob):
        with pytest.raises(ExportBlocked, match="here is no place for it"):
            take(shop.desk, single, user)
    assert not shop.events("banner.downloaded")
    assert standing_of(shop.desk, single, 0.1).blocked


def test_a_designer_lets_a_version_through_with_a_reason(shop: Workshop, single: Version) -> None:
    wants_legal(shop)
    with pytest.raises(NotAllowed):
        overrule(shop.desk, single.id, "It is fine", shop.ann)
    overrule(shop.desk, single.id, " Agreed with\nthe lawyers ", shop.bob)
    made = take(shop.desk, single, shop.ann)
    assert made.standing.overruled
    (word,) = standing_of(shop.desk, single, 0.1).overrides
    assert (word.by, word.reason, word.rules) == ("Bob", "Agreed with the lawyers", {"legal"})
    (event,) = shop.events("export.overruled")
    assert event.data == {"reason": "Agreed with the lawyers", "findings": ["legal"]}
    assert shop.events("banner.downloaded")[0].data["level"] == "red"


def test_what_turns_red_later_is_not_let_through_with_it(shop: Workshop, single: Version) -> None:
    wants_legal(shop)
    overrule(shop.desk, single.id, "Agreed with the lawyers", shop.bob)
    stricter = with_format(shop, smallest_type=40)
    with pytest.raises(ExportBlocked, match="40"):
        take(stricter, single, shop.ann)
    overrule(stricter, single.id, "Large enough on this screen", shop.bob)
    assert take(stricter, single, shop.ann).standing.overruled


def test_a_version_let_through_says_nothing_of_the_next_one(shop: Workshop, single: Version) -> None:
    wants_legal(shop)
    overrule(shop.desk, single.id, "Agreed with the lawyers", shop.bob)
    after = shop.write(single.banner_id, headline="Six percent").version
    with pytest.raises(ExportBlocked):
        take(shop.desk, after, shop.ann)


@pytest.mark.parametrize(
    ("reason", "told"), [("", "Say why"), (" no ", "Say why"), ("x " * 150 + "xy", "300"), ("a\0bc", "control")]
)
def test_a_reason_is_a_sentence(shop: Workshop, single: Version, reason: str, told: str) -> None:
    wants_legal(shop)
    with pytest.raises(BadInput, match=told) as caught:
        overrule(shop.desk, single.id, reason, shop.bob)
    assert caught.value.field == "reason"
    assert shop.count(Override) == [0]


def test_nothing_is_let_through_that_is_not_blocked(shop: Workshop, single: Version) -> None:
    with pytest.raises(BadInput, match="Nothing about this banner is blocked"):
        overrule(shop.desk, single.id, "To be sure", shop.bob)
    with pytest.raises(NotFound):
        overrule(shop.desk, "nothing", "To be sure", shop.bob)


def test_marketers_see_whom_to_ask(shop: Workshop) -> None:
    assert who_may(shop.database) == ["Bob"]


# --- known without a file ---------------------------------------------------------------------------------------------


def test_a_screen_knows_the_level_before_there_is_a_file(shop: Workshop, single: Version) -> None:
    before = standing_of(shop.desk, single)
    assert before.verdict
    assert (before.made, before.verdict.level, before.file.kind) == (False, Level.GREEN, "png")
    made = export(shop.desk, single)
    after = standing_of(shop.desk, single)
    assert (after.made, after.file.bytes) == (True, len(made.data))
    assert after.verdict
    assert [one.level for one in after.verdict.findings] == [one.level for one in before.verdict.findings]


def test_where_the_quick_png_is_too_heavy_the_preferred_file_is_made_with_the_version(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    tight = FORMATS["single"].model_copy(update={"weight_limit_kb": 1})
    monkeypatch.setattr("tests.core.workshop.FORMATS", {**FORMATS, "single": tight})
    shop = Workshop(database)
    version = shop.shown(shop.make(formats=("single",))["single"])
    (row,) = files(shop)
    assert (row.version_id, row.preferred, row.limit_kb) == (version.id, True, 1)
    stands = standing_of(shop.desk, version)
    assert (stands.made, stands.file.kind) == (True, row.kind)
    back = shop.write(version.banner_id, headline="Six percent").version
    assert len(files(shop)) == 2, "a change by hand makes one, too"
    from core import turning

    again = turning.restore(shop.desk, version.banner_id, 1, shop.ann)
    assert again.number == back.number + 1
    assert standing_of(shop.desk, again).file == stands.file


def test_a_version_of_before_is_measured_when_it_is_taken(shop: Workshop, single: Version) -> None:
    old = older(shop, single)
    assert standing_of(shop.desk, old).verdict is None
    made = take(shop.desk, old, shop.ann)
    assert made.standing.verdict == export(shop.desk, single).standing.verdict
    assert standing_of(shop.desk, old).verdict == made.standing.verdict, "and known from then on"


def test_a_version_of_before_that_cannot_be_drawn_any_more_needs_a_designer(shop: Workshop, single: Version) -> None:
    old = older(shop, single, texts={"headline": "W" * 200})
    with pytest.raises(ExportBlocked):
        take(shop.desk, old, shop.ann)
    overrule(shop.desk, old.id, "It was approved last year", shop.bob)
    assert take(shop.desk, old, shop.ann).data


def older(shop: Workshop, version: Version, texts: Mapping[str, str] | None = None) -> Version:
    """The same version as it was written before there were measures."""
    kept = version.model_dump(exclude={"id", "number", "measures"})
    old = Version(**kept | {"texts": texts or version.texts}, number=version.number + 1)
    with write(shop.database) as session:
        session.add(old)
    return old


def test_a_changed_text_is_judged_as_it_was_painted(shop: Workshop, single: Version) -> None:
    saved = shop.save(single.banner_id, Change(texts={"message": ""})).version
    stands = standing_of(shop.desk, saved)
    assert stands.verdict
    assert [(one.rule, one.level) for one in stands.verdict.reasons] == [(Rule.COMPLETE, Level.AMBER)]


def test_files_and_words_are_kept_on_every_database(every_database: Engine) -> None:
    shop = Workshop(every_database)
    version = shop.shown(shop.make(formats=("single",))["single"])
    wants_legal(shop)
    first = export(shop.desk, version, "jpg")
    assert export(shop.desk, version, "jpg").data == first.data
    overrule(shop.desk, version.id, "Agreed with the lawyers", shop.bob)
    assert take(shop.desk, version, shop.ann, "jpg").standing.overruled
    assert shop.count(ExportedFile, Override) == [1, 1]
