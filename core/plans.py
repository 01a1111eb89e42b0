"""What a job that changes one banner is to do, as its row keeps it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from core.models import ImageMode


class _Plan(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TextPlan(_Plan):
    """Write the text of `field` anew, or of all fields (None). `variant`: how often that was done before."""

    kind: Literal["text"] = "text"
    field: str | None = None
    variant: int = 0


class VariantsPlan(_Plan):
    """Write `count` other texts for all fields, from which a person chooses."""

    kind: Literal["variants"] = "variants"
    count: int = 4
    variant: int = 0


class PicturePlan(_Plan):
    """Make the picture of a slot anew, for the brief's banners in `formats`. `seed` is the picture's own; `origin`
    names a picture of a bank; `upload` is the asset of a person's own file."""

    kind: Literal["picture"] = "picture"
    slot: int
    mode: ImageMode
    prompt: str = ""
    seed: int = 0
    origin: str = ""
    upload: str = ""
    formats: tuple[str, ...]


Plan = TextPlan | VariantsPlan | PicturePlan
_ANY: TypeAdapter[Plan] = TypeAdapter(Annotated[Plan, Field(discriminator="kind")])


def plan_of(content: dict[str, Any]) -> Plan:
    """The plan of a job's row.

    Raises:
        pydantic.ValidationError: it is none.
    """
    return _ANY.validate_python(content)


def content_of(plan: Plan) -> dict[str, Any]:
    """A plan as its row keeps it."""
    return plan.model_dump(mode="json")
