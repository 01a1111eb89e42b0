"""What a model is sent. `dialogue.md` beside this file shows a whole dialogue; after a change of the templates:

python -m tests.core.copywriting.llm.test_prompting
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.copywriting.llm.prompting import CopyPrompts, told
from core.copywriting.port import AdCopy, CopyRequest
from core.formats.catalogue import load_formats
from tests.copy_servers import material
from tests.core.copywriting.llm.cases import BOOK, BRAND, EN, GOOD, GUT, RU, engine, in_turn

DIALOGUE = Path(__file__).with_name("dialogue.md")
PROMPTS = CopyPrompts(BOOK, BRAND)
WHOLE = replace(RU, audience="20–35 лет, обедают в кафе", channel="Лента VK", format_id="display-300x250")


def written(request: CopyRequest) -> str:
    return PROMPTS.write(request, ())[1].text


def dialogue() -> str:
    """One correction's dialogue, as it is sent."""
    fields = load_formats()["display-300x250"].ai_fields
    long = GUT | {"headline": "Кэшбэк 10 % в кафе и ресторанах вашего города"}
    model = in_turn([long, GUT])
    engine(model).write(replace(WHOLE, fields=fields))
    said = "\n\n".join(f"=== {one['role']} ===\n\n{one['content']}" for one in model.requests[1]["messages"])
    return f"{said}\n"


def test_a_whole_dialogue_reads_like_this():
    assert dialogue() == DIALOGUE.read_text("utf-8")


def test_the_system_prompt_says_who_how_and_how_long():
    said = PROMPTS.system(RU)
    for expected in (
        "Луарика",
        "only in Russian",
        "без хлопот",
        "уникальный",
        "button — button:",
        "At most 18 characters",
    ):
        assert expected in said


def test_it_names_no_language_but_that_of_the_copy_as_its_own():
    assert "You write in English" in PROMPTS.system(EN)
    assert "You write in Russian" in PROMPTS.system(RU)


def test_offer_product_audience_channel_and_facts_are_delimited():
    texts = [{"role": one.speaker, "content": one.text} for one in PROMPTS.write(WHOLE, ())]
    said = material({"messages": texts})
    assert said["offer"] == RU.offer
    assert said["product"] == f"{RU.product_name}\n{RU.product_description}"
    assert (said["audience"], said["channel"]) == (WHOLE.audience, WHOLE.channel)
    assert said["facts"]
    assert all(fact in RU.offer for fact in said["facts"].splitlines())


def test_what_nobody_typed_is_not_asked_about():
    said = written(RU)
    assert "<<audience" not in said
    assert "<<channel" not in said


@given(offer=st.text(min_size=1, max_size=200), audience=st.text(max_size=100))
def test_no_offer_breaks_out_of_its_markers(offer, audience):
    message = written(replace(EN, offer=offer, audience=audience))
    label, nonce = re.findall(r"^<<(offer) ([0-9a-f]{12})>>$", message, re.M)[0]
    assert message.count(f"<<end of {label} {nonce}>>") == 1
    assert len(re.findall(r"^<<(?!end)", message, re.M)) == len(re.findall(r"^<<end", message, re.M))


@given(st.text(max_size=300))
def test_template_signs_in_an_offer_are_only_text(offer):
    assert "{{ 7 * 7 }}" in written(replace(EN, offer=f"{{{{ 7 * 7 }}}} {offer}".replace("<", "").replace(">", "")))


def test_a_rewritten_field_owes_only_what_the_others_do_not_say():
    message = PROMPTS.rewrite(EN, (), GOOD, "headline")[1].text
    said = material({"messages": [{"role": "user", "content": message}]})
    assert "up to 40% off" in said["facts"].casefold()
    assert "DESK40" not in said["facts"]
    assert said["now"] == f"headline: {GOOD['headline']}"
    assert said["texts"] == f"message: {GOOD['message']}\nbutton: {GOOD['button']}"


def test_variants_are_asked_for_by_angles_and_labels():
    message = PROMPTS.variants(EN, (), GOOD, 3)[1].text
    assert "Write 3 variants in English" in message
    assert '{"variants": [{"idea": "…", "headline": "…", "message": "…", "button": "…"}]}' in message


def test_the_version_is_that_of_the_templates():
    assert re.fullmatch(r"copy-\d+-[0-9a-f]{8}", PROMPTS.version)


def test_a_very_long_answer_is_not_sent_back_whole():
    model = in_turn([GOOD | {"headline": "a " * 5000}, GOOD])
    engine(model).write(EN)
    assert len(model.requests[1]["messages"][2]["content"]) < 500


def test_only_the_worst_faults_are_told():
    awful = dict.fromkeys(GOOD, "**99 % off 88 % off 77 $ 66 € 55 ₽ 44 £ 33 22 11 " * 9)
    model = in_turn([awful, GOOD])
    engine(model).write(EN)
    assert 3 <= len(re.findall(r"^- ", model.requests[1]["messages"][3]["content"], re.M)) <= 8


@pytest.mark.parametrize("name", ["write", "rewrite", "variants"])
def test_every_task_ends_with_the_form_of_its_answer(name):
    writer, draft = engine(model := in_turn([GOOD])), AdCopy(GOOD, "")
    if name == "write":
        writer.write(EN)
    elif name == "rewrite":
        writer.rewrite(EN, draft, None)
    else:
        model = in_turn([{"variants": []}])
        engine(model).variants(EN, draft, 2)
    assert model.requests[0]["messages"][1]["content"].splitlines()[-1].startswith("The answer's form: {")


def test_nothing_is_told_of_a_good_answer():
    assert told([]) == []


if __name__ == "__main__":
    DIALOGUE.write_text(dialogue(), "utf-8")
