"""Frames come with a deadline, whichever way the system can wait for a pipe."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import pytest

from grader.student.channel import BlockingChannel, Channel, Closed, Late, PollingChannel
from grader.student.wire import FROM_STUDENT, HEADER, REPLY, WireError, encode

Open = Callable[[str], "contextmanager[Channel]"]

FRAME = encode(REPLY, "hello", FROM_STUDENT)
WRITE = "import sys, time; out = sys.stdout.buffer; out.write({!r}); out.flush(); time.sleep({})"


@pytest.fixture(params=[PollingChannel, BlockingChannel])
def opened(request: pytest.FixtureRequest) -> Callable[[str], Channel]:
    @contextmanager
    def channel(program: str) -> Iterator[Channel]:
        process = subprocess.Popen(
            [sys.executable, "-S", "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        with process:
            if request.param is PollingChannel:
                found: Channel = PollingChannel(process)
            else:
                found = BlockingChannel(process, process.kill)
            yield found
            found.close()
            process.kill()

    return channel


def soon() -> float:
    return monotonic() + 10


def test_frames_arrive_whole(opened: Open) -> None:
    with opened(WRITE.format(FRAME * 3, 0)) as channel:
        assert [channel.receive(soon()) for _ in range(3)] == [(REPLY, "hello")] * 3
        with pytest.raises(Closed):
            channel.receive(soon())


def test_a_frame_that_is_cut_off_ends_with_the_process(opened: Open) -> None:
    with opened(WRITE.format(FRAME[:-1], 0)) as channel, pytest.raises(Closed):
        channel.receive(soon())


def test_a_frame_that_never_comes_is_late(opened: Open) -> None:
    with opened(WRITE.format(FRAME + FRAME[:-1], 60)) as channel:
        assert channel.receive(soon()) == (REPLY, "hello")
        begun = monotonic()
        with pytest.raises(Late):
            channel.receive(begun + 0.2)
        assert monotonic() - begun < 5


@pytest.mark.parametrize(
    "forged", [b"no frame at all at all", HEADER.pack(b"GP", 1, 6, 9, 1 << 60)]
)
def test_what_is_no_frame_is_refused(opened: Open, forged: bytes) -> None:
    with opened(WRITE.format(forged, 60)) as channel, pytest.raises(WireError):
        channel.receive(soon())


def test_a_process_that_does_not_listen_is_late(opened: Open) -> None:
    with opened("import time; time.sleep(60)") as channel, pytest.raises(Late):
        channel.send(bytes(1 << 20), monotonic() + 0.2)


def test_a_process_that_is_gone_is_closed(opened: Open) -> None:
    with opened("pass") as channel, pytest.raises(Closed):
        channel.send(bytes(1 << 20), soon())
