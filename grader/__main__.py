"""The command line: arguments only."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from types import FrameType

# numpy starts a thread for each core unless told not to; nothing here is large enough to need them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

INTERRUPTED = 130
OUR_FAULT = 3


def main() -> None:
    """The entry point `grader`: exit status 0 full marks, 1 not so, 2 bad request, 3 our fault."""
    signal.signal(signal.SIGTERM, _end)
    try:
        from grader.cli import run

        status = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = INTERRUPTED
        print("\ninterrupted", file=sys.stderr)  # noqa: T201
    except BrokenPipeError:
        # Whoever read us (head, less) has enough. Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except Exception:  # whatever comes through here is our fault, and says so
        traceback.print_exc()
        status = OUR_FAULT
    sys.exit(status)


def _end(_: int, __: FrameType | None) -> None:
    """Ends as after an interrupt, so that no worker and no folder is left behind."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
