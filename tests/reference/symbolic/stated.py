"""Formulas whose files state what is true, and what is not; their text is interpreted."""

import numpy as np

from reference.domain import Array, ArrayList, Count, Positive
from reference.formula import Line, formula, law

X = {"X": [[1.0, 2.0]]}


@formula(x=Array("n"), example={"x": [1.0]})
def square(x):
    return x * x


@formula(x=Array("n"), example={"x": [1.0]}, entrywise_derivative_of=square, wrt=("x",))
def its_derivative(x):
    return 2 * x


@formula(x=Array("n"), example={"x": [1.0]})
def average_everywhere(x):
    return x - x + np.mean(x)


@formula(x=Array("n"), example={"x": [1.0]}, entrywise_derivative_of=average_everywhere, wrt=("x",))
def as_if_each_entry_was_alone(x):
    """1 for each entry is the sum over i of ∂f_i/∂x_j, and not ∂f_j/∂x_j."""
    return x - x + 1


@formula(x=Array("n"), example={"x": [1.0]})
def total(x):
    return np.sum(x)


@formula(x=Array("n"), example={"x": [1.0]}, gradient_of=total, wrt=("x",))
def a_number_instead_of_an_array(x):
    return 1.0


@formula(x=Array("n"), example={"x": [1.0]})
def total_in_a_row(x):
    return np.sum(x, keepdims=True)


@formula(
    x=Array("n"),
    g=Array("n"),
    example={"x": [1.0], "g": [1.0]},
    vjp_of=total_in_a_row,
    wrt=("x",),
    cotangent="g",
)
def with_a_cotangent_of_another_shape(x, g):
    return g


@formula(X=Array("N D"), N=Count(), example={"X": [[1.0]], "N": 1})
def mean_by_a_count(X, N):
    return np.sum(X, axis=0) / N


@law(mean_by_a_count, says="It is the mean of the rows.")
def the_count_is_that_of_the_rows(m, X, N):
    return m, np.mean(X, axis=0)


@formula(X=Array("..."), example=X)
def centred(X):
    return X - np.mean(X)


@law(centred, says="Each column has the mean 0.")
def each_column_has_the_mean_zero(C, X):
    return C, X - np.mean(X, axis=0)


@law(centred, says="The mean is 0.")
def the_mean_is_zero(C, X):
    return np.mean(C), 0.0


@formula(x=Array("n"), p=Positive(0.1, 1), example={"x": [1.0], "p": 1.0})
def root_of_less_than_nothing(x, p):
    return np.sqrt(-p - x * x)


@law(root_of_less_than_nothing, says="It is twice as large as itself.")
def whatever_is_nowhere_defined(r, x, p):
    return r, 2 * r


@law(square, says="Two results under names.")
def names_and_not_order_count(s, x):
    return {"one": x, "other": 2 * x}, {"other": x, "one": 2 * x}


@law(square, says="The same results in another order.")
def the_same_in_another_order(s, x):
    return {"one": x, "other": s}, {"other": x * x, "one": x}


@law(square, says="It has two results.")
def one_side_has_more(s, x):
    return (s, s), (s,)


@law(square, says="Nothing.")
def nothing_at_all(s, x):
    return (), ()


@law(square, says="Of the doubled input it is four times as large.", twin=lambda x: {"x": 2 * x})
def doubled(s, s_twin, x):
    return s_twin, 4 * s


@law(square, says="Of the doubled input it is twice as large.", twin=lambda x: {"x": 2 * x})
def doubled_once(s, s_twin, x):
    return s_twin, 2 * s


@formula(x=Array("... n"), example={"x": [1.0]})
def last_axis(x):
    return np.sum(x, axis=-1)


@law(last_axis, says="The axis before the last one is summed over.")
def also_the_axis_before(s, x):
    return np.sum(s), np.sum(x)


@law(square, says="The twin has another argument.", twin=lambda x: {"y": 2 * x})
def a_twin_of_no_argument(s, s_twin, x):
    return s_twin, s


@law(square, says="The twin has no name.", twin=lambda x: 2 * x)
def a_twin_without_names(s, s_twin, x):
    return s_twin, s


@formula(x=Array("n"), example={"x": [1.0]}, parts={"one": 1, "two": 1})
def three_for_two(x):
    return x, x, x


@law(three_for_two, says="They are the same.")
def both_are_the_same(one, two, x):
    return one, two


@formula(x=Array("n"), example={"x": [1.0]}, parts={"one": 1, "two": 1})
def one_for_two(x):
    return x


@law(one_for_two, says="They are still the same.")
def both_are_still_the_same(one, two, x):
    return one, two


@formula(x=Array("n"), example={"x": [1.0]})
def by_name(x):
    return {"one": x, "two": 2 * x}


BY_NAME = (
    Line(by_name, "x_i", part="one"),
    Line(by_name, "2*x_i", part="two"),
    Line(by_name, "3*x_i", part="two"),
    Line(by_name, "x_i", part="three"),
    Line(by_name, "2", part="one"),
)


@formula(arrays=ArrayList((Array("n"), Array("m"))), example={"arrays": [[1.0], [2.0]]})
def one_more(arrays):
    return [*arrays, arrays[0]]


ONE_MORE = Line(one_more, "arrays")
