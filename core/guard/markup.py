"""What no offer has: turns of a conversation, marks of a prompt's sections, hidden comments, characters that show
nothing in numbers, and runs of code that turn out to be sentences."""

import base64
import binascii
import html
import re
import urllib.parse
from collections.abc import Iterator
from functools import lru_cache

import regex

from core.guard.sentences import Span
from core.guard.words import pattern

_TAGS = regex.compile(r"(?<![\U0001F3F4\U000E0020-\U000E007F])[\U000E0000-\U000E007F]+|[\U000E0100-\U000E01EF]{3,}")
_NOTHING = regex.compile(r"[\u200B-\u200F\u2060-\u2064\uFEFF\u00AD]{8,}")
_BIDI = regex.compile(r"[\u202D\u202E][^\u202C\n]*\u202C?")
_PROSE = regex.compile(r"[\p{L}\p{N}\p{P}\s]+")


def hidden_spans(text: str) -> Iterator[Span]:
    """Places of `text` that a reader does not see as they are, or that only a program reads."""
    for hidden in (pattern("blocks", regex.S | regex.M), _TAGS, _NOTHING, _BIDI):
        for match in hidden.finditer(text):
            yield match.span()


def speakers(text: str) -> Iterator[Span]:
    """Names with a colon, which may be another's turn or a line of a data sheet: what follows them decides."""
    for match in _turn("speakers").finditer(text):
        yield match.span()


def turns(text: str) -> Iterator[Span]:
    """Marks after which another seems to speak; what follows them belongs to them."""
    for mark in (_turn("turns"), pattern("marks")):
        for match in mark.finditer(text):
            yield match.span()


@lru_cache(maxsize=2)
def _turn(names: str) -> "regex.Pattern[str]":
    """A speaker's name with a colon at the beginning of a line or a sentence."""
    begins, signs = r"(?:(?<=^)|(?=[\[({<*#])|(?<=[.!?…»\"\])>]\s))", r"[\s#*>\[(\-=_]{0,8}+"
    return regex.compile(
        rf"{begins}{signs}(?:{pattern(names).pattern})[\])*_ ]{{0,4}}[:>]{{1,3}}(?!//)", regex.I | regex.M
    )


def encoded_spans(text: str) -> Iterator[tuple[Span, str]]:
    """Runs of code and the sentences they stand for."""
    for match in pattern("encoded").finditer(text):
        decoded = decode(match.group())
        if decoded:
            yield match.span(), decoded


def decode(code: str) -> str:
    """The sentence behind base64, hexadecimal, percent, entity or unicode escapes; empty where there is none."""
    for attempt in (_escapes, _hexadecimal, _bits, _base64):
        found = attempt(code)
        words = regex.findall(r"\p{L}{2,}", found)
        if len(words) >= 2 and _PROSE.fullmatch(found) and found != code and len("".join(words)) * 2 > len(found):
            return found
    return ""


def _escapes(code: str) -> str:
    if "&" in code:
        return html.unescape(code)
    if "%" in code:
        return urllib.parse.unquote(code, errors="replace")
    return re.sub(r"\\[ux]([0-9a-fA-F]{2,4}) ?", lambda found: chr(int(found[1], 16)), code) if "\\" in code else ""


def _hexadecimal(code: str) -> str:
    return _utf8(bytes.fromhex(digits)) if len(digits := re.sub(r"0x|[^0-9a-fA-F]", "", code)) % 2 == 0 else ""


def _bits(code: str) -> str:
    if not re.fullmatch(r"[01 ]+", code):
        return ""
    bits = code.replace(" ", "")
    return _utf8(bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits) - 7, 8)))


def _base64(code: str) -> str:
    bare = code.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return _utf8(base64.b64decode(bare + "=" * (-len(bare) % 4)))
    except (binascii.Error, ValueError):
        return ""


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
