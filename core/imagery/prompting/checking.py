"""Whether a description that a model wrote can be used. Pure rules; what they find is told to the model in English."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import regex

from core.copywriting.language import detect_language
from core.formats.brand import Language
from core.guard.output import screen_output
from core.guard.screening import screen
from core.retrieval.words import stem, stems, words

#: Longest word of a description, in characters.
_LONGEST_WORD = 40
#: Share of the wish's words that its rewriting must keep; the others may have become synonyms or other forms.
_KEPT = 0.5
#: At most so many must be kept: a description is shorter than a long wish.
_MOST_KEPT = 12

#: What each language is called in the templates.
NAMES: Mapping[Language, str] = {"en": "English", "ru": "Russian"}

_SPACES = regex.compile(r"[^\S\n\r]+")
_FOREIGN: Mapping[Language, "regex.Pattern[str]"] = {
    "en": regex.compile(r"[\p{L}--\p{Latin}]", regex.V1),
    "ru": regex.compile(r"[\p{L}--\p{Cyrillic}--\p{Latin}]", regex.V1),
}
_FIGURE = regex.compile(r"\d+|[%₽$€£¥]")
_QUOTED = regex.compile(r"[«“„\"]([^«»“”„\"]*)[»”“\"]")
_MARKUP = regex.compile(r"https?:|www\.|[*_#`<>{}\[\]|\\]")
#: Words that ask for writing in the picture, unless they deny it.
_WRITING = regex.compile(
    r"(?<!\b(?:no|without|without any|free of|instead of|(?:for|of) the|for|без|вместо|никак\p{L}+|нет) )"
    r"\b(?:text|lettering|inscriptions?|slogans?|headlines?|logos?|watermarks?"
    r"|текст\p{L}{0,3}|надпис\p{L}+|логотип\p{L}*|слоган\p{L}*|заголов\p{L}+)\b",
    regex.I,
)


@dataclass(frozen=True)
class Frame:
    """What a description must be. `least` and `most` words; `wish`: what it may take over unasked, figures and writing
    too; `known`: all that the task told; `names`: the brand's, not to be painted; `secret`: our own prompt."""

    language: Language
    least: int
    most: int
    wish: str
    known: str
    removed: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    secret: str = ""
    #: Whether it must keep what the wish names.
    faithful: bool = False


def tidy(text: str) -> str:
    """`text` with plain single spaces, without spaces and quotes around it."""
    stripped = str(_SPACES.sub(" ", text)).strip()
    while len(stripped) > 1 and stripped[0] in "\"“«'" and stripped[-1] in "\"”»'":
        stripped = stripped[1:-1].strip()
    return stripped


def faults_of(text: str, frame: Frame) -> list[str]:
    """What is wrong with a description, each a sentence for the model; empty where it can be used."""
    return [*_form(text, frame), *_content(text, frame)]


def _form(text: str, frame: Frame) -> Iterable[str]:
    count = len(text.split())
    if not frame.least <= count <= frame.most:
        yield f"It has {count} words; it must have {frame.least} to {frame.most}."
    if "\n" in text or "\r" in text or not text.isprintable():
        yield "It must be one line of plain text."
    if any(len(word) > _LONGEST_WORD for word in text.split()):
        yield "It has a word that is no word."
    if _FOREIGN[frame.language].search(text) or (count and detect_language(text, frame.language) != frame.language):
        yield f"It must be written in {NAMES[frame.language]} only."
    if _MARKUP.search(text):
        yield "It must be plain text, without markup and links."


def _content(text: str, frame: Frame) -> Iterable[str]:
    harmless = screen(text, purpose="prompt", competitors=frame.competitors).verdict == "allow"
    told = screen_output(
        {"prompt": text}, removed=frame.removed, known=frame.known, secret=frame.secret, competitors=frame.competitors
    )
    if not harmless or told:
        yield "It says something that does not describe a picture, or that may not be shown."
    if set(_FIGURE.findall(text)) - set(_FIGURE.findall(frame.wish)):
        yield "It has figures or currency signs; describe the thing without them."
    if _writes(text, frame):
        yield "It asks for writing, a name or a logo in the picture; describe the thing without them."


def _writes(text: str, frame: Frame) -> bool:
    """Whether text would be painted that nobody wished for."""
    wish = frame.wish.casefold()
    if _WRITING.search(text) and not _WRITING.search(frame.wish):
        return True
    if any(quoted.strip() and quoted.strip().casefold() not in wish for quoted in _QUOTED.findall(text)):
        return True
    return any(name.casefold() in text.casefold() and name.casefold() not in wish for name in frame.names)


def left_out(text: str, frame: Frame) -> tuple[str, ...]:
    """The wish's own words that a rewriting has lost, where these are too many; else none."""
    if not frame.faithful:
        return ()
    kept, telling = frozenset(stems(text)), frozenset(stems(frame.wish))
    wanted = dict.fromkeys(word for word in words(frame.wish) if stem(word) in telling)
    missing = tuple(word for word in wanted if stem(word) not in kept)
    return missing if len(wanted) - len(missing) < min(_KEPT * len(wanted), _MOST_KEPT) else ()
