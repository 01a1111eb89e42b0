"""When the model gives nothing, the rules write, and the copy says why."""

import pytest

from core.copywriting.llm.falling_back import FallingBack
from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.port import AdCopy
from core.errors import Cancelled, ModelFailed, Trouble
from tests.core.copywriting.llm.cases import EN, GOOD, engine, in_turn

KINDS: list[Trouble] = ["timeout", "unreachable", "rate_limited", "server_error", "declined", "rejected"]


def falling_back(*answers: object) -> FallingBack:
    return FallingBack(engine(in_turn(answers)), OfflineCopywriter())


@pytest.mark.parametrize("kind", KINDS)
def test_the_offline_engine_writes_a_draft_and_the_record_keeps_the_trouble(kind):
    copy = falling_back(ModelFailed(kind)).write(EN)
    assert copy.texts == OfflineCopywriter().write(EN).texts
    assert (copy.draft, copy.engine) == (True, "offline-1")
    assert copy.record.fallback == kind
    assert copy.record.usage.calls >= 1
    assert copy.record.model == "openai:in-process"


def test_an_answer_that_cannot_be_read_is_trouble_too():
    assert falling_back("no JSON").write(EN).record.fallback == "invalid"


def test_rewriting_and_variants_fall_back_likewise():
    writer, draft = falling_back(ModelFailed("rejected")), AdCopy(GOOD, "")
    again = writer.rewrite(EN, draft, "headline")
    assert again.texts["headline"] != GOOD["headline"]
    assert (again.draft, again.record.fallback) == (True, "rejected")
    takes = writer.variants(EN, draft, 3)
    assert all((one.draft, one.record.fallback) == (True, "rejected") for one in takes)
    assert [one.record.usage.calls for one in takes] == [1] + [0] * (len(takes) - 1)


def test_a_good_model_is_left_alone():
    copy = falling_back(GOOD).write(EN)
    assert copy.texts == GOOD
    assert not copy.draft


def test_a_cancelled_job_is_no_reason_to_write():
    def cancelling(_fraction: float, _note: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        falling_back(ModelFailed("server_error")).write(EN, checkpoint=cancelling)


def test_a_wrong_field_is_an_error_of_the_caller():
    with pytest.raises(KeyError):
        falling_back(GOOD).rewrite(EN, AdCopy(GOOD, ""), "footnote")
