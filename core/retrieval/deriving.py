"""A query for a brief that says nothing about its picture: what the offer is about."""

import re

#: Longest part of an offer that says what it is about, in words; conditions follow later.
MOST_WORDS = 40

#: Numbers with what belongs to them, links, and codes in capitals: they say how much, not what.
_QUANTITIES = re.compile(r"https?://\S+|\S*\d\S*|[%₽$€№]|\b[A-Z]{2,}[A-Z0-9]*\b(?=\W|$)")


def derived_query(offer: str, product_name: str) -> str:
    """The product and the offer's words without its figures, one line; never empty where the product has a name."""
    words = [word for word in _QUANTITIES.sub(" ", offer).split() if re.search(r"\w", word)]
    about = " ".join(words[:MOST_WORDS])
    return f"{product_name}. {about}" if about else product_name
