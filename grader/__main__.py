"""The command line: arguments only."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from types import FrameType

# numpy starts a thread for each core unless told not to; nothing here is large enough to need them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# A terminal that is closed sends SIGHUP; Windows has none.
_ENDING = {signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}

INTERRUPTED = 130
OUR_FAULT = 3


def main() -> None:
    """The entry point `grader`: exit status 0 full marks, 1 not so, 2 bad request, 3 our fault."""
    for number in _ENDING:
        # Who started this process may have wanted it to go on (nohup).
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _end)
    status = OUR_FAULT
    try:
        from grader.cli import nobody_reads, run

        if sys.stdout is None:
            print("grader: the output cannot be written: it is closed", file=sys.stderr)  # noqa: T201
        else:
            status = run(sys.argv[1:])
            sys.stdout.flush()
    except KeyboardInterrupt:
        status = INTERRUPTED
        print("\ninterrupted", file=sys.stderr)  # noqa: T201
    except BrokenPipeError:
        nobody_reads()
    except Exception:  # whatever comes through here is our fault, and says so
        traceback.print_exc()
    sys.exit(status)


def _end(_: int, __: FrameType | None) -> None:
    """Ends as after an interrupt, so that no worker and no folder is left behind."""
    for number in _ENDING:
        signal.signal(number, signal.SIG_IGN)  # a second one would end the tidying up
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
