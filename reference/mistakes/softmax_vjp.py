"""What students write in the place of `softmax_vjp`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.softmax import softmax
from reference.formulas.softmax_vjp import softmax_vjp
from reference.mistakes.softmax import (
    DECIMALS,
    OF_THE_MAXIMUM,
    every_entry_by_itself,
    exponents_as_they_come,
    shifted,
)


@mistake(
    softmax_vjp,
    headline="only the diagonal is used",
    sentence="Every entry is computed from its own g alone.",
    why="only the diagonal of the Jacobian is used: each input is treated as if it moved its own"
    " output only.",
    hints=(
        "Choose g = [1, 0]. Changing x[1] moves S[0], and g[0] is not 0. What is the result at"
        " index 1?",
        "Which entries of g does one input reach, if every output depends on every input?",
    ),
)
def own_entry_of_g_only(x, g):
    s = softmax(x)
    return s * (1 - s) * g


@mistake(
    softmax_vjp,
    headline="the sum is missing",
    sentence="The first term is there; the sum over all outputs is missing.",
    why="g is multiplied with the outputs, entry by entry. The path through the denominator, which"
    " all outputs share, is missing.",
    hints=(
        "Choose g = [1, 1]. The outputs add up to 1 whatever x is. What should the derivative of"
        " their sum be?",
        "x[1] enters every output through the denominator. Which term of the result comes from"
        " there?",
    ),
)
def sum_missing(x, g):
    return softmax(x) * g


@mistake(
    softmax_vjp,
    headline="the sum has the wrong sign",
    sentence="Both terms are there; the sum is added where the derivation has a minus.",
    why="the path through the denominator is added to the direct one. It counts the other way: a"
    " larger denominator makes every output smaller.",
    hints=(
        "Choose g = [1, 1]. The outputs add up to 1 whatever x is. Which sign makes the two terms"
        " cancel?",
    ),
)
def sum_added(x, g):
    s = softmax(x)
    return s * (g + (s * g).sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="g is missing in the sum",
    sentence="The first term is right; g is missing in the sum.",
    why="the sum runs over the outputs alone, so it is always 1. Doubling g does not double the"
    " result.",
    hints=(
        "Double g. By how much should the result change, and by how much does the returned one"
        " change?",
        "Print the sum for two different g. Which quantity of the two calls should make it differ?",
    ),
)
def sum_without_g(x, g):
    s = softmax(x)
    return s * (g - s.sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="sum without the outputs",
    sentence="The first term is right; the outputs are missing in the sum.",
    why="the entries of g are added up as they are. In the sum each of them is weighed with its own"
    " output.",
    hints=(
        "Choose g = [1, 1]. What is the sum for n = 2, and what for n = 3? What should it be so"
        " that the result is 0?",
    ),
)
def plain_sum_of_g(x, g):
    return softmax(x) * (g - g.sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="a plain mean of g",
    sentence="The first term is right; the mean in the second one is not weighed.",
    why="the plain mean of g is subtracted, as if all outputs were equal. The result is right only"
    " where they are.",
    hints=(
        "For which x are all outputs equal? Compare the result there and at x = [0, 5].",
        "By what is each entry of g multiplied before the entries are added up?",
    ),
)
def plain_mean_of_g(x, g):
    return softmax(x) * (g - g.mean(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="the outer factor is missing",
    sentence="Every entry lacks one factor, the output at its own place.",
    why="g minus its weighted mean is returned as it is. The output that stands before the bracket"
    " in the derivation is missing.",
    hints=(
        "Divide the right values by the returned ones, entry by entry. Where have the quotients"
        " been seen before?",
    ),
)
def outer_factor_missing(x, g):
    s = softmax(x)
    return g - (s * g).sum(axis=-1, keepdims=True)


@mistake(
    softmax_vjp,
    headline="one sum for all rows",
    sentence="Right for a single row; with several rows they get mixed.",
    why="the sum runs over the whole array. Each row has an x and a g of its own, and a sum of its"
    " own.",
    hints=(
        "Call it on two rows, then change g in the second one only. Does the first row of the"
        " result change?",
    ),
)
def one_sum_of_all_rows(x, g):
    s = softmax(x)
    return s * (g - (s * g).sum())


@mistake(
    softmax_vjp,
    headline="nan for large inputs",
    sentence="Right for ordinary inputs; nan once an input is above 709.",
    why="exp is taken of the inputs as they come. exp(1000) is beyond the largest float64 (1.8e308)"
    " and becomes inf; inf / inf is nan.",
    hints=(
        "The product is made of g and of outputs of softmax. For which x does softmax keep every"
        " exponent small?",
    ),
    only_extreme=True,
    inherits=exponents_as_they_come,
    inherited="The nan comes from softmax. The product is made of g and of its outputs alone.",
)
def product_of_overflowing_exponents(x, g):
    s = exponents_as_they_come(x)
    return s * (g - (s * g).sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="a mean, not a sum",
    sentence="The first term is right; the second one is divided by n.",
    why="the mean of the products of g and outputs is subtracted. The outputs are weights that add"
    " up to 1 already.",
    hints=(
        "Choose g = [1, 1]. The outputs add up to 1 whatever x is. What should the result be, and"
        " which number has to be subtracted for it?",
    ),
)
def mean_of_the_products(x, g):
    s = softmax(x)
    return s * (g - (s * g).mean(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="the inputs as outputs",
    sentence="The result contains the inputs x where outputs of softmax belong.",
    why="softmax is not called: the formula is filled with the inputs as they come.",
    hints=(
        "Add 3 to every x. Softmax stays the same: does its derivative? Does the result?",
        "Does the argument x hold probabilities? What do its entries add up to?",
    ),
)
def inputs_alone(x, g):
    return x * (g - (x * g).sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="inputs in the sum",
    sentence="The first term is right; the sum contains the inputs x themselves.",
    why="in the sum, each entry of g is weighed with the input at its place.",
    hints="Add 3 to every x. Softmax stays the same: does its derivative? Does the result?",
)
def sum_weighed_with_inputs(x, g):
    return softmax(x) * (g - (x * g).sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="x as the outer factor",
    sentence="The bracket is right; the factor before it is the input.",
    why="g less its weighted mean is multiplied with x.",
    hints="Add 3 to every x. Softmax stays the same: does its derivative? Does the result?",
)
def input_as_the_outer_factor(x, g):
    return x * (g - (softmax(x) * g).sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="g as the outer factor",
    sentence="The roles of g and of the outputs are exchanged in the first term.",
    why="the weighted mean of g is subtracted from the outputs, and g is the factor before the"
    " bracket.",
    hints=(
        "Choose g = [1, 0]. Changing x[1] moves S[0], and g[0] is not 0. What is the result at"
        " index 1?",
        "Double g. By how much should the result change, and by how much does the returned one"
        " change?",
    ),
)
def g_as_the_outer_factor(x, g):
    s = softmax(x)
    return g * (s - (s * g).sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="a bracket is missing",
    sentence="The first term is right; the second one lacks the output before it.",
    why="the outputs are multiplied with g alone. The sum is subtracted afterwards, the same number"
    " from every entry.",
    hints=(
        "Choose g = [1, 1]. The outputs add up to 1 whatever x is. What should the derivative of"
        " their sum be?",
        "By what is each of the two terms multiplied when the bracket is expanded?",
    ),
)
def sum_outside_the_bracket(x, g):
    s = softmax(x)
    return s * g - (s * g).sum(axis=-1, keepdims=True)


@mistake(
    softmax_vjp,
    headline="plain sum, no bracket",
    sentence="The first term is right; the second one is the sum of g alone.",
    why="the entries of g are added up as they are, and the sum is subtracted from every entry.",
    hints=(
        "Choose g = [1, 1]. The outputs add up to 1 whatever x is. What should the derivative of"
        " their sum be?",
        "Which two outputs stand in the second term on paper, and where are they in the code?",
    ),
)
def sum_of_g_outside_the_bracket(x, g):
    return softmax(x) * g - g.sum(axis=-1, keepdims=True)


@mistake(
    softmax_vjp,
    headline="g missing before the sum",
    sentence="The sum is right; the first term is 1 in place of g.",
    why="the weighted mean of g is subtracted from 1.",
    hints=(
        "Double g. By how much should the result change, and by how much does the returned one"
        " change?",
        "Choose g = [0, 0]. What should the result be?",
    ),
)
def one_in_place_of_g(x, g):
    s = softmax(x)
    return s * (1 - (s * g).sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="the outputs twice, no g",
    sentence="The first term is right; in the sum the outputs stand in place of g.",
    why="the squares of the outputs are added up. Doubling g does not double the result.",
    hints=(
        "Double g. By how much should the result change, and by how much does the returned one"
        " change?",
        "Print the sum for two different g. Which quantity of the two calls should make it differ?",
    ),
)
def squares_of_the_outputs(x, g):
    s = softmax(x)
    return s * (g - (s * s).sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="an output too many",
    sentence="The first term is right; in the sum each output counts twice as a factor.",
    why="g is multiplied with the outputs, and the products are weighed with the outputs once more"
    " in the sum.",
    hints=(
        "Choose g = [1, 1]. What is the sum, and what should it be so that the result is 0?",
        "Which value does the name in the sum hold at that line: g as it was passed in, or"
        " something computed from it?",
    ),
)
def sum_weighed_twice(x, g):
    s = softmax(x)
    return s * (g - (s * s * g).sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="products in place of g",
    sentence="Where g belongs, the product of g and an output is used.",
    why="g is multiplied with the outputs first, and the products take its place in both terms.",
    hints=(
        "Choose g = [1, 1]. The outputs add up to 1 whatever x is. What should the derivative of"
        " their sum be?",
        "How many outputs are multiplied in each of the two terms, on paper and in the code?",
    ),
)
def products_in_place_of_g(x, g):
    s = softmax(x)
    return s * (s * g - (s * g).sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="of the log of softmax",
    sentence="The result is the product for the logarithm of softmax.",
    why="the sum of g, weighed with the own output, is subtracted from g. That belongs to the"
    " logarithm of the outputs.",
    hints=(
        "Choose g = [1, 0]. For which function of x is the result 1 less an output: S[0] or"
        " log S[0]?",
    ),
)
def product_of_log_softmax(x, g):
    return g - softmax(x) * g.sum(axis=-1, keepdims=True)


@mistake(
    softmax_vjp,
    headline="the first s is missing",
    sentence="The second term is right; the first one lacks the output before g.",
    why="the output stands before the sum only. In the derivation it stands before both terms.",
    hints=(
        "Choose g = [1, 1]. The outputs add up to 1 whatever x is. What should the derivative of"
        " their sum be?",
        "Let all of the probability be on S[0]. What should the whole result be?",
    ),
)
def g_without_its_output(x, g):
    s = softmax(x)
    return g - s * (s * g).sum(axis=-1, keepdims=True)


@mistake(
    softmax_vjp,
    headline="one index in both factors",
    sentence="The first term is right; in the second one both outputs are those of the entry.",
    why="the square of the own output is multiplied with the sum of g. The other outputs do not"
    " occur.",
    hints=(
        "Write the second term for n = 2 and j = 0. Which output belongs to g[1]?",
        "Choose g = [0, 1]. How does S[1] depend on x[0]?",
    ),
)
def own_output_twice(x, g):
    s = softmax(x)
    return s * (g - s * g.sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="one index in both factors",
    sentence="The first term is right; the second one is the same number in every entry.",
    why="in the sum, g is weighed with the squares of the outputs. The output of the own entry does"
    " not occur in it.",
    hints="Write the second term for n = 2 and j = 0. Which outputs does it contain, and how many"
    " times S[0]?",
)
def squared_outputs_in_the_sum(x, g):
    s = softmax(x)
    return s * g - (s * s * g).sum(axis=-1, keepdims=True)


@mistake(
    softmax_vjp,
    headline="own term not in the sum",
    sentence="The sum runs over the other outputs only.",
    why="for each entry, the sum leaves out the product of its own g and its own output.",
    hints=(
        "x[1] enters S[1] at two places. Which of them is the first term, and where is the other"
        " one?",
        "Choose g = [1, 1]. The outputs add up to 1 whatever x is. What should the derivative of"
        " their sum be?",
    ),
)
def own_term_left_out(x, g):
    s = softmax(x)
    return s * (g - ((s * g).sum(axis=-1, keepdims=True) - s * g))


@mistake(
    softmax_vjp,
    headline="one entry not in the sum",
    sentence="The first term is right; the sum has a term too few.",
    why="the sum leaves out one entry of the row, at its end or at its beginning.",
    hints=(
        "Choose g = [1, 1, 1]. The weights should add up to 1. What is the sum, and which terms"
        " make it up?",
    ),
    constants=(-1.0, 0.0),
)
def one_entry_left_out(x, g, index):
    s = softmax(x)
    return s * (g - np.delete(s * g, int(index), axis=-1).sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="outputs minus g",
    sentence="g is subtracted from the outputs, as if it held labels.",
    why="the difference of output and g is the gradient of another function, of the cross-entropy"
    " with labels g. Here g is any vector.",
    hints=(
        "Double g. By how much should the result change, and by how much does the returned one"
        " change?",
        "Choose g = [0, 0]. What should the result be?",
    ),
)
def outputs_minus_g(x, g):
    return softmax(x) - g


@mistake(
    softmax_vjp,
    headline="softmax applied twice",
    sentence="The result is the product at the outputs of softmax.",
    why="softmax is applied to x, and once more to what comes out, before the products are taken.",
    hints=(
        "Print the vector s inside the function and compare it with your softmax for x = [0, 1]."
        " Do they agree?",
    ),
)
def softmax_of_softmax(x, g):
    return softmax_vjp(softmax(x), g)


@mistake(
    softmax_vjp,
    headline="exponentials not divided",
    sentence="Exponentials stand where probabilities belong.",
    why="the terms are made of the exponentials. They are not divided by their sum.",
    hints=(
        "Add up the vector that enters the products, for x = [0, 1]. What should its entries add"
        " up to?",
        "Add 3 to every x. Softmax stays the same: does its derivative? Does the result?",
    ),
    constants=OF_THE_MAXIMUM,
)
def exponentials_in_place_of_outputs(x, g, share):
    e = np.exp(shifted(x, share))
    return e * (g - (e * g).sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="of the logistic function",
    sentence="Every entry is computed from its own x and g alone.",
    why="every output is taken to be the logistic function of its own input, and g is multiplied"
    " with its derivative.",
    hints=(
        "Call your softmax on [0, 1] and on [0, 2]. Only x[1] changed. Did S[0] change too?",
        "Print the vector s inside the function for x = [0, 1]. What do its entries add up to?",
    ),
)
def derivative_of_the_logistic_function(x, g):
    s = every_entry_by_itself(x)
    return s * (1 - s) * g


@mistake(
    softmax_vjp,
    headline="wrong with three axes",
    sentence="Right for a vector and for a matrix; with three axes the rows get mixed.",
    why="the products are added up along axis 1, counted from the front. With three axes that is"
    " the one in the middle.",
    hints=(
        "Call it on arrays of shape (2, 3, 4), then change g in one row only. Which rows of the"
        " result change?",
        "Which axis is axis 1 in an array of shape (3, 4), and which in one of shape (2, 3, 4)?",
    ),
)
def sum_along_the_second_axis(x, g):
    s = softmax(x)
    return s * (g - (s * g).sum(axis=min(1, x.ndim - 1), keepdims=True))


@mistake(
    softmax_vjp,
    headline="the result is rounded",
    sentence="Every entry is rounded to a few decimals.",
    why="the result is rounded before it is returned. Whatever is computed from it inherits the"
    " error.",
    right="The first decimals of every entry.",
    hints="Print an entry with 17 digits. After how many decimals does it end, and which line does"
    " that?",
    constants=DECIMALS,
)
def rounded(x, g, decimals):
    return np.round(softmax_vjp(x, g), int(decimals))


@mistake(
    softmax_vjp,
    headline="one mean for all rows",
    sentence="The first term is right; the mean in the second one is the same for all rows.",
    why="the plain mean of all entries of g is subtracted. It is not weighed, and rows get mixed.",
    hints=(
        "Call it on two rows, then change g in the second one only. Does the first row of the"
        " result change?",
        "By what is each entry of g multiplied before the entries are added up?",
    ),
)
def one_mean_of_all_rows(x, g):
    return softmax(x) * (g - g.mean())


# --- two at once ---------------------------------------------------------------------------------


@both(softmax_of_softmax, sum_missing)
def softmax_of_softmax_without_the_sum(x, g):
    return softmax(softmax(x)) * g


@both(softmax_of_softmax, sum_added)
def softmax_of_softmax_and_a_plus(x, g):
    s = softmax(softmax(x))
    return s * (g + (s * g).sum(axis=-1, keepdims=True))


@both(inputs_alone, sum_missing)
def inputs_without_the_sum(x, g):
    return x * g


@both(inputs_alone, sum_added)
def inputs_and_a_plus(x, g):
    return x * (g + (x * g).sum(axis=-1, keepdims=True))


@both(one_sum_of_all_rows, sum_added)
def one_sum_of_all_rows_added(x, g):
    s = softmax(x)
    return s * (g + (s * g).sum())


@both(inputs_alone, one_sum_of_all_rows)
def inputs_and_one_sum(x, g):
    return x * (g - (x * g).sum())


@both(softmax_of_softmax, one_sum_of_all_rows)
def softmax_of_softmax_and_one_sum(x, g):
    return one_sum_of_all_rows(softmax(x), g)


@both(inputs_alone, outer_factor_missing)
def inputs_without_the_outer_factor(x, g):
    return g - (x * g).sum(axis=-1, keepdims=True)


@both(softmax_of_softmax, outer_factor_missing)
def softmax_of_softmax_without_the_outer_factor(x, g):
    return outer_factor_missing(softmax(x), g)


@both(one_sum_of_all_rows, outer_factor_missing)
def one_sum_without_the_outer_factor(x, g):
    return g - (softmax(x) * g).sum()
