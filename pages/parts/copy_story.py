"""How a copy came about, in words: who wrote it, what that took, what had to be put right. Read from
`Version.copy_record`, which is empty in rows of before and where no model was asked."""

from collections.abc import Mapping
from typing import Any

from core.config import settings
from core.i18n import N_
from core.models import Cause, Version
from pages.parts.editor_words import part_name
from pages.parts.numbers import money, number
from pages.parts.session import _, ngettext
from pages.parts.wording import duration, plain

#: Causes for which a version's copy is as its record tells; later ones keep the record of the copy they changed.
WRITTEN = frozenset({Cause.GENERATED, Cause.TEXT_REGENERATED})
#: Why a language model gave no copy (core.errors.Trouble).
TROUBLES = {
    "timeout": N_("The language model did not answer in time"),
    "unreachable": N_("The language model could not be reached"),
    "rate_limited": N_("The language model had too much to do"),
    "server_error": N_("The language model's server had a fault"),
    "truncated": N_("The language model's answers broke off"),
    "invalid": N_("The language model's answers could not be used"),
    "declined": N_("The language model declined to answer"),
    "rejected": N_("The language model's server did not accept the key, the model or the address"),
}
#: What Python did to a text (core.copywriting.port.Repair).
REPAIRS = {
    "cut": N_("shortened at a word"),
    "rebuilt": N_("put together from the offer's facts"),
    "corrected": N_("put right"),
    "dropped": N_("a part was taken out"),
}


def story(version: Version) -> list[str]:
    """A line each, safe inside Markdown."""
    record = version.copy_record
    lines = [who(version)]
    if took := _took(record.get("usage", {})):
        lines.append(took)
    if corrections := record.get("corrections", 0):
        lines.append(ngettext("The model was sent back {n} time.", "The model was sent back {n} times.", corrections))
    lines += [_repair(one) for one in repairs_of(version)]
    if version.draft or record.get("fallback"):
        lines.append(draft_reason(version))
    return lines


def who(version: Version) -> str:
    """The engine, and the version of its prompts where it has any."""
    told = _("Copy: {engine}", engine=plain(version.copy_engine))
    prompts = version.copy_record.get("prompts", "")
    return told + (f" · {_('prompts {version}', version=plain(prompts))}" if prompts else "")


def repairs_of(version: Version) -> list[Mapping[str, Any]]:
    """What Python did to the model's texts."""
    return list(version.copy_record.get("repairs", ()))


def draft_reason(version: Version) -> str:
    """Why a person should read the copy before it is used."""
    record = version.copy_record
    by_rules, asked = version.copy_engine.startswith("offline"), bool(record.get("prompts"))
    if fallback := record.get("fallback") or ("invalid" if by_rules and asked else ""):
        return _("{trouble}: written by rules.", trouble=trouble(fallback))
    if asked:
        return _("The copy is a draft: rules wrote part of it, since the model's text could not be used.")
    return _("The copy is a draft: written by rules, without a language model.")


def trouble(kind: str) -> str:
    """Why the model gave no copy, without a full stop."""
    return _(TROUBLES.get(kind, TROUBLES["invalid"]))


def _took(usage: Mapping[str, Any]) -> str:
    """Tokens, seconds and cost; nothing where no call was made."""
    if not usage.get("calls"):
        return ""
    tokens = usage.get("prompt_tokens", 0) + usage.get("completion_tokens", 0)
    told = [_("tokens: {n}", n=number(tokens))] if tokens else []
    told.append(duration(usage.get("seconds", 0) + usage.get("waited", 0)))
    if cost := usage.get("cost", 0):
        told.append(plain(money(cost, settings().llm_currency)))
    return " · ".join(told)


def _repair(repair: Mapping[str, Any]) -> str:
    what, facts = _(REPAIRS.get(repair["what"], REPAIRS["corrected"])), repair.get("facts", ())
    line = f"{plain(part_name(repair['field']))}: {what}"
    return f"{line}: {', '.join(plain(fact) for fact in facts)}" if facts else line
