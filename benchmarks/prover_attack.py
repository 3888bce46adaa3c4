"""Mutants of the code of derivatives, and of what they differentiate, against the two judges.

    python benchmarks/prover_attack.py [FORMULA…]

Whether a mutant is the derivative, or the derivative that of a mutant, is asked of each judge with
no trial on numbers before it. All mutants are also run, at the inputs of the formula's bank: where
numpy computes another number than what a judge has proved, the proof is false. (A proof is about
the inputs at which both sides are defined, and about exact numbers.)

Printed are diffs of those worth a look, then counts for each formula: mutants that the interpreter
refused; that are undecided, and of these equal on the bank; that are proved, and of these by both
judges, not defined at some input of the bank, different at extreme inputs alone; and false proofs.
The exit status is 1 if there is one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from grader.examples import EXTREME, GENERAL, SINGLE, Example, bank
from reference.catalogue import Entry, catalogue
from reference.domain import Array, Distribution
from reference.formula import Derivative, Formula
from reference.mutation.mutants import Mutant, loaded, mutants
from reference.symbolic.goal import Judge
from reference.symbolic.graph import ShapeError
from reference.symbolic.interpreter import Refusal
from reference.symbolic.prover import judges
from reference.symbolic.statements import Statement, statements
from reference.symbolic.strategy.pieces import decide
from reference.symbolic.symbols import settings
from reference.values import mapped

SEEDS = (0, 1)  # of the banks
RELATIVE = 1e-7  # by how much two results may differ that are equal on paper
ROUNDING = 1e-13
SHAKE = 1e-12  # by how much inputs are moved to see how many digits of a result mean anything
SLOPE = 1e-6  # by how much two slopes may differ that are measured alike
STEP = 1e-3

# A mutant of the derivative's own code, or of the function that it is the derivative of.
Of = Literal["derivative", "function"]
OF: tuple[Of, ...] = ("derivative", "function")
Examples = Sequence[tuple[int, Example]]  # each with the seed of its bank
Verdict = Literal["refused", "undecided", "proved", "false"]


# How a result differs: by its value or its shape; it is nan or inf; only at extreme inputs, where
# what is equal on paper may overflow.
Kind = Literal["wrong", "undefined", "unstable"]
KINDS: tuple[Kind, ...] = ("wrong", "undefined", "unstable")


@dataclass(frozen=True)
class Difference:
    kind: Kind
    where: str


@dataclass(frozen=True)
class Outcome:
    """What became of one mutant.

    It is "refused" where the interpreter reads no part of it, for that `reason`. Each of the
    `judges` proved all parts. `differs` says how a part differs from the truth, according to numpy;
    `false` are the parts that a judge has proved and that are wrong.
    """

    formula: str
    of: Of
    mutant: Mutant
    verdict: Verdict
    judges: tuple[str, ...]
    reason: str
    differs: Mapping[str, Difference]
    false: tuple[str, ...]

    def is_as(self, kind: Kind | None) -> bool:
        """Whether the worst difference is of this kind; None where there is none."""
        kinds = [one.kind for one in self.differs.values()]
        return min(kinds, key=KINDS.index, default=None) == kind


def derivatives() -> dict[str, Formula]:
    """The formulas that are derivatives and that the prover reads, by name."""
    found = catalogue().values()
    return {one.name: one for one in found if one.derivative is not None and not one.unproved}


def derivative(formula: Formula) -> Derivative:
    if formula.derivative is None:
        raise TypeError(f"{formula.name} is no derivative")
    return formula.derivative


def mutants_of(formula: Formula, of: Of) -> list[Mutant]:
    mutated = formula if of == "derivative" else derivative(formula).of
    return list(mutants(mutated.function))


def attacked(
    formula: Formula, of: Of, mutant: Mutant, by: Sequence[Judge], seeds: Sequence[int] = SEEDS
) -> Outcome:
    """What the judges say of a mutant in the place of a formula, and numpy on the banks."""
    examples = [(seed, example) for seed in seeds for example in bank(formula, seed)]
    forward = derivative(formula).of
    with loaded(mutant) as module:
        if of == "derivative":
            changed = replace(formula, function=getattr(module, formula.name).function)
            differs = differences(formula, changed.function, examples)
        else:
            other = replace(forward, function=getattr(module, forward.name).function)
            changed = replace(formula, derivative=replace(derivative(formula), of=other))
            differs = slope_differences(formula, other.function, examples)
        proved, refusals = _asked(changed, by)
    wrong = {part for part, one in differs.items() if one.kind == "wrong"}
    false = tuple(part for part, names in proved.items() if names and part in wrong)
    whole = [j.name for j in by if all(j.name in proved.get(p, ()) for p in formula.parts)]
    verdict: Verdict = "false" if false else "proved" if whole else "undecided"
    return Outcome(
        formula=formula.name,
        of=of,
        mutant=mutant,
        verdict=verdict if proved else "refused",
        judges=tuple(whole),
        reason="; ".join(refusals),
        differs=differs,
        false=false,
    )


def _asked(
    changed: Formula, by: Sequence[Judge]
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Which judges prove each part that is not refused, and why the others are."""
    asked = statements(Entry(changed, laws=(), mistakes=(), compositions=()))
    proved: dict[str, tuple[str, ...]] = {}
    refusals: list[str] = []
    for part, statement in zip(changed.parts, asked, strict=True):
        try:
            proved[part] = proved_by(statement, by)
        except (Refusal, ShapeError) as refusal:
            refusals.append(str(refusal))
    return proved, tuple(dict.fromkeys(refusals))


def proved_by(statement: Statement, by: Sequence[Judge]) -> tuple[str, ...]:
    """The names of the judges that prove a statement in all settings. Raises where it is refused.

    A judge is asked no further once it has not proved one of the goals.
    """
    goals = [
        goal
        for setting in settings(statement.domain, statement.leading)
        for goal in statement.goals(setting)
    ]
    return tuple(
        judge.name for judge in by if goals and all(decide(g, judge).is_proved for g in goals)
    )


# --- what numpy says -----------------------------------------------------------------------------


def differences(
    formula: Formula, function: Callable[..., Any], examples: Examples
) -> dict[str, Difference]:
    """How each part differs that a function computes otherwise than the formula."""
    found: dict[str, Difference] = {}
    for seed, example in examples:
        right = parts(formula, formula.function, example.inputs)
        with np.errstate(all="ignore"):
            try:
                got = parts(formula, function, example.inputs)
                nearby = parts(formula, function, shaken(example.inputs))
            except Exception as error:  # whatever a mutant raises is a difference
                got = nearby = dict.fromkeys(formula.parts, repr(error))
        for part, value in right.items():
            _note(found, part, compared(value, got[part], nearby[part]), seed, example)
    return found


def parts(
    formula: Formula, function: Callable[..., Any], inputs: Mapping[str, Any]
) -> dict[str, Any]:
    """What a function returns for inputs, which it may change, by the names of the parts."""
    returned = function(*deepcopy(inputs).values())
    values = (returned,) if len(formula.parts) == 1 else tuple(returned)
    return dict(zip(formula.parts, values, strict=True))


def shaken(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs that rounding hardly tells from others."""
    rng = np.random.default_rng(0)

    def nearly(one: Any) -> Any:
        return one * (1 + SHAKE * rng.choice([-1.0, 1.0], size=np.shape(one)))

    return {name: mapped(nearly, value) for name, value in inputs.items()}


def compared(right: Any, got: Any, nearby: Any) -> Kind | None:
    """How two results differ, in shape or by more than rounding explains; None where they do not.

    `nearby` is what the second one is at inputs that are hardly different: where it has no digits,
    the difference shows nothing.
    """
    if isinstance(right, Mapping):
        if not all(isinstance(one, Mapping) and set(one) == set(right) for one in (got, nearby)):
            return "wrong"
        found = [compared(value, got[name], nearby[name]) for name, value in right.items()]
        return min(filter(None, found), key=KINDS.index, default=None)
    try:
        one, other, next_to_it = (np.asarray(x, dtype=float) for x in (right, got, nearby))
    except (TypeError, ValueError):
        return "wrong"
    if one.shape != other.shape:
        return "wrong"
    if not np.isfinite(other).all():
        return "undefined"
    size = max(np.abs(one).max(initial=0.0), np.abs(other).max(initial=0.0))
    noise = np.abs(next_to_it - other).max(initial=0.0)
    apart = np.abs(one - other).max(initial=0.0)
    return "wrong" if apart > RELATIVE * size + 10 * noise + ROUNDING else None


def slope_differences(
    formula: Formula, function: Callable[..., Any], examples: Examples
) -> dict[str, Difference]:
    """How the derivatives differ of the formula's function and of another one in its place.

    Along one random direction for each part and each example, the difference of the two functions
    must stay the same. Looked at is where no two entries tie.
    """
    found: dict[str, Difference] = {}
    for seed, example in examples:
        if example.kind not in (GENERAL, SINGLE):
            continue
        rng = np.random.default_rng(example.entries)
        for part, wrt in zip(formula.parts, derivative(formula).wrt, strict=True):
            with np.errstate(all="ignore"):
                try:
                    kind = _slopes_compared(formula, function, wrt, example, rng)
                except Exception:  # whatever a mutant raises is a difference
                    kind = "wrong"
            _note(found, part, kind, seed, example)
    return found


def _slopes_compared(
    formula: Formula,
    function: Callable[..., Any],
    wrt: str,
    example: Example,
    rng: np.random.Generator,
) -> Kind | None:
    of = derivative(formula).of
    inputs = {name: _forward_input(name, one, example) for name, one in of.domain.items()}
    at = inputs[wrt]
    along = {name: rng.normal(size=np.shape(one)) for name, one in _arrays(at)}

    def ends(f: Callable[..., Any], inputs: Mapping[str, Any]) -> Any:
        """Its values on both sides of x."""
        found = []
        for s in (-STEP, STEP):
            moved = {name: one + s * along[name] for name, one in _arrays(inputs[wrt])}
            x = moved if isinstance(at, Mapping) else moved[""]
            found.append(np.asarray(f(*deepcopy({**inputs, wrt: x}).values()), float))
        return np.array(found)

    right, got = ends(of.function, inputs), ends(function, inputs)
    if right.shape != got.shape:
        return "wrong"
    nearby = ends(function, shaken(inputs))
    if not np.isfinite([got, nearby]).all():
        return "undefined"
    # One for a loss, which is all that it has; else an upstream gradient at random.
    weights = rng.normal(size=right[0].shape)
    slopes = [float((weights * (y[1] - y[0])).sum()) / (2 * STEP) for y in (right, got)]
    noise = float(np.abs(weights * (nearby - got)).sum()) / STEP
    size = max(1.0, *map(abs, slopes))
    return "wrong" if abs(slopes[0] - slopes[1]) > SLOPE * size + 10 * noise else None


def _note(
    found: dict[str, Difference], part: str, kind: Kind | None, seed: int, example: Example
) -> None:
    """Keep what is worst, and of equals the first."""
    if kind is not None:
        kind = "unstable" if example.kind == EXTREME else kind
        if part not in found or KINDS.index(kind) < KINDS.index(found[part].kind):
            words = f"bank {seed}, {example.kind}, {dict(example.sizes)}"
            found[part] = Difference(kind, words)


def _arrays(value: Any) -> Iterator[tuple[str, Any]]:
    yield from value.items() if isinstance(value, Mapping) else [("", value)]


def _forward_input(name: str, domain: Any, example: Example) -> Any:
    """What the function gets for an argument; 0 for one that the derivative does not need."""
    if name in example.inputs:
        return example.inputs[name]
    if not isinstance(domain, Array | Distribution):
        raise TypeError(f"{name} is no array")
    return np.zeros([example.sizes[letter] for letter in domain.shape.split()])


# --- the report ----------------------------------------------------------------------------------


def _attack(task: tuple[str, Of, Mutant]) -> Outcome:
    name, of, mutant = task
    return attacked(derivatives()[name], of, mutant, judges())


COLUMNS: Mapping[str, Callable[[Outcome], bool]] = {
    "mutants": lambda _: True,
    "refused": lambda one: one.verdict == "refused",
    "undecided": lambda one: one.verdict == "undecided",
    "right": lambda one: one.verdict == "undecided" and one.is_as(None),
    "proved": lambda one: one.verdict == "proved",
    "by both": lambda one: one.verdict == "proved" and len(one.judges) > 1,
    "undefined": lambda one: one.verdict == "proved" and one.is_as("undefined"),
    "unstable": lambda one: one.verdict == "proved" and one.is_as("unstable"),
    "FALSE": lambda one: one.verdict == "false",
}


WORTH_A_LOOK = {
    "equal on the bank, not proved": COLUMNS["right"],
    "proved, somewhere not defined": COLUMNS["undefined"],
    "FALSE": COLUMNS["FALSE"],
}


def described(title: str, one: Outcome) -> str:
    about = f"{title}: {one.of} of {' '.join((one.formula, *one.false))}"
    differs = [f"  {part} {how.kind}: {how.where}" for part, how in one.differs.items()]
    return "\n".join([about, *differs, one.mutant.diff, ""])


def row(name: str, of: str, found: Sequence[Outcome]) -> str:
    cells = "".join(f"{sum(map(holds, found)):>10}" for holds in COLUMNS.values())
    return f"{name:30} {of:10}{cells}"


def main(names: Sequence[str]) -> int:
    formulas = derivatives()
    tasks = [
        (name, of, mutant)
        for name in names or formulas
        for of in OF
        for mutant in mutants_of(formulas[name], of)
    ]
    found: list[Outcome] = []
    with ProcessPoolExecutor() as pool:
        for outcome in pool.map(_attack, tasks):
            found.append(outcome)
            print(f"{len(found)} of {len(tasks)}", end="\r", file=sys.stderr)
            for title, holds in WORTH_A_LOOK.items():
                if holds(outcome):
                    print(described(title, outcome), flush=True)
    print(f"{'':41}" + "".join(f"{head:>10}" for head in COLUMNS))
    for name in names or formulas:
        for of in OF:
            print(row(name, of, [o for o in found if (o.formula, o.of) == (name, of)]))
    print(row("all", "", found))
    return 1 if any(map(COLUMNS["FALSE"], found)) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
