"""What is ordinary here: the company's own products and approved banners, against which a model's verdict is held."""

import hashlib
from functools import lru_cache

from pydantic import TypeAdapter

from core.catalogue import load_few_shot, load_products
from core.formats.brand import DATA, Language, load_brand
from core.retrieval.words import stem, words

LOOKALIKES = DATA / "prompts" / "guard" / "lookalikes.json"


def controls(language: Language, key: str) -> tuple[str, str]:
    """Two offers in which nothing is harmful: that of an approved banner, and one that only sounds like an attack or
    like something forbidden. The same for the same `key`."""
    number = int.from_bytes(hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[:4])
    approved, lookalikes = _approved(language), _lookalikes()[language]
    return approved[number % len(approved)], lookalikes[number % len(lookalikes)]


def is_ordinary(text: str) -> bool:
    """Whether each of its words is one that the company's own advertising uses; numbers are of no matter."""
    return all(word.isdigit() or stem(word) in _vocabulary() for word in words(text))


@lru_cache
def _approved(language: Language) -> tuple[str, ...]:
    return tuple(shot.offer for shot in load_few_shot() if shot.language == language)


@lru_cache(maxsize=1)
def _lookalikes() -> dict[Language, tuple[str, ...]]:
    return TypeAdapter(dict[Language, tuple[str, ...]]).validate_json(LOOKALIKES.read_bytes())


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    brand, products = load_brand(), load_products()
    texts = [text for product in products for text in (*product.name.values(), *product.description.values())]
    texts += [*brand.name.values(), *brand.tagline.values(), *(shot.offer for shot in load_few_shot())]
    return frozenset(stem(word) for text in texts for word in words(text))
