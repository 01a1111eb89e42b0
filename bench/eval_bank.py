"""How well searching in a bank finds what is meant: single stage, two stages as specified, and ours.

Run: python -m bench.eval_bank [FOLDER [CASES]]. A folder has captions.jsonl, retrieval_products.json (id,
description_en, description_ru) and retrieval_dev.jsonl (image_id, also_right, product_id, query_en, query_ru,
indirect). Without one: the measuring bank beside the project where it is there, else the sample bank with the products
of the catalogue and bench/bank_cases.jsonl.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from core.bank_folder import BankLine, read_lines
from core.banks import SAMPLE_FOLDER
from core.catalogue import load_products
from core.retrieval.corpus import EMBEDDED, Corpus, Entry, passages
from core.retrieval.index import QdrantIndex
from core.retrieval.minilm import MiniLmEncoder
from core.retrieval.port import TextEncoder
from core.retrieval.ranking import by_caption, two_stages
from core.retrieval.search import Query, Searcher, indexed

ROOT = Path(__file__).resolve().parents[1]
MEASURING, SAMPLE = ROOT.parent / "shared" / "bank", SAMPLE_FOLDER
SAMPLE_CASES = ROOT / "bench" / "bank_cases.jsonl"

#: Ranks a case's pictures (ids, best first) for a query in a language.
Ranker = Callable[[dict[str, Any], str], list[str]]


def read(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def corpus_of(folder: Path, encoder: TextEncoder) -> Corpus:
    """The bank of a folder, embedded."""
    lines = [line for _, line in read_lines(folder) if isinstance(line, BankLine)]
    entries = [Entry(line.id, line.caption, line.services, frozenset(line.flags)) for line in lines]
    language = sorted(encoder.languages)[0]
    vectors = {}
    for kind in EMBEDDED:
        texts = [passages(entry, language)[kind] for entry in entries]
        every = encoder.encode([text for group in texts for text in group])
        vectors[kind] = np.split(every, np.cumsum([len(group) for group in texts])[:-1])
    return Corpus(entries, vectors, encoder.languages)


def rankers(corpus: Corpus, encoder: TextEncoder, products: dict[str, dict[str, str]]) -> dict[str, Ranker]:
    """The three ways of ranking. The two simple ones hand the encoder the query as it is."""
    index = QdrantIndex("eval", encoder.name, indexed(corpus))
    index.refresh(1)
    searcher = Searcher(corpus, index, encoder)

    def named(order: Any) -> list[str]:
        return [corpus.entries[i].id for i in order]

    def single(case: dict[str, Any], language: str) -> list[str]:
        return named(by_caption(encoder.encode([case[f"query_{language}"]])[0], corpus))

    def staged(case: dict[str, Any], language: str) -> list[str]:
        query, product = encoder.encode([case[f"query_{language}"], products[case["product_id"]]["en"]])
        return named(two_stages(query, product, corpus))

    def ours(case: dict[str, Any], language: str) -> list[str]:
        query = Query(case[f"query_{language}"], products[case["product_id"]])
        return [found.id for found in searcher.search(query, len(corpus.entries))]

    return {"single stage": single, "two stages": staged, "ours": ours}


def figures(ranker: Ranker, cases: list[dict[str, Any]], language: str) -> dict[str, float]:
    """recall@5, recall@1 and mean reciprocal rank; any of the right pictures counts."""
    ranks = []
    for case in cases:
        right = {case["image_id"], *case["also_right"]}
        order = ranker(case, language)
        ranks.append(next((rank for rank, name in enumerate(order, 1) if name in right), np.inf))
    found = np.array(ranks)
    return {"recall@5": float((found <= 5).mean()), "recall@1": float((found <= 1).mean()),
            "MRR": float((1 / found).mean())}  # fmt: skip


def products_of(folder: Path) -> dict[str, dict[str, str]]:
    """Descriptions by language of the products that the cases name."""
    listed = folder / "retrieval_products.json"
    if not listed.exists():
        return {product.slug: dict(product.description) for product in load_products()}
    return {
        product["id"]: {language: product[f"description_{language}"] for language in ("en", "ru")}
        for product in json.loads(listed.read_text("utf-8"))
    }


def main(folder: Path, cases_file: Path) -> None:
    """Prints a table."""
    encoder = MiniLmEncoder()
    corpus = corpus_of(folder, encoder)
    products, cases = products_of(folder), read(cases_file)
    print(f"{len(corpus.entries)} pictures, {len(cases)} cases, encoder {encoder.name}")
    print(f"{'':14}{'':9}{'cases':>6}{'recall@5':>10}{'recall@1':>10}{'MRR':>8}")
    ways = rankers(corpus, encoder, products)
    for language in ("en", "ru"):
        for indirect in (False, True):
            chosen = [case for case in cases if case["indirect"] == indirect]
            for name, ranker in ways.items() if chosen else ():
                row = figures(ranker, chosen, language)
                print(f"{name:14}{language} {'indir.' if indirect else 'direct'}{len(chosen):6}"
                      f"{row['recall@5']:10.3f}{row['recall@1']:10.3f}{row['MRR']:8.3f}")  # fmt: skip


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else MEASURING if MEASURING.exists() else SAMPLE
    cases = SAMPLE_CASES if where.resolve() == SAMPLE.resolve() else where / "retrieval_dev.jsonl"
    main(where, Path(sys.argv[2]) if len(sys.argv) > 2 else cases)
