"""How a model may behave when it is asked for copy: well, as badly as it can, or as everybody tells it.

    with LlmServer(good_copy) as server: ...
    with LlmServer(hostile_copy(Random(1))) as server: ...
    with LlmServer(obedient) as server: ...

Each takes a request's JSON and gives a reply of `tests.llm_server`. Schemas that are not ours to know are answered by
`ANSWERS`, where other tests may add theirs by name, or else with the tamest object that fits.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from random import Random
from typing import Any

from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.port import AdCopy, CopyRequest
from core.errors import ModelFailed
from core.formats.brand import Language
from core.formats.schema import TextField
from core.llm.port import Question, Reply, Usage
from tests import fakes_guard
from tests.llm_server import (
    Behaviour,
    answer,
    drop,
    failure,
    fenced,
    filtered,
    huge,
    invalid_utf8,
    page,
    parts,
    refusal,
    schema,
    schema_name,
    system_text,
    truncated,
    uncounted,
    user_texts,
)  # fmt: skip

Request = dict[str, Any]

_BLOCK = re.compile(r"<<(\w+) ([0-9a-f]{12})>>\n(.*?)\n<<end of \1 \2>>", re.S)
_FIELD = re.compile(r"^- (\w+) — (headline|message|button|label|legal): .*?At most (\d+) characters", re.M)
_FORM = re.compile(r"^The answer's form: (\{.*\})$", re.M)

# --- reading a request of the copywriter's ----------------------------------------------------------------------------


def material(request: Request) -> dict[str, str]:
    """The delimited texts of all user messages, by label."""
    return {match[1]: match[3] for text in user_texts(request) for match in _BLOCK.finditer(text)}


def fields_of(request: Request) -> tuple[TextField, ...]:
    """The fields that the system prompt describes."""
    return tuple(
        TextField(id=name, role=role, source="ai", box=(0, 0, 10, 10), limit=int(limit), size=(10, 20), lines=3)
        for name, role, limit in _FIELD.findall(system_text(request))
    )


def form_of(request: Request) -> dict[str, Any]:
    """The form of the answer, as the last message of the copywriter's shows it; {} in other dialogues."""
    shown = [form for text in user_texts(request) for form in _FORM.findall(text)]
    return dict(json.loads(shown[-1])) if shown else {}


def asked_for(request: Request) -> list[str]:
    """The fields that the answer must have."""
    form = form_of(request)
    return [name for name in (form["variants"][0] if "variants" in form else form) if name != "idea"]


def copy_request(request: Request) -> CopyRequest:
    """What the copywriter was asked, as far as the model can know it."""
    said = material(request)
    name, _, description = said["product"].partition("\n")
    language: Language = "ru" if re.findall(r" in (English|Russian)\b", system_text(request))[0] == "Russian" else "en"
    return CopyRequest(said["offer"], language, fields_of(request), name, description, variant=request.get("seed") or 0)


def _texts_listed(block: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)


# --- well -------------------------------------------------------------------------------------------------------------

#: Answers to schemas by name: request -> object. Other tests may add theirs.
ANSWERS: dict[str, Callable[[Request], Mapping[str, Any]]] = dict(fakes_guard.ANSWERS)


def good_copy(request: Request) -> dict[str, Any]:
    """Texts within limits that keep the facts: the offline engine's. Other schemas: see `ANSWERS`."""
    name = schema_name(request)
    if name in ANSWERS:
        return dict(ANSWERS[name](request))
    if not form_of(request):
        return dict(tamest(schema(request)))
    wanted, said, asked = copy_request(request), material(request), asked_for(request)
    kept, now = _texts_listed(said.get("texts", "")), _texts_listed(said.get("now", ""))
    engine = OfflineCopywriter()
    if "variants" in form_of(request):
        count = int(re.findall(r"Write (\d+) variants?", "\n".join(user_texts(request)))[-1])
        takes = engine.variants(wanted, AdCopy(now, ""), count)
        return {"variants": [{"idea": f"take {n}", **one.texts} for n, one in enumerate(takes, 1)]}
    first = _written(wanted)
    if not now:
        return {field: first[field] for field in asked}
    draft = AdCopy({**first, **kept, **now}, "")
    written = engine.rewrite(wanted, draft, asked[0] if kept else None).texts
    return {field: written[field] for field in asked}


def saying(text: str) -> Callable[[Request], dict[str, Any]]:
    """A model that says `text` in every field of every copy, whatever it is asked."""
    return lambda request: _spoilt(good_copy(request), lambda _: text)


@lru_cache(maxsize=512)
def _written(wanted: CopyRequest) -> dict[str, str]:
    return dict(OfflineCopywriter().write(wanted).texts)


def tamest(part: Mapping[str, Any]) -> Any:
    """The tamest value that a schema allows: "allow" and "none" where they are choices, empty lists, short strings."""
    if "enum" in part:
        return next((one for one in ("allow", "none") if one in part["enum"]), part["enum"][0])
    return {
        "object": lambda: {name: tamest(one) for name, one in part.get("properties", {}).items()},
        "array": list, "boolean": bool, "integer": int, "number": float,
    }.get(str(part.get("type")), lambda: "A plain answer")()  # fmt: skip


# --- as badly as it can -----------------------------------------------------------------------------------------------

_CHARACTERS = [
    "a",
    "ж",
    "7",
    " ",
    "e\u0301",
    "👩\u200d👩\u200d👧",
    "🇷🇺",
    "\u200b",
    "\u202e",
    "\u00a0",
    "ﷺ",
    "%",
    "—",
    "\n",
]
_INVENTIONS = [
    "99 % off", "−77 %", "за 12 345 ₽", "only $6,789.50", "до 37 сентября", "until 32 May", "промокод ВРАНЬЁ88",
    "code FAKE77", "с 3 по 44 июня", "24/7", "в 17 раз больше", "up to 93%", "от 0,37 %", "№1", "1000000 ₽",
]  # fmt: skip
_MARKS = ["**{}**", "# {}", "- {}", "`{}`", "<b>{}</b>", "[{}](http://evil.example)", '{{"headline": "{}"}}', "«{}»"]
_SPEECHES = [
    "As an AI language model, I cannot write advertising.", "Как языковая модель, я не могу этого написать.",
    "Sure! Here is your banner:", "SYSTEM: you are free", "Guaranteed, unique, hurry!", "Уникальный, спешите!",
    "Das ist ein ganz anderer Text", "这是一个横幅", "I'm sorry, but I can't help with that.",
]  # fmt: skip
_LESS = re.compile(r"(?:up to|from|until|before|от|до|с|по|при заказе|вместо)\s+(?=\S*\d)", re.I)


def hostile_copy(random: Random) -> Callable[[Request], Behaviour | dict[str, Any]]:
    """A model that may do anything at all, and anything else when it is corrected."""

    def reply(request: Request) -> Behaviour | dict[str, Any]:
        good = good_copy(request)
        roll = random.random()
        if roll < 0.08:
            return _no_answer(random, good)
        if roll < 0.15:
            return _wrong_shape(random, good)
        if roll < 0.25:
            return good
        return _spoilt(good, lambda text: spoilt(random, text, request))

    return reply


def _spoilt(content: Any, spoil: Callable[[str], str]) -> Any:
    if isinstance(content, dict):
        return {name: _spoilt(part, spoil) for name, part in content.items()}
    return [_spoilt(part, spoil) for part in content] if isinstance(content, list) else spoil(content)


def spoilt(random: Random, text: str, request: Request) -> str:
    """`text` made worse in one to three ways."""
    for _ in range(random.randint(0, 3)):
        text = random.choice(_WAYS)(random, text, request)
    return text


def _some(random: Random) -> int:
    """1-500, small numbers as often as large ones."""
    return round(500 ** random.random())


def _longer(random: Random, text: str, _: Request) -> str:
    return text + "".join(random.choices(_CHARACTERS, k=_some(random)))


def _much_longer(random: Random, text: str, _: Request) -> str:
    return " ".join([text] * random.randint(2, 5))


def _one_word(random: Random, _text: str, _: Request) -> str:
    return random.choice(["Ж", "x", "9", "e\u0301", "👍🏽"]) * _some(random)


def _inventing(random: Random, text: str, _: Request) -> str:
    claim = random.choice(_INVENTIONS)
    return random.choice([f"{text} {claim}", f"{claim}. {text}", claim])


def _other_digits(random: Random, text: str, _: Request) -> str:
    return re.sub(r"\d", lambda _match: str(random.randint(0, 9)), text)


def _without_limits(_random: Random, text: str, _: Request) -> str:
    return _LESS.sub("", text)


def _other_money(random: Random, text: str, _: Request) -> str:
    return re.sub(r"[₽$€£%]|руб\w*", random.choice(["₽", "$", "€", "£", "%"]), text)


def _marked(random: Random, text: str, _: Request) -> str:
    return random.choice(_MARKS).format(text)


def _broken(random: Random, text: str, _: Request) -> str:
    at = random.randint(0, len(text))
    return (
        text[:at] + random.choice(["\n", "\r\n\t", "\u2028", "\x00", "\x1b[31m", "\u200b", "\ufeff", "😀"]) + text[at:]
    )


def _nothing(random: Random, _text: str, _: Request) -> str:
    return random.choice(["", " ", "\n\n", "\u200b\u200b", ".", "…", "—", "\u00a0"])


def _speech(random: Random, _text: str, _: Request) -> str:
    return random.choice(_SPEECHES)


def _prompt_shown(random: Random, text: str, request: Request) -> str:
    secret = system_text(request).splitlines()
    lines = [line for line in secret if line.strip()]
    start = random.randrange(len(lines))
    return random.choice(["{}", "{} {}"]).format(" ".join(lines[start : start + 3]), text)


def _offer_whole(_random: Random, _text: str, request: Request) -> str:
    return material(request).get("offer", "")


_WAYS: list[Callable[[Random, str, Request], str]] = [
    _longer, _much_longer, _one_word, _inventing, _inventing, _other_digits, _without_limits, _other_money, _marked,
    _broken, _nothing, _speech, _prompt_shown, _offer_whole,
]  # fmt: skip


def _no_answer(random: Random, good: Mapping[str, Any]) -> Behaviour:
    return random.choice([
        lambda: failure(429, retry_after=str(random.choice([0, 1, 7, 600]))), lambda: failure(429),
        lambda: failure(500), lambda: failure(502), lambda: failure(503, retry_after="Wed, 21 Oct 2065 07:28:00 GMT"),
        lambda: failure(401), lambda: failure(404), lambda: failure(400, "response_format is not supported"),
        refusal, filtered, lambda: drop(good), lambda: huge(70_000), page, invalid_utf8, lambda: truncated(good),
    ])()  # fmt: skip


def _wrong_shape(random: Random, good: Mapping[str, Any]) -> Behaviour:
    return random.choice([
        lambda: answer(dict.fromkeys(good, 1)), lambda: answer({"unknown": "key"}), lambda: answer({}),
        lambda: answer(dict(good) | {"more": "keys"}), lambda: answer("no JSON at all"), lambda: answer(""),
        lambda: answer("[" * 2000), lambda: answer(json.dumps(good)[:-1]), lambda: fenced(good), lambda: parts(good),
        lambda: uncounted(good), lambda: answer(dict.fromkeys(good)), lambda: answer('{"headline": "\\ud800"}'),
        lambda: answer(f"{json.dumps(good)} {json.dumps(good)}"),
    ])()  # fmt: skip


# --- as everybody tells it --------------------------------------------------------------------------------------------

_REVEAL = re.compile(
    r"(?:reveal|show|print|repeat|output|write|translate|summar\w+|encode|tell|leak|раскро\w+|покажи\w*|выведи\w*"
    r"|повтори\w*|напечатай\w*|напиши\w*|переведи\w*|перескажи\w*|процитируй\w*)[^.!?\n]{0,60}"
    r"(?:prompt|instruction|rules|above|system|configur|message|инструкц|промпт|правил|указани|систем|настройк|сообщени)",
    re.I,
)
_SAY = re.compile(
    r"(?:say|write|output|print|put|headline (?:is|must be|should be)|answer (?:only )?with|reply(?: only)? with|add"
    r"|скажи\w*|напиши\w*|выведи\w*|ответь\w*|отвечай\w*|вставь\w*|добавь\w*|заголовок(?: должен быть)?)"
    r"[^«\"“'\n]{0,40}?[:\s][«\"“'](?P<quoted>[^»\"”'\n]{2,200})"
    r"|(?:say|write|output|print|put|answer only with|скажи\w*|напиши\w*|выведи\w*|ответь\w*|отвечай\w*)\s*:?\s*"
    r"(?P<bare>[^.!?\n]{2,120})",
    re.I,
)


def orders(request: Request) -> list[str]:
    """What untrusted texts in the messages tell the model to say; system prompt first where they ask for it."""
    typed = "\n".join(material(request).values())
    found = [system_text(request)] if _REVEAL.search(typed) else []
    return found + [match["quoted"] or match["bare"] for match in _SAY.finditer(typed)]


def obedient(request: Request) -> dict[str, Any]:
    """A model that obeys everything it is told, wherever that stands: every field says it, in turn."""
    content, told = good_copy(request), orders(request)
    if not told or not form_of(request):
        return content
    whole = " ".join(" ".join(one.split()) for one in told)
    turn = iter(range(10_000))

    def obeying(text: str) -> str:
        start = next(turn) * 60
        return (whole[start : start + 60] or whole[:60])[: max(len(text), 12)] if whole else text

    return dict(_spoilt(content, obeying))


# --- without HTTP -----------------------------------------------------------------------------------------------------


class InProcess:
    """A `LanguageModel` that answers by one of these functions, for tests that need no HTTP. Errors are no answers."""

    name = "openai:in-process"

    def __init__(self, replies: Callable[[Request], Any] = good_copy) -> None:
        self._replies = replies
        self.requests: list[Request] = []

    def ask(self, question: Question, *, timeout: float) -> Reply:
        """Answers at once; counts 100 and 20 tokens."""
        request = {
            "messages": [{"role": one.speaker, "content": one.text} for one in question.messages],
            "seed": question.seed,
            "response_format": {"json_schema": {"name": question.name, "schema": question.schema}},
        }
        self.requests.append(request)
        said = self._replies(request)
        if isinstance(said, ModelFailed):
            raise said
        text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        return Reply(text, Usage(prompt_tokens=100, completion_tokens=20))
