"""The processor's time that one stretch of a visit may take.

All visits of a night share one thread, and a time limit that waits its turn in that thread never gets it while a page
keeps the readers busy. So the system's timer watches every stretch between two awaits.
"""

from __future__ import annotations

import gc
import signal
import threading
from collections.abc import Callable, Coroutine, Generator
from functools import partial
from types import FrameType, coroutine
from typing import Any, Final, TypeVar

STINT: Final = 5.0
"""Seconds of the processor for what stands between two awaits: two megabytes of dates and links take one.

Meanwhile the answers of other sites wait, and their time limit (`page_seconds`, 30 by default) must not pass.
"""


def rest_collector() -> None:
    """Set the garbage collector for the reading of pages.

    Pages and readings hold no cycles, yet the collector looks through all of them each 700 new ones: a fifth of the CPU.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


STINTS: Final = 2
"""At the second page or list of a site that takes so long its visit ends."""

_T = TypeVar("_T")


class OverlongError(BaseException):
    """What a site sent keeps the readers busy beyond all measure; as no fault of theirs it passes whoever catches such."""


@coroutine
def in_stints(work: Coroutine[Any, Any, _T], seconds: float) -> Generator[Any, Any, _T]:
    """Await ``work``; raises OverlongError inside it where a stretch takes more than so many seconds of the processor.

    Outside the main thread, and on systems without such timers, nothing is limited.
    """
    step: Callable[[], Any] = partial(work.send, None)
    while True:
        try:
            asked = _within(seconds, step)
        except StopIteration as end:
            result: _T = end.value
            return result
        except OverlongError:
            work.close()
            raise
        try:
            answer = yield asked
        except GeneratorExit:
            work.close()
            raise
        except BaseException as error:  # noqa: BLE001 - a cancellation or a fault of what was awaited: handed on to who awaits it
            step = partial(work.throw, error)
        else:
            step = partial(work.send, answer)


def _within(seconds: float, step: Callable[[], Any]) -> Any:
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        return step()
    if (
        signal.getsignal(signal.SIGVTALRM) is not _ring
    ):  # it stays: the default action of a late signal ends the process
        signal.signal(signal.SIGVTALRM, _ring)
    _Bell.set = True
    signal.setitimer(
        signal.ITIMER_VIRTUAL, seconds, seconds
    )  # again, where some reader took the first for its own fault
    try:
        return step()
    finally:
        _Bell.set = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


class _Bell:
    """Whether the timer is set: a signal that comes late must not be raised in somebody else's stretch."""

    set = False


def _ring(_: int, __: FrameType | None) -> None:
    if _Bell.set:
        raise OverlongError
