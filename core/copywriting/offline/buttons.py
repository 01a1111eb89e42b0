"""What a button says, and the short name of a product: chosen by keywords, never cut."""

import regex

from core.copywriting.offline.wording import Wording
from core.copywriting.text import graphemes

_MARKS = regex.compile(r"[^\w\s-]")


def button_texts(name: str, offer: str, description: str, words: Wording) -> list[str]:
    """Imperatives that fit what is offered, best first: by the product's name, then the offer, then its description."""
    said: list[str] = []
    first = description.partition(". ")[0]
    for text in (name, first, offer, description):
        for rule in words.buttons[:-1]:
            if any(_begins_word(stem, text) for stem in rule.when):
                said += [option for option in rule.say if option not in said]
        if said:
            break
    return said + [option for option in words.buttons[-1].say if option not in said]


def _begins_word(stem: str, text: str) -> bool:
    """Whether a word of `text` begins with `stem`: spaces of the stem stand for the ends of a word, so that "app " is
    no appointment and " course" no two-course lunch."""
    plain = _MARKS.sub(" ", f" {text.casefold()} ")
    edge = "" if stem.startswith(" ") else r"(?<!\w)"
    return bool(regex.search(edge + regex.escape(stem), plain))


def short_names(name: str, words: Wording) -> list[str]:
    """A product's name and its shorter forms, longest first: whole, noun and quoted name, quoted name, first words."""
    quoted = regex.search(r"[«“\"]([^»”\"]+(?:[“”][^»]*)?)[»”\"]", name)
    names = [name]
    if quoted:
        before = name[: quoted.start()].split()
        noun = (
            before[1] if len(before) > 1 and regex.search(r"(?:ая|яя|ый|ий|ой|ое)$", before[0]) else (before or [""])[0]
        )
        names += [f"{noun} {quoted.group()}"] if noun else []
        names += [quoted.group(), quoted.group(1)]
        names += [" ".join(before)] if before else []
    kept = name.split()
    while len(kept) > 1:
        kept = kept[:-1]
        if kept[-1].casefold() not in words.never_last and "«" not in kept[-1] and "“" not in kept[-1]:
            names.append(" ".join(kept))
    return [n for n in names if n.strip(' «»“”"„') and graphemes(n) == graphemes(n.strip())]


def within(texts: list[str], limit: int) -> list[str]:
    """Those of at most `limit` graphemes, order kept."""
    return [text for text in texts if text and graphemes(text) <= limit]
