"""`check_gradient`: whether a gradient is that of a function, without a tolerance to choose."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Any

import numpy as np

from grader.gradcheck.asking import Points
from grader.gradcheck.claim import Claimed
from grader.gradcheck.conclusion import Conclusion
from grader.gradcheck.draws import Draws
from grader.gradcheck.examination import examined
from grader.gradcheck.posed import Posed, posed
from grader.gradcheck.result import GradientCheck
from grader.gradcheck.sentence import in_full, of_the_environment


def check_gradient(
    f: Callable[..., Any],
    gradient: Any = None,
    x: Any = None,
    *,
    vjp: Callable[[Any, Any], Any] | None = None,
    seed: int = 0,
) -> GradientCheck:
    """Check a gradient against the function itself.

    f takes x and returns a number or an array. x is an array of real numbers, or a tuple or a dict
    of arrays: a tuple is handed over as several arguments (as one if f takes only one), a dict as
    one (as keywords if f takes just these).

    gradient is an array shaped like x, for an f with one result, or a Jacobian of the shape of f(x)
    followed by that of x; or a function of x that returns one. For large results, give
    `vjp(x, cotangent)` instead, the gradient by x of the sum of cotangent · f(x). Of a tuple or a
    dict, it is laid out like x.

    f and the gradient are handed copies, so that they may change their arguments. Directions are
    random by `seed`.

    Raises TypeError where x holds no real numbers or f returns none, ValueError where x is empty or
    f returns arrays that are empty or of several shapes, and whatever f raises at x itself and the
    gradient raises.
    """
    return answered(posed(f, gradient, x, vjp), seed)


def answered(question: Posed, seed: int) -> GradientCheck:
    """The result for a question that was posed."""
    result = question.function.answer(checking(question.claimed, question.x, seed))
    return replace(result, arguments=question.arguments) if question.arguments else result


def assert_gradient(
    f: Callable[..., Any],
    gradient: Any = None,
    x: Any = None,
    *,
    vjp: Callable[[Any, Any], Any] | None = None,
    seed: int = 0,
) -> None:
    """Raise AssertionError, with what `check_gradient` says and its numbers, unless the gradient
    passes; one that cannot be told does not pass."""
    __tracebackhide__ = True
    result = check_gradient(f, gradient, x, vjp=vjp, seed=seed)
    if not result:
        raise AssertionError(in_full(result, of_the_environment()))


def checking(
    claimed: Claimed, x: Any, seed: int = 0
) -> Generator[Points, list[Any], GradientCheck]:
    """The check as a conversation: it yields vectors at which it needs f, all that it can use at
    once, and is sent the values; it returns the result.

    For functions that live elsewhere: in a worker process, on a device.
    """
    return _conversation(_concluded(claimed, x, Draws(seed)), claimed)


def examining(
    claimed: Claimed, x: Any, seed: int = 0
) -> Generator[Points, list[Any], GradientCheck]:
    """The same conversation as far as the verdict: what is wrong with a claim stays unnamed, which
    takes most of the time where it fails."""
    return _conversation(_examined(claimed, x, Draws(seed)), claimed)


Concluding = Generator[Points, list[Any], Conclusion]


def _conversation(
    concluding: Concluding, claimed: Claimed
) -> Generator[Points, list[Any], GradientCheck]:
    evaluations = 0
    values: list[Any] | None = None
    while True:
        try:
            # Around each turn alone: the state is the thread's, and conversations may alternate.
            with np.errstate(all="ignore"):
                points = concluding.send(values)  # type: ignore[arg-type]
        except StopIteration as stop:
            conclusion: Conclusion = stop.value
            return conclusion.result(claimed.layout, evaluations)
        evaluations += len(points)
        values = yield points
        del points


def _examined(claimed: Claimed, x: Any, random: Draws) -> Concluding:
    return Conclusion((yield from examined(claimed, x, random)))


def _concluded(claimed: Claimed, x: Any, random: Draws) -> Concluding:
    """Examine a claim and, where it fails, name what is wrong."""
    found = yield from examined(claimed, x, random)
    if found.verdict != "fail":
        return Conclusion(found)
    from grader.gradcheck.naming import named  # what is right needs none of it

    return (yield from named(found, claimed))
