"""Cutting quoted words out of a text, with the clause that they are, and never through a fact. Pure."""

from collections.abc import Sequence

import regex

from core.copywriting.facts import extract_facts
from core.formats.brand import Language

Span = tuple[int, int]

#: Between two clauses. A comma or a dot inside a number has no space after it.
_BETWEEN = regex.compile(r"[.!?…;:,]+(?=\s|$)|\n|\s[—–-]\s|[()\[\]{}]")
#: Between two sentences.
_SENTENCES = regex.compile(r"[.!?…;]+(?=\s|$)|\n")
#: A word that only joined what is cut to what stands before it.
_JOINING = regex.compile(r"(?:^|(?<=\s))(?:and|but|then|also|и|а|но|затем|потом|также)\s+$", regex.I)
_SPACE = regex.compile(r"[ \t]{2,}")
_AROUND = " \t\n\"'«»“”„‘’`"
#: What may be left over around a cut, and says nothing by itself.
_LOOSE = " \t\n,;:—–-([{"
_ENDS, _DASHES = ".!?…", " —–-"


def places(text: str, quote: str) -> list[Span]:
    """Where `quote` stands in `text`, as whole words; case and the width of spaces do not count."""
    words = quote.strip(_AROUND).split()
    if not words:
        return []
    pattern = r"(?<!\w)" + r"\s+".join(map(regex.escape, words)) + r"(?!\w)"
    return [match.span() for match in regex.finditer(pattern, text, regex.I)]


def clauses_around(text: str, span: Span, language: Language) -> list[Span]:
    """What of `text` the words of `span` are: sentence by sentence the clauses that they lie in, and one clause at a
    time where they hold a fact. Of a clause that has a fact beside the words, only the words and what joins them; a
    fact that they touch is taken whole."""
    facts = [(fact.start, fact.end) for fact in extract_facts(text, language)]
    pieces = []
    for sentence in _split(text, span, _SENTENCES, facts):
        clauses = [sentence] if not _has_fact(sentence, facts) else _split(text, sentence, _BETWEEN, facts)
        pieces += [_clause(text, clause, facts) for clause in clauses]
    return pieces


def _split(text: str, span: Span, pattern: "regex.Pattern[str]", facts: Sequence[Span]) -> list[Span]:
    """`span` in the parts that lie between what `pattern` finds."""
    bounds = [match.span() for match in pattern.finditer(text, *span) if not _inside(match.span(), facts)]
    starts, ends = [span[0], *(b for _, b in bounds)], [*(a for a, _ in bounds), span[1]]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if text[a:b].strip()]


def _clause(text: str, span: Span, facts: Sequence[Span]) -> Span:
    start, end = _whole(span, facts)
    bounds = [match.span() for match in _BETWEEN.finditer(text) if not _inside(match.span(), facts)]
    first = max((b for _, b in bounds if b <= start), default=0)
    last = min((a for a, _ in bounds if a >= end), default=len(text))
    if not any(first < b and a < last and not (start <= a and b <= end) for a, b in facts):
        return first, last
    joined = _JOINING.search(text[:start])
    return (joined.start() if joined else start), end


def _has_fact(span: Span, facts: Sequence[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in facts)


def _whole(span: Span, facts: Sequence[Span]) -> Span:
    touched = [fact for fact in facts if fact[0] < span[1] and span[0] < fact[1]]
    return min(a for a, _ in (span, *touched)), max(b for _, b in (span, *touched))


def _inside(span: Span, facts: Sequence[Span]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in facts)


def without(text: str, spans: Sequence[Span]) -> str:
    """`text` without `spans` and without the punctuation that has lost its clause; what stays, stays word for word."""
    kept, at = "", 0
    for start, end in [*merged(spans), (len(text), len(text))]:
        kept = _joined(kept, text[at:start])
        at = end
    return str(_SPACE.sub(" ", kept)).strip()


def _joined(left: str, right: str) -> str:
    """Two pieces of which a clause between was cut out."""
    left, right = left.rstrip(), right.lstrip()
    if not left:
        return right.lstrip(_LOOSE + _ENDS)
    if left[-1] in _ENDS:
        right = right.lstrip(_LOOSE + _ENDS)
        return f"{left} {right}" if right else left
    bare = left.rstrip(_LOOSE)
    if bare != left:
        right = right.lstrip(_DASHES)
    if right[:1] == ")" and bare.count("(") <= bare.count(")"):
        left, right = bare, right[1:].lstrip()
    if not right or right[0] in ",;:)" + _ENDS:
        return bare + right
    return f"{left} {right}"


def merged(spans: Sequence[Span]) -> list[Span]:
    """The same places in order, none of them touching another."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out
