"""Two known mistakes in one part of a result, or a known mistake and a constant factor.

Both are looked for only where nothing that is one thing explains the function.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
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
# A mistake that says one of these may be the reason for exchanged rows and columns itself.
_OF_ORDER = re.compile(r"transpos|\.T\b|[Rr]ows and columns|\border\b|on the left|to the left")


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


def _with_factor(evidence: Evidence, say: Language) -> Explanation | None:
    beside = _Beside(evidence)
    for mistake in evidence.question.mistakes:
        if mistake.kind == "accepted" or mistake.only_extreme:
            continue
        for form in evidence.question.candidates(mistake):
            if found := _factor(beside, form):
                return _said(mistake, *found, evidence, say)
            if not any(map(_OF_ORDER.search, mistake.texts)) and _is_transposed(evidence, form):
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
    mistake would have to be, its other parts are right, and it is wrong itself."""
    evidence = beside.evidence
    seen = False
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
            factor, start = values[p][place], beside.start(i, p)
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


def _count(evidence: Evidence) -> int:
    return len(evidence.ordinary)
