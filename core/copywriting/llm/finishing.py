"""What Python makes of the best answer there is: good texts word for word, the others put right. Pure."""

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import regex

from core.copywriting.llm.faults import Fault, Kind, Rules, owed, sources_of
from core.copywriting.port import Repair
from core.copywriting.repairing import repair
from core.copywriting.text import capitalised, clean_text, drop_emoji, graphemes
from core.retrieval.words import words

#: Faults for which, as for what is unsafe, a text is not used at all: the offline engine writes it from the offer.
REBUILT: frozenset[Kind] = frozenset({"empty", "language", "tone", "same", "nonsense"})
#: Faults that go by taking signs away.
TIDIED: frozenset[Kind] = frozenset({"lines", "marks"})
#: Controls, zero-width and bidirectional characters, surrogates: nothing that a reader sees. Spaces stay.
_INVISIBLE = regex.compile(r"[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}--[\s]]", regex.V1)
_MARKS = regex.compile(r"\*\*|__|`|^\s*(?:#{1,6}|[-*•>])\s+|</?[a-z][^>]*>|[{}\[\]]", regex.I | regex.M)
#: Texts of a rules' engine for some fields, given the texts that stay.
Offline = Callable[[Mapping[str, str]], Mapping[str, str]]


@dataclass(frozen=True)
class Finished:
    """Texts of every field, and what was done to them."""

    texts: Mapping[str, str]
    repairs: tuple[Repair, ...] = ()


def tidy(text: str) -> str:
    """A model's text as we take it: NFC, trimmed, without what nobody sees. Its words and spaces stay."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return unicodedata.normalize("NFC", visible).strip()


def finished(
    texts: Mapping[str, str], faults: Collection[Fault], rules: Rules, asked: Sequence[str], *,
    offline: Offline, before: Mapping[str, str],
) -> Finished:  # fmt: skip
    """`texts` as they may be shown; those without a fault byte by byte. Only the `asked` fields are touched, and they
    do not end as they were `before` (nothing, where nothing was)."""
    if not faults:
        return Finished(dict(texts))
    mended, repairs = dict(texts), list[Repair]()
    tidied = [name for name in asked if _kinds(faults, name) & TIDIED]
    mended |= {name: _plain(texts[name]) for name in tidied}
    unsafe = rules.unsafe(mended)  # marks alone make a text unsafe, and may hide what is
    spoilt = [name for name in asked if name in unsafe or _kinds(faults, name) & REBUILT or not mended[name]]
    repairs += [Repair(name, "corrected") for name in tidied if name not in spoilt]
    if spoilt:
        mended |= _rebuilt(mended, spoilt, offline)
        repairs += [Repair(name, "rebuilt") for name in spoilt]
    made_true, more = _true(mended, rules, asked, offline)
    if same_words(made_true, before, asked):
        made_true[asked[0]] = _other(made_true[asked[0]], asked[0], rules)
    return _safe(made_true, (*repairs, *more), rules, asked, offline)


def same_words(texts: Mapping[str, str], before: Mapping[str, str], asked: Collection[str]) -> bool:
    """Whether all `asked` fields say what they said before, word for word."""
    return bool(before) and all(words(texts[name]) == words(before.get(name, "")) for name in asked)


def _kinds(faults: Collection[Fault], field: str) -> frozenset[Kind]:
    return frozenset(fault.kind for fault in faults if fault.field == field)


def _plain(text: str) -> str:
    return clean_text(drop_emoji(_MARKS.sub("", text)))


def _rebuilt(texts: Mapping[str, str], spoilt: Collection[str], offline: Offline) -> dict[str, str]:
    written = offline({name: text for name, text in texts.items() if name not in spoilt})
    return {name: written[name] for name in spoilt}


def _true(
    texts: Mapping[str, str], rules: Rules, asked: Collection[str], offline: Offline
) -> tuple[dict[str, str], tuple[Repair, ...]]:
    """Within the limits and with the offer's facts. What stands in fields that stay is nobody's fault here, and a fact
    that they keep is kept."""
    problems = [one for one in rules.problems(texts) if one.field in asked or not one.field]
    if not problems:
        return dict(texts), ()
    own = {name: texts[name] for name in asked}
    limits = {name: rules.limits[name] for name in asked}
    kept = {name: text for name, text in texts.items() if name not in asked}
    mended = repair(
        own, problems, rules.request.offer, limits, sources=sources_of(rules.request), language=rules.request.language,
        offline=offline(kept), silent=[one.id for one in rules.request.fields if one.role in ("button", "label")],
    )  # fmt: skip
    return {**texts, **mended.texts}, mended.repairs


def _other(text: str, field: str, rules: Rules) -> str:
    """Another of the offer's facts in place of `text`, which making it true has made what it was before; `text` where
    there is none."""
    facts = [capitalised(fact.text) for fact in owed(rules.request).facts]
    room = rules.limits[field]
    return next((one for one in facts if graphemes(one) <= room and words(one) != words(text)), text)


def _safe(
    texts: Mapping[str, str], repairs: tuple[Repair, ...], rules: Rules, asked: Collection[str], offline: Offline
) -> Finished:
    """Cleaning brings to light what signs have hidden, so what was touched is looked at once more."""
    wrong = rules.unsafe(texts)
    wrong |= {name for name in asked if not clean_text(texts[name]) or graphemes(texts[name]) > rules.limits[name]}
    spoilt = [name for name in asked if name in wrong]
    if not spoilt:
        return Finished(texts, repairs)
    again = {**texts, **_rebuilt(texts, spoilt, offline)}
    return Finished(again, (*repairs, *(Repair(name, "rebuilt") for name in spoilt)))
