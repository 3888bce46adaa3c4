"""What the student's functions answered: collected once, judged without running them again."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import msgspec
import numpy as np

from grader.comparison import Judgement, in_order, judge, part_arrays
from grader.examples import EXTREME, SINGLE, Example
from grader.gradcheck.differences import Estimate
from grader.gradcheck.parameters import Layout, Leaf
from grader.gradcheck.result import GradientCheck
from grader.own_derivative import Own, own_derivative
from grader.own_entries import own_entries
from grader.own_function import own_function
from grader.question import Question
from grader.student.answers import Answer, Call, Failure
from grader.student.process import Student
from grader.trajectory import STEPS, Trajectory, follow
from grader.unused import unused_arguments
from reference.domain import shapes
from reference.formula import Law

REPEATED = 3
TWINS = 10
MORE = 6  # inputs, on which lines of an assignment ask for more than the result
OWN_DERIVATIVES = 4  # enough to see that a right gradient belongs to the student's own function


@dataclass(frozen=True)
class Evidence:
    """Everything that the checks and the diagnosis of one function look at.

    `answers` go with the examples of the answer key, one each. `twins` holds, for each law that
    has a twin, the index of an example and the answer on its transformed inputs. `own` holds, by
    the index of an example, what the gradient has to do with the student's own forward function,
    whose name is `forward` ("" where there is none); `undecided` the checks that could not tell, of
    other examples; `measured` the derivative of that function, by the index of an example and the
    part, where it is to be shown; `own_is_explained` where that function is right, or wrong in a
    way that has a name. `unused` are the arguments that a wrong result does
    not depend on although the right one does. `lost` are the names that the submission lacks
    because the statement that gives them a value was lost. `warned` is what became of the first
    extreme call whose result is right although numpy warns on the way, once numpy raises instead.
    `unkept` is the first example on which the lines that ask for more than the result were stopped
    by an exception, and what came of that.
    """

    question: Question
    answers: tuple[Answer, ...]
    repeats: tuple[tuple[int, Answer], ...] = ()
    twins: Mapping[str, tuple[tuple[int, Answer], ...]] = field(default_factory=dict)
    trajectories: tuple[Trajectory, ...] = ()
    forward: str = ""
    own: Mapping[int, Own] = field(default_factory=dict)
    undecided: tuple[GradientCheck, ...] = ()
    measured: Mapping[tuple[int, int], Estimate] = field(default_factory=dict)
    own_is_explained: bool = True
    unused: tuple[str, ...] = ()
    lost: Mapping[str, Failure] = field(default_factory=dict)
    warned: Answer | None = None
    unkept: tuple[int, Answer] | None = None

    def besides(self, **found: Any) -> Evidence:
        """The same answers, with what else was found; what they were judged to be need not be
        judged again."""
        later = replace(self, **found)
        judged = ("judgements", "arrays", "ordinary", "wrong_parts")
        vars(later).update({name: vars(self)[name] for name in judged if name in vars(self)})
        return later

    @property
    def examples(self) -> tuple[Example, ...]:
        return self.question.key.examples

    @property
    def parts(self) -> tuple[str, ...]:
        return self.question.parts

    @cached_property
    def judgements(self) -> tuple[Judgement | None, ...]:
        """The answers beside what is right; None where nothing was returned."""
        return tuple(
            judge(answer.value, right, self.parts) if answer.kind == "returned" else None
            for answer, right in zip(self.answers, self.question.key.right, strict=True)
        )

    @cached_property
    def arrays(self) -> tuple[list[Any] | None, ...]:
        """The answers as one array for each part; None where they are no such thing."""
        return tuple(
            part_arrays(answer.value, self.parts, right.layouts)
            if answer.kind == "returned"
            else None
            for answer, right in zip(self.answers, self.question.key.right, strict=True)
        )

    @cached_property
    def ordinary(self) -> tuple[int, ...]:
        """The examples on which nothing but the formula is tested."""
        return tuple(
            i for i, example in enumerate(self.examples) if example.kind not in (EXTREME, SINGLE)
        )

    def of_kind(self, kind: str) -> tuple[int, ...]:
        return tuple(i for i, example in enumerate(self.examples) if example.kind == kind)

    def unanswered(self, indices: tuple[int, ...]) -> list[int]:
        """Those of the examples on which the function raised, hung or died."""
        return [i for i in indices if self.answers[i].kind != "returned"]

    def wrong(self, indices: tuple[int, ...], part: int | None = None) -> list[int]:
        """Those of the examples on which a result came back and it, or a part of it, is wrong."""
        return [
            i
            for i in indices
            if (judgement := self.judgements[i]) is not None
            and not (judgement if part is None else judgement.parts[part]).is_right
        ]

    def simplest_and_worst(self, failing: Iterable[int], part: int) -> tuple[int, ...]:
        """The first of some examples, in the order of the bank, and the one with the largest
        relative error in a part."""
        indices = list(failing)

        def relative_error(i: int) -> float:
            judgement = self.judgements[i]
            if judgement is None:
                return math.inf
            right = float(np.abs(judgement.parts[part].right).max(initial=0.0))
            return judgement.parts[part].error / (right or 1.0)

        worst = max(indices, key=lambda i: (relative_error(i), -i), default=None)
        return tuple(dict.fromkeys([*indices[:1], worst])) if worst is not None else ()

    def in_turn(self, layout: Layout) -> tuple[Leaf, ...]:
        """The arrays of a list or a dict in the order in which they are computed: the gradient of
        a chain from its end."""
        derivative = self.question.formula.derivative
        backwards = derivative is not None and derivative.kind == "gradient"
        return layout.leaves[::-1] if backwards else layout.leaves

    @cached_property
    def wrong_parts(self) -> tuple[int, ...]:
        """The parts that are wrong on some ordinary example."""
        return tuple(p for p in range(len(self.parts)) if self.wrong(self.ordinary, p))


def collect(student: Student, question: Question, forward: str) -> Evidence:
    """Ask the student's function everything that its checks need.

    `forward` names the student's function of which this one is the derivative, "" for none.
    """
    evidence = _asked_for_more(student, _on_the_bank(student, question))
    if len(evidence.unanswered(evidence.ordinary)) == len(evidence.ordinary):
        return evidence
    evidence = evidence.besides(warned=_warned(student, evidence))
    # Results that are no arrays cannot be compared with each other.
    has_arrays = any(evidence.arrays[i] is not None for i in evidence.ordinary)
    if evidence.wrong_parts and has_arrays and not question.formula.is_random:
        evidence = evidence.besides(unused=unused_arguments(student, question))
    if question.formula.is_update_rule:
        return evidence.besides(trajectories=_trajectories(student, question))
    if forward:
        return _measured(student, _with_own(student, evidence.besides(forward=forward)))
    return evidence


def _warned(student: Student, evidence: Evidence) -> Answer | None:
    """Where numpy warns at an extreme input of a function that is right at all of them."""
    question, extreme = evidence.question, evidence.of_kind(EXTREME)
    if not extreme or evidence.wrong(extreme) or evidence.unanswered(extreme):
        return None
    calls = [Call(question.loud, tuple(evidence.examples[i].inputs.values())) for i in extreme]
    return next((a for a in student.answers(calls) if a.error == "FloatingPointError"), None)


def _with_own(student: Student, evidence: Evidence) -> Evidence:
    """With the gradient checked against the student's own forward function."""
    question = evidence.question
    some = evidence.ordinary if evidence.wrong_parts else evidence.ordinary[:OWN_DERIVATIVES]
    examples = {
        i: (evidence.examples[i], question.key.right[i], evidence.judgements[i]) for i in some
    }
    own = own_derivative(student, evidence.forward, question.formula, examples)
    undecided = {i: check for i, one in own.items() if (check := one.undecided) is not None}
    return evidence.besides(
        own={i: one for i, one in own.items() if i not in undecided},
        undecided=tuple(undecided.values()),
    )


def _measured(student: Student, evidence: Evidence) -> Evidence:
    """With the derivative of the student's own function wherever it is to stand beside a result:
    where it is the one asked for, and not what was returned."""
    derivative = evidence.question.formula.derivative
    shown = [
        (i, part)
        for part in evidence.wrong_parts
        for i in evidence.simplest_and_worst(evidence.wrong(evidence.ordinary, part), part)
        if (own := evidence.own.get(i)) is not None and own.parts[part].tells_apart
    ]
    if derivative is None or not shown:
        return evidence
    right, examples = evidence.question.key.right, evidence.examples
    functions = [
        own_function(evidence.forward, derivative, examples[i], part, right[i]) for i, part in shown
    ]
    measured = {
        (i, part): found
        for (i, part), found in zip(shown, own_entries(student, functions), strict=True)
        if found is not None and found.is_precise and found.is_near(right[i].parts[part])
    }
    return evidence.besides(measured=measured)


def _asked_for_more(student: Student, evidence: Evidence) -> Evidence:
    """With what else the lines of an assignment ask for, on a few inputs, where all results are
    right: a default that is wrong is no help beside a result that is."""
    question, everything = evidence.question, tuple(range(len(evidence.examples)))
    if not question.more or evidence.wrong(everything) or evidence.unanswered(everything):
        return evidence
    some = evidence.ordinary[:: max(1, len(evidence.ordinary) // MORE)][:MORE]
    calls = [Call(question.more, tuple(evidence.examples[i].inputs.values())) for i in some]
    answers = zip(some, student.answers(calls), strict=True)
    # Each call stands for many of the function: what takes too long here is quick enough alone.
    unkept = next(((i, answer) for i, answer in answers if answer.kind == "raised"), None)
    return evidence.besides(unkept=unkept)


def _on_the_bank(student: Student, question: Question) -> Evidence:
    """Every example, some of them again, and the twins that the laws ask for: one message."""
    name, examples = question.function, question.key.examples
    # Each twice in a row: a function may forget what it kept where a shape changes.
    repeated = [i for i in range(REPEATED) for _ in range(2)]
    laws = [law for law in question.entry.laws if law.twin is not None]
    twinned = with_twins(question)
    calls = [Call(name, tuple(example.inputs.values())) for example in examples]
    calls += [Call(name, tuple(examples[i].inputs.values())) for i in repeated]
    calls += [Call(name, tuple(twin(law, examples[i]).values())) for law in laws for i in twinned]
    answers = [
        msgspec.structs.replace(answer, value=in_order(answer.value, question.parts))
        if isinstance(answer.value, dict)
        else answer
        for answer in student.answers(calls)
    ]
    rest = iter(answers[len(examples) :])
    return Evidence(
        question=question,
        answers=tuple(answers[: len(examples)]),
        repeats=tuple((i, next(rest)) for i in repeated),
        twins={law.name: tuple((i, next(rest)) for i in twinned) for law in laws},
    )


def with_twins(question: Question) -> list[int]:
    """The examples of which laws ask for a twin: the simplest; where a formula has nothing but its
    laws to be judged by, some from all of the bank."""
    examples = question.key.examples
    usual = [i for i, example in enumerate(examples) if example.kind != EXTREME]
    apart = max(1, len(usual) // TWINS) if question.formula.is_random else 1
    return usual[::apart][:TWINS]


def twin(law: Law, example: Example) -> dict[str, Any]:
    """The inputs that a law asks for besides those of the example."""
    changed = law.twin(**example.inputs) if law.twin else {}
    return dict(example.inputs) | dict(changed)


def _trajectories(student: Student, question: Question) -> tuple[Trajectory, ...]:
    """From the formula's own example with a constant gradient, and from a general one with a
    gradient that changes, of which one entry is enough to follow where each is taken by itself."""
    first = question.key.examples[0]
    general = next(e for e in question.key.examples if e.kind == "general")
    domains = question.formula.domain.values()
    if any(shape != "..." for domain in domains for shape in shapes(domain)):
        own = question.formula.gradient_argument
        return tuple(
            follow(student, question, start, [start.inputs[own]] * STEPS)
            for start in (first, general)
        )
    single = {
        name: value.ravel()[:1] if isinstance(value, np.ndarray) else value
        for name, value in general.inputs.items()
    }
    gradient = question.formula.gradient_argument
    rng = np.random.default_rng(0)
    changing = [rng.uniform(-2, 2, 1).round(2) for _ in range(STEPS)]
    return (
        follow(student, question, first, [first.inputs[gradient]] * STEPS),
        follow(student, question, replace(general, inputs=single), changing),
    )
