"""Two known mistakes in one part of a result: a pair of the catalogue, else one beside a factor.

Both are looked for only where nothing that is one thing explains the function.
"""

from __future__ import annotations

from grader.candidates import Candidates
from grader.diagnosis import multiplied
from grader.diagnosis.explanation import Explanation
from grader.diagnosis.family import pairs
from grader.diagnosis.known_mistake import gives_the_same
from grader.diagnosis.opening import continued
from grader.diagnosis.relation import relation
from grader.evidence import Evidence
from grader.language import Language
from grader.question import Question
from reference.formula import Pair


def explain(evidence: Evidence, say: Language) -> Explanation | None:
    """A pair of the catalogue, else a known mistake times a plain factor; None where a part that
    is wrong is a multiple of the right one, or for neither."""
    if any(relation(pairs(evidence, part, evidence.ordinary)) for part in evidence.wrong_parts):
        return None
    return declared(evidence, say) or multiplied.explain(evidence, say)


def declared(evidence: Evidence, say: Language) -> Explanation | None:
    """The pair of known mistakes that gives what the function gives, in words."""
    pair = matching(evidence, evidence.question)
    return None if pair is None else both(pair, evidence, say)


def both(pair: Pair, evidence: Evidence, say: Language) -> Explanation:
    """A pair that matches, in words."""
    first, second = pair.both
    named = {"first": say(first.headline), "second": say(second.headline)}
    count = len(evidence.ordinary)
    opening = say("Two known mistakes at once, matched on all {count} inputs", count=count)
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


def matching(evidence: Evidence, question: Question) -> Pair | None:
    """The pair known to a question that gives what the function gives, on every input."""
    every = tuple(range(len(evidence.parts)))
    for pair, function in question.pairs:
        form = Candidates(function, question.key, evidence.parts)
        if any(
            gives_the_same(form, evidence, evidence.ordinary, parts)
            for parts in dict.fromkeys((every, evidence.wrong_parts))
        ):
            return pair
    return None
