"""A stepping stone run as a script: `spawn.py UID GID PARENT PROGRAM ARGS…` becomes PROGRAM.

It steps down from root (UID -1: it does not), asks Linux for SIGINT when the parent dies (a fast shutdown for
PostgreSQL; PARENT 0: it does not) and replaces itself by the program, so the process id stays. A script and not
`preexec_fn`: that one runs Python between fork and exec, where a lock of another thread can hang it. Standard library
only; it must not import the project.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Become the program named by the arguments, or end quietly when the parent is gone already."""
    uid, gid, parent = (int(word) for word in sys.argv[1:4])
    program = sys.argv[4:]
    # loaded before the rights go: the interpreter may lie in a folder that only root can read
    libc = ctypes.CDLL(None, use_errno=True)
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux" and parent > 0:
        # after setuid, because a change of user clears the wish
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # what a script starts in the background ignores it
        if os.getppid() != parent:
            sys.exit(0)
    os.umask(0o077)
    os.execv(program[0], program)  # noqa: S606  # no shell is the point


if __name__ == "__main__":
    main()
