"""Several files in one archive, with a report that says what they are and what stayed out."""

import json
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import Image
from sqlalchemy import Engine
from sqlmodel import select

from core.db import write
from core.errors import ExportBlocked
from core.export_overruling import overrule
from core.export_sets import Wanted, archive, take_set
from core.export_words import told
from core.exporting import export
from core.formats.brand import Language
from core.models import Product, Version
from tests.core.workshop import Workshop

#: What people may have typed.
HOSTILE = "Half off <script>alert(1)</script> & \"more\" 'today'"


@pytest.fixture
def shop(database: Engine) -> Workshop:
    return Workshop(database)


def made(shop: Workshop, **changes: Any) -> list[Version]:
    return [shop.shown(banner) for banner in shop.make(**changes).values()]


def opened(shop: Workshop, versions: list[Version], wanted: Wanted = Wanted(), spoken: Language = "en") -> ZipFile:  # noqa: B008
    return ZipFile(BytesIO(take_set(shop.desk, versions, shop.ann, wanted, spoken)))


def report_of(bundle: ZipFile) -> dict[str, Any]:
    return dict(json.loads(bundle.read("report.json")))


class Page(HTMLParser):
    """What a page holds: its tags, what its addresses are, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.words += data


def page_of(bundle: ZipFile) -> Page:
    return Page(bundle.read("report.html").decode())


def test_an_archive_holds_the_files_as_they_are() -> None:
    files = {"a.png": b"\x89PNG", "b/c.jpg": b"\xff\xd8" * 1000, "пустой.png": b""}
    with ZipFile(BytesIO(archive(files, {"report.json": b"{}"}))) as bundle:
        assert {name: bundle.read(name) for name in bundle.namelist()} == {**files, "report.json": b"{}"}
        assert bundle.testzip() is None


def test_a_set_holds_the_files_and_says_what_they_are(shop: Workshop) -> None:
    versions = made(shop)
    with opened(shop, versions) as bundle:
        said = report_of(bundle)
        assert bundle.namelist() == [*(one["file"] for one in said["files"]), "report.json", "report.html"]
        assert (said["product"], said["offer"], said["left_out"]) == ("card", "Seven percent back on coffee", [])
        for one, version in zip(said["files"], versions, strict=True):
            data = bundle.read(one["file"])
            image = Image.open(BytesIO(data))
            assert (one["width"], one["height"], one["bytes"]) == (*image.size, len(data))
            assert (one["how"], one["texts"], one["override"]) == ("lossless", version.texts, None)
            assert one["level"] in {"green", "amber"}
            assert {"rule", "level", "message"} == set(one["findings"][0])
    assert {event.version_id for event in shop.events("banner.downloaded")} == {one.id for one in versions}


def test_jpgs_at_twice_the_pixels_in_folders_of_networks(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.core.workshop import FORMATS

    known = {**FORMATS, "plain": FORMATS["plain"].model_copy(update={"networks": ("google", "iab")})}
    shop.desk = type(shop.desk)(shop.store, shop.desk.brand, known, shop.database)
    version = made(shop, formats=("plain",))[0]
    with opened(shop, [version], Wanted("jpg", 2, by_network=True)) as bundle:
        name = f"card-240x240-plain-{version.banner_id[:6]}-2x.jpg"
        assert bundle.namelist()[:2] == [f"google/{name}", f"iab/{name}"]
        (one,) = report_of(bundle)["files"]
    assert (one["file"], one["folders"], one["width"], one["type"], one["scale"]) == (name, ["google", "iab"], 480,
                                                                                     "jpg", 2)  # fmt: skip


def test_what_is_blocked_stays_out_and_is_named(shop: Workshop) -> None:
    versions = made(shop, formats=("plain", "single"))
    with write(shop.database) as session:
        session.exec(select(Product)).one().legal_share = 0.1
    with pytest.raises(ExportBlocked):
        opened(shop, versions)
    overrule(shop.desk, versions[0].id, "Agreed with <b>the lawyers</b>", shop.bob)
    with opened(shop, versions) as bundle:
        said, page = report_of(bundle), page_of(bundle)
    (one,), (left,) = said["files"], said["left_out"]
    assert (one["format"], one["level"]) == ("plain", "red")
    assert (one["override"]["by"], one["override"]["rules"]) == ("Bob", ["legal"])
    assert left["banner"] == versions[1].banner_id
    assert "legal text on 10 %" in left["reasons"][0]
    assert "Agreed with <b>the lawyers</b>" in page.words
    assert left["reasons"][0] in page.words


def test_a_file_that_is_gone_stays_out_of_the_set(shop: Workshop) -> None:
    versions = made(shop, formats=("plain", "single"))
    del shop.store.objects[versions[0].asset]
    with opened(shop, versions) as bundle:
        assert report_of(bundle)["left_out"][0]["reasons"] == ["There is no such file."]


@pytest.mark.parametrize(("spoken", "word"), [("en", "Texts and checks"), ("ru", "Тексты и проверки")])
def test_the_page_needs_nothing_else_and_runs_nothing(shop: Workshop, spoken: Language, word: str) -> None:
    versions = made(shop, offer=HOSTILE)
    versions += [shop.write(versions[0].banner_id, message="<img src=x onerror=1>").version]
    with opened(shop, versions, spoken=spoken) as bundle:
        page = page_of(bundle)
    assert "script" not in page.tags
    assert all(address.startswith("data:image/") for address in page.addresses)
    assert HOSTILE in page.words
    assert "<img src=x onerror=1>" in page.words
    assert word in page.words


def test_findings_are_told_in_both_languages(shop: Workshop) -> None:
    version = shop.write(shop.make(formats=("single",))["single"], message="").version
    verdict = export(shop.desk, version).standing.verdict
    assert verdict
    (empty,) = verdict.reasons
    assert told(empty, "en") == "Message is empty"
    assert told(empty, "ru") == "Основной текст: нет текста"
    contrast = next(one for one in verdict.findings if "contrast" in one.values)
    assert "," in told(contrast, "ru"), "a decimal comma"
    for one in verdict.findings:
        assert told(one, "ru") != told(one, "en") or one.rule == "pixels"
