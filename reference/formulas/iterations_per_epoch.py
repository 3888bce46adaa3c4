"""The number of update steps in one pass over the training set.

    ⌈n / batch_size⌉

n samples in mini-batches of batch_size, of which the last one may be smaller → an integer.
Source: notes 002 Def. 3.1.
"""

from reference.domain import Count
from reference.formula import Line, formula, law


@formula(
    n=Count(low=1, high=1000),
    batch_size=Count(low=1, high=64),
    example={"n": 10, "batch_size": 4},
)
def iterations_per_epoch(n, batch_size):
    """⌈n / batch_size⌉: two integers → an integer."""
    return -(-n // batch_size)  # rounds up, and exactly so for integers of any size


@law(
    iterations_per_epoch,
    says="One more full batch of samples takes one more step.",
    twin=lambda n, batch_size: {"n": n + batch_size},
)
def one_more_batch_is_one_more_step(steps, steps_twin, n, batch_size):
    return steps_twin, steps + 1


@law(
    iterations_per_epoch,
    says="Half a mini-batch of samples takes one step, too.",
    twin=lambda n, **_: {"batch_size": 2 * n},
)
def the_last_batch_counts_too(steps, steps_twin, n, batch_size):
    return steps_twin, 1


@law(
    iterations_per_epoch,
    says="With one sample in a batch, there are as many steps as samples.",
    twin=lambda **_: {"batch_size": 1},
)
def a_step_for_every_sample(steps, steps_twin, n, batch_size):
    return steps_twin, n


TEXTBOOK = (Line(iterations_per_epoch, "-floor(-n/batch_size)"),)
