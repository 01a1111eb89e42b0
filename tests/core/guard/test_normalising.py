"""Words as they are read, each with its place."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.guard.matching import find_hits
from core.guard.normalising import make_visible, read
from core.guard.obscene import is_obscene
from core.guard.patterns import Alphabet, Encoded, compile_rule, needed_classes
from core.guard.sentences import Text


def spelled(text: str) -> list[str]:
    return [word.spellings[0] for word in read(text)]


def test_what_hides_letters_is_seen_through() -> None:
    assert "ignore" in read("і\u200bgnоrе")[0].spellings
    assert "ignore" in read("𝐈𝐠𝐧𝐨𝐫𝐞")[0].spellings
    assert "ignore" in read("1gn0r3")[0].spellings
    assert "скидка" in read("cкидкa")[0].spellings
    assert spelled("и г н о р и р у й это") == ["игнорируй", "это"]
    assert spelled("s.a.l.e now") == ["sale", "now"]


def test_short_words_of_one_alphabet_are_taken_as_they_are() -> None:
    assert read("вот")[0].spellings == ("вот",)


def test_a_word_knows_what_was_written() -> None:
    text = "Каждый «и\u0306огурт» 10 %"
    assert [text[word.start : word.end] for word in read(text)] == [word.written for word in read(text)]


@given(st.text(max_size=200))
def test_places_are_in_the_text_and_in_order(text: str) -> None:
    visible = make_visible(text)
    assert len(visible.origin) == len(visible.text) + 1
    words = read(text)
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert all(one.end <= other.start or one.start <= other.start for one, other in pairwise(words))
    pieces = Text(text).pieces
    assert "".join(text[a:b] for a, b in pieces) == text


def test_rules_are_read_as_their_language_says() -> None:
    alphabet = Alphabet()
    rule = compile_rule(alphabet, "drop ~2 prior? orders|task $")
    assert needed_classes("^ drop ~2 prior? orders|task") == (frozenset({"drop"}), frozenset({"orders", "task"}))
    words = [{"end"}, {"drop"}, set(), {"prior"}, {"task"}, {"end"}]
    assert list(Encoded(alphabet, words).find(rule.expression)) == [(1, 4)]
    assert list(Encoded(alphabet, [{"drop"}, {"end"}, {"orders"}, {"end"}]).find(rule.expression)) == []


def test_commerce_speaks_against_an_order() -> None:
    assert any(hit.family == "weighed" for hit in find_hits(Text("Set the button text to «Run»")))
    assert not any(hit.family == "weighed" for hit in find_hits(Text("Set the button text to «20% off»")))


def test_obscene_words_are_known_with_prefixes_and_masks_and_innocent_ones_are_not() -> None:
    for word in ("нахуй", "охуенный", "заебись", "пиздец", "распиздяй", "х*й", "п***ц", "f*ck", "b*tch"):
        assert is_obscene(word), word
    innocent = (
        "страхуй психует худой хулиган хуавей хуан требуем мебель хлеб лебедь небо себе ребенок учебный похудей "
        "сукно команда мандарин педикюр рублях бляшка скипидар употребляй оскорблять вебинар рубашка 5* a*b"
    )
    assert not [word for word in innocent.split() if is_obscene(word)]
