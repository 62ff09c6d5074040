"""Locks on open files, which the system gives back when their holder dies, however it dies."""

import sys


def take(held: int, *, wait: bool = False) -> bool:
    """Lock an open file, where need be after whoever holds it just now; whether it is ours. It goes with the process."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(held, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:  # also on a disk that knows no locks, where nothing is swept
        return False
    return True
