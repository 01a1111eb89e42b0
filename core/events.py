"""Events: one action of one person each, appended in the same transaction as what they tell of."""

from typing import Any, Literal

from sqlmodel import Session

from core.models import Event

EventName = Literal[
    "brief.submitted", "copy.generated", "copy.edited", "copy.regenerated", "picture.generated",
    "picture.regenerated", "picture.chosen", "banner.composed", "banner.downloaded", "review.approved",
    "review.rejected", "mark.good", "mark.bad", "outcome.set", "bug.reported", "job.completed", "job.failed",
    "job.cancelled", "job.refused", "user.signed_in", "user.locked", "user.role_changed", "ctr.imported",
    "campaign.created", "campaign.changed", "campaign.archived",
    "product.added", "product.changed", "user.created", "user.disabled", "user.enabled", "user.password_reset",
    "user.password_changed", "user.unlocked", "bug.closed", "bug.reopened",
    "banner.binned", "banner.restored",
    "copy.chosen", "picture.moved", "version.shown", "version.restored", "export.overruled",
]  # fmt: skip


def record(
    session: Session,
    name: EventName,
    *,
    user_id: str | None,
    brief_id: str | None = None,
    banner_id: str | None = None,
    version_id: str | None = None,
    job_id: str | None = None,
    **data: Any,
) -> None:
    """Append an event. `data` must survive JSON."""
    session.add(
        Event(
            name=name,
            user_id=user_id,
            brief_id=brief_id,
            banner_id=banner_id,
            version_id=version_id,
            job_id=job_id,
            data=data,
        )
    )
