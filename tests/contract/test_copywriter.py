"""What every copywriter promises (`core.copywriting.port.Copywriter`), on the fake and on every engine."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from core.catalogue import load_few_shot
from core.copywriting.llm.baseline import BaselineCopywriter
from core.copywriting.llm.engine import LlmCopywriter
from core.copywriting.llm.falling_back import FallingBack
from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.port import CopyRequest, Copywriter
from core.copywriting.text import graphemes
from core.errors import ModelFailed
from core.formats.brand import load_brand
from core.formats.schema import Role, TextField
from core.llm.asking import Asker
from core.llm.prompts import PromptBook
from core.llm.slots import LocalSlots
from tests.copy_servers import InProcess, asked_for, copy_request, good_copy, saying
from tests.fakes import FakeCopywriter

Replies = Callable[[dict[str, Any]], Any]


def field(role: Role, limit: int) -> TextField:
    return TextField(id=role, role=role, source="ai", box=(0, 0, 10, 10), limit=limit, size=(10, 20), lines=3)


REQUEST = CopyRequest(
    offer="Up to 40% off desks and lamps until 30 June, with code DESK40. Free delivery on orders over £50.",
    language="en",
    fields=(field("headline", 40), field("message", 90), field("button", 16)),
    product_name="Basket & Co marketplace",
    product_description="Goods from small makers. Pick-up points in every district.",
)


def asking(replies: Replies = good_copy) -> Asker:
    """A model in this process, for whom no time passes."""
    return Asker(InProcess(replies), LocalSlots(), clock=lambda: 0.0, sleep=lambda _: None)


def with_a_model(replies: Replies = good_copy) -> LlmCopywriter:
    return LlmCopywriter(asking(replies), PromptBook(), load_brand(), load_few_shot(), OfflineCopywriter())


def with_a_stubborn_model() -> LlmCopywriter:
    """Whatever it is told, every text is the same and far too long."""
    return with_a_model(saying("Always **the same** words and 77 of them. " * 40))


def with_a_model_that_is_away() -> FallingBack:
    return FallingBack(with_a_model(lambda _: ModelFailed("rejected", "no such key")), OfflineCopywriter())


def of_the_specification() -> BaselineCopywriter:
    return BaselineCopywriter(asking(with_seeds), PromptBook(), load_brand())


def with_seeds(request: dict[str, Any]) -> dict[str, Any]:
    """A model for which another seed is another turn."""
    wanted, asked = copy_request(request), asked_for(request)
    texts = OfflineCopywriter().write(wanted).texts
    return {name: texts[name] for name in asked}


ENGINES: list[Callable[[], Copywriter]] = [
    FakeCopywriter, OfflineCopywriter, with_a_model, with_a_stubborn_model, with_a_model_that_is_away,
    of_the_specification,
]  # fmt: skip


@pytest.fixture(params=ENGINES)
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
