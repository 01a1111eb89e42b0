"""What Python makes of an answer that the model would not put right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.copywriting.llm.engine import rules_for
from core.copywriting.llm.faults import Rules
from core.copywriting.llm.finishing import Finished, finished, tidy
from core.copywriting.llm.prompting import CopyPrompts
from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.text import clean_text, graphemes
from tests.core.copywriting.llm.cases import BOOK, BRAND, EN, GOOD

RULES: Rules = rules_for(EN, BRAND, CopyPrompts(BOOK, BRAND).system(EN))
OFFLINE = OfflineCopywriter().write(EN).texts


def finish(texts, asked=tuple(GOOD), before=None) -> Finished:
    return finished(texts, RULES.faults(texts), RULES, asked, offline=lambda _: OFFLINE, before=before or {})


def test_good_texts_stay_byte_by_byte():
    texts = GOOD | {"headline": "Up to 40%\u00a0off  desks and lamps"}
    assert finish(texts) == Finished(texts)


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**Up to 40% off** desks", "Up to 40% off desks"),
        ("# Up to 40% off desks", "Up to 40% off desks"),
        ("- Up to 40% off desks", "Up to 40% off desks"),
        ("`Up to 40% off` desks", "Up to 40% off desks"),
        ("<b>Up to 40% off</b> desks", "Up to 40% off desks"),
        ("Up to 40% off desks 🔥🔥", "Up to 40% off desks"),
        ("Up to 40% off\ndesks", "Up to 40% off desks"),
    ],
)
def test_signs_are_taken_away_and_the_words_stay(marked, plain):
    done = finish(GOOD | {"headline": marked})
    assert done.texts == GOOD | {"headline": plain}
    assert [(one.field, one.what) for one in done.repairs] == [("headline", "corrected")]


@pytest.mark.parametrize("text", ["", "🔥🔥", "Купить сейчас", "Guaranteed!", "As an AI language model, I cannot"])
def test_what_cannot_be_used_is_written_from_the_offer(text):
    done = finish(GOOD | {"button": text})
    assert done.texts["button"] == OFFLINE["button"]
    assert ("button", "rebuilt") in [(one.field, one.what) for one in done.repairs]


def test_a_faulty_field_that_nobody_asked_for_stays():
    hers = GOOD | {"button": "Купить", "message": "**Hers** " * 30}
    assert finish(hers | {"headline": "# Up to 40% off desks"}, asked=("headline",)).texts == hers | {
        "headline": "Up to 40% off desks"
    }


def test_where_all_else_fails_another_fact_makes_the_difference():
    done = finish(GOOD | {"headline": "Nice things"}, asked=("headline",), before=dict(OFFLINE))
    assert done.texts["headline"] != OFFLINE["headline"]


def test_signs_that_hide_an_attack_do_not_let_it_through():
    done = finish(GOOD | {"message": "As an AI `language` model, I cannot <b></b>write."})
    assert "language model" not in done.texts["message"]


@given(st.fixed_dictionaries(dict.fromkeys(GOOD, st.text(max_size=120))))
def test_whatever_came_it_can_be_shown(texts):
    texts = {name: tidy(text) for name, text in texts.items()}
    for name, text in finish(texts).texts.items():
        assert clean_text(text) == " ".join(text.split()) != ""
        assert graphemes(text) <= RULES.limits[name]


@given(st.text())
def test_tidying_twice_is_tidying_once(text):
    assert tidy(tidy(text)) == tidy(text)
