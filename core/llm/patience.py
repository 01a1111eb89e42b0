"""Whether to try again after trouble, and when. Pure functions."""

from collections.abc import Callable

from core.errors import Trouble

#: Seconds: the pause after the first failure is up to FIRST, then up to twice that, and so on up to LONGEST.
FIRST, LONGEST = 0.5, 10.0
#: Seconds that one call gets at most and at least.
LONGEST_CALL, SHORTEST_CALL = 40.0, 1.0
#: Seconds added at random to the time that a server asks for, so that those who wait do not come back at once.
SPREAD = 0.5
#: What a model says hardly changes by waiting: so many tries are enough for it.
OBSTINATE: frozenset[Trouble] = frozenset({"declined", "invalid", "truncated"})
MOST_TRIES = 4


def pause_after(
    trouble: Trouble, tries: int, retry_after: float | None, left: float, random: Callable[[], float]
) -> float | None:
    """Seconds to wait before the next try; None: give up.

    Args:
        tries: failed ones so far, at least 1.
        retry_after: seconds that the server asked for; honoured, or given up at once where patience ends sooner.
        left: seconds of patience left.
        random: gives 0-1; the pause is drawn from the whole span (full jitter), so that callers spread out.
    """
    if trouble == "rejected" or (trouble in OBSTINATE and tries >= MOST_TRIES):
        return None
    if retry_after is not None:
        pause = max(0.0, retry_after) + SPREAD * random()
    else:
        pause = random() * min(LONGEST, FIRST * 2.0 ** min(tries - 1, 10))
    return pause if pause < left else None


def time_for_call(left: float) -> float:
    """Seconds that one call may take where `left` seconds of patience are left."""
    return max(SHORTEST_CALL, min(LONGEST_CALL, left))
