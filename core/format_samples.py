"""What a format is looked at with: texts and pictures of every kind that it may meet. Pure but for files of `data/`."""

from enum import StrEnum
from functools import lru_cache
from itertools import cycle
from zlib import crc32

from PIL import Image

from core.catalogue import ExampleBrief, ProductEntry, load_example_briefs, load_products
from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.port import CopyRequest
from core.copywriting.text import graphemes
from core.formats.brand import DATA, Language
from core.formats.schema import Format, TextField
from core.product_input import LEGAL_LIMIT


class Kind(StrEnum):
    """Copy as it is usually written, each text as long as its limit, one short word each, and nothing at all."""

    REAL = "real"
    LONGEST = "longest"
    SHORTEST = "shortest"
    MISSING = "missing"


#: What fills a field up to its limit, by language and role.
PROSE: dict[Language, dict[str, str]] = {
    "en": {
        "headline": "Ten percent cashback on every purchase until the end of November for all new customers",
        "message": "Open an account in five minutes in the app, have your card delivered to your door and pay without "
        "any fees in every shop, café or pharmacy of the country",
        "button": "Order your card online today and pay nothing for delivery",
        "legal": "Luarica Bank. Credit is subject to status and affordability. Read all terms and conditions before "
        "you apply. The representative rate and the total amount payable are shown in the agreement",
        "label": "Only at Luarica until Sunday evening",
    },
    "ru": {
        "headline": "Кэшбэк десять процентов на все покупки до конца ноября для каждого нового клиента банка",
        "message": "Откройте счёт за пять минут в приложении, получите карту с доставкой домой и платите без комиссии "
        "в любом магазине, кафе или аптеке по всей стране",
        "button": "Оформить карту онлайн сегодня и получить её завтра с доставкой",
        "legal": "АО «Луарика Банк». Оценивайте свои финансовые возможности и риски. Изучите все условия кредита до "
        "подачи заявки. Полная стоимость кредита и график платежей указаны в договоре",
        "label": "Только в Луарике до воскресенья",
    },
}  # fmt: skip
#: Words of 2 to 10 letters that such a text ends with.
ENDS: dict[Language, str] = {
    "en": "up now here today online forever together instantly guaranteed",
    "ru": "да раз всем сразу быстро выгодно спокойно бесплатно немедленно",
}
#: One short word each.
SHORT: dict[Language, dict[str, str]] = {
    "en": {"headline": "Now", "message": "Free", "button": "Go", "legal": "18+", "label": "New"},
    "ru": {"headline": "Вот", "message": "Даром", "button": "Да", "legal": "18+", "label": "Новое"},
}
#: Pictures of the sample bank that go with the example briefs' products.
PICTURES = {
    "debit-card": "card-blue", "savings-account": "piggy-bank-and-coins", "mortgage": "house-and-key",
    "taxi": "car-blue", "pizza-delivery": "pizza-basil", "gift-club": "gift-turquoise",
    "parcel-delivery": "parcels-blue", "mobile": "phone-turquoise", "car-insurance": "car-and-shield",
    "credit-card": "card-and-coins",
}  # fmt: skip


def sample_texts(layout: Format, kind: Kind, language: Language) -> dict[str, str]:
    """Texts by field id for all fields but the fixed ones, which have their own; legal fields have theirs as well.

    Of Kind.LONGEST each has exactly as many characters as its limit (grapheme clusters).
    """
    if kind == Kind.REAL:
        return _real_texts(layout, language)
    if kind == Kind.MISSING:
        return {}
    return {
        field.id: SHORT[language][field.role] if kind == Kind.SHORTEST else _longest(field, language)
        for field in layout.fields
        if field.source != "fixed"
    }


def sample_pictures(layout: Format, kind: Kind, language: Language) -> tuple[Image.Image, ...]:
    """A cut-out (RGBA) for each of the format's slots, the first one of what the real texts are about."""
    if kind == Kind.MISSING:
        return ()
    names = list(PICTURES.values())
    first = names.index(PICTURES.get(_brief_for(layout, language).product, names[0]))
    return tuple(_picture(names[(first + slot) % len(names)]) for slot in range(len(layout.pictures)))


def sample_legal_share(layout: Format, kind: Kind, language: Language) -> float | None:
    """The share (0-1) of the area that the sample's product needs its legal text to take: what loans need with the
    longest texts; None where it needs none."""
    if kind == Kind.LONGEST and any(field.source == "legal" for field in layout.fields):
        return max(product.legal_share or 0 for product in _products().values())
    return _products()[_brief_for(layout, language).product].legal_share if kind == Kind.REAL else None


@lru_cache(maxsize=16)
def _picture(name: str) -> Image.Image:
    with Image.open(DATA / "bank" / "images" / f"{name}.webp", formats=("WEBP",)) as image:
        return image.convert("RGBA")


# --- texts ------------------------------------------------------------------------------------------------------------


def filled(length: int, language: Language, role: str) -> str:
    """Plausible words of exactly so many characters (5 or more), without a full stop."""
    text = ""
    for word in cycle(PROSE[language][role].split(" ")):
        longer = f"{text} {word}" if text else word
        if graphemes(longer) == length:
            return longer
        if graphemes(longer) > length - 3:  # a space and the shortest end
            break
        text = longer
    ends = {len(word): word for word in ENDS[language].split(" ")}
    words = [text] if text else []
    while (room := length - graphemes(" ".join(words)) - bool(words)) > max(ends):
        words.append(ends[7])
    told = " ".join([*words, ends[room]])
    return told[0].upper() + told[1:]


def _longest(field: TextField, language: Language) -> str:
    return filled(field.limit or LEGAL_LIMIT, language, field.role)


def _real_texts(layout: Format, language: Language) -> dict[str, str]:
    """What the engine that writes by rules makes of an example brief."""
    brief = _brief_for(layout, language)
    product = _products()[brief.product]
    request = CopyRequest(brief.offer, language, layout.ai_fields, product.name[language],
                          product.description[language], layout.id)  # fmt: skip
    texts = dict(_copywriter().write(request).texts) if layout.ai_fields else {}
    legal = (product.legal or {}).get(language, "")
    return texts | {field.id: legal for field in layout.fields if field.source == "legal"}


def _brief_for(layout: Format, language: Language) -> ExampleBrief:
    """One of the examples, by the format's name alone; where there is no room for legal text, one that needs none."""
    legal = any(field.source == "legal" for field in layout.fields)
    briefs = [brief for brief in load_example_briefs() if brief.language == language]
    fitting = [brief for brief in briefs if legal or not _products()[brief.product].legal]
    return fitting[crc32(layout.id.encode()) % len(fitting)]


@lru_cache(maxsize=1)
def _products() -> dict[str, ProductEntry]:
    return {product.slug: product for product in load_products()}


@lru_cache(maxsize=1)
def _copywriter() -> OfflineCopywriter:
    return OfflineCopywriter()
