"""What is good and bad about one copy, measured by simple rules of its own. Pure: texts in, findings out."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from bench.eval_copy_briefs import EvalBrief
from bench.eval_copy_claims import (
    codes,
    dates,
    grants_for_free,
    invented_codes,
    invented_dates,
    invented_numbers,
    invented_promises,
    mentions,
    requalified,
)
from core.copywriting.offline.wording import wording
from core.copywriting.text import clean_text, drop_emoji, graphemes
from core.formats.brand import Language
from core.formats.schema import TextField
from core.retrieval.words import stem, words

#: Words on a button; what is longer is a sentence.
BUTTON_WORDS = 3
_SHOUTED = re.compile(r"(?<![\w-])[A-ZА-ЯЁ]{4,}(?![\w-])")
#: An abbreviation that the offer uses may be used (ОСАГО); a longer word in capitals is shouted.
_ABBREVIATION = 5
_MARKUP = re.compile(
    r"\*\*|__|`|^\s*(?:#{1,6}|[-*•>])\s|\]\(|</?[a-z][^>]*>|^\s*[{\[]\s*\"|\n", re.MULTILINE | re.IGNORECASE
)
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_OTHER_SCRIPT: dict[Language, regex.Pattern[str]] = {
    "ru": regex.compile(r"(?!\p{Cyrillic})\p{L}"),
    "en": regex.compile(r"(?!\p{Latin})\p{L}"),
}


@dataclass(frozen=True)
class Findings:
    """One copy, measured. Tuples hold what was found, as it is written; empty ones are good.

    `over`: graphemes beyond its limit, by field; `kept` and `lost`: places in the brief's facts; `headline_fact`: None
    where the offer has no number or there is no headline; `numbers`, `dates`, `codes`, `promises`: invented, neither
    offer nor product says them; `qualifiers`: numbers that have lost or changed "up to", "from", "instead of";
    `foreign`, `empty`: fields; `repeated`: runs of three words said twice; `buttons`: words on each button.
    """

    fields: int
    over: Mapping[str, int] = field(default_factory=dict)
    empty: tuple[str, ...] = ()
    kept: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()
    headline_fact: bool | None = None
    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()
    tone: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    dangling: tuple[str, ...] = ()
    buttons: tuple[int, ...] = ()


def measure(
    brief: EvalBrief, fields: Sequence[TextField], texts: Mapping[str, str], avoid: Iterable[str] = ()
) -> Findings:
    """A copy against its brief. `avoid`: words that the brand never uses, in the copy's language."""
    said = {one.id: texts.get(one.id, "") for one in fields}
    joined, source = "\n".join(said.values()), brief.sources
    excess = {one.id: graphemes(said[one.id]) - (one.limit or 0) for one in fields}
    kept = tuple(at for at, fact in enumerate(brief.facts) if fact.kept(joined))
    return Findings(
        fields=len(fields),
        over={name: over for name, over in excess.items() if over > 0},
        empty=tuple(name for name, text in said.items() if not clean_text(text)),
        kept=kept, lost=tuple(at for at in range(len(brief.facts)) if at not in kept),
        headline_fact=headline_fact(brief, [said[one.id] for one in fields if one.role == "headline"]),
        numbers=tuple(invented_numbers(joined, source)), dates=tuple(invented_dates(joined, source)),
        codes=tuple(invented_codes(joined, source)), promises=tuple(invented_promises(joined, source)),
        qualifiers=tuple(requalified(joined, source)), tone=tuple(tone_breaks(brief, said.values(), avoid)),
        foreign=tuple(name for name, text in said.items() if is_foreign(text, brief.language, source)),
        repeated=tuple(repeated(said.values())), dangling=tuple(dangling(said.values(), brief.language)),
        buttons=tuple(len(said[one.id].split()) for one in fields if one.role == "button"),
    )  # fmt: skip


def headline_fact(brief: EvalBrief, headlines: Sequence[str]) -> bool | None:
    """Whether a headline has a number, a fact or a "free" of the offer; None where there is nothing to have."""
    hard = [fact for fact in brief.facts if fact.kind != "condition"]
    if not headlines or not (hard or mentions(brief.offer)):
        return None
    text = "\n".join(headlines)
    if any(fact.kept(text) for fact in hard) or (grants_for_free(text) and grants_for_free(brief.offer)):
        return True
    offered = {value for mention in mentions(brief.offer) for value in mention.values}
    return any(offered & mention.values for mention in mentions(text)) or bool(
        (dates(text) & dates(brief.offer)) or codes(text)
    )


def tone_breaks(brief: EvalBrief, texts: Iterable[str], avoid: Iterable[str]) -> list[str]:
    """Words that the brand avoids, words in capitals, more than one "!", emoji, markdown and line breaks."""
    texts = list(texts)
    joined, product = "\n".join(texts), f"{brief.product}\n{brief.product_description}"
    found = [
        phrase for phrase in avoid if _stems(phrase) in _stems(joined) and _stems(phrase) not in _stems(brief.product)
    ]
    own = set(_SHOUTED.findall(product)) | codes(brief.sources)
    own |= {word for word in _SHOUTED.findall(brief.offer) if len(word) <= _ABBREVIATION}
    own |= {fact.text for fact in brief.facts if fact.kind == "promo"}
    found += [word for word in _SHOUTED.findall(joined) if word not in own]
    found += ["!"] if joined.count("!") > 1 else []
    found += ["emoji"] if any(drop_emoji(text) != " ".join(text.split()) for text in texts) else []
    return found + (["markup"] if any(_MARKUP.search(text) for text in texts) else [])


def _stems(text: str) -> str:
    return f" {' '.join(map(stem, words(text)))} "


def is_foreign(text: str, language: Language, source: str) -> bool:
    """Whether most letters are of another script, leaving aside what the sources say (names, codes)."""
    own = set(_WORD.findall(source.casefold()))
    letters = "".join(word for word in _WORD.findall(text.casefold()) if word not in own)
    return 2 * len(_OTHER_SCRIPT[language].findall(letters)) > len(letters)


def repeated(texts: Iterable[str]) -> list[str]:
    """Runs of three words that two fields share, or a field says twice; once for each time too many."""
    runs: Counter[str] = Counter()
    for text in texts:
        said = re.findall(r"\w+", text.casefold())
        runs.update(" ".join(said[at : at + 3]) for at in range(len(said) - 2))
    return [run for run, count in runs.items() for _ in range(count - 1)]


def dangling(texts: Iterable[str], language: Language) -> list[str]:
    """How texts end that break off: on a preposition, a conjunction, a comma, a dash, an ellipsis."""
    hanging = wording(language).never_last
    ends = [text.split()[-1] for text in texts if text.split()]
    return [
        end
        for end in ends
        if end.rstrip('.!?»”"').lower() in hanging or end.endswith((",", ";", ":", "–", "—", "-", "…", "..."))
    ]
