"""Texts and pictures to look at formats with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.copywriting.text import graphemes
from core.format_samples import PROSE, Kind, filled, sample_legal_share, sample_pictures, sample_texts
from core.formats.brand import Language
from core.formats.catalogue import load_formats
from core.i18n import LANGUAGES

FORMATS = load_formats()


@given(st.integers(5, 300), st.sampled_from(LANGUAGES), st.sampled_from(list(PROSE["en"])))
def test_words_fill_a_limit_exactly(length: int, language: Language, role: str) -> None:
    text = filled(length, language, role)
    assert graphemes(text) == length
    assert text == " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_says_what_it_promises(language: Language) -> None:
    for layout in FORMATS.values():
        longest, shortest = (sample_texts(layout, kind, language) for kind in (Kind.LONGEST, Kind.SHORTEST))
        limits = {field.id: field.limit or 180 for field in layout.fields if field.source != "fixed"}
        assert {name: graphemes(text) for name, text in longest.items()} == limits
        assert shortest.keys() == limits.keys()
        assert max(map(len, shortest.values())) <= 5
        assert sample_texts(layout, Kind.MISSING, language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_real_texts_are_within_the_limits_and_say_what_the_product_must(language: Language) -> None:
    for layout in FORMATS.values():
        real = sample_texts(layout, Kind.REAL, language)
        assert all(0 < graphemes(real[field.id]) <= (field.limit or 0) for field in layout.ai_fields)
        if sample_legal_share(layout, Kind.REAL, language):
            assert [real[field.id] for field in layout.fields if field.source == "legal"]


def test_every_slot_has_a_cut_out_of_its_own() -> None:
    five = next(layout for layout in FORMATS.values() if len(layout.pictures) == 5)
    pictures = sample_pictures(five, Kind.LONGEST, "en")
    assert len({picture.tobytes() for picture in pictures}) == 5
    assert all(picture.mode == "RGBA" and picture.getpixel((0, 0))[3] == 0 for picture in pictures)
    assert sample_pictures(five, Kind.MISSING, "en") == ()
