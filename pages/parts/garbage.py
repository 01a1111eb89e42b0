"""What keeps every screen's answer 100 ms faster."""

import gc

_settled: set[str] = set()


def settle(screen: str) -> None:
    """At the end of a run of the frame; once a process for each screen, since each brings modules of its own.

    Streamlit collects garbage after every run, a key press in the editor among them, and looks through all that was
    ever imported: measured, 140 ms in which the process answers nobody. What is there by now stays for good, so it need
    not be looked at again.
    """
    if screen not in _settled:
        _settled.add(screen)
        gc.collect()
        gc.freeze()
