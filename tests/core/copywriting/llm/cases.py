"""What the tests of the asking copywriter share: requests, models that answer from a list, engines."""

from collections.abc import Callable, Sequence
from typing import Any

from core.catalogue import load_few_shot, load_products
from core.copywriting.llm.engine import LlmCopywriter
from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.port import CopyRequest
from core.formats.brand import load_brand
from core.formats.schema import Role, TextField
from core.llm.asking import Asker
from core.llm.port import LanguageModel
from core.llm.prompts import PromptBook
from core.llm.slots import LocalSlots
from tests.copy_servers import InProcess, good_copy

FEW_SHOT, PRODUCTS, BRAND, BOOK = load_few_shot(), load_products(), load_brand(), PromptBook()


def field(role: Role, limit: int, name: str = "") -> TextField:
    return TextField(id=name or role, role=role, source="ai", box=(0, 0, 9, 9), limit=limit, size=(10, 20), lines=3)


EN = CopyRequest(
    offer="Up to 40% off desks and lamps until 30 June, with code DESK40. Free delivery on orders over £50.",
    language="en",
    fields=(field("headline", 40), field("message", 90), field("button", 18)),
    product_name="Basket & Co marketplace",
    product_description="Goods from small makers. Pick-up points in every district.",
)
#: Copy for `EN` that nobody can find fault with.
GOOD = {
    "headline": "Up to 40% off desks and lamps",
    "message": "Until 30 June with code DESK40. Free delivery on orders over £50.",
    "button": "Shop now",
}
RU = CopyRequest(
    offer="Кэшбэк до 10 % на кафе до 31 марта по промокоду ВЕСНА25. Обслуживание 0 ₽.",
    language="ru",
    fields=(field("headline", 40), field("message", 90), field("button", 18)),
    product_name="Дебетовая карта «Будни»",
    product_description="Карта для повседневных трат. Заявка в приложении занимает пять минут.",
)
GUT = {
    "headline": "Кэшбэк до 10 % в кафе",
    "message": "До 31 марта по промокоду ВЕСНА25. Обслуживание — 0 ₽.",
    "button": "Открыть карту",
}


def in_turn(answers: Sequence[Any]) -> InProcess:
    """A model that gives `answers` in turn, and the last one from then on. Errors are raised."""
    left = list(answers)
    return InProcess(lambda _: left.pop(0) if len(left) > 1 else left[0])


def asker(model: LanguageModel) -> Asker:
    """An asker for whom no time passes."""
    return Asker(model, LocalSlots(), clock=lambda: 0.0, sleep=lambda _: None, random=lambda: 0.5)


def engine(model: LanguageModel | Callable[[Any], Any] = good_copy) -> LlmCopywriter:
    asked = asker(InProcess(model) if callable(model) else model)
    return LlmCopywriter(asked, BOOK, BRAND, FEW_SHOT, OfflineCopywriter(), products=PRODUCTS)
