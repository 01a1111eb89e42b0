"""Obscene words with all their prefixes and endings, whole or masked: only words that are nothing else count."""

from functools import lru_cache

import regex

from core.guard.words import harm_labels, word_list

_PREFIX = "(?:за|на|вы|по|у|до|под|от|раз|рас|про|пере|из|с|о|об|при|в|не|ни|недо|мудо|долбо|дву|без|бес|ис)"
#: Roots of Russian obscenity at the beginning of a word, after a prefix or in a compound; й may be written и.
_ROOTS = regex.compile(
    rf"(?:{_PREFIX}?{_PREFIX}?ху(?:й|и(?!г)|я(?!к$)|ю|е(?!в?т)(?:в|с|т|п|м|к|н)?)\w{{0,8}}"
    rf"|{_PREFIX}{{0,2}}[пп]и[зс]д(?!ж)\w{{0,9}}|{_PREFIX}{{0,2}}пезд\w{{0,8}}"
    rf"|(?:(?:за|на|вы|по|у|до|про|пере|при|недо|о)?|(?:под|от|раз|об|с|в|из)[ъь]?)еб(?:а(?!й)|л[аоиуя]|у|и(?!т)|н[уи]|ош|ыр|ет|ок|ыв|ист|ище)\w{{0,9}})"
)
_INNOCENT = regex.compile(
    r"(?:хуев?ин[аы]ны|ебург\w*|хуан\w*|хуаве\w*|поеби\w*|хуе?йс\w*|себу\w*|небу\w*|небо\w*|себе\w*|вебин\w*|сеул\w*)"
)
_MASKED = regex.compile(r"\p{L}[\p{L}*#@$!_.\-]*[*#@$][\p{L}*#@$!_.\-]*\p{L}")


@lru_cache(maxsize=50_000)
def is_obscene(word: str) -> bool:
    """Whether a lower-case word is obscene; ``*`` and other signs inside it may hide its letters."""
    if "*" in word or "@" in word or "$" in word:
        return _is_masked(word)
    return "obscene" in harm_labels(word) or (bool(_ROOTS.fullmatch(word)) and not _INNOCENT.fullmatch(word))


def _is_masked(word: str) -> bool:
    if not _MASKED.fullmatch(word) or sum(map(str.isalpha, word)) < 2:
        return False
    known = regex.compile("".join(letter if letter.isalpha() else r"\w" for letter in word))
    shrunk = regex.compile(regex.sub(r"(?:\\w)+", r"\\w{1,4}", known.pattern))
    return any(known.fullmatch(form) or (shrunk.fullmatch(form) and "**" in word) for form in word_list("masked"))
