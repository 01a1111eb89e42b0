"""The engines that a language model stands behind, and what its server can do."""

from typing import NamedTuple

from core.catalogue import load_few_shot, load_products
from core.config import CopyEngine, Settings, settings
from core.copywriting.llm.baseline import BaselineCopywriter
from core.copywriting.llm.engine import LlmCopywriter
from core.copywriting.llm.falling_back import FallingBack
from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.port import Copywriter
from core.formats.brand import Brand
from core.guard.by_rules import RulesGuard
from core.guard.port import Guard
from core.guard.verdict import ModelGuard
from core.imagery.prompting.by_model import LlmPrompter
from core.imagery.prompting.plain import PlainPrompter
from core.imagery.prompting.port import Prompter
from core.llm.asking import Asker
from core.llm.openai_model import OpenAiModel
from core.llm.port import LanguageModel, Price, Slots
from core.llm.probe import Probe, probe
from core.llm.prompts import PromptBook
from core.llm_slots import RowSlots


class Wordsmiths(NamedTuple):
    """Who checks briefs, words prompts and writes copy. `note`: what the model's server can do."""

    guard: Guard
    prompter: Prompter
    copywriter: Copywriter
    note: str


def copy_engine() -> CopyEngine:
    """Which engine writes copy here."""
    return settings().copy_engine if settings().has_model else "offline"


def wordsmiths(brand: Brand) -> Wordsmiths:
    """With a language model where there is one, by rules where there is none. A server that is away is no reason not
    to begin: jobs ask it again, and fall back by themselves."""
    chosen = settings()
    if not chosen.has_model:
        return Wordsmiths(RulesGuard(brand.competitors), PlainPrompter(), OfflineCopywriter(), "")
    model, slots = model_of(chosen), RowSlots(None, chosen.llm_calls)
    found = _probed(model, slots)
    if found.enforces is False:  # what the server does not see to must stand in the prompt
        model.answer_as("json")
    asker, book = Asker(model, slots, price=price_of(chosen)), PromptBook()
    return Wordsmiths(
        ModelGuard(asker, book, brand), LlmPrompter(asker, book, brand),
        copywriter_of(copy_engine(), asker, book, brand), f"{chosen.llm_model}: {found.note}",
    )  # fmt: skip


def _probed(model: LanguageModel, slots: Slots) -> Probe:
    """A probe is a call like any other: many workers that start at once must not be more than may call."""
    token = slots.take()
    if token is None:
        return Probe(True, None, "Too busy to be asked when this worker began.")
    try:
        return probe(model)
    finally:
        slots.give_back(token)


def model_of(chosen: Settings) -> OpenAiModel:
    """The model of the settings."""
    return OpenAiModel(chosen.llm_base_url, chosen.llm_api_key.get_secret_value(), chosen.llm_model)


def price_of(chosen: Settings) -> Price:
    """What its tokens cost."""
    return Price(chosen.llm_prompt_price, chosen.llm_completion_price)


def copywriter_of(engine: CopyEngine, asker: Asker, book: PromptBook, brand: Brand) -> Copywriter:
    """The copywriter of that name. None of those that ask a model leaves a brief without copy."""
    offline = OfflineCopywriter()
    match engine:
        case "offline":
            return offline
        case "baseline":
            return FallingBack(BaselineCopywriter(asker, book, brand), offline)
        case "openai":
            writer = LlmCopywriter(asker, book, brand, load_few_shot(), offline, products=load_products())
            return FallingBack(writer, offline)
