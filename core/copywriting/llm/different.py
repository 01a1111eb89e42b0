"""Are two copies different in idea, or only in order and endings? Pure; by the words that are not facts."""

from collections.abc import Iterable, Mapping

from core.copywriting.facts import extract_facts, numbers
from core.copywriting.language import detect_language
from core.formats.brand import Language
from core.retrieval.words import stem, words

#: Two texts that share this share of their stems (Jaccard) say the same.
SAME = 0.6
#: Words that carry no idea, as stems: two copies are not alike for them, nor different without them.
_SMALL = frozenset(
    stem(word)
    for word in words(
        "и в во на с со к у о об а но не по до от за из для при без же ли бы что как так вы ваш вам все это уже "
        "the a an of to in on at for and or by with from up off until your you it is are be get as this that our we"
    )
)


def alike(one: Mapping[str, str], other: Mapping[str, str], *, language: Language | None = None) -> bool:
    """Whether two copies (texts by field id; buttons and labels left out by the caller) make the same point: their
    stems beside the facts nearly coincide; where hardly anything is said beside facts, the facts must too."""
    words_of_one, words_of_other = _ideas(one.values(), language), _ideas(other.values(), language)
    if min(len(words_of_one), len(words_of_other)) < 2:
        return words_of_one == words_of_other and _figures(one.values()) == _figures(other.values())
    return len(words_of_one & words_of_other) / len(words_of_one | words_of_other) >= SAME


def _ideas(texts: Iterable[str], language: Language | None) -> frozenset[str]:
    """The stems of `texts` without their facts, numbers and small words."""
    found: set[str] = set()
    for text in texts:
        left = text
        for fact in reversed(extract_facts(text, language or detect_language(text, "en"))):
            if fact.numbers or fact.kind == "promo":
                left = f"{left[: fact.start]} {left[fact.end :]}"
        found |= {stem(word) for word in words(left) if not word.isdigit()}
    return frozenset(found - _SMALL)


def _figures(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(number for text in texts for number in numbers(text))
