"""What the export gate says, in words, for screens and reports alike."""

from collections.abc import Mapping

from babel.numbers import format_decimal

from core.export_verdict import Finding, Level, Rule
from core.formats.brand import Language
from core.i18n import N_, translate

LEVELS: Mapping[Level, str] = {
    Level.GREEN: N_("Checked"),
    Level.AMBER: N_("Look at it"),
    Level.RED: N_("Blocked"),
}
#: Of a red file that a designer has let through.
OVERRULED = N_("Let through")
RULES: Mapping[Rule, str] = {
    Rule.PIXELS: N_("Size"),
    Rule.FILE_TYPE: N_("File type"),
    Rule.WEIGHT: N_("Weight"),
    Rule.COMPLETE: N_("Complete"),
    Rule.CHARACTERS: N_("Characters"),
    Rule.CLEAR: N_("Safe zone"),
    Rule.CANVAS: N_("Edges"),
    Rule.OVERLAP: N_("Overlaps"),
    Rule.CONTRAST: N_("Contrast"),
    Rule.TYPE_SIZE: N_("Type size"),
    Rule.LEGAL: N_("Legal text"),
}
#: The fields that most formats have.
FIELDS: Mapping[str, str] = {
    "headline": N_("Headline"),
    "message": N_("Message"),
    "button": N_("Button"),
    "label": N_("Label"),
    "legal": N_("Legal text"),
}
#: Values of a finding that name a part of the banner.
_NAMES = ("field", "first", "second")


def told(finding: Finding, language: Language) -> str:
    """A finding as a sentence of that language."""
    values = {name: _value(name, value, language) for name, value in finding.values.items()}
    return translate(finding.message, language, **values)


def part_name(name: str, language: Language) -> str:
    """A part of a banner as people call it: a field's id, "logo", "picture 1"."""
    if name.startswith("picture "):
        return translate("Picture {number}", language, number=name.removeprefix("picture "))
    known = {**FIELDS, "logo": N_("Logo")}
    return translate(known[name], language) if name in known else name


def _value(name: str, value: object, language: Language) -> object:
    if name in _NAMES:
        return part_name(str(value), language)
    return format_decimal(round(value, 1), locale=language) if isinstance(value, float) else value
