"""Against a model that does whatever it likes, over real HTTP: no character over a limit, no number that the offer does
not have, no error but the known ones. The checks are written apart from the code that keeps these promises."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from random import Random
from typing import Any

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalogue import load_example_briefs
from core.copywriting.llm.falling_back import FallingBack
from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.port import CopyRequest
from core.errors import ModelFailed
from core.formats.catalogue import load_formats
from core.llm.openai_model import OpenAiModel
from tests.copy_servers import InProcess, hostile_copy
from tests.core.copywriting.llm.cases import FEW_SHOT, PRODUCTS, engine, field
from tests.llm_server import Behaviour, LlmServer

NAMES = {product.slug: product for product in PRODUCTS}
LAYOUTS = [layout.ai_fields for layout in load_formats().values()] + [
    (field("headline", 24), field("button", 12)),
    (field("headline", 60), field("label", 20), field("message", 140), field("legal", 200), field("button", 25)),
    (field("headline", 28, "first"), field("message", 50, "second"), field("headline", 30, "third")),
]
REQUESTS = [
    CopyRequest(one.offer, one.language, (), product.name[one.language], product.description[one.language])
    for one in (*FEW_SHOT, *load_example_briefs())
    for product in [NAMES[one.product]]
]


@pytest.fixture(scope="module")
def server() -> Iterator[LlmServer]:
    with LlmServer() as running:
        yield running


@pytest.fixture(scope="module")
def writer(server: LlmServer) -> Iterator[FallingBack]:
    model = OpenAiModel(server.url, "key", "fake")
    yield FallingBack(engine(model), OfflineCopywriter())
    model.close()


#: Numbers in words, as the texts at hand have them: they may be written in digits.
WORDS = {
    "one|once|один|одн(?:а|о|у|ого|ой|ом)": "1", "two|twice|два|две|двух": "2", "three|три|тр[её]х": "3",
    "four|четыре": "4", "five|пять|пяти": "5", "six|шесть": "6", "seven|семь": "7", "eight": "8", "nine": "9",
    "ten|десять": "10",
}  # fmt: skip

# --- the checks -------------------------------------------------------------------------------------------------------


def values(text: str) -> set[str]:
    """Every number of a text, spelt with digits alone: "1 200,50" is 1200.5; parts of times and dates count too."""
    joined = re.sub(r"(?<=\d)[\s\u00a0\u202f\u2009,](?=\d{3}(?!\d))", "", unicodedata.normalize("NFKC", text))
    found = set(re.findall(r"\d+(?:[.,]\d+)?", joined)) | set(re.findall(r"\d+", joined))
    found |= {value for word, value in WORDS.items() if re.search(rf"\b(?:{word})\b", joined, re.I)}
    found |= {"24", "7"} if "круглосуточно" in text else set()  # 24/7 says the same
    return {re.sub(r"[.](\d*?)0*$", r".\1", one.replace(",", ".")).rstrip(".") for one in found}


def money(text: str) -> set[tuple[str, str]]:
    """Every number with its percent or currency sign."""
    joined = re.sub(r"(?<=\d)[\s\u00a0\u202f,](?=\d{3}(?!\d))", "", re.sub(r"\s?руб\w*\.?", "₽", text))
    after = re.findall(r"(\d+(?:[.,]\d+)?)[\s\u00a0\u202f]?([%₽$€£])", joined)
    before = [(number, sign) for sign, number in re.findall(r"([$€£₽])[\s\u00a0]?(\d+(?:[.,]\d+)?)", joined)]
    return {(number.replace(",", "."), sign) for number, sign in (*after, *before)}


def bare(text: str) -> set[tuple[str, str]]:
    """Percents and prices with no "up to" or "from" before them."""
    narrowed = r"(?:до|от|up to|from|over|не больше|минимум)[\s\u00a0]+[$€£]?\d[\d\s\u00a0,.]*[\s\u00a0]?[%₽]?"
    return money(re.sub(narrowed, " ", text, flags=re.I))


def codes(text: str) -> set[str]:
    return set(re.findall(r"\b(?=\w*[A-ZА-ЯЁ]{3})(?=\w*\d)\w+\b", text))


def check(request: CopyRequest, texts: Mapping[str, str]) -> None:
    sources = f"{request.offer} {request.product_name} {request.product_description}"
    assert list(texts) == [one.id for one in request.fields]
    for one in request.fields:
        text = texts[one.id]
        assert len(regex.findall(r"\X", text)) <= (one.limit or 0), (one.id, text)
        assert text.strip() == text != ""
        assert unicodedata.is_normalized("NFC", text)
        assert not regex.search(r"[\p{Cc}\p{Cs}\u200b\u202e\u2028\ufeff]", text), repr(text)
        assert values(text) <= values(sources), (text, request.offer)
        assert money(text) <= money(sources), (text, request.offer)
        assert bare(text) <= bare(sources), (text, request.offer)
        assert codes(text) <= codes(sources), (text, request.offer)
        assert "language model" not in text
        assert "You write the texts of" not in text


# --- the promises -----------------------------------------------------------------------------------------------------


@given(request=st.sampled_from(REQUESTS), fields=st.sampled_from(LAYOUTS), seed=st.integers(0, 2**32))
def test_no_limit_is_broken_and_no_number_invented_whatever_the_model_does(server, writer, request, fields, seed):
    server.replies(hostile_copy(Random(seed)))
    wanted = replace(request, fields=fields)
    copy = writer.write(wanted)
    check(wanted, copy.texts)
    rebuilt = any(one.what == "rebuilt" for one in copy.record.repairs)
    assert copy.draft is (bool(copy.record.fallback) or rebuilt)


@settings(max_examples=settings().max_examples // 15)
@given(request=st.sampled_from(REQUESTS), fields=st.sampled_from(LAYOUTS), seed=st.integers(0, 2**32))
def test_rewriting_and_variants_keep_the_same_promises(request, fields, seed):
    random = Random(seed)
    spoils = without_http(hostile_copy(random))
    writer, wanted = FallingBack(engine(InProcess(spoils)), OfflineCopywriter()), replace(request, fields=fields)
    draft = OfflineCopywriter().write(wanted)
    one = random.choice([None, *draft.texts])
    again = writer.rewrite(wanted, draft, one)
    check(wanted, again.texts)
    assert one is None or {**again.texts, one: ""} == {**draft.texts, one: ""}
    for copy in writer.variants(wanted, draft, 3):
        check(wanted, copy.texts)
        assert copy.texts != draft.texts


def without_http(replies: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same answers; what has no place but in HTTP is an error of the server."""

    def reply(request: Any) -> Any:
        said = replies(request)
        return ModelFailed("server_error") if isinstance(said, Behaviour) else said

    return reply
