"""What must hold for a banner's file before it is handed out. Pure: values in, findings out.

Each rule says green with a figure, or amber or red with the reason, so that a report can show all that was looked at.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from core.copywriting.text import graphemes
from core.export_measures import Measures
from core.export_verdict import File, Finding, Level, Rule, Verdict
from core.formats.colour import needed_contrast
from core.formats.geometry import inside, meet
from core.formats.schema import Box, Format
from core.i18n import N_

#: A contrast that is hardly more than needed: within this share above it.
NARROW = 0.05
#: JPEG quality from which on nobody sees what was lost.
GOOD_QUALITY = 75
LOGO = "logo"


def judge(
    layout: Format, measures: Measures, file: File, *, texts: Mapping[str, str], legal_share: float | None
) -> Verdict:
    """The verdict on a file.

    Args:
        texts: by field id, as the version has them.
        legal_share: the share (0-1) of the canvas that the product's legal text must take; None: it needs none.
    """
    case = _Case(layout, measures, file, texts, legal_share)
    findings: list[Finding] = []
    for rule, faults, passed in _RULES:
        found = [Finding(rule, level, message, values) for level, message, values in faults(case)]
        findings += found or [Finding(rule, Level.GREEN, *passed(case))]
    return Verdict(tuple(findings))


@dataclass(frozen=True)
class _Case:
    layout: Format
    measures: Measures
    file: File
    texts: Mapping[str, str]
    legal_share: float | None

    @property
    def parts(self) -> dict[str, Box]:
        """What must be read: texts with what lies behind them, and the logo."""
        texts = {name: one.covered for name, one in self.measures.type.items()}
        return texts | ({LOGO: self.measures.logo} if self.measures.logo else {})

    @property
    def pictures(self) -> dict[str, Box]:
        return {f"picture {number}": box for number, box in enumerate(self.measures.pictures, 1)}

    @property
    def legal_text(self) -> float:
        """The share of the canvas that legal text takes."""
        names = {one.id for one in self.layout.fields if one.source == "legal"}
        boxes = [one.covered for name, one in self.measures.type.items() if name in names]
        return sum(width * height for _, _, width, height in boxes) / (self.layout.width * self.layout.height)


_Values = dict[str, object]
_Faults = Iterator[tuple[Level, str, _Values]]


# --- the file ---------------------------------------------------------------------------------------------------------


def _pixels(case: _Case) -> _Faults:
    wanted = (case.layout.width * case.file.scale, case.layout.height * case.file.scale)
    if case.file.pixels != wanted:
        yield Level.RED, N_("{width} × {height} px; the format has {right_width} × {right_height}"), _size(case) | {
            "right_width": wanted[0], "right_height": wanted[1]}  # fmt: skip


def _size(case: _Case) -> _Values:
    return {"width": case.file.pixels[0], "height": case.file.pixels[1]}


def _file_type(case: _Case) -> _Faults:
    if case.file.kind not in case.layout.file_types:
        taken = ", ".join(case.layout.file_types).upper()
        yield (
            Level.RED,
            N_("The networks take this as {types}, not as {type}"),
            {"type": case.file.kind.upper(), "types": taken},
        )


def _weight(case: _Case) -> _Faults:
    limit, weight, how = case.layout.weight_limit_kb, case.file.bytes, case.file.how
    if limit is None or weight is None:
        return
    told: _Values = {"kb": in_kb(weight), "limit": limit, "number": how.number}
    if weight > limit * 1024 and case.file.scale == 1:
        yield Level.RED, N_("{kb} KB; the network takes {limit} KB at most, and no packing gets below that"), told
    elif weight > limit * 1024:
        yield Level.AMBER, N_("{kb} KB at double size; the network takes {limit} KB at most"), told
    if how.kind == "palette":
        yield Level.AMBER, N_("{kb} KB of at most {limit} KB, with {number} colours only"), told
    elif how.kind == "quality" and how.number < GOOD_QUALITY:
        yield Level.AMBER, N_("{kb} KB of at most {limit} KB, with quality {number}"), told


def _weighs(case: _Case) -> tuple[str, _Values]:
    told: _Values = {"limit": case.layout.weight_limit_kb, "kb": in_kb(case.file.bytes or 0)}
    if case.file.bytes is None:
        return (N_("Is packed into {limit} KB") if told["limit"] else N_("Any weight")), told
    return (N_("{kb} KB of at most {limit} KB") if told["limit"] else N_("{kb} KB; any weight is taken")), told


def in_kb(weight: int) -> int:
    """Bytes as KB of 1,024, rounded up: what is over a limit never reads like the limit."""
    return -(-weight // 1024)


# --- what stands on the banner ----------------------------------------------------------------------------------------


def _complete(case: _Case) -> _Faults:
    for one in case.layout.ai_fields:
        if not case.texts.get(one.id, "").strip():
            yield Level.AMBER, N_("{field} is empty"), {"field": one.id}
        elif one.id not in case.measures.type:
            yield Level.RED, N_("{field} is not on the banner"), {"field": one.id}
    for number in range(len(case.measures.pictures) + 1, len(case.layout.pictures) + 1):
        yield Level.AMBER, N_("{field} is missing"), {"field": f"picture {number}"}


def _characters(case: _Case) -> _Faults:
    for one in case.layout.ai_fields:
        length, limit = graphemes(case.texts.get(one.id, "")), one.limit or 0
        if length > limit:
            yield Level.RED, N_("{field} has {length} characters; at most {limit} are taken"), {
                "field": one.id, "length": length, "limit": limit}  # fmt: skip


def _legal(case: _Case) -> _Faults:
    if case.legal_share is None:
        return
    needed: _Values = {"needed": round(100 * case.legal_share, 1)}
    if not any(one.source == "legal" for one in case.layout.fields):
        yield Level.RED, N_("The product needs legal text on {needed} % of the area; here is no place for it"), needed
    elif not case.legal_text:
        yield Level.RED, N_("The legal text is missing; the product needs it on {needed} % of the area"), needed
    elif case.legal_text < case.legal_share - 1e-9:
        yield Level.RED, N_("The legal text takes {share} % of the area; the product needs {needed} %"), {
            **needed, "share": _percent(case.legal_text)}  # fmt: skip


def _legal_passed(case: _Case) -> tuple[str, _Values]:
    if case.legal_share is None:
        return N_("Not needed for this product"), {}
    return N_("{share} % of the area"), {"share": _percent(case.legal_text)}


def _percent(share: float) -> float:
    """Rounded down: what is short of a share never reads like it."""
    return math.floor(1000 * share + 1e-6) / 10


# --- where it stands --------------------------------------------------------------------------------------------------


def _clear(case: _Case) -> _Faults:
    left, top, right, bottom = case.layout.safe_zone
    safe = (left, top, case.layout.width - left - right, case.layout.height - top - bottom)
    for name, box in case.parts.items():
        if not inside(box, safe):
            yield Level.RED, N_("{field} reaches into the unsafe zone"), {"field": name}
    for name, box in (case.parts | case.pictures).items():
        if any(meet(box, zone) for zone in case.layout.keep_clear):
            yield Level.RED, N_("{field} lies where the network puts something of its own"), {"field": name}


def _canvas(case: _Case) -> _Faults:
    for name, box in (case.parts | case.pictures).items():
        if not inside(box, (0, 0, case.layout.width, case.layout.height)):
            yield Level.RED, N_("{field} is cut off at the edge"), {"field": name}


def _overlap(case: _Case) -> _Faults:
    pairs = [*combinations(case.parts.items(), 2)]
    pairs += [(part, picture) for part in case.parts.items() for picture in case.pictures.items()]
    for (first, box), (second, other) in pairs:
        if meet(box, other):
            yield Level.RED, N_("{first} and {second} overlap"), {"first": first, "second": second}


# --- how it reads -----------------------------------------------------------------------------------------------------


def _contrast(case: _Case) -> _Faults:
    for one in case.layout.fields:
        if one.id not in case.measures.type:
            continue
        measure = case.measures.type[one.id]
        needed = needed_contrast(measure.size, bold=one.bold)
        told: _Values = {"field": one.id, "contrast": math.floor(10 * measure.contrast) / 10, "needed": needed}
        if measure.contrast < needed:
            yield Level.RED, N_("{field} reads at {contrast}:1 where the ground is worst; {needed}:1 are needed"), told
        elif measure.contrast < needed * (1 + NARROW):
            yield Level.AMBER, N_("{field} reads at {contrast}:1, hardly better than the {needed}:1 needed"), told


def _reads(case: _Case) -> tuple[str, _Values]:
    worst = min((one.contrast for one in case.measures.type.values()), default=21.0)
    return N_("{contrast}:1 or better"), {"contrast": math.floor(10 * worst) / 10}


def _type_size(case: _Case) -> _Faults:
    for name, measure in case.measures.type.items():
        if measure.size < case.layout.smallest_type:
            yield Level.RED, N_("{field} is set at {size} px; {smallest} px is the smallest that is allowed"), {
                "field": name, "size": measure.size, "smallest": case.layout.smallest_type}  # fmt: skip


def _set_at(case: _Case) -> tuple[str, _Values]:
    smallest = min((one.size for one in case.measures.type.values()), default=case.layout.smallest_type)
    return N_("{size} px or more"), {"size": smallest}


def _plainly(message: str) -> Callable[[_Case], tuple[str, _Values]]:
    return lambda _case: (message, {})


_RULES: tuple[tuple[Rule, Callable[[_Case], _Faults], Callable[[_Case], tuple[str, _Values]]], ...] = (
    (Rule.PIXELS, _pixels, lambda case: (N_("{width} × {height} px"), _size(case))),
    (Rule.FILE_TYPE, _file_type, lambda case: (N_("A {type} file"), {"type": case.file.kind.upper()})),
    (Rule.WEIGHT, _weight, _weighs),
    (Rule.COMPLETE, _complete, _plainly(N_("Every text and picture is there"))),
    (Rule.CHARACTERS, _characters, _plainly(N_("Every text is within its limit"))),
    (Rule.CLEAR, _clear, _plainly(N_("Nothing stands where the network wants room"))),
    (Rule.CANVAS, _canvas, _plainly(N_("Nothing is cut off"))),
    (Rule.OVERLAP, _overlap, _plainly(N_("Nothing overlaps"))),
    (Rule.CONTRAST, _contrast, _reads),
    (Rule.TYPE_SIZE, _type_size, _set_at),
    (Rule.LEGAL, _legal, _legal_passed),
)
