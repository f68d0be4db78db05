"""`python -m monitor.leash PARENT COMMAND ...`: become COMMAND, and get SIGTERM when PARENT dies.

The service runs its jobs from a thread, where code between fork and exec may dead-lock; so the leash is put on here,
in a process of its own, that then turns into the command. It also takes back the signal mask that it inherited.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Sequence

_PR_SET_PDEATHSIG = 1  # prctl(2), Linux; elsewhere a service that is killed leaves its child to finish


def tie(parent: int) -> None:
    """Get SIGTERM when the process ``parent``, which must be this one's own, dies; exits 3 where it is dead already."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before the leash was on
        sys.exit(3)


def main(words: Sequence[str]) -> None:
    """Put the leash on and become the command; exits 3 where that cannot be started."""
    parent, command = int(words[0]), list(words[1:])
    tie(parent)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGINT})
    try:
        os.execvp(command[0], command)  # noqa: S606 - our own command, handed on word by word, without a shell
    except OSError as error:
        sys.stderr.write(f"segar: {command[0]}: {error.strerror}\n")
        sys.exit(3)


if __name__ == "__main__":
    main(sys.argv[1:])
