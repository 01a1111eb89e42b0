"""What every copywriter promises (`core.copywriting.port.Copywriter`), on the fake and on every engine."""

import unicodedata
from dataclasses import replace

import pytest

from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.port import CopyRequest, Copywriter
from core.copywriting.text import graphemes
from core.formats.schema import Role, TextField
from tests.fakes import FakeCopywriter


def field(role: Role, limit: int) -> TextField:
    return TextField(id=role, role=role, source="ai", box=(0, 0, 10, 10), limit=limit, size=(10, 20), lines=3)


REQUEST = CopyRequest(
    offer="Up to 40% off desks and lamps until 30 June, with code DESK40. Free delivery on orders over £50.",
    language="en",
    fields=(field("headline", 40), field("message", 90), field("button", 16)),
    product_name="Basket & Co marketplace",
    product_description="Goods from small makers. Pick-up points in every district.",
)


@pytest.fixture(params=[FakeCopywriter, OfflineCopywriter])
def copywriter(request: pytest.FixtureRequest) -> Copywriter:
    engine: Copywriter = request.param()
    return engine


@pytest.mark.parametrize("limits", [(40, 110, 20), (28, 50, 14), (24, 30, 12), (5, 5, 5), (1000, 1000, 1000)])
def test_every_field_is_written_within_its_limit(copywriter: Copywriter, limits: tuple[int, int, int]) -> None:
    roles: tuple[Role, ...] = ("headline", "message", "button")
    request = replace(REQUEST, fields=tuple(field(role, limit) for role, limit in zip(roles, limits, strict=True)))
    texts = copywriter.write(request).texts
    assert list(texts) == ["headline", "message", "button"]
    for name, limit in zip(roles, limits, strict=True):
        text = texts[name]
        assert text.strip() == text != ""
        assert graphemes(text) <= limit
        assert unicodedata.is_normalized("NFC", text)
        assert "\n" not in text


def test_the_same_request_gives_the_same_copy(copywriter: Copywriter) -> None:
    assert copywriter.write(REQUEST) == copywriter.write(REQUEST)


def test_rewriting_one_field_keeps_the_others(copywriter: Copywriter) -> None:
    draft = copywriter.write(REQUEST)
    again = copywriter.rewrite(REQUEST, draft, "headline")
    assert again.texts["headline"] != draft.texts["headline"]
    assert {**again.texts, "headline": ""} == {**draft.texts, "headline": ""}


def test_rewriting_everything_gives_other_copy(copywriter: Copywriter) -> None:
    draft = copywriter.write(REQUEST)
    assert copywriter.rewrite(REQUEST, draft, None).texts != draft.texts


def test_a_field_that_is_not_there_is_an_error(copywriter: Copywriter) -> None:
    with pytest.raises(KeyError):
        copywriter.rewrite(REQUEST, copywriter.write(REQUEST), "footnote")


def test_names_its_engine(copywriter: Copywriter) -> None:
    assert copywriter.write(REQUEST).engine


def test_variants_differ_from_the_draft_and_from_each_other(copywriter: Copywriter) -> None:
    draft = copywriter.write(REQUEST)
    takes = [dict(copy.texts) for copy in copywriter.variants(REQUEST, draft, 3)]
    assert 1 <= len(takes) <= 3
    assert all(takes.count(texts) == 1 for texts in takes)
    assert dict(draft.texts) not in takes
