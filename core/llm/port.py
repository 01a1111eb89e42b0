"""The language model's port: messages in, JSON out, and what that took."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Speaker = Literal["system", "user", "assistant"]


@dataclass(frozen=True)
class Message:
    """One turn of a dialogue. What a person wrote stands delimited in a user message, never in a system message."""

    speaker: Speaker
    text: str


@dataclass(frozen=True)
class Question:
    """A dialogue that ends with a question, and the strict JSON schema (`name`, `schema`) of its answer.

    `temperature` 0-2; `seed` makes servers that heed it repeat themselves; `most_tokens` of the answer.
    """

    messages: tuple[Message, ...]
    name: str
    schema: Mapping[str, Any]
    temperature: float = 0.7
    seed: int | None = None
    most_tokens: int = 1000


@dataclass(frozen=True)
class Usage:
    """What calls took: tokens as the server counts them, seconds of the server's own, and of waiting for a slot or
    between tries; `trouble`: seconds lost to calls that failed and to the pauses after them; cost in the money of
    `Settings.llm_currency`."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    waited: float = 0.0
    trouble: float = 0.0
    cost: float = 0.0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.calls + other.calls, self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens, self.seconds + other.seconds,
            self.waited + other.waited, self.trouble + other.trouble, self.cost + other.cost,
        )  # fmt: skip


@dataclass(frozen=True)
class Price:
    """Money for a million tokens, of a prompt and of its answer."""

    prompt: float = 0.0
    completion: float = 0.0

    def of(self, usage: Usage) -> float:
        """What the tokens of `usage` cost."""
        return (usage.prompt_tokens * self.prompt + usage.completion_tokens * self.completion) / 1e6


@dataclass(frozen=True)
class Reply:
    """What the server answered, word for word and not trusted. `usage` holds its tokens; whoever asked measures the
    seconds and knows the price. `cut_off`: the answer ended because it had reached `most_tokens`; `strict`: the server
    was told to enforce the schema."""

    text: str
    usage: Usage
    cut_off: bool = False
    strict: bool = True


class LanguageModel(Protocol):
    """A chat model behind some server."""

    #: As versions and events keep it.
    name: str

    def ask(self, question: Question, *, timeout: float) -> Reply:
        """One call, answered in full within `timeout` seconds; no retries.

        Raises:
            ModelFailed: no usable answer, with the kind of trouble.
        """


class Slots(Protocol):
    """How many calls may run at once."""

    def take(self) -> str | None:
        """A token for one call; None while all slots are taken. Never waits."""

    def give_back(self, token: str) -> None:
        """Free a slot; a token that counts no more is ignored."""
