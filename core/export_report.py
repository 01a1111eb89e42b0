"""What a set of files says of itself: a value that becomes report.json, and (core.export_page) report.html."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.compositing.encode import How
from core.export_standing import LetThrough, Standing
from core.export_verdict import Finding, Level
from core.export_words import told
from core.exporting import Export
from core.formats.brand import Language


@dataclass(frozen=True)
class Packed:
    """A file of the set by its name there, and the folders of the archive that it lies in; none: at the top."""

    made: Export
    name: str
    folders: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A banner whose file is not in the set, and why, in the reader's language."""

    banner: str
    format: str
    product: str
    reasons: tuple[str, ...]


def report(
    files: Sequence[Packed], left_out: Sequence[LeftOut], *, created: datetime, language: Language
) -> dict[str, Any]:
    """The content of report.json; docs/command-line.md says what each key holds. `product` and `offer` at the top are
    null where the files are of several briefs."""
    entries = [file_report(one, language) for one in files]
    products, offers = ({entry[key] for entry in entries} for key in ("product", "offer"))
    return {
        "product": products.pop() if len(products) == 1 else None,
        "offer": offers.pop() if len(offers) == 1 else None,
        "created": created.isoformat(timespec="seconds"),
        "files": entries,
        "left_out": [
            {"banner": one.banner, "format": one.format, "product": one.product, "reasons": list(one.reasons)}
            for one in left_out
        ],
    }  # fmt: skip


def file_report(one: Packed, language: Language) -> dict[str, Any]:
    """One file: what it is, and how it stands at the gate."""
    made, file = one.made, one.made.standing.file
    layout, brief = made.sheet.layout, made.sheet.brief
    return {
        "file": one.name, "folders": list(one.folders), "product": made.sheet.product.slug, "offer": brief.offer,
        "banner": made.sheet.banner.id, "version": made.version.number, "format": layout.id,
        "networks": list(layout.networks), "width": file.pixels[0], "height": file.pixels[1], "scale": file.scale,
        "type": file.kind, "bytes": len(made.data), "how": in_words(file.how), **gate_report(made.standing, language),
        "texts": dict(made.version.texts), "override": override_report(made.standing),
    }  # fmt: skip


def gate_report(standing: Standing, language: Language) -> dict[str, Any]:
    """`level`, and every rule's findings in their order."""
    verdict = standing.verdict
    return {
        "level": str(verdict.level if verdict else Level.AMBER),
        "findings": [finding_report(one, language) for one in (verdict.findings if verdict else ())],
    }


def finding_report(finding: Finding, language: Language) -> dict[str, str]:
    """A rule's finding as a sentence."""
    return {"rule": str(finding.rule), "level": str(finding.level), "message": told(finding, language)}


def override_report(standing: Standing) -> dict[str, Any] | None:
    """The designer's word that let a red file through; the last one where there are several."""
    if not standing.overruled:
        return None
    last: LetThrough = standing.overrides[-1]
    rules = sorted(set().union(*(one.rules for one in standing.overrides)))
    return {"by": last.by, "at": last.at.isoformat(timespec="seconds"), "reason": last.reason, "rules": rules}


def in_words(how: How) -> str:
    """`lossless`, `palette 64`, `quality 83`"""
    return how.kind if how.kind == "lossless" else f"{how.kind} {how.number}"
