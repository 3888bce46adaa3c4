"""A known mistake and something plain beside it: a factor, the opposite sign, a transpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from grader.candidates import Candidate, Candidates
from grader.diagnosis.explanation import Explanation
from grader.diagnosis.opening import continued
from grader.diagnosis.relation import named_factors, negated
from grader.evidence import Evidence
from grader.language import Language
from reference.domain import Parameter
from reference.formula import Mistake
from reference.values import arguments

_NEARLY = 1e-6  # closer than this a factor is worth a closer look
_PLAIN = ("1", "2", "1/2")
_LOOKED_AT = 6  # examples, on which forms that differ do


@dataclass(frozen=True)
class _Factors:
    """Plain factors by name, "1" first, with their values: (names, examples)."""

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
        return _Factors(tuple(found), np.array(list(found.values())))

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """For each part the name of the parameter that it is moved from, "" for none."""
        domain = self.evidence.question.formula.domain
        return tuple(n if isinstance(domain.get(n), Parameter) else "" for n in self.evidence.parts)

    def start(self, index: int, part: int) -> Any:
        name = self.starts[part]
        return self.evidence.examples[index].inputs[name] if name else 0.0


def explain(evidence: Evidence, say: Language) -> Explanation | None:
    """The first known mistake of which the wrong parts are a plain multiple, or the transpose."""
    beside = _Beside(evidence)
    for mistake in evidence.question.mistakes:
        if mistake.kind == "accepted" or mistake.only_extreme:
            continue
        for form in evidence.question.candidates(mistake):
            if found := _factor(beside, form):
                return _said(mistake, *found, evidence, say)
            if _is_transposed(evidence, form) and not _is_of_order(mistake, evidence):
                return _said(mistake, "", (), evidence, say)
    return None


def _factor(beside: _Beside, form: Candidates) -> tuple[str, tuple[str, ...]] | None:
    """The name of the factor by which wrong parts differ from those of the form, if it is the same
    on all inputs and for all of those parts, and their names where others are as in the form."""
    evidence = beside.evidence
    left = {p: np.arange(len(beside.factors.names)) for p in evidence.wrong_parts}
    for place, i in enumerate(evidence.ordinary):
        theirs, wrong, judgement = evidence.arrays[i], form.on(i), evidence.judgements[i]
        if theirs is None or wrong is None or judgement is None:
            return None
        for p in evidence.wrong_parts:
            value = np.asarray(wrong[p].value, dtype=float)
            if theirs[p].shape != value.shape:
                return None
            start = beside.start(i, p)
            returned, expected = np.ravel(theirs[p] - start), np.ravel(value - start)
            seen = np.max(judgement.parts[p].tolerance, initial=0.0)
            if np.all(np.abs(returned) <= seen) and np.all(np.abs(expected) <= seen):
                continue
            largest = int(np.argmax(np.abs(expected)))
            with np.errstate(all="ignore"):
                ratio = returned[largest] / expected[largest]
            values = beside.factors.values[left[p], place]
            left[p] = left[p][np.isclose(values, ratio, rtol=_NEARLY, atol=0.0)]
            if not left[p].size:
                return None
    chosen = {p: int(places[0]) for p, places in left.items()}
    others = {beside.factors.names[k] for k in chosen.values()} - {"1"}
    if len(others) != 1:
        return None
    values = {p: beside.factors.values[k] for p, k in chosen.items()}
    if not _is_that_often(beside, form, values):
        return None
    scaled = [p for p, k in chosen.items() if beside.factors.names[k] != "1"]
    names = tuple(evidence.parts[p] for p in scaled) if len(scaled) < len(chosen) else ()
    return others.pop(), names


def _is_that_often(beside: _Beside, form: Candidates, values: Mapping[int, Any]) -> bool:
    """Whether the wrong parts are those of the form times their factors, as closely as a known
    mistake would have to be, and its other parts are right; and whether neither the form without
    the factors is right nor with them."""
    evidence = beside.evidence
    alone = both = False
    for place, i in enumerate(evidence.ordinary):
        theirs, wrong, judgement = evidence.arrays[i], form.on(i), evidence.judgements[i]
        if theirs is None or wrong is None or judgement is None:
            return False
        for p in range(len(evidence.parts)):
            tolerance = judgement.parts[p].tolerance
            if p not in values:
                if not wrong[p].is_right(tolerance):
                    return False
                continue
            start = beside.start(i, p)
            scaled = Candidate(start + values[p][place] * (wrong[p].value - start), wrong[p].right)
            if not scaled.is_same_as(theirs[p], tolerance):
                return False
            alone = alone or not wrong[p].is_right(tolerance)
            both = both or not scaled.is_right(tolerance)
    return alone and both


def _is_transposed(evidence: Evidence, form: Candidates) -> bool:
    """Whether a single part is the transpose of that of the form, which is not the form itself;
    and whether neither is right."""
    if len(evidence.parts) > 1:
        return False
    told = alone = both = False
    for i in evidence.ordinary:
        theirs, wrong, judgement = evidence.arrays[i], form.on(i), evidence.judgements[i]
        if theirs is None or wrong is None or judgement is None:
            return False
        value, right = np.asarray(wrong[0].value), np.asarray(wrong[0].right)
        if value.ndim != 2 or value.shape != right.shape or theirs[0].shape != value.T.shape:
            return False
        tolerance = np.max(judgement.parts[0].tolerance, initial=0.0)
        turned = Candidate(value.T, right)
        if not turned.is_same_as(theirs[0], tolerance):
            return False
        alone = alone or not wrong[0].is_right(tolerance)
        both = both or not turned.is_right(tolerance)
        told = told or not wrong[0].is_same_as(theirs[0], tolerance)
    return alone and both and told


def _is_of_order(mistake: Mistake, evidence: Evidence) -> bool:
    """Whether the mistake is none where all matrices are diagonal: it exchanges rows and columns
    itself, or the factors of a product, and may be all that there is."""
    apart = max(1, len(evidence.ordinary) // _LOOKED_AT)
    some = [evidence.examples[i].inputs for i in evidence.ordinary[::apart]]
    if not any(_is_square(value) for inputs in some for value in inputs.values()):
        return False
    diagonal = [{name: _diagonal(value) for name, value in inputs.items()} for inputs in some]
    with np.errstate(all="ignore"):
        return any(
            all(
                np.allclose(form(*arguments(inputs)), evidence.question.truth(*arguments(inputs)))
                for inputs in diagonal
            )
            for form in mistake.forms
        )


def _is_square(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.ndim == 2 and len(set(value.shape)) == 1


def _diagonal(value: Any) -> Any:
    """A square matrix without what is off its diagonal; anything else as it is."""
    return value * np.eye(len(value)) if _is_square(value) else value


def _said(
    mistake: Mistake, factor: str, parts: tuple[str, ...], evidence: Evidence, say: Language
) -> Explanation:
    """`factor` is "" for the transpose; `parts` are those that have it, () for all."""
    count = len(evidence.ordinary)
    what = say("A known mistake, and something else beside it")
    sentence = say('A known mistake: "{mistake}".', mistake=say(mistake.headline))
    if not factor:
        also = say("Rows and columns are exchanged, too.")
        why = say("The result is the transpose of what the mistake alone would give.")
        hint = say(
            "What does the statement say about the entry [0, 1]: which output does it"
            " belong to, and which input?"
        )
    elif factor == "-1":
        also = say("The sign is the opposite one, too.")
        why = say("The sign is the opposite one on all {count} inputs.", count=count)
        hint = say(
            "Which terms of the derivation carry a minus sign? Follow one of them from"
            " the first line on paper to the code."
        )
    else:
        also = say("There is a factor {factor}, too.", factor=factor)
        why = say("The factor is {factor} on all {count} inputs.", factor=factor, count=count)
        hint = say(
            "Which of the sizes or of the numbers passed in has the value of the factor? In which"
            " line does it belong?"
        )
    if parts:
        also, why = (f"{say.listed(parts)}: {text}" for text in (also, why))
    family = Explanation(code=_family(factor, parts), headline="", why=why, hints=(hint,))
    return Explanation(
        code=mistake.name,
        headline=say("two mistakes at once"),
        sentence=f"{sentence} {also}",
        why=continued(what, say(mistake.why)),
        hints=tuple(map(say, mistake.hints)),
        beside=(family,),
    )


def _family(factor: str, parts: tuple[str, ...]) -> str:
    if not factor:
        return "transposed"
    family = "sign" if factor == "-1" else f"scale-{factor}".replace(" ", "")
    return f"{family}:{'+'.join(parts)}" if parts else family
