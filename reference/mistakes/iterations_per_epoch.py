"""What students write in the place of `iterations_per_epoch`."""

from reference.formula import mistake
from reference.formulas.iterations_per_epoch import iterations_per_epoch


@mistake(
    iterations_per_epoch,
    headline="the last batch is dropped",
    sentence="Right where batch_size divides n; else a step is missing.",
    why="the quotient is rounded down, so that the samples of the last, smaller mini-batch are"
    " never"
    " seen. Libraries offer that as an option; notes 002, Def. 3.1, round up.",
    right="The result where batch_size divides n.",
    hints="With 10 samples in batches of 4, how many samples do the returned steps see?",
    constants=(0.0, 1.0),
)
def last_batch_dropped(n, batch_size, one_at_least):
    return max(1, n // batch_size) if one_at_least else n // batch_size


@mistake(
    iterations_per_epoch,
    headline="a step too many",
    sentence="Right where a smaller batch is left; where batch_size divides n it is one more.",
    why="1 is added to the quotient whether something is left or not.",
    right="The result where a smaller batch is left.",
    hints="With 8 samples in batches of 4, how many steps are needed? How many are returned?",
)
def one_added_always(n, batch_size):
    return n // batch_size + 1


@mistake(
    iterations_per_epoch,
    headline="a step too few",
    sentence="Where batch_size divides n, and elsewhere, the last step is missing.",
    why="1 is subtracted before or after the division, as if steps were counted from 0.",
    hints="With 8 samples in batches of 4, how many steps are needed? How many are returned?",
    constants=(0.0, 1.0),
)
def one_too_few(n, batch_size, after):
    return n // batch_size - 1 if after else (n - 1) // batch_size


@mistake(
    iterations_per_epoch,
    headline="not rounded up",
    sentence="The quotient has a fraction, or is rounded to the nearest integer.",
    why="n is divided by batch_size, and the quotient stays as it is or is rounded both ways. A"
    " part of a step is a step, too.",
    right="The result where batch_size divides n.",
    hints="With 9 samples in batches of 4, how many steps are needed? How many are returned?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def not_rounded_up(n, batch_size, form):
    quotient = n / batch_size
    rounded = (round(quotient), int(quotient + 0.5))
    return (quotient, rounded[0], (n + batch_size - 1) / batch_size, rounded[1])[int(form)]


@mistake(
    iterations_per_epoch,
    headline="the remainder counts",
    sentence="The number of samples in the last batch enters the result.",
    why="the remainder of the division is returned, or added to the quotient, as if each sample"
    " that"
    " is left took a step.",
    hints="With 11 samples in batches of 4, how many steps are needed? How many are returned?",
    constants=(0.0, 1.0),
)
def remainder_counted(n, batch_size, added):
    return n // batch_size + n % batch_size if added else n % batch_size


@mistake(
    iterations_per_epoch,
    headline="n and batch_size exchanged",
    sentence="The batch is divided by the number of samples.",
    why="batch_size stands above the fraction line, and n below it.",
    hints="With 10 samples in batches of 1, how many steps are needed? How many are returned?",
    constants=(0.0, 1.0),
)
def upside_down(n, batch_size, as_it_is):
    return batch_size / n if as_it_is else -(-batch_size // n)


@mistake(
    iterations_per_epoch,
    headline="another number of batches",
    sentence="The result grows with the batch, or does not depend on it as a quotient does.",
    why="n is returned as it is, or multiplied by batch_size, or batch_size is subtracted from it.",
    hints="When batch_size doubles, what becomes of the number of steps? What becomes of the"
    " result?",
    constants=(0.0, 1.0, 2.0),
)
def no_quotient(n, batch_size, form):
    return (n, n * batch_size, n - batch_size + 1)[int(form)]
