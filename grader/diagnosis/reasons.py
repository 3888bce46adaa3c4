"""Why parts of a result are wrong, each for a reason of its own.

A part that is right for the wrong state returned beside it is a consequence, and no reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from grader.candidates import Candidates
from grader.diagnosis import family, sum_of_terms
from grader.diagnosis.explanation import Explanation
from grader.diagnosis.known_mistake import gives_the_same
from grader.diagnosis.opening import continued, opening
from grader.diagnosis.own_state import from_own_state, is_right_for_it, state_parts
from grader.diagnosis.relation import relation
from grader.evidence import Evidence
from grader.language import Language
from grader.student.answers import Answer
from reference.formula import Mistake, Terms

_LOOKED_AT = 3  # results, the largest: with more numbers than terms, one is enough
_FAR = 1e-5  # of a result: more than rounding leaves, where it is a sum of the terms


@dataclass(frozen=True)
class Reason:
    """Why some parts are wrong: one thing, in words.

    `given` are the parts for which, as they were returned, the others are judged.
    """

    parts: tuple[int, ...]
    found: Explanation
    mistake: Mistake | None = None
    given: tuple[int, ...] = ()

    @property
    def is_known(self) -> bool:
        return self.mistake is not None


@dataclass(frozen=True)
class Reasons:
    """What is known of the wrong parts of one function, in the order in which they are computed.

    `following` are parts that are right for what was returned in the others, `unnamed` those that
    are wrong in no way that has a name.
    """

    reasons: tuple[Reason, ...]
    following: tuple[int, ...] = ()
    unnamed: tuple[int, ...] = ()

    @property
    def is_one(self) -> bool:
        """Whether all that is wrong comes from one thing, in one part."""
        return not self.unnamed and len(self.reasons) == 1 and len(self.reasons[0].parts) == 1


def reasons(evidence: Evidence, say: Language) -> Reasons | None:
    """Why each of several wrong parts is wrong; None where there is one such part, or nothing can
    be compared."""
    wrong = evidence.wrong_parts
    if len(wrong) < 2 or any(evidence.arrays[i] is None for i in evidence.ordinary):
        return None
    state = state_parts(evidence)
    first = tuple(p for p in wrong if p in state) if state else wrong
    later = tuple(p for p in wrong if p not in first)
    found = list(_of_mistakes(evidence, first, _independent(evidence, state), say))
    found += _of_relations(evidence, _rest(first, found), say)
    following: tuple[int, ...] = ()
    if later:
        own = from_own_state(evidence) if found else None
        if own is not None:
            following = tuple(p for p in later if is_right_for_it(own, evidence, p))
        left = tuple(p for p in later if p not in following)
        found += _of_mistakes(evidence, left, _independent(evidence, state) + left, say)
        if own is not None:
            left = _rest(left, found)
            found += _of_mistakes(own, left, (*_independent(evidence, state), *left), say, state)
            multiples = _of_relations(own, _rest(left, found), say)
            found += [replace(reason, given=first) for reason in multiples]
        found += _of_relations(evidence, _rest(left, found), say)
    said = tuple(_as_far_as_true(reason, evidence, following, say) for reason in found)
    return Reasons(said, following, _rest(_rest(wrong, found), [], following))


def _independent(evidence: Evidence, state: tuple[int, ...]) -> tuple[int, ...]:
    """The parts that are not computed from others that are returned."""
    return state or tuple(range(len(evidence.parts)))


def _rest(
    parts: tuple[int, ...], found: list[Reason], others: tuple[int, ...] = ()
) -> tuple[int, ...]:
    named = {part for reason in found for part in reason.parts}
    return tuple(p for p in parts if p not in named and p not in others)


def _of_mistakes(
    evidence: Evidence,
    parts: tuple[int, ...],
    independent: tuple[int, ...],
    say: Language,
    given: tuple[int, ...] = (),
) -> Iterator[Reason]:
    """Known mistakes that explain some of these parts and claim nothing else of the independent
    ones that is not so: the ones that explain most first. `given` are parts that were returned as
    the mistake finds them."""
    claims = [
        (mistake, explained)
        for mistake in evidence.question.mistakes
        if mistake.kind != "accepted" and not mistake.only_extreme
        if (explained := _explained(mistake, evidence, parts, independent, given))
    ]
    left = set(parts)
    reasons = []
    while left and claims:
        mistake, explained = max(claims, key=lambda claim: len(claim[1]))
        reasons.append(Reason(explained, _known(mistake, evidence, say), mistake))
        left -= set(explained)
        claims = [claim for claim in claims if left.issuperset(claim[1])]
    yield from sorted(reasons, key=lambda reason: reason.parts)


def _explained(
    mistake: Mistake,
    evidence: Evidence,
    parts: tuple[int, ...],
    independent: tuple[int, ...],
    given: tuple[int, ...],
) -> tuple[int, ...]:
    """Those of the parts that a form of the mistake explains; () where it gives, in a part that is
    independent of the others, what is neither right nor returned."""
    indices = evidence.ordinary
    for form in evidence.question.candidates(mistake) if not given else _forms(mistake, evidence):
        same = tuple(p for p in parts if gives_the_same(form, evidence, indices, (p,)))
        if same and all(
            _is_right(form, evidence, p)
            or (p not in given and gives_the_same(form, evidence, indices, (p,)))
            for p in independent
            if p not in same
        ):
            return same
    return ()


def _as_far_as_true(
    reason: Reason, evidence: Evidence, following: tuple[int, ...], say: Language
) -> Reason:
    """A known mistake without what it does to other parts, where that is not so here: one that
    spoils another part, which is not spoilt in that way, is not made as its text says."""
    mistake = reason.mistake
    if mistake is None or reason.given:
        return reason
    others = [p for p in range(len(evidence.parts)) if p not in (*reason.parts, *following)]
    indices = evidence.ordinary
    if any(
        gives_the_same(form, evidence, indices, reason.parts)
        and all(
            _is_right(form, evidence, p) or gives_the_same(form, evidence, indices, (p,))
            for p in others
        )
        for form in evidence.question.candidates(mistake)
    ):
        return reason
    why = f"{opening(mistake, len(indices), say)}."
    return replace(reason, found=replace(reason.found, why=why))


def _forms(mistake: Mistake, evidence: Evidence) -> Iterator[Candidates]:
    """What the forms of a mistake give on other examples than those of the bank."""
    for form in mistake.forms:
        yield Candidates(form, evidence.question.key, evidence.parts)


def _is_right(form: Candidates, evidence: Evidence, part: int) -> bool:
    for i in evidence.ordinary:
        wrong = form.on(i)
        tolerance = evidence.question.key.right[i].tolerance[part]
        if wrong is None or not wrong[part].is_right(tolerance):
            return False
    return True


def _of_relations(evidence: Evidence, parts: tuple[int, ...], say: Language) -> list[Reason]:
    """Parts that are sums of the right terms with other factors, or multiples of the right part;
    those that are the same multiple together."""
    alike: dict[str, list[int]] = {}
    found: dict[str, Explanation] = {}
    for p in parts:
        explained = _of_terms(evidence, p, say) or _multiple(evidence, p, say)
        if explained is not None:
            name = explained.code
            if explained.is_factor:
                name = name.partition(":")[0]
            found.setdefault(name, explained)
            alike.setdefault(name, []).append(p)
    return [Reason(tuple(of), found[name]) for name, of in alike.items()]


def _of_terms(evidence: Evidence, part: int, say: Language) -> Explanation | None:
    """What the terms tell of one part, the others left out of account."""
    own = [t for t in evidence.question.entry.terms if t.part == evidence.parts[part]]
    if not any(_may_be_a_sum(evidence, terms, part) for terms in own):
        return None
    return sum_of_terms.explain(_only(evidence, part), say)


def _may_be_a_sum(evidence: Evidence, terms: Terms, part: int) -> bool:
    """Whether the largest results are some sum of the terms: cheap, where the search is not."""
    key = evidence.question.key
    largest = sorted(evidence.ordinary, key=lambda i: -key.right[i].parts[part].size)[:_LOOKED_AT]
    for pair in family.pairs(evidence, part, largest):
        with np.errstate(all="ignore"):
            found = terms(*pair.example.arguments)
        rows = [np.broadcast_to(term, pair.right.shape).ravel() for term in found]
        returned = np.ravel(pair.returned)
        if returned.size != pair.right.size or not np.isfinite([returned, *rows]).all():
            return False
        best = np.linalg.lstsq(np.transpose(rows), returned, rcond=None)[0]
        size = max(float(np.abs(returned).max(initial=0.0)), pair.tolerance)
        if np.any(np.abs(best @ rows - returned) > _FAR * size):
            return False
    return True


def _multiple(evidence: Evidence, part: int, say: Language) -> Explanation | None:
    if relation(family.pairs(evidence, part, evidence.ordinary)) is None:
        return None
    return family.explain(evidence, say, part)


def _only(evidence: Evidence, part: int) -> Evidence:
    """The evidence as if all parts but one were right."""
    answers = []
    for answer, arrays, right in zip(
        evidence.answers, evidence.arrays, evidence.question.key.right, strict=True
    ):
        if arrays is None:
            answers.append(answer)
        else:
            parts = [*right.parts]
            parts[part] = arrays[part]
            answers.append(Answer("returned", tuple(parts)))
    return replace(evidence, answers=tuple(answers))


def _known(mistake: Mistake, evidence: Evidence, say: Language) -> Explanation:
    begun = opening(mistake, len(evidence.ordinary), say)
    return Explanation(
        code=mistake.name,
        headline=say(mistake.headline),
        why=continued(begun, say(mistake.why)),
        hints=tuple(map(say, mistake.hints)),
    )
