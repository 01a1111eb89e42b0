"""Asking until there is an answer that can be used, or patience ends."""

import pytest

from core.errors import Cancelled, ModelFailed
from core.llm.asking import Asker
from core.llm.ledger import Ledger
from core.llm.port import Message, Price, Question, Reply, Usage
from core.llm.slots import LocalSlots
from tests.fakes_llm import FakeModel, FakeTime, asker

QUESTION = Question(
    (Message("system", "You write."), Message("user", "Write.")),
    "copy",
    {
        "type": "object",
        "properties": {"headline": {"type": "string"}},
        "required": ["headline"],
        "additionalProperties": False,
    },
)
GOOD = {"headline": "7% back"}


def slow(model: FakeModel, time: FakeTime, seconds: float) -> FakeModel:
    """The same model, each of whose calls takes `seconds`, or all the time that it gets."""
    ask = model.ask

    def wait_and_ask(question: Question, *, timeout: float) -> Reply:
        time.now += min(seconds, timeout)
        return ask(question, timeout=timeout)

    model.ask = wait_and_ask  # type: ignore[method-assign]
    return model


def test_a_good_answer_comes_back_with_its_words() -> None:
    ledger = Ledger()
    answer = asker(FakeModel(["Here: " + '{"headline": "7% back"}'])).ask(QUESTION, ledger)
    assert answer.content == GOOD
    assert answer.text == 'Here: {"headline": "7% back"}'
    assert ledger.troubles == []


def test_what_it_took_is_counted_in_tokens_seconds_and_money() -> None:
    time, ledger = FakeTime(), Ledger()
    asking = asker(slow(FakeModel([GOOD]), time, 3), time, price=Price(prompt=2.0, completion=10.0))
    asking.ask(QUESTION, ledger)
    asking.ask(QUESTION, ledger)
    assert ledger.usage == Usage(2, 200, 40, seconds=6, waited=0, cost=pytest.approx(2 * (200 + 200) / 1e6))


def test_slow_good_answers_take_no_patience() -> None:
    time, ledger = FakeTime(), Ledger(patience=45)
    asking = asker(slow(FakeModel([GOOD]), time, 35), time)
    for _ in range(4):
        asking.ask(QUESTION, ledger)
    assert ledger.patience == 45
    assert ledger.usage.seconds == 140


def test_an_answer_that_breaks_the_schema_is_asked_for_again_in_the_same_dialogue() -> None:
    model, time, ledger = FakeModel(['{"title": "7%"}', GOOD]), FakeTime(), Ledger()
    assert asker(model, time).ask(QUESTION, ledger).content == GOOD
    first, second = model.questions
    assert second.messages[:2] == first.messages
    assert second.messages[2] == Message("assistant", '{"title": "7%"}')
    assert "'headline' is a required property" in second.messages[3].text
    assert '"headline": {"type": "string"}' in second.messages[3].text
    assert (ledger.troubles, ledger.patience, time.slept) == (["invalid"], 45, [])


def test_a_second_bad_answer_is_trouble() -> None:
    time, ledger = FakeTime(), Ledger()
    model = slow(FakeModel(["", "no", GOOD]), time, 4)
    assert asker(model, time).ask(QUESTION, ledger).content == GOOD
    assert ledger.troubles == ["invalid", "invalid"]
    assert time.slept == [1.0]
    assert ledger.patience == 45 - 4 - 1
    assert len(model.questions[2].messages) == 4, "only the last bad answer is shown"


@pytest.mark.parametrize("said", ["no", ModelFailed("declined"), Reply("{", Usage(), cut_off=True)])
def test_a_model_that_sticks_to_nonsense_is_asked_four_times(said) -> None:
    time, model = FakeTime(), FakeModel([said])
    with pytest.raises(ModelFailed):
        asker(model, time).ask(QUESTION, Ledger())
    assert len(model.questions) == 4
    assert time.now - 1000 <= 4


def test_no_more_of_a_bad_answer_is_shown_than_makes_it_clear() -> None:
    model = FakeModel(["x" * 900_000, GOOD])
    asker(model).ask(QUESTION, Ledger())
    assert len(model.questions[1].messages[2].text) == 4000


def test_an_answer_that_was_cut_off_gets_more_room() -> None:
    model, ledger = FakeModel([Reply('{"headl', Usage(1, 100, 1000), cut_off=True), GOOD]), Ledger()
    asker(model).ask(QUESTION, ledger)
    assert [question.most_tokens for question in model.questions] == [1000, 2000]
    assert ledger.troubles == ["truncated"]
    assert ledger.usage.completion_tokens == 1020


def test_an_answer_that_was_cut_off_behind_the_object_will_do() -> None:
    model, ledger = FakeModel([Reply('{"headline": "7% back"}     ', Usage(), cut_off=True)]), Ledger()
    assert asker(model).ask(QUESTION, ledger).content == GOOD


@pytest.mark.parametrize("kind", ["timeout", "unreachable", "server_error", "rate_limited", "declined"])
def test_trouble_that_passes_is_waited_out(kind) -> None:
    time, ledger = FakeTime(), Ledger()
    model = FakeModel([ModelFailed(kind), ModelFailed(kind), ModelFailed(kind), GOOD])
    assert asker(model, time).ask(QUESTION, ledger).content == GOOD
    assert time.slept == [0.5, 1, 1, 1], "0.5, 1 and 2 s, in steps of a second at most"
    assert ledger.patience == 45 - 3.5
    assert ledger.usage == Usage(4, 100, 20, waited=3.5, trouble=3.5)


def test_a_server_that_hangs_takes_a_job_no_longer_than_its_patience() -> None:
    time, ledger = FakeTime(), Ledger(patience=45)
    model = slow(FakeModel([ModelFailed("timeout")]), time, 1e9)
    with pytest.raises(ModelFailed, match="timeout"):
        asker(model, time).ask(QUESTION, ledger)
    assert time.now - 1000 == pytest.approx(45)
    assert model.timeouts == [40, 4.5]
    assert ledger.patience == 0


@pytest.mark.parametrize("random", [0.0, 0.3, 1.0])
def test_a_server_that_fails_at_once_is_not_asked_for_ever(random: float) -> None:
    time, ledger = FakeTime(), Ledger(patience=45)
    model = slow(FakeModel([ModelFailed("server_error")]), time, 0.05)
    with pytest.raises(ModelFailed, match="server_error"):
        asker(model, time, random=random).ask(QUESTION, ledger)
    assert time.now - 1000 <= 46


def test_what_is_wrong_with_the_key_does_not_pass() -> None:
    time, ledger = FakeTime(), Ledger()
    model = FakeModel([ModelFailed("rejected", "no such key")])
    with pytest.raises(ModelFailed, match="no such key"):
        asker(model, time).ask(QUESTION, ledger)
    assert len(model.questions) == 1
    assert time.slept == []


def test_the_server_says_when_to_come_back() -> None:
    time, model = FakeTime(), FakeModel([ModelFailed("rate_limited", retry_after=7), GOOD])
    asker(model, time, random=0).ask(QUESTION, Ledger())
    assert sum(time.slept) == 7


def test_a_wait_beyond_patience_is_not_begun() -> None:
    time, model = FakeTime(), FakeModel([ModelFailed("rate_limited", retry_after=100)])
    with pytest.raises(ModelFailed, match="rate_limited"):
        asker(model, time).ask(QUESTION, Ledger())
    assert time.slept == []


def test_all_questions_of_a_task_share_its_patience() -> None:
    time, ledger = FakeTime(), Ledger(patience=10)
    asking = asker(slow(FakeModel([ModelFailed("timeout"), GOOD]), time, 6), time)
    asking.ask(QUESTION, ledger)
    assert ledger.patience == 10 - 6 - 0.5
    with pytest.raises(ModelFailed):
        asker(slow(FakeModel([ModelFailed("timeout")]), time, 6), time).ask(QUESTION, ledger)
    assert ledger.patience == 0


def test_somebody_who_cancels_is_heard_within_a_second_of_a_pause() -> None:
    time, seen = FakeTime(), []

    def checkpoint(_fraction: float, note: str) -> None:
        seen.append(note)
        if time.now >= 1003:
            raise Cancelled

    model = FakeModel([ModelFailed("rate_limited", retry_after=30)])
    with pytest.raises(Cancelled):
        asker(model, time).ask(QUESTION, Ledger(), checkpoint)
    assert time.now == 1003
    assert set(seen) == {"The language model is busy; trying again"}


def test_a_call_waits_for_a_slot_and_says_so() -> None:
    time, ledger, seen, slots = FakeTime(), Ledger(), [], LocalSlots(1)
    token = slots.take()
    assert token

    def checkpoint(_fraction: float, note: str) -> None:
        seen.append(note)
        if time.now > 1004:
            slots.give_back(token)

    asker(FakeModel([GOOD]), time, slots=slots).ask(QUESTION, ledger, checkpoint)
    assert 4 < ledger.usage.waited < 6
    assert ledger.patience == 45
    assert len(seen) > 4, "once a second"
    assert set(seen) == {"Waiting for the language model: others are asking it"}


def test_nobody_waits_for_a_slot_for_more_than_a_minute() -> None:
    time, slots, model, ledger = FakeTime(), LocalSlots(1), FakeModel([GOOD]), Ledger()
    slots.take()
    with pytest.raises(ModelFailed, match="slots"):
        asker(model, time, slots=slots).ask(QUESTION, ledger)
    assert (ledger.troubles, ledger.patience) == (["rate_limited"], 45)
    assert 60 <= time.now - 1000 < 61
    assert model.questions == []


def test_a_slot_is_held_during_a_call_only() -> None:
    slots, time = LocalSlots(1), FakeTime()

    def said(_question: Question) -> ModelFailed:
        assert slots.take() is None
        return ModelFailed("server_error")

    def sleep(_seconds: float) -> None:
        token = slots.take()
        assert token
        slots.give_back(token)

    asking = Asker(FakeModel(said), slots, clock=time, sleep=sleep, random=lambda: 1.0)
    with pytest.raises(ModelFailed):
        asking.ask(QUESTION, Ledger())
    assert slots.take()
