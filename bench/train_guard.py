"""Fits the guard's model of who a clause is spoken to, and says how good it is on offers it has not seen.

    python -m bench.train_guard            cross-validated figures and the worst mistakes
    python -m bench.train_guard --write    the same, then data/guard/doubt.json from all of the data

Clauses of attacks outside what they keep are spoken to the writer; all others to the customer. Cross-validation is by
whole offers, translations of each other together. The same data give the same weights.
"""

import argparse
import json
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from core.formats.brand import DATA
from core.guard import doubt
from core.guard.doubt import Model
from core.guard.doubt_features import features, units
from core.guard.normalising import make_visible
from core.guard.ordinary import LOOKALIKES
from core.guard.screening import screen
from core.guard.sentences import Text

CORPORA = Path(__file__).resolve().parents[1] / "tests" / "core" / "guard"
OFFLINE = Path(__file__).resolve().parents[1] / "tests" / "core" / "copywriting" / "offline"
MODEL, EXAMPLES = DATA / "guard" / "doubt.json", DATA / "guard" / "doubt_examples.json"
_ATTACKS = ("override", "extraction", "role_play", "hidden")
_FOLDS = 10
#: A name seen in fewer offers says nothing that holds for others.
_SEEN = 3
#: How strongly weights are drawn to zero.
_PENALTY = 2.0
#: Weights smaller than this are left out of the file.
_NOTHING = 0.04
#: So much of a clause that is to be kept may be other words.
_BESIDE = 60
_SHOWN = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
#: A kept piece of so many characters can stand as an offer by itself.
_HOST = 9


@dataclass(frozen=True)
class Offer:
    """An offer with what of it is spoken to the customer (None: all). Offers of one `group` resemble each other."""

    text: str
    group: str
    source: str
    keeps: tuple[str, ...] | None = None
    payload: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clause:
    """One clause: its offer's number, its words, its features, and whether the writer is addressed."""

    offer: int
    words: str
    names: frozenset[str]
    hostile: bool


def offers() -> list[Offer]:
    """All of the project's attacks and ordinary texts."""
    found = [*_attacks(), *_ordinary(), *_examples()]
    found += _in_a_row([one for one in found if one.keeps is None])
    return list({one.text: one for one in reversed(found)}.values())[::-1]


def _attacks() -> Iterator[Offer]:
    for name in ("attacks.jsonl", "attacks_more.jsonl"):
        for row in _rows(CORPORA / name):
            if row["kind"] in _ATTACKS and row.get("purpose", "offer") == "offer":
                yield Offer(
                    row["text"], _group(row["id"]), name, tuple(row.get("keeps", ())), tuple(row.get("payload", ()))
                )


def _group(name: str) -> str:
    return re.sub(r"(?<![a-z])(?:ru|en)(?![a-z])", "", name)


def _ordinary() -> Iterator[Offer]:
    for name in ("ordinary.jsonl", "ordinary_more.jsonl"):
        for row in _rows(CORPORA / name):
            if row.get("purpose", "offer") == "offer":
                yield Offer(row["text"], _group(row["id"]), name)
    for texts in json.loads(LOOKALIKES.read_text("utf-8")).values():
        yield from (Offer(text, text, "lookalikes.json") for text in texts)
    files = [*sorted(OFFLINE.glob("*.jsonl")), DATA / "few_shot.json", DATA / "example_briefs.json"]
    files += sorted((DATA / "products").glob("*.json"))
    for file in files:
        for row in _rows(file):
            for text in _texts(row):
                yield Offer(text, text, "products" if file.parent.name == "products" else file.name)


def _texts(row: Mapping[str, Any]) -> Iterator[str]:
    for name in ("offer", "description", "headline", "message"):
        value = row.get(name)
        for text in value.values() if isinstance(value, dict) else [value]:
            whole = " ".join(text) if isinstance(text, list) else text
            if isinstance(whole, str) and whole.strip():
                yield whole


def _rows(file: Path) -> list[dict[str, Any]]:
    if not file.exists():
        return []
    text = file.read_text("utf-8")
    if file.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    found = json.loads(text)
    return found if isinstance(found, list) else [found]


def _examples() -> Iterator[Offer]:
    """Clauses to the writer stand after an offer in their own letters, as in attacks; every fourth before it."""
    found = json.loads(EXAMPLES.read_text("utf-8"))
    kept = {keep for row in _rows(CORPORA / "attacks.jsonl") for keep in row.get("keeps", ()) if len(keep) >= _HOST}
    hosts = {cyrillic: sorted(one for one in kept if _is_cyrillic(one) == cyrillic) for cyrillic in (False, True)}
    for number, clause in enumerate(found["writer"]):
        near = hosts[_is_cyrillic(clause)]
        host = near[zlib.crc32(clause.encode()) % len(near)]
        ended = clause if clause[-1] in ".!?" else f"{clause}."
        text = f"{ended} {host}." if number % 4 == 0 else f"{host}. {clause}"
        yield Offer(text, f"writer {number}", "writer", (host,))
    for number, sentence in enumerate(found["customer"]):
        yield Offer(sentence, f"customer {number}", "customer")


def _in_a_row(ordinary: Sequence[Offer]) -> Iterator[Offer]:
    """Each ordinary text after another in the same letters: what stands later is no attack for that. Both are
    of one fold, so that cross-validation stays honest."""
    alike: dict[tuple[int, bool], list[Offer]] = defaultdict(list)
    for one in ordinary:
        alike[_fold(one), _is_cyrillic(one.text)].append(one)
    for near in alike.values():
        for one in near:
            before = near[zlib.crc32(one.text.encode()) % len(near)]
            yield Offer(f"{before.text.rstrip('.!? ')}. {one.text}", one.group, "in a row")


def _fold(offer: Offer) -> int:
    return zlib.crc32(offer.group.encode()) % _FOLDS


def _is_cyrillic(text: str) -> bool:
    return re.search("[а-яё]", text, re.IGNORECASE) is not None


def clauses(found: Sequence[Offer]) -> list[Clause]:
    """The clauses of all offers; those that are partly to be kept are left out."""
    out = []
    for number, offer in enumerate(found):
        text = Text(offer.text)
        spans = units(text)
        for span, names in zip(spans, features(text, spans), strict=True):
            hostile = _hostile(offer, span)
            if hostile is not None:
                out.append(Clause(number, offer.text[slice(*span)].strip(), names, hostile))
    return out


def _hostile(offer: Offer, span: tuple[int, int]) -> bool | None:
    if offer.keeps is None:
        return False
    words = offer.text[slice(*span)]
    covered = [0] * len(words)
    for keep in offer.keeps:
        for at in (match.start() for match in re.finditer(re.escape(keep), offer.text)):
            for place in range(max(at, span[0]), min(at + len(keep), span[1])):
                covered[place - span[0]] = 1
    if not any(covered):
        return True
    seen = make_visible(words).text
    if any(re.search(one, seen, re.IGNORECASE) for one in offer.payload) or covered.count(0) > _BESIDE:
        return None
    return False


def fit(data: Sequence[Clause]) -> Model:
    """By L-BFGS, from zero."""
    seen: dict[str, set[int]] = defaultdict(set)
    for one in data:
        for name in one.names:
            seen[name].add(one.offer)
    names = sorted(name for name, where in seen.items() if len(where) >= _SEEN)
    column = {name: i for i, name in enumerate(names)}
    rows = [[column[name] for name in one.names if name in column] for one in data]
    indices = np.array([i for row in rows for i in sorted(row)], dtype=np.int32)
    starts = np.cumsum([0, *map(len, rows)])
    matrix = csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(rows), len(names)))
    target = np.array([1.0 if one.hostile else -1.0 for one in data])

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = target * (matrix @ point[1:] + point[0])
        slope = -target / (1 + np.exp(np.clip(margin, -500, 500)))
        value = np.logaddexp(0, -margin).sum() + _PENALTY / 2 * (point[1:] @ point[1:])
        return float(value), np.concatenate(([slope.sum()], matrix.T @ slope + _PENALTY * point[1:]))

    best = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return Model(float(best[0]), {name: float(best[i + 1]) for name, i in column.items()})


def cross_validated(found: Sequence[Offer], data: Sequence[Clause]) -> list[float]:
    """The probability of each clause by a model that has seen nothing of its group."""
    out = [0.0] * len(data)
    fold = [_fold(found[one.offer]) for one in data]
    for number, model in enumerate(_unknowing(found, data)):
        for at, (one, its) in enumerate(zip(data, fold, strict=True)):
            if its == number:
                out[at] = model.probability(one.names)
    return out


def _unknowing(found: Sequence[Offer], data: Sequence[Clause]) -> Iterator[Model]:
    """For each fold a model that has seen none of it."""
    for number in range(_FOLDS):
        yield fit([one for one in data if _fold(found[one.offer]) != number])


def report_screening(found: Sequence[Offer], data: Sequence[Clause]) -> None:
    """The rules and a model that has not seen the offer together: verdicts by source."""
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    for number, unknowing in enumerate(_unknowing(found, data)):
        with patch.object(doubt, "model", lambda unknowing=unknowing: unknowing):
            for offer in (one for one in found if _fold(one) == number):
                doubt.clauses.cache_clear()
                screening = screen(offer.text, purpose="offer")
                told = "allow, doubtful" if screening.verdict == "allow" and screening.doubtful else screening.verdict
                verdicts[offer.source][told] += 1
    for source, counts in sorted(verdicts.items()):
        print(f"screened {source:20} {counts.total():5} | {dict(counts)}")


def report(found: Sequence[Offer], data: Sequence[Clause], guessed: Sequence[float], show: int) -> None:
    """Offers found by their most suspicious clause, by source, at thresholds; then the worst mistakes."""
    worst: dict[int, float] = defaultdict(float)
    for one, probability in zip(data, guessed, strict=True):
        if one.hostile or found[one.offer].keeps is None:
            worst[one.offer] = max(worst[one.offer], probability)
    for source in sorted({found[number].source for number in worst}):
        hostile = any(found[n].keeps is not None for n in worst if found[n].source == source)
        its = [p for n, p in worst.items() if found[n].source == source]
        rates = "  ".join(f"{t}: {sum(p >= t for p in its) / len(its):6.1%}" for t in _SHOWN)
        print(f"{'caught' if hostile else 'alarms':7} {source:20} {len(its):5} | {rates}")
    for hostile in (False, True):
        wrong = sorted(
            (-p if hostile else p, one.words) for one, p in zip(data, guessed, strict=True) if one.hostile == hostile
        )
        print(f"worst among those to the {'writer' if hostile else 'customer'}")
        for probability, words in wrong[len(wrong) - show :]:
            print(f"  {abs(probability):.2f} {words!r}")


def write(model: Model) -> None:
    """Readable: one weight a line, the heaviest first, those for the writer positive."""
    kept = {name: round(weight, 2) for name, weight in model.weights.items() if abs(weight) >= _NOTHING}
    ordered = dict(sorted(kept.items(), key=lambda one: (-abs(one[1]), one[0])))
    rounded = {"intercept": round(model.intercept, 2), "weights": ordered}
    MODEL.write_text(json.dumps(rounded, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(f"{MODEL}: {len(ordered)} of {len(model.weights)} weights")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found = offers()
    data = clauses(found)
    print(Counter(one.hostile for one in data))
    report(found, data, cross_validated(found, data), options.show)
    report_screening(found, data)
    if options.write:
        write(fit(data))


if __name__ == "__main__":
    main()
