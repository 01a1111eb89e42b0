"""Slots of one process."""

from concurrent.futures import ThreadPoolExecutor

from core.llm.slots import LocalSlots


def test_there_are_so_many_and_no_more() -> None:
    slots = LocalSlots(2)
    first, second = slots.take(), slots.take()
    assert first
    assert second
    assert first != second
    assert slots.take() is None
    slots.give_back(first)
    slots.give_back(first)
    assert slots.take()
    assert slots.take() is None


def test_threads_share_them() -> None:
    slots = LocalSlots(5)
    with ThreadPoolExecutor(16) as pool:
        taken = list(pool.map(lambda _: slots.take(), range(64)))
    assert len([token for token in taken if token]) == 5
