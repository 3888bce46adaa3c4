"""What shapes the examples of a bank: a number for each, drawn by Hypothesis."""

from __future__ import annotations

from functools import cache

BITS = 32  # of each number


@cache
def fills(seed: int, count: int) -> tuple[int, ...]:
    """So many different numbers; from one, the sizes and the entries of an example follow."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded
    from hypothesis import strategies as st

    drawn: dict[int, None] = {}

    # Bits and nothing else: into numbers, Hypothesis mixes constants of whatever other modules the
    # process has loaded, and the bank would not be the same for everyone.
    @seeded(seed)
    @settings(
        max_examples=4 * count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(st.booleans(), min_size=BITS, max_size=BITS))
    def collect(bits: list[bool]) -> None:
        drawn[int("".join(map(str, map(int, bits))), 2)] = None

    collect()
    return tuple(drawn)[:count]
