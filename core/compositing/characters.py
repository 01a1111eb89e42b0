"""Text as characters, before any font: what of it is seen, which marks belong together, how one is named to a reader.

Lengths and drawing go by grapheme clusters (UAX #29): a letter with its accents is one thing.
"""

import unicodedata

import regex

#: Controls, marks of direction, joiners, fillers, tags … have no picture of their own. Not so spaces, the soft hyphen,
#: Arabic signs that stand around numbers, and what says how an emoji is to look.
_UNSEEN = regex.compile(
    r"(?V1)[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]"
    r"--[\s\u00ad\u0600-\u0605\u06dd\u070f\u08e2\ufe0e\ufe0f]]"
    r"|(?<!\p{Emoji})[\ufe0e\ufe0f]"
)
#: Soft hyphens that stand in no word.
_LOOSE = regex.compile(r"(?<!\p{L}\p{M}*)\u00ad|\u00ad(?!\p{L})")
_SPACES = regex.compile(r"\s+")
#: Spaces where no line ends, the widest first.
_FIRM = ("\u00a0", "\u2007", "\u202f")
_BEFORE_STOP = regex.compile(r" (?=[,.;:!?»)])")
#: Accents that stand on nothing.
_LONELY = regex.compile(r"\s*\p{M}")
_RIGHT_TO_LEFT = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_STRONG = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}\p{Bidi_Class=L}]")
#: Sequences that are one picture: joined people, flags of regions.
_SEQUENCE = regex.compile(r"\u200d\p{Extended_Pictographic}|[\U000e0020-\U000e007f]")
#: How an emoji is to look: as text, in colours, its skin. Without these it still says the same.
_LOOKS = regex.compile(r"(?<=\p{Emoji})[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]+")
_COLOURED = regex.compile(r"\p{Emoji_Presentation}|.\ufe0f")


def readable(text: str) -> str:
    """The text in composed form (NFC), without what has no picture, and with single spaces.

    Kept for the fonts: soft hyphens, what makes an emoji, and joiners between letters that join.
    """
    composed = unicodedata.normalize("NFC", text)
    if _UNSEEN.search(composed):
        composed = unicodedata.normalize("NFC", "".join(_seen(cluster) for cluster in clusters(composed)))
    return str(_SPACES.sub(_one_space, _LOOSE.sub("", composed)).strip())


def _seen(cluster: str) -> str:
    if _SEQUENCE.search(cluster):
        return cluster
    joiners = "\u200c\u200d" if _RIGHT_TO_LEFT.match(cluster) else ""
    return str(_UNSEEN.sub(lambda found: found[0] if found[0] in joiners else "", cluster))


def _one_space(found: regex.Match) -> str:
    return next((space for space in _FIRM if space in found[0]), " ")


def clusters(text: str) -> list[str]:
    """Its grapheme clusters."""
    return list(regex.findall(r"\X", text))


def drawn_of(cluster: str) -> str:
    """What a font must have to draw the cluster: all but how an emoji is to look."""
    return cluster if _SEQUENCE.search(cluster) else str(_LOOKS.sub("", cluster))


def in_colours(cluster: str) -> bool:
    """Whether it is an emoji unless somebody asked for the plain character."""
    return bool(_COLOURED.match(cluster)) and not cluster.endswith("\ufe0e")


def nameless(cluster: str) -> bool:
    """Whether nothing can stand for it: no character, or an accent without a letter."""
    return bool(_LONELY.match(cluster)) or any(unicodedata.category(one) in ("Cs", "Co", "Cn") for one in cluster)


def named(cluster: str) -> str:
    """The cluster as an error shows it: itself where a reader can see it, else its code points."""
    if _LONELY.match(cluster):
        return "◌" + cluster.strip()
    return (
        cluster
        if cluster.isprintable() or _SEQUENCE.search(cluster)
        else " ".join(f"U+{ord(one):04X}" for one in cluster)
    )


def right_to_left(text: str) -> bool:
    """Whether anything in the text is written from right to left."""
    return bool(_RIGHT_TO_LEFT.search(text))


def begins_right_to_left(text: str) -> bool:
    """Whether the first letter is (UAX #9, P2): then the whole paragraph runs from the right."""
    strong = _STRONG.search(text)
    return bool(strong and right_to_left(strong[0]))


def without(text: str, unwanted: set[str]) -> str:
    """The text without these clusters, and without the gaps that they leave."""
    kept = "".join(cluster for cluster in clusters(text) if cluster not in unwanted)
    return str(_BEFORE_STOP.sub("", _SPACES.sub(_one_space, kept).strip()))
