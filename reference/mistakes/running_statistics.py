"""What students write in the place of `running_statistics`."""

import numpy as np

from reference.formula import both, mistake, terms
from reference.formulas.running_statistics import running_statistics


@mistake(
    running_statistics,
    kind="convention",
    convention={"momentum": "new"},
    headline="old and new exchanged",
    sentence="The shares of the old value and of the batch are exchanged.",
    why="momentum is the share of the batch. This assignment asks for that of the old value. Both"
    " are in use.",
    converse="momentum is the share of the old value. This assignment asks for that of the batch."
    " Both are in use.",
    carry=lambda form, mean, var, X, momentum: form(mean, var, X, 1 - momentum),
    hints=(
        "With momentum = 0.9, how far should one batch move the mean, according to the statement?"
        " How far does it move it in the code?",
    ),
    action="bring running_statistics to the convention of the statement, and run",
)
def share_of_the_batch(mean, var, X, momentum):
    return running_statistics(mean, var, X, 1 - momentum)


@terms(
    running_statistics,
    part="mean",
    names=("the old value", "the mean of the batch"),
    says="The new mean is a sum of two terms:",
)
def terms_of_the_mean(mean, var, X, momentum):
    return momentum * mean, (1 - momentum) * X.mean(axis=0)


@terms(
    running_statistics,
    part="var",
    names=("the old value", "the variance of the batch"),
    says="The new variance is a sum of two terms:",
)
def terms_of_the_variance(mean, var, X, momentum):
    return momentum * var, (1 - momentum) * X.var(axis=0)


def _with(mean, var, X, momentum, variance):
    """What a right function returns, but with another variance of the batch."""
    moved, _ = running_statistics(mean, var, X, momentum)
    return moved, momentum * var + (1 - momentum) * variance


@mistake(
    running_statistics,
    headline="the sample variance",
    sentence="The mean is right; the variance of the batch is too large by N/(N - 1).",
    why="the squares are divided by N - 1, which gives the sample variance, as PyTorch keeps it."
    " This assignment asks for that of the population.",
    right="The mean, and the shares of old and new.",
    hints=(
        "What is the variance of (1, 3): once with N, once with N - 1? Which one is written in the"
        " statement?",
    ),
)
def sample_variance(mean, var, X, momentum):
    return _with(mean, var, X, momentum, X.var(axis=0) * len(X) / (len(X) - 1 or np.nan))


@mistake(
    running_statistics,
    headline="deviation for variance",
    sentence="The mean is right; in var there is a share of a standard deviation.",
    why="the root is taken of the variance of the batch, and the standard deviation goes into var.",
    right="The mean, and the shares of old and new.",
    hints=("If X is in metres, what is the unit of var, and what is the unit of what is added?",),
    constants=(0.0, 1e-5, 1e-8),
)
def deviation_for_the_variance(mean, var, X, momentum, eps):
    return _with(mean, var, X, momentum, np.sqrt(X.var(axis=0) + eps))


@mistake(
    running_statistics,
    headline="eps stays in var",
    sentence="The mean is right; var is a little too large.",
    why="a small constant is added to the variance before it goes into var. At inference it is"
    " added once more.",
    right="The mean, and the shares of old and new.",
    hints=("What should var be for a batch of equal samples and var = 0, and what is it?",),
    constants=(1e-3, 1e-5, 1e-8, 1e-7, 1e-6, 1e-4, 1e-2),
)
def eps_kept(mean, var, X, momentum, eps):
    return _with(mean, var, X, momentum, X.var(axis=0) + eps)


@mistake(
    running_statistics,
    headline="distances from another mean",
    sentence="The mean is right; the variance is not taken about the mean of the batch.",
    why="the squared distances are those from the running mean, the old or the new one, or from 0.",
    right="The mean, and the shares of old and new.",
    hints=("Add 10 to all of X. Should the new variance change? Does it?",),
    constants=(0.0, 1.0, 2.0),
)
def distances_from_another_mean(mean, var, X, momentum, form):
    moved, _ = running_statistics(mean, var, X, momentum)
    middle = (mean, moved, 0.0)[int(form)]
    return _with(mean, var, X, momentum, ((X - middle) ** 2).mean(axis=0))


@mistake(
    running_statistics,
    headline="one number for all columns",
    sentence="All features get the same mean, or the same variance, of the batch.",
    why="mean, variance or both are taken over the whole array. Each feature has its own.",
    hints=(
        "How many means, and how many variances, does a batch of shape (3, 2) have? Print the"
        " shapes of both.",
    ),
)
def statistics_of_the_whole_array(mean, var, X, momentum):
    _, var = _with(mean, var, X, momentum, X.var())
    return momentum * mean + (1 - momentum) * X.mean(), var


@mistake(
    running_statistics,
    headline="a sum of squares",
    sentence="The mean is right; the squared distances are not averaged over the samples.",
    why="the squares are added up and not divided by N, or divided by the number of features.",
    right="The mean, and the shares of old and new.",
    hints=("Put every sample into the batch twice. Should the result change? Does it?",),
    constants=(0.0, 1.0),
)
def squares_not_averaged(mean, var, X, momentum, by_features):
    total = X.var(axis=0) * len(X)
    return _with(mean, var, X, momentum, total / X.shape[1] if by_features else total)


@mistake(
    running_statistics,
    headline="roots are averaged",
    sentence="The mean is right; var is the square of an average of deviations.",
    why="the standard deviations are averaged, and the average is squared.",
    right="The mean, and the shares of old and new.",
    hints=("Is the average of 1 and 9 the square of the average of their roots?",),
)
def roots_averaged(mean, var, X, momentum):
    moved, _ = running_statistics(mean, var, X, momentum)
    return moved, (momentum * np.sqrt(var) + (1 - momentum) * X.std(axis=0)) ** 2


@mistake(
    running_statistics,
    headline="one statistic in both",
    sentence="The mean, or the variance, of the batch goes into both results.",
    why="the two lines are copies of each other; in one of them the statistic of the other one"
    " remains.",
    hints=("Add 10 to all of X. Which of the two results should change, and which ones do?",),
    constants=(1.0, 0.0),
)
def one_statistic_in_both(mean, var, X, momentum, variance):
    batch = X.var(axis=0) if variance else X.mean(axis=0)
    return momentum * mean + (1 - momentum) * batch, momentum * var + (1 - momentum) * batch


@mistake(
    running_statistics,
    headline="digits lost far from 0",
    sentence="Right for ordinary inputs; wrong for a column that lies far from 0.",
    why="the variance is computed as the mean of the squares minus the square of the mean. Far from"
    " 0 the two are almost equal, and the difference has few digits left.",
    hints=(
        "For the column (1000001, 1000002, 1000004): how many digits do the squares have, and how"
        " many does a float64 hold?",
        "The variance does not change when a number is added to the column. How can that keep the"
        " squares small?",
    ),
    only_extreme=True,
)
def variance_as_a_difference(mean, var, X, momentum):
    return _with(mean, var, X, momentum, (X**2).mean(axis=0) - X.mean(axis=0) ** 2)


@mistake(
    running_statistics,
    headline="shares exchanged in var",
    sentence="The mean is right; in var the shares of old and new are exchanged.",
    why="the line on the variance gives the old value and the batch each the share of the other.",
    right="The mean, and the variance of the batch.",
    hints=(
        "Take a batch whose mean and variance are both 1 above the old ones. By how much does each"
        " of the two results move?",
        "Compare the two lines of the update. Which factor stands before the old value in each?",
    ),
)
def shares_exchanged_in_the_variance(mean, var, X, momentum):
    moved, _ = running_statistics(mean, var, X, momentum)
    return moved, running_statistics(mean, var, X, 1 - momentum)[1]


@mistake(
    running_statistics,
    headline="shares exchanged in mean",
    sentence="var is right; in mean the shares of old and new are exchanged.",
    why="the line on the mean gives the old value and the batch each the share of the other.",
    right="The variance, and the mean of the batch.",
    hints=(
        "Take a batch whose mean and variance are both 1 above the old ones. By how much does each"
        " of the two results move?",
        "Compare the two lines of the update. Which factor stands before the old value in each?",
    ),
)
def shares_exchanged_in_the_mean(mean, var, X, momentum):
    _, spread = running_statistics(mean, var, X, momentum)
    return running_statistics(mean, var, X, 1 - momentum)[0], spread


@mistake(
    running_statistics,
    headline="an old value comes back",
    sentence="A running value comes back as it was passed in.",
    why="the batch does not enter it: it is not updated, or the new value is not stored where it is"
    " read the next time.",
    hints=(
        "Print mean and var before and after the call. Which of them has changed?",
        "Which name holds the new value, and under which name is it read at the next call?",
    ),
    constants=(0.0, 1.0, 2.0),
)
def running_values_not_kept(mean, var, X, momentum, form):
    mean_new, var_new = running_statistics(mean, var, X, momentum)
    return mean if form < 2 else mean_new, var if form != 1 else var_new


@mistake(
    running_statistics,
    headline="only the last batch counts",
    sentence="What is kept is the value of this batch alone.",
    why="the mean or the variance of the batch takes the place of the old value. Of the batches"
    " before, nothing is left.",
    hints="After several batches, should the first one still count? Does it?",
    constants=(0.0, 1.0, 2.0),
)
def last_batch_only(mean, var, X, momentum, form):
    mean_new, var_new = running_statistics(mean, var, X, momentum)
    of_mean, of_var = X.mean(axis=0), X.var(axis=0)
    return of_mean if form < 2 else mean_new, of_var if form != 1 else var_new


@mistake(
    running_statistics,
    headline="the batch added whole",
    sentence="The whole value of the batch is added, not its share.",
    why="what the batch adds is not weighed. If the same batch comes again and again, the running"
    " value tends to a multiple of its own.",
    hints="With the same batch at every step, which numbers should mean and var tend to? What"
    " becomes of them?",
    constants=(0.0, 1.0, 2.0),
)
def batch_added_whole(mean, var, X, momentum, form):
    mean_new, var_new = running_statistics(mean, var, X, momentum)
    of_mean, of_var = momentum * mean + X.mean(axis=0), momentum * var + X.var(axis=0)
    return of_mean if form < 2 else mean_new, of_var if form != 1 else var_new


@mistake(
    running_statistics,
    headline="columns are added up",
    sentence="The sum of each column of the batch stands where its mean belongs.",
    why="the columns of the batch are added up and not divided by the number of samples.",
    hints="Put every sample into the batch twice. Should the new mean and var change? Do they?",
    constants=(0.0, 1.0),
)
def sum_of_the_batch(mean, var, X, momentum, about_it):
    total = X.sum(axis=0)
    spread = ((X - total) ** 2).mean(axis=0) if about_it else X.var(axis=0)
    return momentum * mean + (1 - momentum) * total, momentum * var + (1 - momentum) * spread


@mistake(
    running_statistics,
    headline="a deviation is kept",
    sentence="The mean is right; var is the root of what it should be.",
    why="the variances are averaged as they should be, and the root is taken of the result. What is"
    " kept is a standard deviation.",
    right="The mean, and the shares of old and new.",
    hints=("If X is in metres, what is the unit of var, and what is the unit of what is kept?",),
    constants=(0.0, 1e-5, 1e-8),
)
def root_of_the_new_variance(mean, var, X, momentum, eps):
    moved, spread = running_statistics(mean, var, X, momentum)
    return moved, np.sqrt(spread + eps)


@mistake(
    running_statistics,
    headline="order and shares exchanged",
    sentence="var comes first, and the shares of the old value and of the batch are exchanged.",
    why="two things come together: the results are returned in the opposite order, and each of them"
    " gives the old value the share of the batch.",
    hints=(
        "In which order does the statement name the results, and in which are they returned?",
        "Take a batch whose mean and variance are both 1 above the old ones. By how much does each"
        " of the two results move?",
    ),
)
def exchanged_with_exchanged_shares(mean, var, X, momentum):
    moved, spread = running_statistics(mean, var, X, 1 - momentum)
    return spread, moved


# --- two at once ---------------------------------------------------------------------------------


@both(sample_variance, share_of_the_batch)
def sample_variance_with_the_share_of_the_batch(mean, var, X, momentum):
    return sample_variance(mean, var, X, 1 - momentum)


@both(sample_variance, deviation_for_the_variance)
def sample_deviation(mean, var, X, momentum):
    spread = np.sqrt(X.var(axis=0) * len(X) / (len(X) - 1 or np.nan))
    return _with(mean, var, X, momentum, spread)


@both(deviation_for_the_variance, share_of_the_batch)
def deviation_with_the_share_of_the_batch(mean, var, X, momentum):
    return _with(mean, var, X, 1 - momentum, X.std(axis=0))


@both(squares_not_averaged, share_of_the_batch)
def sum_of_squares_with_the_share_of_the_batch(mean, var, X, momentum):
    return _with(mean, var, X, 1 - momentum, X.var(axis=0) * len(X))
