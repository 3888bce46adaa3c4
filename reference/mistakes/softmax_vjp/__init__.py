"""What students write in the place of `softmax_vjp`: the usual mistakes."""

from reference.formula import mistake
from reference.formulas.softmax import softmax
from reference.formulas.softmax_vjp import softmax_vjp
from reference.mistakes.softmax import exponents_as_they_come


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
