"""A job as JSON: what the command line prints, and the API will."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from core.formats.brand import Language
from core.formats.schema import Format
from core.models import Stage
from core.progress import BannerView, JobView

#: The contract's words for stages.
_WORDS = {
    Stage.WRITE_COPY: "copy",
    Stage.MAKE_PICTURE: "picture",
    Stage.CUT_OUT: "cut_out",
    Stage.COMPOSE: "compose",
}


class Written(NamedTuple):
    """A banner's file: where it lies, and what the export gate says of it."""

    path: str
    gate: dict[str, Any]


def job_report(view: JobView, formats: Mapping[str, Format], files: Mapping[str, Written]) -> dict[str, Any]:
    """A finished job. `files`: each banner's file by banner id."""
    stored = view.error and {"code": view.error["code"], "detail": view.error["message"].format(**view.error["values"])}
    made = [banner for banner in view.banners if banner.version]
    return {
        "job": view.id,
        "status": view.status,
        "error": stored,
        "seconds": {"total": round(view.seconds["total"], 3)}
        | {word: round(view.seconds.get(stage, 0.0), 3) for stage, word in _WORDS.items()},
        "engines": _engines(made),
        "banners": [banner_report(banner, formats[banner.format_id], files.get(banner.id)) for banner in made],
    }


def format_report(layout: Format, language: Language) -> dict[str, Any]:
    """A format by its name in a language, with its AI-filled fields only; limits in grapheme clusters."""
    return {
        "id": layout.id,
        "name": layout.name[language],
        "width": layout.width,
        "height": layout.height,
        "picture_slots": len(layout.pictures),
        "networks": list(layout.networks),
        "fields": [{"id": field.id, "role": field.role, "limit": field.limit} for field in layout.ai_fields],
    }


def _engines(banners: list[BannerView]) -> dict[str, str | None]:
    versions = [banner.version for banner in banners if banner.version]
    pictures = [picture for banner in banners for picture in banner.pictures]
    return {
        "copy": _family(versions[0].copy_engine) if versions else None,
        "picture": _family(pictures[0].engine) if pictures else None,
        "cut_out": _family(pictures[0].cut_out_engine) if pictures else None,
    }


def _family(engine: str) -> str:
    """An engine's name without version and model: "studio" of "studio-2", "openai" of "openai:some-model"."""
    return re.sub(r"-[\d.]+$|:.*", "", engine)


def banner_report(banner: BannerView, layout: Format, file: Written | None) -> dict[str, Any]:
    """One banner. Boxes are `[x, y, width, height]` of the ink, px."""
    assert banner.version is not None
    return {
        "id": banner.id,
        "format": banner.format_id,
        "file": file.path if file else None,
        "width": layout.width,
        "height": layout.height,
        "copy": banner.version.texts,
        "boxes": banner.version.boxes,
        "pictures": [
            {"slot": row.slot, "asset": row.cut_out, "source": row.source, "prompt": row.prompt, "seed": row.seed}
            for row in banner.pictures
        ],
        "gate": file.gate if file else None,
    }
