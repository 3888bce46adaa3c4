"""What a formula file may declare, and what is refused."""

from __future__ import annotations

import dataclasses

import pytest

from reference.domain import Array, Fraction, Gradient, Parameter, Positive, State, StepCount
from reference.formula import Line, formula, kebab, law, mistake, terms


@formula(x=Array("n"), y=Array("n"), example={"x": [1.0], "y": [2.0]})
def product(x, y):
    """Entry by entry."""
    return x * y


@formula(
    x=Array("n"),
    y=Array("n"),
    g=Array("n"),
    example={"x": [1.0], "y": [2.0], "g": [1.0]},
    parts={"dx": 2, "dy": 1},
    vjp_of=product,
    wrt=("x", "y"),
    cotangent="g",
)
def product_backward(x, y, g):
    return g * y, g * x


@formula(
    w=Parameter("..."),
    v=State("..."),
    t=StepCount(),
    d=Gradient("..."),
    lr=Positive(1e-3, 1.0),
    beta=Fraction(0.5, 0.9),
    parts={"w": 1, "v": 1},
    example={"w": 1.0, "v": 0.0, "t": 1, "d": 0.5, "lr": 0.1, "beta": 0.9},
    convention={"velocity": "sum"},
)
def rule(w, v, t, d, lr, beta):
    return w - lr * (beta * v + d), beta * v + d


def test_a_formula_is_called_like_its_function() -> None:
    assert product(2, 3) == 6
    assert product.name == "product"
    assert list(product.domain) == ["x", "y"]
    assert product.statement == (__doc__ or "").strip()


def test_without_parts_one_thing_is_returned() -> None:
    assert dict(product.parts) == {"": 1}
    assert product.derivative is None
    assert not product.is_update_rule


def test_a_derivative_says_of_what_and_with_respect_to_what() -> None:
    derivative = product_backward.derivative
    assert derivative is not None
    assert derivative.of is product
    assert (derivative.kind, derivative.wrt, derivative.cotangent) == ("vjp", ("x", "y"), "g")


def test_a_derivative_is_by_the_first_argument_unless_said_otherwise() -> None:
    @formula(x=Array("n"), y=Array("n"), example={"x": [1.0], "y": [2.0]}, jacobian_of=product)
    def product_jacobian(x, y): ...

    assert product_jacobian.derivative is not None
    assert product_jacobian.derivative.wrt == ("x",)


def test_an_update_rule_is_known_by_its_domain() -> None:
    assert rule.is_update_rule
    assert rule.gradient_argument == "d"


@pytest.mark.parametrize(
    "domain",
    [
        pytest.param({"x": Array("n")}, id="an argument is missing"),
        pytest.param({"y": Array("n"), "x": Array("n")}, id="another order"),
        pytest.param({"x": Array("n"), "z": Array("n")}, id="another name"),
    ],
)
def test_a_domain_that_does_not_fit_the_arguments_is_refused(domain: dict[str, Array]) -> None:
    def quotient(x, y): ...

    with pytest.raises(TypeError, match=r"quotient\('x', 'y'\): the domain names"):
        formula(example={"x": 1.0, "y": 1.0}, **domain)(quotient)


def test_an_example_that_does_not_fit_the_arguments_is_refused() -> None:
    def quotient(x, y): ...

    with pytest.raises(TypeError, match=r"quotient\('x', 'y'\): the example names \('x',\)"):
        formula(x=Array("n"), y=Array("n"), example={"x": 1.0})(quotient)


@pytest.mark.parametrize("attribute", ["domain", "parts", "example", "convention"])
def test_what_a_formula_declares_cannot_be_changed(attribute: str) -> None:
    with pytest.raises(TypeError):
        getattr(product, attribute)["x"] = 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(product, attribute, {})


def test_a_law_and_a_mistake_belong_to_their_formula() -> None:
    @law(product, says="The factors may be exchanged.", twin=lambda x, y: {"x": y, "y": x})
    def factors_may_be_exchanged(p, p_twin, x, y):
        return p_twin, p

    @mistake(product, headline="a sum", why="the factors are added.", hints="What is 2 x 3?")
    def _sum_of_factors(x, y):
        return x + y

    assert factors_may_be_exchanged.formula is product
    assert factors_may_be_exchanged.name == "factors-may-be-exchanged"
    assert _sum_of_factors(2, 3) == 5
    assert _sum_of_factors.hints == ("What is 2 x 3?",)
    assert _sum_of_factors.name == "sum-of-factors"
    assert (_sum_of_factors.kind, _sum_of_factors.only_extreme) == ("mistake", False)


def test_names_in_reports_have_no_underscores() -> None:
    def _only_the_diagonal(): ...

    assert kebab(_only_the_diagonal.__name__) == "only-the-diagonal"


def test_terms_belong_to_a_part_of_their_formula() -> None:
    @terms(rule, part="v", names=("the past", "the gradient"), says="v is a sum of two terms:")
    def past_and_present(w, v, t, d, lr, beta):
        return beta * v, d

    assert past_and_present.formula is rule
    assert past_and_present(0, 2, 1, 3, 0.1, 0.5) == (1, 3)
    assert (past_and_present.besides, past_and_present.through, past_and_present.hints) == (
        (),
        "",
        (),
    )


@pytest.mark.parametrize("where", [{}, {"part": "u"}, {"part": "w", "through": "u"}])
def test_terms_of_a_part_that_is_not_there_are_refused(where: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="rule has no part"):
        terms(rule, names=("one", "two"), says="A sum:", **where)(lambda *_: (1, 2))


def test_a_line_narrows_arguments_of_its_formula() -> None:
    with pytest.raises(TypeError, match="'z' is not an argument"):
        Line(product, "x_i", domain={"z": Array("n", low=0)})
