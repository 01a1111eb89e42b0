"""What each stage does: values from rows in, JSON out. Bytes go to the object store first; no row is written here."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any, Literal

from PIL import Image

from core.banks import Banks, picture_named
from core.compositing.setting import drawable
from core.copywriting.port import AdCopy, CopyRequest, Copywriter
from core.formats.brand import Brand, Language, load_brand
from core.formats.schema import Format
from core.guard.by_rules import RulesGuard
from core.guard.port import Given, Guard
from core.imagery.port import PictureRequest, PictureSource
from core.imagery.prompting.port import PicturePrompt, Prompter, PromptRequest
from core.matting.port import Matter
from core.models import ImageMode
from core.plans import TextPlan, VariantsPlan
from core.ports import Checkpoint, unwatched
from core.rendering import drawn, load_picture, stored
from core.states import State
from core.storage.port import AssetKey, ObjectStore


@dataclass(frozen=True)
class Engines:
    """The engines of one worker. `sources` by image mode; a queue's worker holds only those that its stages need.

    `banks`: to search in them also outside a job.
    """

    store: ObjectStore
    brand: Brand
    formats: Mapping[str, Format]
    copywriter: Copywriter | None = None
    sources: Mapping[str, PictureSource] | None = None
    matter: Matter | None = None
    banks: Banks | None = None
    guard: Guard | None = None
    prompter: Prompter | None = None

    @property
    def rules(self) -> RulesGuard:
        """The guard that needs no engine."""
        return RulesGuard(self.brand.competitors)


@dataclass(frozen=True)
class Work:
    """A brief with its product, as the stages see it: plain values, no rows."""

    offer: str
    language: Language
    mode: str
    prompts: tuple[str, ...]
    uploads: tuple[str, ...]
    audience: str
    seed: int
    product_name: str
    product_description: str
    descriptions: Mapping[str, str]
    legal: str
    legal_share: float | None = None
    origin: str = ""
    channel: str = ""
    #: What the guard took out of the brief.
    removed: tuple[str, ...] = ()
    #: What may be meant for the writer, but stays.
    doubtful: tuple[str, ...] = ()
    #: Seconds of a model server's trouble that the job can still bear.
    patience: float = 45.0


def given_of(work: Work) -> Given:
    """What the guard looks at."""
    return Given(work.offer, work.prompts, work.audience, work.language, work.patience)


def check_brief(work: Work, engines: Engines, checkpoint: Checkpoint) -> dict[str, Any]:
    """What may be used of a brief's texts.

    Raises:
        Refused: no banner is made of it.
    """
    assert engines.guard is not None
    return asdict(engines.guard.check(given_of(work), checkpoint=checkpoint))


def write_prompt(work: Work, slot: int, engines: Engines, checkpoint: Checkpoint) -> dict[str, Any]:
    """The words that a slot's picture is made or found with."""
    assert engines.prompter is not None
    wish = work.prompts[slot] if slot < len(work.prompts) else ""
    if work.mode == ImageMode.SEARCH and picture_named(wish):
        return asdict(PicturePrompt(wish, wish, wish, engine="none"))
    mode: Literal["search", "generate"] = "search" if work.mode == ImageMode.SEARCH else "generate"
    request = PromptRequest(
        wish=wish, mode=mode, offer=work.offer, language=work.language, product_name=work.product_name,
        product_description=work.product_description, house_style=engines.brand.house_style["en"], slot=slot,
        slots=max(len(work.prompts), slot + 1), removed=work.removed, variant=work.seed, patience=work.patience,
    )  # fmt: skip
    return asdict(engines.prompter.compose(request, checkpoint=checkpoint))


def write_copy(
    work: Work, layout: Format, copywriter: Copywriter, *, checkpoint: Checkpoint = unwatched
) -> dict[str, Any]:
    """The text of every AI field of one format."""
    if not layout.ai_fields:
        return _plain(AdCopy(texts={}, engine="none"), layout)
    return _plain(copywriter.write(_request(work, layout), checkpoint=checkpoint), layout)


def rewrite_copy(
    work: Work,
    layout: Format,
    copywriter: Copywriter,
    shown: Mapping[str, str],
    plan: TextPlan,
    *,
    checkpoint: Checkpoint = unwatched,
) -> dict[str, Any]:
    """Another text for one field or for all; `shown` are the texts of now, by field id."""
    request, draft = _request(work, layout, plan.variant), _draft(layout, shown)
    return _plain(copywriter.rewrite(request, draft, plan.field, checkpoint=checkpoint), layout)


def write_variants(
    work: Work,
    layout: Format,
    copywriter: Copywriter,
    shown: Mapping[str, str],
    plan: VariantsPlan,
    *,
    checkpoint: Checkpoint = unwatched,
) -> dict[str, Any]:
    """Texts to choose from, all different from each other and from those of now: `variants` holds what `write_copy`
    gives, at most `plan.count` of them; fewer where the offer has no more to say."""
    request, draft = _request(work, layout, plan.variant), _draft(layout, shown)
    copies = copywriter.variants(request, draft, plan.count, checkpoint=checkpoint)
    return {"variants": [_plain(copy, layout) for copy in copies]}


def _request(work: Work, layout: Format, variant: int = 0) -> CopyRequest:
    return CopyRequest(
        offer=work.offer, language=work.language, fields=layout.ai_fields, product_name=work.product_name,
        product_description=work.product_description, format_id=layout.id, audience=work.audience,
        channel=work.channel, variant=variant, removed=work.removed, doubtful=work.doubtful, patience=work.patience,
    )  # fmt: skip


def _draft(layout: Format, shown: Mapping[str, str]) -> AdCopy:
    return AdCopy(texts={field.id: shown.get(field.id, "") for field in layout.ai_fields}, engine="")


def _plain(copy: AdCopy, layout: Format) -> dict[str, Any]:
    """What a row keeps of written copy: one character that no font has must not cost the job."""
    return asdict(copy) | {"texts": drawable(layout, copy.texts, load_brand())}


def make_picture(
    work: Work, slot: int, engines: Engines, checkpoint: Checkpoint, *, asked: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A square picture for a slot, stored losslessly. Slots of one brief differ by seed. `asked`: what `write_prompt`
    gave for it."""
    assert engines.sources is not None
    upload = engines.store.get(AssetKey(work.uploads[slot])) if work.mode == ImageMode.UPLOAD else None
    wish = work.prompts[slot] if slot < len(work.prompts) else ""
    request = PictureRequest(
        prompt=asked["prompt"] if asked else wish, offer=work.offer,
        product_name=work.product_name, product_description=work.product_description, seed=work.seed + slot,
        upload=upload, descriptions=work.descriptions, slot=slot, origin=work.origin,
    )  # fmt: skip
    picture = engines.sources[work.mode].obtain(request, checkpoint=checkpoint)
    stored = _store(picture.image, engines.store)
    return stored | {"source": picture.source, "engine": picture.engine, "prompt": picture.prompt,
                     "seed": picture.seed, "origin": picture.origin, "wish": wish}  # fmt: skip


def cut_out(picture_key: str, engines: Engines) -> dict[str, Any]:
    """The picture without its background."""
    assert engines.matter is not None
    cut = engines.matter.cut_out(load_picture(picture_key, engines.store))
    return _store(cut, engines.store) | {"engine": engines.matter.name}


def render(work: Work, layout: Format, state: State, cut_outs: Sequence[str], engines: Engines) -> dict[str, Any]:
    """The banner as PNG in its exact size, and where its ink lies. `cut_outs` are asset keys by slot."""
    pictures = [load_picture(key, engines.store) for key in cut_outs]
    made = drawn(layout, state, pictures, legal=work.legal, legal_share=work.legal_share, brand=engines.brand,
                 language=work.language)  # fmt: skip
    return stored(made, layout, engines.store)


def _store(image: Image.Image, store: ObjectStore) -> dict[str, Any]:
    buffer = BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    data = buffer.getvalue()
    return {"asset": store.put(data, media_type="image/png"), "media_type": "image/png", "size": len(data)}
