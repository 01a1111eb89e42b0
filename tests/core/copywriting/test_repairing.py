"""Copy made good: what is put right in place, what is cut, what is rebuilt; and what holds for any text whatsoever."""

import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.copywriting.keeping import check_copy, owed_facts
from core.copywriting.language import detect_language
from core.copywriting.repairing import Repaired, repair
from core.copywriting.text import clean_text, graphemes

LARGE = {"headline": 40, "message": 90, "button": 20}
PRODUCT = "Карта «Ольха». Дебетовая карта, которую привозит курьер. / Alder card, brought to your door."
OFFERS = [
    json.loads(line)["offer"]
    for line in (Path(__file__).parent / "offline" / "offers.jsonl").read_text("utf-8").splitlines()
]


def repaired(offer: str, texts: Mapping[str, str], limits: Mapping[str, int] = LARGE) -> Repaired:
    language = detect_language(offer, "en")
    problems = check_copy(offer, texts, limits, sources=PRODUCT, language=language)
    return repair(texts, problems, offer, limits, sources=PRODUCT, language=language)


HOSTILE_WORDS = (  # noqa: SIM905
    "Скидка|до|от|10\u00a0%|99%|промокод|ЛЕТО25|Only|£29.50|½|٩٩|⑳|24/7|в|и|—|.|,|«|(|🎁|👨\u200d👩\u200d👧|е\u0301|\u202e|один|→|года"
    "|вместо|5-10|1 000 ₽|до 31 марта|31 декабря|бесплатно|up to|50% off|2 for 1|until Friday|three|\x00"
).split("|")
HOSTILE = st.one_of(
    st.text(max_size=200),
    st.text("0123456789 %₽$€.,-–\u00a0до от с по up to from\n\u200b\u0301«»\"", max_size=120),
    st.lists(
        st.sampled_from(HOSTILE_WORDS), max_size=25,
    ).map(" ".join),
)  # fmt: skip
LIMITS = st.fixed_dictionaries(
    {"headline": st.integers(1, 60), "message": st.integers(5, 140), "button": st.integers(1, 24)}
)


@given(st.one_of(st.sampled_from(OFFERS), HOSTILE), st.lists(HOSTILE, min_size=3, max_size=3), LIMITS)
def test_whatever_comes_in_is_good_copy_afterwards(offer: str, said: list[str], limits: dict[str, int]) -> None:
    language = detect_language(offer, "en")
    result = repaired(offer, dict(zip(limits, said, strict=True)), limits)
    for name, text in result.texts.items():
        assert text.strip()
        assert unicodedata.is_normalized("NFC", text)
        assert graphemes(text) <= limits[name]
        assert not re.search(r"[\n\r\t\x00-\x1f\u200b-\u200f\u202a-\u202e\u2060\ufeff]", text)
    left = check_copy(offer, result.texts, limits, sources=PRODUCT, language=language)
    assert [problem for problem in left if problem.kind != "lost"] == []
    strongest = owed_facts(offer, sum(limits.values()), sources=PRODUCT, language=language).facts[:1]
    for fact in strongest:
        fits = {name: fact.text for name, limit in limits.items() if graphemes(fact.text) <= limit}
        alone = check_copy(offer, fits, limits | dict.fromkeys(fits, 999), sources=PRODUCT, language=language)
        if fits and not [problem for problem in alone if problem.field in fits or problem.fact == fact.text]:
            assert fact.text not in [problem.fact for problem in left if problem.kind == "lost"]


@given(st.sampled_from(OFFERS), st.lists(HOSTILE, min_size=3, max_size=3))
def test_repairing_what_is_repaired_changes_nothing(offer: str, said: list[str]) -> None:
    once = repaired(offer, dict(zip(LARGE, said, strict=True)))
    again = repaired(offer, once.texts)
    kinds = [
        p.kind for p in check_copy(offer, once.texts, LARGE, sources=PRODUCT, language=detect_language(offer, "en"))
    ]
    assert again.texts == once.texts or "lost" in kinds


def test_the_cleaned_text_is_one_paragraph() -> None:
    texts = {"headline": "Скидка\n10 %\u200b", "message": "Скидка\u00a010 %", "button": "Купить"}
    result = repaired("Скидка 10 %", texts)
    assert result.texts == {"headline": "Скидка 10 %", "message": "Скидка\u00a010 %", "button": "Купить"}
    assert clean_text(result.texts["headline"]) == result.texts["headline"]
    assert result.repairs == ()


@pytest.mark.parametrize("offer", OFFERS)
def test_an_empty_copy_is_rebuilt_in_the_words_of_the_offer(offer: str) -> None:
    result = repaired(offer, dict.fromkeys(LARGE, ""))
    assert {(done.field, done.what) for done in result.repairs} >= {("headline", "rebuilt"), ("message", "rebuilt")}
