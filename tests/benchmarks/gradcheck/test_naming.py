"""Words that name a slip count, others do not."""

import numpy as np
import pytest
from gradcheck.naming import named
from gradcheck.outcome import Answer
from gradcheck.problem import Problem, Wrong
from gradcheck.slips import coordinates, slips


def right(x, cotangent):
    return cotangent * (x + np.array([[1.0, 2.0], [3.0, 5.0]]))


BLOCKS = {"first": slice(0, 2), "second": slice(2, 4)}
X = np.zeros((2, 2))
WRONG = (*slips(right, X, 32, BLOCKS), *coordinates(right, X + 1, np.random.default_rng(0)))
PROBLEM = Problem("p", 0, np.sum, X, right, WRONG, output=())


def bug(label) -> Wrong:
    return next(wrong for wrong in WRONG if wrong.label == label)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("sign", "sign"),
        ("sign", "factor -1.00001"),
        ("factor 2", "factor 2"),
        ("factor 1/2", "factor 0.5"),
        ("times N", "times N"),
        ("times N", "factor 32.01"),
        ("over N", "factor 1/32"),
        ("transposed", "transposed"),
        ("rolled", "rolled by one"),
        ("one block: first sign", "sign in the block x[0:2]"),
        ("one block: second factor 2", "factor 2 in the block second"),
    ],
)
def test_words_that_name_it(label, words):
    assert named(PROBLEM, bug(label), Answer("fail", suspicion=words))


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("sign", None),
        ("sign", "factor 2"),
        ("factor 2", "factor 1/2"),
        ("factor 2", "factor 2 in the block x[0:2]"),
        ("times N", "factor 1/32"),
        ("rolled", "transposed"),
        ("one block: first sign", "sign"),
        ("one block: first sign", "factor 2 in the block x[0:2]"),
    ],
)
def test_words_that_do_not(label, words):
    assert not named(PROBLEM, bug(label), Answer("fail", suspicion=words))


def test_coordinate_is_named_by_its_place_alone():
    wrong = bug("coordinate 0.1")
    assert named(PROBLEM, wrong, Answer("fail", where=wrong.where))
    assert not named(PROBLEM, wrong, Answer("fail", where=wrong.where + 1))
    assert not named(PROBLEM, wrong, Answer("fail", suspicion="sign"))
