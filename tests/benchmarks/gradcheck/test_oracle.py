"""What can be seen is seen, and what drowns is left out."""

import numpy as np
import pytest

pytest.importorskip("autograd", reason="the corpus differentiates its bodies with autograd")

from gradcheck.corpus import instance, makers
from gradcheck.oracle import Oracle
from gradcheck.problem import Wrong, flat, like


def off_by(problem, relative, where):
    def vjp(x, cotangent):
        v = flat(problem.vjp(x, cotangent)).copy()
        v[where] *= 1 + relative
        return like(x, v)

    return Wrong("off", "coordinate", vjp, where=where)


@pytest.mark.parametrize(
    ("name", "seen", "drowned"),
    [
        ("losses/logistic", 1e-5, 1e-14),
        ("simple/zero_dimensional", 1e-5, 1e-14),
        ("matrices/inverse", 1e-5, 1e-14),
        ("single_precision/everything", 0.5, 1e-6),
        ("offsets/constant_added", 0.5, 1e-8),
    ],
)
def test_visibility_depends_on_the_resolution_of_f(name, seen, drowned):
    problem = instance(name, 1)
    largest = int(np.argmax(abs(flat(problem.vjp(problem.x, np.ones(problem.output)[()])))))
    oracle = Oracle(problem)
    assert oracle.visible(off_by(problem, seen, largest))
    assert not oracle.visible(off_by(problem, drowned, largest))


@pytest.mark.parametrize("name", list(makers())[::6])
def test_coordinate_bug_is_wrong_there_and_nowhere_else(name):
    problem = instance(name, 1)
    with np.errstate(all="ignore"):
        cotangent = np.full(problem.output, 0.7)[()]
        right = flat(problem.vjp(problem.x, cotangent))
        for wrong in problem.wrong:
            if wrong.kind == "coordinate":
                off = flat(wrong.vjp(problem.x, cotangent)) != right
                assert not np.delete(off, wrong.where).any()


def test_instance_depends_on_name_and_seed_alone():
    first, again, other = (instance("networks/gelu_four_layers", s) for s in (1, 1, 2))
    assert np.array_equal(flat(first.x), flat(again.x))
    assert flat(first.x).size != flat(other.x).size or (flat(first.x) != flat(other.x)).any()
