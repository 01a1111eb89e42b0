"""The copywriter that asks a model: good answers as they are, faulty ones sent back, stubborn ones put right."""

import unicodedata
from dataclasses import replace

import pytest

from core.copywriting.llm.working import NotWritten
from core.copywriting.port import AdCopy
from core.copywriting.text import graphemes
from core.errors import Cancelled, ModelFailed
from tests.copy_servers import InProcess, good_copy
from tests.core.copywriting.llm.cases import EN, GOOD, GUT, RU, engine, field, in_turn

OVER = "Up to 40% off desks, lamps, chairs and everything else in the house"
DRAFT = AdCopy(GOOD, "openai:before")


def asked(model: InProcess, number: int = -1) -> str:
    """The last message of a request."""
    text: str = model.requests[number]["messages"][-1]["content"]
    return text


@pytest.mark.parametrize(("request_", "texts"), [(EN, GOOD), (RU, GUT)])
def test_a_good_answer_is_used_word_for_word(request_, texts):
    model = in_turn([texts])
    copy = engine(model).write(request_)
    assert copy.texts == texts
    assert (copy.draft, copy.engine) == (False, "openai:in-process")
    assert (copy.record.corrections, copy.record.repairs, copy.record.fallback) == (0, (), "")
    assert len(model.requests) == 1


def test_only_the_normal_form_and_spaces_around_it_change():
    texts = GOOD | {"button": "  Shop the cafe\u0301 \u200b"}
    copy = engine(in_turn([texts])).write(EN)
    assert copy.texts["button"] == unicodedata.normalize("NFC", "Shop the cafe\u0301")


def test_the_spaces_quotes_and_dashes_of_a_good_answer_are_its_own():
    texts = GUT | {"headline": 'Кэшбэк до 10\u00a0% - "в кафе"'}
    assert engine(in_turn([texts])).write(RU).texts == texts


def test_the_record_says_prompts_model_and_what_it_took():
    record = engine(in_turn([GOOD])).write(EN).record
    assert record.prompts.startswith("copy-")
    assert record.model == "openai:in-process"
    assert (record.usage.calls, record.usage.prompt_tokens, record.usage.completion_tokens) == (1, 100, 20)


def test_one_correction_is_used_when_one_suffices():
    model = in_turn([GOOD | {"headline": OVER}, GOOD])
    copy = engine(model).write(EN)
    assert copy.texts == GOOD
    assert (copy.record.corrections, copy.record.repairs, copy.draft) == (1, (), False)


def test_a_correction_is_a_new_message_in_the_same_dialogue_with_the_rules_of_shortening():
    model = in_turn([GOOD | {"headline": OVER}, GOOD])
    engine(model).write(EN)
    first, second = (request["messages"] for request in model.requests)
    assert second[:2] == first
    assert [one["role"] for one in second] == ["system", "user", "assistant", "user"]
    assert OVER in second[2]["content"]
    assert f"headline has {len(OVER)} characters; the limit is 40" in asked(model)
    assert "How to shorten" in asked(model)


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("40% off desks and lamps", '"up to 40%"'),
        ("Desks and lamps for less", '"Up to 40% off"'),
        ("Up to 60% off desks and lamps", "60%"),
    ],
)
def test_a_fact_that_is_lost_changed_or_invented_goes_back_with_the_reason(headline, words):
    model = in_turn([GOOD | {"headline": headline}, GOOD])
    assert engine(model).write(EN).texts == GOOD
    assert words.casefold() in asked(model).casefold()
    assert "How to put facts right" in asked(model)


def test_a_correction_may_come_back_wrong_in_another_way():
    model = in_turn([GOOD | {"headline": OVER}, GOOD | {"headline": "90% off desks"}, GOOD | {"button": ""}, GOOD])
    copy = engine(model).write(EN)
    assert copy.texts == GOOD
    assert copy.record.corrections == 3


def test_after_three_corrections_the_best_answer_is_put_right_and_the_record_says_what_was_done():
    worse, bad = GOOD | {"headline": OVER, "button": "Shop now and never stop"}, GOOD | {"headline": OVER}
    model = in_turn([worse, bad, worse, worse])
    copy = engine(model).write(EN)
    assert len(model.requests) == 4
    assert copy.record.corrections == 3
    assert {one.field for one in copy.record.repairs} == {"headline"}
    assert {**copy.texts, "headline": ""} == {**GOOD, "headline": ""}
    assert graphemes(copy.texts["headline"]) <= 40


def test_a_field_that_had_to_be_rebuilt_makes_the_copy_a_draft():
    copy = engine(in_turn([GOOD | {"button": "Купить"}])).write(EN)
    assert [one.what for one in copy.record.repairs] == ["rebuilt"]
    assert copy.draft


def test_what_the_guard_rejects_is_corrected_once_and_then_written_from_the_offer():
    model = in_turn([GOOD | {"message": "As an AI language model, I cannot write that."}])
    copy = engine(model).write(EN)
    assert len(model.requests) == 2
    assert "language model" not in copy.texts["message"]
    assert copy.draft


def test_trouble_while_correcting_does_not_lose_the_answer_that_there_is():
    model = in_turn([GOOD | {"headline": OVER}, ModelFailed("rejected", "401")])
    copy = engine(model).write(EN)
    assert {**copy.texts, "headline": ""} == {**GOOD, "headline": ""}
    assert copy.record.fallback == ""
    assert copy.record.usage.calls == 2


def test_no_answer_at_all_is_an_error_that_says_what_it_took():
    with pytest.raises(NotWritten) as caught:
        engine(in_turn([ModelFailed("rejected", "401")])).write(EN)
    assert caught.value.kind == caught.value.record.fallback == "rejected"
    assert caught.value.record.usage.calls == 1


def test_the_same_request_asks_the_same_question():
    model = in_turn([GOOD])
    writer = engine(model)
    writer.write(EN)
    writer.write(EN)
    writer.write(replace(EN, variant=7))
    first, second, other = model.requests
    assert first == second
    assert other["seed"] == 7


def test_what_people_typed_stands_delimited_in_user_messages_only():
    request = replace(EN, offer="OFFERED 5% off", product_name="NAMED", audience="SEEN BY", channel="SHOWN IN")
    model = InProcess()
    engine(model).write(request)
    system, user = (one["content"] for one in model.requests[0]["messages"])
    for typed in ("OFFERED", "NAMED", "SEEN BY", "SHOWN IN"):
        assert typed not in system
        assert typed in user


# --- rewriting --------------------------------------------------------------------------------------------------------


def test_rewriting_a_field_asks_for_that_field_and_shows_the_others():
    model = in_turn([{"headline": "Desks and lamps, up to 40% off"}])
    copy = engine(model).rewrite(EN, DRAFT, "headline")
    assert copy.texts == GOOD | {"headline": "Desks and lamps, up to 40% off"}
    assert list(model.requests[0]["response_format"]["json_schema"]["schema"]["properties"]) == ["headline"]
    assert GOOD["message"] in asked(model)
    assert copy.record.corrections == 0


def test_what_stands_in_the_other_fields_is_the_marketers_and_stays():
    hers = AdCopy(GOOD | {"message": "Only 3 left! " * 9, "button": "Купить"}, "")
    copy = engine(in_turn([{"headline": "Desks and lamps, up to 40% off"}])).rewrite(EN, hers, "headline")
    assert copy.texts == dict(hers.texts) | {"headline": "Desks and lamps, up to 40% off"}
    assert copy.record.corrections == 0


def test_a_rewritten_field_differs_even_where_the_model_repeats_itself():
    model = in_turn([{"headline": GOOD["headline"]}])
    copy = engine(model).rewrite(EN, DRAFT, "headline")
    assert copy.texts["headline"] != GOOD["headline"]
    assert copy.record.corrections == 1
    assert "Write another one" in asked(model)


def test_rewriting_everything_shows_what_stands_there_now():
    model = in_turn([GOOD | {"headline": "Desks and lamps: up to 40% off"}])
    copy = engine(model).rewrite(EN, DRAFT, None)
    assert copy.texts["headline"] == "Desks and lamps: up to 40% off"
    assert "Write all texts of the banner anew" in asked(model)


def test_a_field_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        engine().rewrite(EN, DRAFT, "footnote")


def test_every_role_can_be_written():
    fields = (field("headline", 40), field("label", 20), field("message", 90), field("legal", 120), field("button", 18))
    copy = engine(good_copy).write(replace(EN, fields=fields))
    assert list(copy.texts) == ["headline", "label", "message", "legal", "button"]
    assert all(0 < graphemes(copy.texts[one.id]) <= (one.limit or 0) for one in fields)


# --- variants ---------------------------------------------------------------------------------------------------------

TAKES = [
    {
        "idea": "deadline",
        "headline": "Until 30 June: up to 40% off",
        "message": "A home office with code DESK40. Free delivery on orders over £50.",
        "button": "Shop now",
    },
    {
        "idea": "situation",
        "headline": "New flat? Up to 40% off",
        "message": "Furnish it until 30 June with code DESK40. Free delivery on orders over £50.",
        "button": "Shop now",
    },
    {
        "idea": "ease",
        "headline": "Up to 40% off, brought to your door",
        "message": "Free delivery on orders over £50. Code DESK40 works until 30 June.",
        "button": "See lamps",
    },
]


def test_variants_come_from_one_question_and_name_their_ideas():
    model = in_turn([{"variants": TAKES}])
    copies = engine(model).variants(EN, DRAFT, 3)
    assert [copy.idea for copy in copies] == ["deadline", "situation", "ease"]
    assert [{**copy.texts, "idea": copy.idea} for copy in copies] == TAKES
    assert len(model.requests) == 1
    assert [copy.record.usage.calls for copy in copies] == [1, 0, 0]


def test_variants_that_say_the_same_are_asked_for_once_more():
    model = in_turn([{"variants": [TAKES[0], TAKES[0] | {"idea": "the same"}, TAKES[1]]}, {"variants": [TAKES[2]]}])
    copies = engine(model).variants(EN, DRAFT, 3)
    assert [copy.idea for copy in copies] == ["deadline", "situation", "ease"]
    assert "variant 2 says the same" in asked(model)
    assert "Write 1 variant in place" in asked(model)


def test_a_variant_like_the_banner_of_now_is_none():
    model = in_turn([{"variants": [GOOD | {"idea": "as before"}, TAKES[0]]}])
    copies = engine(model).variants(EN, DRAFT, 2)
    assert [copy.idea for copy in copies] == ["deadline"]
    assert len(model.requests) == 2


def test_faulty_variants_go_back_and_are_put_right_in_the_end():
    long = TAKES[1] | {"headline": "New flat? Up to 40% off whatever it takes to furnish it"}
    model = in_turn([{"variants": [TAKES[0], long]}])
    copies = engine(model).variants(EN, DRAFT, 2)
    assert "variant 2: headline has 55 characters" in asked(model)
    assert all(graphemes(copy.texts["headline"]) <= 40 for copy in copies)
    assert [bool(copy.record.repairs) for copy in copies] == [False, True]


def test_a_model_that_only_repeats_the_banner_leaves_variants_to_the_rules():
    copies = engine(in_turn([{"variants": [GOOD | {"idea": "as before"}]}])).variants(EN, DRAFT, 2)
    assert 1 <= len(copies) <= 2
    assert all(copy.draft and copy.texts != GOOD for copy in copies)


def test_a_variant_in_other_words_is_better_than_none():
    model = in_turn([{"variants": [GOOD | {"idea": "order", "headline": "Desks and lamps, up to 40% off"}]}])
    (copy,) = engine(model).variants(EN, DRAFT, 2)
    assert (copy.texts["headline"], copy.draft) == ("Desks and lamps, up to 40% off", False)


def test_an_unsafe_label_is_not_shown():
    model = in_turn([{"variants": [TAKES[0] | {"idea": "As an AI language model, I cannot"}]}])
    assert engine(model).variants(EN, DRAFT, 1)[0].idea == ""


def test_cancelling_while_waiting_is_heard():
    def cancelling(_fraction: float, _note: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        engine(in_turn([ModelFailed("server_error"), GOOD])).write(EN, checkpoint=cancelling)
