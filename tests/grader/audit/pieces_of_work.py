"""What the processes of the pool do in its tests; a new process imports it by this name."""

from __future__ import annotations

import os
import time


def work(piece: str) -> int:
    match piece:
        case "hangs":
            time.sleep(60)
        case "dies":
            os._exit(3)
        case "eats":
            return len(bytearray(8 << 30))
        case "raises":
            raise ValueError("a fault of ours")
    return len(piece)
