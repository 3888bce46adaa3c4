"""A wrong result that consists of the right terms: which is missing, which has another factor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from grader.candidates import RELATIVE_TOLERANCE, Candidate
from grader.diagnosis.explanation import Explanation
from grader.diagnosis.family import pairs
from grader.diagnosis.relation import Pair, named_factors, negated
from grader.evidence import Evidence
from grader.examples import Example
from grader.language import Language
from reference.formula import Terms

COMBINATIONS = 300_000  # of factors that are tried on one part at most, the plainest ones first
_TRIED_CLOSELY = 20
_ONE, _NONE, _OPPOSITE = "1", "0", "-1"


@dataclass(frozen=True)
class _Sum:
    """A part beside its terms: for each example a pair, and the terms as rows of a matrix."""

    pairs: tuple[Pair, ...]
    rows: tuple[Any, ...]


@dataclass(frozen=True)
class _Factors:
    """One name for each term, and as many values for each example: (terms, examples)."""

    names: tuple[str, ...]
    values: Any


def explain(evidence: Evidence, say: Language) -> Explanation | None:
    """The first wrong part that is a sum of its terms with other factors, or None.

    A factor that all terms share is no matter of terms; neither is it explained here.
    """
    every = tuple(range(len(evidence.examples)))
    for terms in evidence.question.entry.terms:
        if evidence.parts.index(terms.part) not in evidence.wrong_parts:
            continue
        names = factors(evidence, terms)
        if names and not _is_one_factor(names, terms):
            on_all = factors(evidence, terms, every) == names
            return _said(terms, names, evidence, say, len(every if on_all else evidence.ordinary))
    return None


def factors(
    evidence: Evidence, terms: Terms, indices: tuple[int, ...] | None = None
) -> tuple[str, ...] | None:
    """What each term is multiplied with, beside the term that is asked for, the same on all of the
    examples (without `indices`: on the ordinary ones); "1" where it is as it should be.

    Terms besides the sum are counted from 0. None where the part is no such sum.
    """
    indices = evidence.ordinary if indices is None else indices
    found = pairs(evidence, evidence.parts.index(terms.part), indices)
    if len(found) < len(indices) or any(
        pair.returned.shape != pair.right.shape or not np.isfinite(pair.returned).all()
        for pair in found
    ):
        return None
    rows = tuple(_rows(terms, pair) for pair in found)
    if not all(np.isfinite(one).all() for one in rows):
        return None
    given = _Sum(tuple(found), rows)
    asked = _asked(given, terms)
    if asked is None:
        return None
    scaled = _Sum(given.pairs, tuple(asked.values[:, [i]] * r for i, r in enumerate(given.rows)))
    returned = _named(scaled)
    return None if returned is None else returned.names


def _rows(terms: Terms, pair: Pair) -> Any:
    with np.errstate(all="ignore"):
        found = terms(*pair.example.arguments)
    return np.array([np.broadcast_to(term, pair.right.shape).ravel() for term in found])


def _asked(given: _Sum, terms: Terms) -> _Factors | None:
    """The factors of the right result: 1 each, unless the assignment asks for another convention.
    A term besides the sum keeps its size."""
    own, extra = len(terms.names), len(terms.besides)
    ones = np.ones((own + extra, len(given.pairs)))
    right = _Sum(
        tuple(Pair(p.right, p.right, p.example, p.tolerance) for p in given.pairs), given.rows
    )
    plain = np.vstack([ones[:own], 0 * ones[own:]])
    if _is_sum(right, plain):
        return _Factors((_ONE,) * own + (_NONE,) * extra, ones)
    found = _named(right)
    if found is None or _NONE in found.names[:own] or set(found.names[own:]) - {_NONE}:
        return None
    return _Factors(found.names, np.vstack([found.values[:own], ones[own:]]))


# --- the search --------------------------------------------------------------------------------


def _named(given: _Sum) -> _Factors | None:
    """The plainest factors with which the terms add up to what was returned on every example.

    Every combination of named factors is tried, each example leaving fewer. So it does not matter
    that on some of them the terms cannot be told apart, as where there is one number, or a state
    that is still zero.
    """
    examples = [pair.example for pair in given.pairs]
    count = len(given.rows[0])
    most = int(COMBINATIONS ** (1 / count)) - 1
    named = [(_NONE, np.zeros(len(examples))), *islice(_signed(examples), most)]
    candidates = []
    for constant in _constants(given):
        text = f"{constant:.4g}"
        is_new = abs(constant) > RELATIVE_TOLERANCE and text not in {name for name, _ in named}
        candidates.append([*named, (text, np.full(len(examples), constant))] if is_new else named)
    values = [np.array([numbers for _, numbers in of_term]) for of_term in candidates]
    left = np.indices([len(of_term) for of_term in candidates]).reshape(count, -1)
    with np.errstate(all="ignore"):
        for i, (pair, rows) in enumerate(zip(given.pairs, given.rows, strict=True)):
            left = left[:, _close([v[k, i] for v, k in zip(values, left, strict=True)], rows, pair)]
    as_it_is = (left == [name for name, _ in named].index(_ONE)).sum(axis=0)
    for choice in left[:, np.lexsort((left.sum(axis=0), -as_it_is))[:_TRIED_CLOSELY]].T:
        chosen = np.array([v[k] for v, k in zip(values, choice, strict=True)])
        if _is_sum(given, chosen):
            return _Factors(
                tuple(of_term[k][0] for of_term, k in zip(candidates, choice, strict=True)), chosen
            )
    return None


def _signed(examples: Sequence[Example]) -> Iterator[tuple[str, Any]]:
    """Each named factor and its opposite, with their values on the examples."""
    for name, of in named_factors(examples[0]):
        values = np.array([of(example) for example in examples], dtype=float)
        yield name, values
        yield negated(name), -values


def _constants(given: _Sum) -> Any:
    """The numbers that come closest to being the factors on all examples at once."""
    scales = [max(float(np.abs(rows).max(initial=0.0)), 1e-300) for rows in given.rows]
    matrix = np.hstack([rows / scale for rows, scale in zip(given.rows, scales, strict=True)])
    wanted = np.hstack(
        [p.returned.ravel() / scale for p, scale in zip(given.pairs, scales, strict=True)]
    )
    return np.linalg.lstsq(matrix.T, wanted, rcond=None)[0]


def _close(factors_here: Sequence[Any], rows: Any, pair: Pair) -> Any:
    """Which of many combinations of factors give nearly what was returned on one example."""
    sums = sum(np.multiply.outer(f, row) for f, row in zip(factors_here, rows, strict=True))
    size = np.abs(sums).max(axis=1, initial=0.0)
    usual = float(np.abs(pair.right).max(initial=0.0))
    slack = pair.tolerance * np.maximum(1.0, size / usual if usual else 1.0)
    slack += RELATIVE_TOLERANCE * size
    return np.all(np.abs(sums - pair.returned.ravel()) <= slack[:, None], axis=1)


def _is_sum(given: _Sum, values: Any) -> bool:
    """Whether the terms with these factors are what was returned, as closely as a known mistake
    would have to be."""
    return all(
        Candidate((values[:, i] @ rows).reshape(p.right.shape), p.right).is_same_as(
            p.returned, p.tolerance
        )
        for i, (p, rows) in enumerate(zip(given.pairs, given.rows, strict=True))
    )


# --- in words ----------------------------------------------------------------------------------


def _is_one_factor(names: tuple[str, ...], terms: Terms) -> bool:
    own = len(terms.names)
    return len(set(names[:own])) == 1 and set(names[own:]) <= {_NONE}


def _said(
    terms: Terms, names: tuple[str, ...], evidence: Evidence, say: Language, count: int
) -> Explanation:
    own = len(terms.names)
    texts = [say(name) for name in terms.names + terms.besides]
    quoted = [f'"{text}"' for text in texts]
    states = [_state(name, say) for name in names[:own]]
    states += [_extra_state(name, say) for name in names[own:]]
    shown = [i for i in range(len(names)) if i < own or names[i] != _NONE]
    off = [i for i in shown if i >= own or names[i] != _ONE]
    width = max(len(texts[i]) for i in shown) + 5
    rows = "".join(f"\n  {texts[i]:<{width}}{states[i]}" for i in shown)
    opening = say("Term by term, matched on all {count} inputs.", count=count)
    headline, sentence = _off(names, off, own, quoted, say)
    if terms.part:
        headline = f"{terms.part}: {headline}"
        sentence = f"{say('{part} is wrong.', part=terms.part)} {sentence}"
    return Explanation(
        code=_code(terms, names, off),
        headline=headline,
        sentence=sentence,
        why=f"{opening} {say(terms.says)}{rows}",
        right=_right(terms, names, evidence, say),
        hints=(
            _hint(names[off[0]], quoted[off[0]], say, is_extra=off[0] >= own),
            *(say(hint) for hint in terms.hints),
        ),
    )


def _state(factor: str, say: Language) -> str:
    match factor:
        case "1":
            return say("present")
        case "0":
            return say("missing")
        case "-1":
            return say("opposite sign")
        case _:
            return say("{factor} times the right one", factor=factor)


def _extra_state(factor: str, say: Language) -> str:
    match factor:
        case "1":
            return say("added")
        case "-1":
            return say("subtracted")
        case _:
            return say("added {factor} times", factor=factor)


def _off(
    names: tuple[str, ...], off: list[int], own: int, quoted: list[str], say: Language
) -> tuple[str, str]:
    """What is off, in a few words and in a sentence."""
    if len(off) > 1:
        listed = say.listed([quoted[i] for i in off])
        return say("several terms off"), say(
            "Several terms of the sum are not as they should be: {terms}.", terms=listed
        )
    (one,) = off
    term = quoted[one]
    if one >= own:
        return say("one term too many"), say("The sum has one term too many: {term}.", term=term)
    match names[one]:
        case "0":
            return say("one term is missing"), say(
                "One term of the sum is missing: {term}.", term=term
            )
        case "-1":
            return say("sign of one term"), say(
                "One term of the sum has the opposite sign: {term}.", term=term
            )
        case _:
            return say("factor of one term"), say(
                "One term of the sum does not have the right factor: {term}.", term=term
            )


def _hint(factor: str, term: str, say: Language, *, is_extra: bool) -> str:
    if is_extra:
        return say(
            "Which line brings in this term: {term}? Where does it come from on paper?", term=term
        )
    match factor:
        case "0":
            return say(
                "Where does this term come from on paper: {term}? Which line of the code should"
                " compute it, and what becomes of its result?",
                term=term,
            )
        case "-1":
            return say(
                "Follow one term from the first line on paper to the code: {term}. At which step is"
                " its sign decided?",
                term=term,
            )
        case _:
            return say(
                "Work out one term of the example on paper: {term}. By which numbers is it"
                " multiplied there, and by which ones in the code?",
                term=term,
            )


def _right(terms: Terms, names: tuple[str, ...], evidence: Evidence, say: Language) -> str:
    """The other parts, as far as they are right, and the terms that are as they should be."""
    good = [name for p, name in enumerate(evidence.parts) if p not in evidence.wrong_parts]
    said = [say("{parts}, on every input.", parts=say.listed(good))] if good else []
    said += [
        say("{part}, for the {through} returned.", part=other.part, through=terms.part)
        for other in evidence.question.entry.terms
        if other.through == terms.part != other.part and factors(evidence, other) == names
    ]
    own = zip(terms.names, names, strict=False)
    present = [f'"{say(name)}"' for name, factor in own if factor == _ONE]
    if present:
        said.append(say("Of the sum: {terms}.", terms=say.listed(present)))
    return " ".join(said)


def _code(terms: Terms, names: tuple[str, ...], off: list[int]) -> str:
    every = terms.names + terms.besides
    wrong = "+".join(f"{_kebab(every[i])}*{_compact(names[i])}" for i in off)
    return f"terms:{terms.part}:{wrong}" if terms.part else f"terms:{wrong}"


def _compact(factor: str) -> str:
    """A factor without spaces: 1/(N K) → 1/(N*K), 1 - beta → (1-beta)."""
    compact = factor.replace(" - ", "-").replace(" ", "*")
    return f"({compact})" if factor.startswith("1 - ") else compact


def _kebab(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
