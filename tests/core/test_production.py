"""What a job comes to."""

import pytest

from core.models import Status
from core.production import verdict


@pytest.mark.parametrize(
    ("statuses", "cancelled", "expected"),
    [
        (["completed", "running"], False, None),
        (["completed", "queued"], True, None),
        (["completed", "completed"], False, Status.COMPLETED),
        (["completed", "failed"], False, Status.FAILED),
        (["completed", "quarantined", "cancelled"], True, Status.FAILED),
        (["completed", "cancelled"], False, Status.CANCELLED),
        (["completed"], True, Status.CANCELLED),
    ],
)
def test_what_a_job_comes_to(statuses: list[str], cancelled: bool, expected: Status | None) -> None:
    assert verdict(statuses, cancelled=cancelled) == expected
