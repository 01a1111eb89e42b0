"""Whether a server answers, and whether it keeps to schemas."""

from dataclasses import dataclass

from core.errors import ModelFailed
from core.llm.port import LanguageModel, Message, Question
from core.llm.reading import UnreadableError, read_answer

#: Seconds for the one call.
PATIENCE = 10.0
_ASKED = Question(
    (Message("user", "Reply with the single word PONG, without quotes or anything else."),),
    "readiness",
    {
        "type": "object",
        "properties": {"ready": {"type": "boolean"}},
        "required": ["ready"],
        "additionalProperties": False,
    },
    temperature=0,
    most_tokens=300,
)
#: Trouble that only a server which is there can make.
_ANSWERED = frozenset({"declined", "truncated", "invalid", "rate_limited"})


@dataclass(frozen=True)
class Probe:
    """`enforces`: whether the schema won over what the message asked for; None: not known. `note`: in plain English."""

    reachable: bool
    enforces: bool | None
    note: str


def probe(model: LanguageModel) -> Probe:
    """Ask for what the schema forbids, and see which of the two the server obeys. Takes 10 s at most, never raises."""
    try:
        reply = model.ask(_ASKED, timeout=PATIENCE)
    except ModelFailed as failure:
        return Probe(failure.kind in _ANSWERED, None, str(failure))
    if not reply.strict:
        return Probe(True, False, "It answers, and refuses to keep to schemas: answers are read as they come.")
    try:
        read_answer(reply.text, _ASKED.schema)
    except UnreadableError:
        if reply.cut_off:
            return Probe(True, None, "It answers, but its answer was cut off.")
        return Probe(True, False, "It answers, but does not keep to schemas although it takes them.")
    return Probe(True, True, "It answers, and keeps to schemas.")
