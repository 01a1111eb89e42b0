"""Against a model that writes as our own editors do, over real HTTP: every text is used as it is, at once."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.copywriting.llm.engine import LlmCopywriter
from core.copywriting.llm.falling_back import FallingBack
from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.port import AdCopy, CopyRequest
from core.formats.catalogue import load_formats
from core.llm.openai_model import OpenAiModel
from tests.copy_servers import good_copy
from tests.core.copywriting.llm.cases import EN, FEW_SHOT, PRODUCTS, RU, engine
from tests.llm_server import LlmServer

FORMATS = load_formats()
NAMES = {product.slug: product for product in PRODUCTS}
#: Good copy of a freer hand than the approved banners.
FREE = [json.loads(line) for line in Path(__file__).with_name("good_copy.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def server() -> Iterator[LlmServer]:
    with LlmServer() as running:
        yield running


@pytest.fixture(scope="module")
def writer(server: LlmServer) -> Iterator[FallingBack]:
    model = OpenAiModel(server.url, "key", "fake")
    llm: LlmCopywriter = engine(model)
    yield FallingBack(llm, OfflineCopywriter())
    model.close()


def used_at_once(copy: AdCopy, texts: dict[str, str]) -> None:
    assert dict(copy.texts) == texts
    assert (copy.draft, copy.record.fallback, copy.record.corrections, copy.record.repairs) == (False, "", 0, ())
    assert (copy.engine, copy.record.usage.calls) == ("openai:fake", 1)


@pytest.mark.parametrize("shot", FEW_SHOT, ids=lambda shot: f"{shot.product}-{shot.language}")
def test_an_approved_banner_is_used_as_it_is(server, writer, shot):
    product, fields = NAMES[shot.product], FORMATS[shot.format].ai_fields
    name, description = product.name[shot.language], product.description[shot.language]
    server.replies([dict(shot.texts)])
    copy = writer.write(CopyRequest(shot.offer, shot.language, fields, name, description, format_id=shot.format))
    used_at_once(copy, {field.id: shot.texts[field.role] for field in fields})


@pytest.mark.parametrize("case", FREE, ids=lambda case: case["texts"]["headline"])
def test_a_freer_hand_is_left_its_own_words(server, writer, case):
    server.replies([case["texts"]])
    base = RU if "а" in case["offer"] else EN
    copy = writer.write(replace(base, offer=case["offer"], product_name="", product_description=""))
    used_at_once(copy, case["texts"])


def test_the_good_model_of_these_tests_needs_no_correction(server, writer):
    server.replies(good_copy)
    for request in (EN, RU):
        copy = writer.write(request)
        assert (copy.record.corrections, copy.record.fallback, copy.draft) == (0, "", False)
