"""On a stand-in everything works and nothing happens."""

from __future__ import annotations

import copy

import pytest

from grader.student.stand_ins import Finder, Inert, InertModule


def test_everything_works() -> None:
    plt = Inert()
    plt.title = "x"
    plt["key"] = plt.rcParams["size"] + 1 - 2 * plt / 3
    with plt.style.context("dark") as style:
        assert style
    assert (len(plt), float(plt), int(plt), range(plt)) == (2, 0.0, 0, range(0))
    assert "x" not in plt
    assert isinstance(copy.deepcopy(plt), Inert)
    assert [*plt.anything(1, two=3)] != []


def test_it_unpacks_into_as_many_as_are_asked_for() -> None:
    plt = Inert()
    (one,) = plt.plot()
    first, second, third = plt.hist()
    (a, b), (c, d) = plt.subplots()
    head, *tail = plt.legend()
    assert {type(value) for value in (one, first, second, third, a, b, c, d, head)} == {Inert}
    assert len(tail) == 1


def test_a_decorator_keeps_the_function() -> None:
    @Inert().interact(x=3)
    def twice(x: int) -> int:
        return 2 * x

    assert twice(3) == 6


def test_a_protocol_is_not_pretended() -> None:
    for thing in (Inert(), InertModule("matplotlib")):
        assert not hasattr(thing, "__array__")
        assert hasattr(thing, "pyplot")


def test_an_exception_passes_through() -> None:
    with pytest.raises(ZeroDivisionError), Inert():
        1 / 0  # noqa: B018


@pytest.mark.parametrize("name", ["matplotlib.pyplot", "google.colab", "google.colab.drive"])
def test_what_is_replaced(name: str) -> None:
    spec = Finder().find_spec(name)
    assert spec is not None
    assert isinstance(spec.loader, Finder)


@pytest.mark.parametrize("name", ["numpy", "scipy.special", "matplotlib_inline", "google.cloud"])
def test_what_is_imported_as_usual(name: str) -> None:
    assert Finder().find_spec(name) is None


@pytest.mark.parametrize("name", ["grader", "reference.formula", "assignments"])
def test_what_is_fenced_off(name: str) -> None:
    with pytest.raises(ModuleNotFoundError, match=name):
        Finder().find_spec(name)
