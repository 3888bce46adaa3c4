"""The alarm of what is computed in this process."""

from __future__ import annotations

import signal

import pytest

from grader.student import alarm as alarms
from grader.student.alarm import TooLateError, alarm

needs_a_signal = pytest.mark.skipif(
    not hasattr(signal, "SIGPROF"), reason="this platform has no clock that rings"
)


class Lingering:
    """Computes while it is taken away, where an exception is told and lost."""

    rang = False

    def __del__(self) -> None:
        try:
            for _ in range(10**9):
                pass
        except TooLateError:
            Lingering.rang = True
            raise


def compute_for_ever() -> None:
    with alarm(0.02):
        lingering = Lingering()
        del lingering
        while True:
            pass


@needs_a_signal
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_ring_that_a_destructor_swallows_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alarms, "AGAIN", 0.02)
    with pytest.raises(TooLateError):
        compute_for_ever()
    assert Lingering.rang


@needs_a_signal
def test_what_is_in_time_hears_nothing() -> None:
    with alarm(0.02):
        pass
    assert sum(range(10**6)) > 0
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
