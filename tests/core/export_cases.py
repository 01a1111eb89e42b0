"""A format and a banner's measures for the export gate's tests: all is well until a test changes something."""

from dataclasses import replace
from typing import Any

from core.compositing.compose import TypeMeasure
from core.export_gate import judge
from core.export_measures import Measures
from core.export_verdict import File, Finding, Rule, Verdict
from core.formats.schema import Format

FIELD: dict[str, Any] = {"family": "text", "size": [12, 30], "lines": 2}
LAYOUT = Format.model_validate(
    {
        "id": "box", "name": {"en": "Box", "ru": "Блок"}, "width": 400, "height": 200,
        "background": {"colour": "paper"}, "safe_zone": [10, 10, 10, 10], "keep_clear": [[360, 0, 40, 20]],
        "smallest_type": 12, "file_types": ["png", "jpg"], "weight_limit_kb": 100, "networks": ["google"],
        "logo": {"box": [300, 20, 50, 20]},
        "fields": [
            FIELD | {"id": "headline", "role": "headline", "source": "ai", "limit": 20, "box": [20, 20, 180, 40]},
            FIELD | {"id": "message", "role": "message", "source": "ai", "limit": 30, "box": [20, 70, 180, 40]},
            FIELD | {"id": "legal", "role": "legal", "source": "legal", "box": [20, 140, 360, 40]},
        ],
        "pictures": [{"box": [220, 50, 160, 80]}],
    }
)  # fmt: skip


def text(x: int, y: int, width: int, height: int, size: float = 20, *, contrast: float = 12) -> TypeMeasure:
    """A text as it was painted, on the bare ground."""
    box = (x, y, width, height)
    return TypeMeasure(box, box, size, ("…",), contrast)


MEASURES = Measures(
    {"headline": text(20, 20, 170, 38, 30), "message": text(20, 72, 160, 18), "legal": text(20, 140, 360, 30, 12)},
    ((225, 50, 150, 80),), (300, 20, 50, 20), (400, 200),
)  # fmt: skip
FILE = File("png", (400, 200), 50_000)
TEXTS = {"headline": "Seven percent back", "message": "On coffee, every day"}


def verdict(layout: dict[str, Any] | None = None, file: File = FILE, *, texts: dict[str, str] | None = None,
            legal_share: float | None = 0.1, **measures: Any) -> Verdict:  # fmt: skip
    """What the gate says once these things are different."""
    changed = Format.model_validate(LAYOUT.model_dump() | (layout or {}))
    return judge(changed, replace(MEASURES, **measures), file, texts=texts or TEXTS, legal_share=legal_share)


def typed(**fields: TypeMeasure) -> dict[str, TypeMeasure]:
    """The texts' measures with some of them different."""
    return {**MEASURES.type, **fields}


def of(rule: Rule, found: Verdict) -> tuple[Finding, ...]:
    """What one rule has found."""
    return tuple(one for one in found.findings if one.rule == rule)
