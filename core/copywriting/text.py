"""Text as a reader sees it: cleaning, counting, cutting between words, typographic quotes, dashes and spaces."""

import re
import unicodedata

import regex

from core.formats.brand import Language

NBSP = "\u00a0"
#: Outer and inner quotes.
QUOTES: dict[Language, tuple[str, str, str, str]] = {"ru": ("«", "»", "„", "“"), "en": ("“", "”", "‘", "’")}

_CLUSTER = regex.compile(r"\X")
# Controls, formats (zero-width, bidi), surrogates, private use; the joiners inside emoji fall with their emoji anyway.
_INVISIBLE = regex.compile(r"[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}--[\s]]", regex.V1)
_EMOJI = regex.compile(
    r"[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\uFE0F\u20E3--[©®™]]", regex.V1
)
_QUOTE = re.compile('[«»“”„‟"‘’‚‹›]')
_APOSTROPHE = re.compile(r"(?<=\w)['’‘](?=\w)|(?<=[sS])['’](?=\s[a-z])")
_UNIT = re.compile(
    r"(?<=\d) (?=\d{3}(?!\d)|[%₽€$£°]|(?!(?:и|в|с|к|о|у|на|по|до|от|за|из|or|and|to|in|on|at|for|by|a)\b)[^\W\d_])"
)


def clean_text(text: str) -> str:
    """One NFC paragraph: no control, zero-width or bidirectional characters, single spaces, trimmed."""
    visible = _INVISIBLE.sub("", re.sub(r"\s", " ", unicodedata.normalize("NFC", text)))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def graphemes(text: str) -> int:
    """How many characters a reader counts: extended grapheme clusters (Unicode UAX 29)."""
    return len(text) if text.isascii() else len(_CLUSTER.findall(text))


def cut_at_word(text: str, limit: int) -> str:
    """The longest run of whole words from the start within `limit` graphemes; empty where not even one fits."""
    kept = ""
    for word in text.split(" "):
        longer = f"{kept} {word}" if kept else word
        if graphemes(longer) > limit:
            break
        kept = longer
    return kept.rstrip(" ,;:–—-")


def drop_emoji(text: str) -> str:
    """Without pictographs, and without the spaces that stood around them."""
    return " ".join(_EMOJI.sub(" ", text).split())


def typographic(text: str, language: Language) -> str:
    """Quotes paired and nested as the language has them, dashes between words, numbers bound to their units.

    Quotes that have no partner are dropped. Number spelling is the author's: only a space that is there becomes
    non-breaking.
    """
    text = re.sub(r"(?<=\S) (?:-{1,2}|–|−(?! ?\d)) (?=\S)", " — ", text)
    text = re.sub(r"(?<=\d)-(?=\d{1,2}(?!\d|-))(?<!\d-\d)", "–", text) if language == "en" else text
    return _UNIT.sub(NBSP, _pair_quotes(text, language))


def _pair_quotes(text: str, language: Language) -> str:
    """Each quote mark is opening or closing by its neighbours; depth decides outer or inner."""
    text = _APOSTROPHE.sub("\ue000", text)
    marks: list[tuple[int, int]] = []
    opened: list[int] = []
    pieces = list(text)
    for match in _QUOTE.finditer(text):
        at = match.start()
        if _opens(text, at):
            opened.append(at)
        elif opened:
            marks.append((opened.pop(), at))
    for match in _QUOTE.finditer(text):
        pieces[match.start()] = ""
    outer_left, outer_right, inner_left, inner_right = QUOTES[language]
    for left, right in marks:
        inside = any(a < left and right < b for a, b in marks)
        pieces[left], pieces[right] = (inner_left, inner_right) if inside else (outer_left, outer_right)
    return "".join(pieces).replace("\ue000", "’" if language == "en" else "'")


def _opens(text: str, at: int) -> bool:
    """A mark opens where a word follows and none precedes; the marks « » „ speak for themselves."""
    if text[at] in "«„":
        return True
    if text[at] in "»”":
        return False
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return (before.isspace() or before in "([—-«„“\"‘'") and not after.isspace() and after not in ".,;:!?)"


def capitalised(text: str) -> str:
    """First letter upper case, past quotes; words that start with a mixed-case name (eSIM, iPhone) stay."""
    match = re.search(r"[^\W_]", text)
    if not match or match.group().isdigit() or re.match(r"[a-zа-яё][A-ZА-ЯЁ]", text[match.start() :]):
        return text
    return text[: match.start()] + match.group().upper() + text[match.end() :]
