"""`softmax_vjp` where a factor or a bracket is another one."""

from reference.formula import mistake
from reference.formulas.softmax import softmax
from reference.formulas.softmax_vjp import softmax_vjp


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
    headline="an output for the sum",
    sentence="The first term is right; in place of the sum stands the output of the entry.",
    why="from each entry of g the output at its place is subtracted. No sum runs over the row.",
    hints=(
        "Choose g = [0, 0]. What should the result be?",
        "Choose g = [1, 0]. Changing x[1] moves S[0], and g[0] is not 0. Where does g[0] enter the"
        " result at index 1?",
    ),
)
def output_for_the_sum(x, g):
    s = softmax(x)
    return s * (g - s)
