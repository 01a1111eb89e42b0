"""What a marketer asks for, checked: every fault with the field it belongs to, nothing written before all is well."""

import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import regex

from core.errors import AdBannerError, BadInput, collect_faults
from core.imagery.upload import check_upload
from core.models import ImageMode

OFFER_LIMIT = 4000
PROMPT_LIMIT = 1000
AUDIENCE_LIMIT = 500
#: Longer than any real word; what is longer cannot be set on a banner.
WORD_LIMIT = 250
SEED_LIMIT = 2**31

#: Modes that this version can serve.
MODES = (ImageMode.GENERATE, ImageMode.SEARCH, ImageMode.UPLOAD)


@dataclass(frozen=True)
class BriefInput:
    """A brief as a person entered it: untrusted. `seed` None: any; `campaign` is an id, empty: the personal one."""

    product: str
    offer: str
    formats: tuple[str, ...]
    mode: str = ImageMode.GENERATE
    prompt: str = ""
    picture: bytes | None = None
    audience: str = ""
    seed: int | None = None
    campaign: str = ""


def clean(text: str) -> str:
    """NFC, trimmed, without characters that nobody sees (zero-width, direction marks); emoji keep their joiner."""
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    visible = regex.sub(r"(?!\u200d)\p{Cf}", "", normal)
    return str(regex.sub(r"^[\s\p{Z}]+|[\s\p{Z}]+$", "", visible))


def check_text(raw: str, *, field: str, limit: int) -> str:
    """`raw`, cleaned.

    Raises:
        BadInput: too long, control characters, or a word that no banner could hold.
    """
    text = clean(raw)
    if len(text) > limit:
        raise BadInput(
            "At most {limit} characters fit here; this has {length}.", field=field, limit=limit, length=len(text)
        )
    if regex.search(r"[^\n\t\P{Cc}]|\p{Cs}", text):
        raise BadInput(
            "There are control characters in this text. Type it again or paste it as plain text.", field=field
        )
    longest = max((len(word) for word in text.split()), default=0)
    if longest > WORD_LIMIT:
        raise BadInput(
            "One word here has {length} letters; at most {limit} can be set.",
            field=field,
            length=longest,
            limit=WORD_LIMIT,
        )
    return text


def check_offer(raw: str) -> str:
    """The offer, cleaned. Emoji alone are an offer: the copy then comes from the product.

    Raises:
        BadInput: empty or nothing but punctuation, or as `check_text`.
    """
    text = check_text(raw, field="offer", limit=OFFER_LIMIT)
    if not regex.search(r"[\p{L}\p{N}\p{So}]", text):
        raise BadInput("The offer is empty. Write what you are offering.", field="offer")
    return text


def faults(
    brief: BriefInput, *, products: Collection[str], formats: Collection[str], campaigns: Mapping[str, str]
) -> list[BadInput]:
    """Everything that is wrong with a brief, in the order of the form. Empty: it can be submitted.

    `campaigns`: the product of each campaign that the person may choose, slug by id.
    """
    checks: list[Callable[[], object]] = [
        lambda: _check_product(brief.product, products),
        lambda: _check_campaign(brief, campaigns),
        lambda: check_offer(brief.offer),
        lambda: _check_formats(brief.formats, formats),
        lambda: _check_mode(brief.mode),
        lambda: check_text(brief.prompt, field="prompt", limit=PROMPT_LIMIT),
        lambda: _check_picture(brief),
        lambda: check_text(brief.audience, field="audience", limit=AUDIENCE_LIMIT),
        lambda: _check_seed(brief.seed),
    ]
    return collect_faults(checks)


def _check_product(slug: str, known: Collection[str]) -> None:
    if not slug:
        raise BadInput("Choose a product.", field="product")
    if slug not in known:
        raise BadInput("There is no product “{product}”.", field="product", product=slug[:60])


def _check_campaign(brief: BriefInput, known: Mapping[str, str]) -> None:
    if not brief.campaign:
        return
    if brief.campaign not in known:
        raise BadInput("You are not in this campaign, or it is archived. Choose another one.", field="campaign")
    if brief.product and known[brief.campaign] != brief.product:
        raise BadInput("This campaign is for another product.", field="campaign")


def _check_formats(chosen: tuple[str, ...], known: Collection[str]) -> None:
    if not chosen:
        raise BadInput("Choose at least one format.", field="formats")
    for name in chosen:
        if name not in known:
            raise BadInput("There is no format “{format}”.", field="formats", format=name[:60])


def _check_mode(mode: str) -> None:
    if mode not in MODES:
        raise BadInput(
            "Pictures cannot come from “{mode}” here. Choose one of: {modes}.",
            field="mode",
            mode=mode[:30],
            modes=", ".join(MODES),
        )


def _check_picture(brief: BriefInput) -> None:
    if brief.mode != ImageMode.UPLOAD:
        return
    if not brief.picture:
        raise BadInput("Choose a picture to upload: PNG, JPEG or WebP.", field="picture")
    check_upload(brief.picture)


def _check_seed(seed: int | None) -> None:
    if seed is not None and not 0 <= seed < SEED_LIMIT:
        raise BadInput("A seed is a whole number from 0 to {limit}.", field="seed", limit=SEED_LIMIT - 1)


def by_field(found: list[BadInput]) -> dict[str, AdBannerError]:
    """The first fault of each field."""
    return {fault.field: fault for fault in reversed(found)}
