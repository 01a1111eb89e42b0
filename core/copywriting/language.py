"""In which language an offer is written: Russian or English, by the share of letters."""

import regex

from core.formats.brand import Language

_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_LATIN = regex.compile(r"\p{Latin}")


def detect_language(offer: str, fallback: Language) -> Language:
    """The language with more letters in `offer`. Russian texts are full of Latin names (eSIM, Wi-Fi, QR), so a third
    of the letters being Cyrillic is enough; `fallback` where there are no letters of either script."""
    cyrillic, latin = len(_CYRILLIC.findall(offer)), len(_LATIN.findall(offer))
    if not cyrillic and not latin:
        return fallback
    return "ru" if cyrillic * 2 >= latin else "en"
