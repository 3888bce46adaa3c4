"""The simplest input on which a function is wrong, as it stands in a report."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import numpy as np

from grader.comparison import PartJudgement, judge
from grader.evidence import Evidence
from grader.gradcheck.differences import Estimate
from grader.gradcheck.parameters import Layout
from grader.records import Counterexample
from grader.student.answers import Answer
from grader.trajectory import Trajectory
from reference.values import QuadraticGradient, Seed


def plain(value: Any) -> Any:
    """An array as nested lists, with "nan", "inf" and "-inf" for what JSON has no number for.

    A list of arrays, which may be of one shape, is {"list": […]}; a random generator the Python
    that makes it; a function {"lambda": "u: A @ u - b", "A": …}: the Python after that word, and
    the arrays in it.
    """
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    elif isinstance(value, list) and any(isinstance(entry, np.ndarray) for entry in value):
        return {"list": [plain(entry) for entry in value]}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    if isinstance(value, Seed):
        return f"np.random.default_rng({value.number})"
    if isinstance(value, QuadraticGradient):
        return {"lambda": "u: A @ u - b", "A": plain(value.A), "b": plain(value.b)}
    return value if isinstance(value, bool | int | float | str | None) else str(value)


def simplest_and_worst(
    evidence: Evidence, failing: Iterable[int], part: int
) -> tuple[Counterexample, ...]:
    """The first failing example in the order of the bank, and the one with the largest error."""
    shown = evidence.simplest_and_worst(failing, part)
    return tuple(call(evidence, i, part) for i in shown)


def call(evidence: Evidence, index: int, part: int) -> Counterexample:
    """One call, with what it returned beside what is right.

    What is right is the derivative of the student's own function wherever that was measured,
    which is where it is right itself and shows the difference: it gives nothing away.
    """
    example, answer = evidence.examples[index], evidence.answers[index]
    inputs, sizes = plain(example.inputs), dict(example.sizes)
    judgement = evidence.judgements[index]
    right = evidence.question.key.right[index].parts[part]
    name = evidence.parts[part]
    if judgement is None:
        return Counterexample(inputs, plain(right), part=name, sizes=sizes)
    judged = judgement.parts[part]
    if judged.layout is not None:
        measured = evidence.measured.get((index, part))
        return _leaf(evidence, index, judged, judged.layout, measured)
    if judged.problem == "shape":
        shapes = [
            {"shape": list(np.shape(v))} for v in (right, _part(answer.value, part, evidence))
        ]
        return Counterexample(inputs, shapes[0], shapes[1], part=name, sizes=sizes)
    if judged.value is None:
        return Counterexample(inputs, plain(right), part=name, sizes=sizes)
    measured = evidence.measured.get((index, part))
    return Counterexample(
        inputs=inputs,
        expected=plain(right if measured is None else measured.value),
        got=plain(judged.value),
        max_error=plain(judged.error),
        part=name,
        against="" if measured is None else evidence.forward,
        differs=plain(judged.wrong),
        sizes=sizes,
    )


def _leaf(
    evidence: Evidence,
    index: int,
    judged: PartJudgement,
    layout: Layout,
    measured: Estimate | None,
) -> Counterexample:
    """One call that returned a list or a dict, with the first of its arrays that is wrong."""
    example, answer = evidence.examples[index], evidence.answers[index]
    shown = Counterexample(plain(example.inputs), sizes=dict(example.sizes))
    if judged.problem and judged.leaf is None:
        return shown
    if judged.leaf is not None:
        shown = msgspec.structs.replace(shown, part=judged.leaf.name)
        if judged.problem != "shape":
            return shown
        got = answer.value
        for key in judged.leaf.path:
            got = got[key]
        shapes = [{"shape": list(shape)} for shape in (judged.leaf.shape, np.shape(got))]
        return msgspec.structs.replace(shown, expected=shapes[0], got=shapes[1])
    wrong = judged.wrong_leaves()
    leaf = next((one for one in evidence.in_turn(layout) if one in wrong), layout.leaves[0])
    right, got, differs = (
        array[leaf.part].reshape(leaf.shape) for array in (judged.right, judged.value, judged.wrong)
    )
    beside = right if measured is None else measured.value[leaf.part].reshape(leaf.shape)
    return msgspec.structs.replace(
        shown,
        expected=plain(beside),
        got=plain(got),
        max_error=plain(PartJudgement(right, 0.0, value=got).error),
        part=leaf.name,
        against="" if measured is None else evidence.forward,
        differs=plain(differs),
    )


def _part(returned: Any, part: int, evidence: Evidence) -> Any:
    return returned if len(evidence.parts) == 1 else returned[part]


def without_result(evidence: Evidence, index: int) -> Counterexample:
    """A call that raised, hung or died."""
    example = evidence.examples[index]
    right = evidence.question.key.right[index].parts
    expected = right[0] if len(right) == 1 and right[0].ndim == 0 else None
    return Counterexample(plain(example.inputs), plain(expected), sizes=dict(example.sizes))


def changed_input(
    evidence: Evidence, index: int, name: str, before: Any, after: Any
) -> Counterexample:
    """An argument, or an array in it, before the call and after it."""
    with np.errstate(invalid="ignore"):
        is_array = isinstance(before, np.ndarray) and np.shape(after) == before.shape
        differs = plain(np.asarray(after != before)) if is_array else None
    return Counterexample(
        inputs=plain(evidence.examples[index].inputs),
        expected=plain(before),
        got=plain(after),
        kind="input",
        part=name,
        differs=differs,
        sizes=dict(evidence.examples[index].sizes),
    )


def repeated(evidence: Evidence, index: int, part: int, again: Answer) -> Counterexample:
    """One call made twice: what came first as `expected`, what came then as `got`."""
    example, judgement = evidence.examples[index], evidence.judgements[index]
    first = judgement.parts[part].value if judgement else None
    second, got, differs = None, None, None
    name = evidence.parts[part]
    if again.kind == "returned":
        right = evidence.question.key.right[index]
        second = judge(again.value, right, evidence.parts).parts[part]
    if second is not None and second.value is not None:
        got = second.value
        differs = (got != first) & ~(np.isnan(got) & np.isnan(np.asarray(first)))
    elif second is not None and second.problem == "shape" and second.layout is None:
        got = {"shape": list(np.shape(_part(again.value, part, evidence)))}
    if second is not None and second.layout is not None and first is not None:
        leaves = evidence.in_turn(second.layout)
        leaf = next(
            (one for one in leaves if differs is None or differs[one.part].any()), leaves[0]
        )
        name = leaf.name
        first, got, differs = (
            None if array is None else array[leaf.part].reshape(leaf.shape)
            for array in (first, got, differs)
        )
    return Counterexample(
        inputs=plain(example.inputs),
        expected=plain(first),
        got=plain(got),
        kind="repeat",
        part=name,
        differs=plain(differs),
        sizes=dict(example.sizes),
    )


def steps(evidence: Evidence, trajectory: Trajectory, part: str) -> Counterexample:
    """An update rule from a fresh state, up to the step after the first wrong one.

    Arrays with a single entry, as those of a formula's own example, are shown as that number.
    """
    wrong = {name: trajectory.wrong(name) for name in evidence.parts}
    taken = range(min(trajectory.wrong_steps(part)[0] + 1, len(trajectory.got)))

    def number(value: Any) -> Any:
        single = isinstance(value, np.ndarray) and value.size == 1
        return plain(value.item() if single else value)

    inputs = {name: number(value) for name, value in trajectory.start.items()}
    gradients = [number(trajectory.gradients[i]) for i in taken]
    if any(gradient != gradients[0] for gradient in gradients):
        inputs[evidence.question.formula.gradient_argument] = gradients
    return Counterexample(
        inputs=inputs,
        expected={n: [number(trajectory.right[i][n]) for i in taken] for n in evidence.parts},
        got={n: [number(trajectory.got[i][n]) for i in taken] for n in evidence.parts},
        max_error=plain(_largest_error(trajectory, part)),
        kind="steps",
        part=part,
        differs={n: [number(wrong[n][i]) for i in taken] for n in evidence.parts},
    )


def _largest_error(trajectory: Trajectory, part: str) -> float:
    pairs = zip(trajectory.got, trajectory.right, strict=False)
    with np.errstate(invalid="ignore"):
        return float(np.max([np.abs(got[part] - right[part]).max() for got, right in pairs]))
