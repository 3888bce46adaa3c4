"""Two known mistakes in one part of a result, or a known mistake and a constant factor.

Both are looked for only where nothing that is one thing explains the function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from grader.candidates import Candidate, Candidates
from grader.diagnosis.explanation import Explanation
from grader.diagnosis.family import pairs
from grader.diagnosis.known_mistake import gives_the_same
from grader.diagnosis.relation import named_factors, negated, relation
from grader.evidence import Evidence
from grader.language import Language
from reference.domain import Parameter
from reference.formula import Mistake, Pair

_NEARLY = 1e-6  # closer than this a factor is worth a closer look
_PLAIN = ("1", "2", "1/2")


def explain(evidence: Evidence, say: Language) -> Explanation | None:
    """A pair of the catalogue, else a known mistake times a plain factor; None where a part that
    is wrong is a multiple of the right one, or for neither."""
    if any(relation(pairs(evidence, part, evidence.ordinary)) for part in evidence.wrong_parts):
        return None
    return declared(evidence, say) or _with_factor(evidence, say)


# --- a pair of the catalogue -------------------------------------------------------------------


def declared(evidence: Evidence, say: Language) -> Explanation | None:
    """The pair of known mistakes that gives what the function gives, in words."""
    pair = matching(evidence)
    if pair is None:
        return None
    first, second = pair.both
    named = {"first": say(first.headline), "second": say(second.headline)}
    opening = say(
        "Two known mistakes at once, matched on all {count} inputs", count=_count(evidence)
    )
    return Explanation(
        code=first.name,
        headline=say("two mistakes at once"),
        sentence=say('Two known mistakes at once: "{first}" and "{second}".', **named),
        why=continued(opening, say(first.why)),
        hints=tuple(map(say, first.hints)),
        beside=(
            Explanation(
                code=second.name,
                headline="",
                why=continued(say("The other one"), say(second.why)),
                hints=tuple(map(say, second.hints)),
            ),
        ),
    )


def matching(evidence: Evidence) -> Pair | None:
    """The pair of known mistakes that gives what the function gives, on every input."""
    every = tuple(range(len(evidence.parts)))
    for pair, function in _pairs(evidence):
        form = Candidates(function, evidence.question.key, evidence.parts)
        if any(
            gives_the_same(form, evidence, evidence.ordinary, parts)
            for parts in (every, evidence.wrong_parts)
        ):
            return pair
    return None


def _pairs(evidence: Evidence) -> Iterator[tuple[Pair, Callable[..., Any]]]:
    """The pairs whose mistakes are both known in the convention that is asked for, each with what
    computes it there."""
    question = evidence.question
    known = {mistake.name for mistake in question.mistakes}
    carry = question.truth.carry if isinstance(question.truth, Mistake) else None
    for pair in question.entry.pairs:
        if not {mistake.name for mistake in pair.both} <= known:
            continue
        if question.truth is question.formula:
            yield pair, pair.function
        elif carry is not None and all(mistake.kind == "mistake" for mistake in pair.both):
            yield pair, _carried(carry, pair)


def _carried(carry: Callable[..., Any], pair: Pair) -> Callable[..., Any]:
    return lambda *arguments: carry(pair.function, *arguments)


def continued(opening: str, why: str) -> str:
    """What a mistake does, after an opening: behind a colon, or as a sentence of its own."""
    return f"{opening}{'.' if why[:1].isupper() else ':'} {why}"


# --- a known mistake times a factor ------------------------------------------------------------


@dataclass(frozen=True)
class _Factors:
    """Plain factors by name, other than 1, with their values: (names, examples)."""

    names: tuple[str, ...]
    values: Any


@dataclass(frozen=True)
class _Beside:
    """The evidence with what is compared: of a parameter, how far and where it moved."""

    evidence: Evidence

    @cached_property
    def factors(self) -> _Factors:
        examples = [self.evidence.examples[i] for i in self.evidence.ordinary]
        letters = tuple(examples[0].sizes)
        plain = {*_PLAIN, *letters, *(f"1/{letter}" for letter in letters)}
        found = {
            name: np.array([of(example) for example in examples])
            for name, of in named_factors(examples[0])
            if name in plain
        }
        found |= {negated(name): -values for name, values in found.items()}
        del found["1"]
        return _Factors(tuple(found), np.array(list(found.values())))

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """For each part the name of the parameter that it is moved from, "" for none."""
        domain = self.evidence.question.formula.domain
        return tuple(n if isinstance(domain.get(n), Parameter) else "" for n in self.evidence.parts)

    def start(self, index: int, part: int) -> Any:
        name = self.starts[part]
        return self.evidence.examples[index].inputs[name] if name else 0.0


def _with_factor(evidence: Evidence, say: Language) -> Explanation | None:
    beside = _Beside(evidence)
    for mistake in evidence.question.mistakes:
        if mistake.kind != "mistake" or mistake.only_extreme:
            continue
        for form in evidence.question.candidates(mistake):
            if factor := _factor(beside, form):
                return _said(mistake, factor, evidence, say)
            if _is_transposed(evidence, form):
                return _said(mistake, "", evidence, say)
    return None


def _factor(beside: _Beside, form: Candidates) -> str | None:
    """The name of the factor by which the wrong parts differ from those of the form, if it is the
    same for all of them and on all inputs."""
    evidence = beside.evidence
    left = np.arange(len(beside.factors.names))
    for place, i in enumerate(evidence.ordinary):
        theirs, wrong = evidence.arrays[i], form.on(i)
        if theirs is None or wrong is None:
            return None
        for p in evidence.wrong_parts:
            value = np.asarray(wrong[p].value, dtype=float)
            if theirs[p].shape != value.shape:
                return None
            start = beside.start(i, p)
            returned, expected = np.ravel(theirs[p] - start), np.ravel(value - start)
            if not expected.any() and not returned.any():
                continue
            largest = int(np.argmax(np.abs(expected)))
            if not expected[largest]:
                return None
            ratio = returned[largest] / expected[largest]
            values = beside.factors.values[left, place]
            left = left[np.isclose(values, ratio, rtol=_NEARLY, atol=0.0)]
            if not left.size:
                return None
    chosen = left[0]
    values = beside.factors.values[chosen]
    is_it = any(f != 1 for f in values) and _is_that_often(beside, form, values)
    return beside.factors.names[chosen] if is_it else None


def _is_that_often(beside: _Beside, form: Candidates, values: Any) -> bool:
    """Whether the wrong parts are those of the form times a factor, as closely as a known mistake
    would have to be, its other parts are right, and it is wrong itself."""
    evidence = beside.evidence
    seen = False
    for factor, i in zip(values, evidence.ordinary, strict=True):
        theirs, wrong, judgement = evidence.arrays[i], form.on(i), evidence.judgements[i]
        if theirs is None or wrong is None or judgement is None:
            return False
        for p in range(len(evidence.parts)):
            tolerance = judgement.parts[p].tolerance
            if p not in evidence.wrong_parts:
                if not wrong[p].is_right(tolerance):
                    return False
                continue
            start = beside.start(i, p)
            scaled, right = (start + factor * (v - start) for v in (wrong[p].value, wrong[p].right))
            if not Candidate(scaled, right).is_same_as(theirs[p], tolerance * max(1, abs(factor))):
                return False
            seen = seen or not wrong[p].is_right(tolerance)
    return seen


def _is_transposed(evidence: Evidence, form: Candidates) -> bool:
    """Whether a single part is the transpose of that of the form, and not that of the form."""
    if len(evidence.parts) > 1:
        return False
    told = seen = False
    for i in evidence.ordinary:
        theirs, wrong, judgement = evidence.arrays[i], form.on(i), evidence.judgements[i]
        if theirs is None or wrong is None or judgement is None:
            return False
        value, right = np.asarray(wrong[0].value), np.asarray(wrong[0].right)
        if value.ndim != 2 or value.shape != right.shape or theirs[0].shape != value.T.shape:
            return False
        tolerance = np.max(judgement.parts[0].tolerance, initial=0.0)
        if not Candidate(value.T, right.T).is_same_as(theirs[0], tolerance):
            return False
        seen = seen or not wrong[0].is_right(tolerance)
        told = told or not wrong[0].is_same_as(theirs[0], tolerance)
    return seen and told


def _said(mistake: Mistake, factor: str, evidence: Evidence, say: Language) -> Explanation:
    """`factor` is "" for the transpose."""
    opening = say("A known mistake, and something else beside it")
    names = {"mistake": say(mistake.headline), "factor": factor}
    if not factor:
        sentence = say(
            'A known mistake: "{mistake}". Rows and columns are exchanged, too.', **names
        )
        why = say(
            "Rows and columns are exchanged as well, on all {count} inputs.", count=_count(evidence)
        )
        hint = say(
            "What does the statement say about the entry [0, 1]: which output does it"
            " belong to, and which input?"
        )
    elif factor == "-1":
        sentence = say('A known mistake: "{mistake}". The sign is the opposite one, too.', **names)
        why = say("The sign is the opposite one on all {count} inputs.", count=_count(evidence))
        hint = say(
            "Which terms of the derivation carry a minus sign? Follow one of them from"
            " the first line on paper to the code."
        )
    else:
        sentence = say('A known mistake: "{mistake}". There is a factor {factor}, too.', **names)
        why = say(
            "The factor is {factor} on all {count} inputs.", factor=factor, count=_count(evidence)
        )
        hint = say(
            "Which of the sizes or of the numbers passed in has the value of the factor? In which"
            " line does it belong?"
        )
    return Explanation(
        code=mistake.name,
        headline=say("two mistakes at once"),
        sentence=sentence,
        why=continued(opening, say(mistake.why)),
        hints=tuple(map(say, mistake.hints)),
        beside=(Explanation(code=_family(factor), headline="", why=why, hints=(hint,)),),
    )


def _family(factor: str) -> str:
    if not factor:
        return "transposed"
    return "sign" if factor == "-1" else f"scale-{factor}".replace(" ", "")


def _count(evidence: Evidence) -> int:
    return len(evidence.ordinary)
