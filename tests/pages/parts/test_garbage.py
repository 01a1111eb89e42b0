"""What was imported once is not looked through at every key press."""

import gc

from pages.parts.garbage import settle


def test_what_is_there_is_put_aside_once_a_screen() -> None:
    settle("a screen")
    frozen = gc.get_freeze_count()
    kept = [[number] for number in range(1000)]
    settle("a screen")
    assert gc.get_freeze_count() <= frozen
    settle("another screen")
    assert gc.get_freeze_count() >= len(kept)
    assert gc.get_count()[2] == 0
