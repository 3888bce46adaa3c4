"""A formula that calls another one: a mistake that is known of that other one, found in the whole.

The gradient of a network is wrong where the way back through one of its layers is, and for the
reason that is known of that layer by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.diagnosis import array_by_array, at_once
from grader.diagnosis.explanation import Explanation
from grader.diagnosis.known_mistake import every_matching, matched
from grader.diagnosis.opening import continued, opening
from grader.evidence import Evidence
from grader.language import Language
from reference.formula import Mistake, Step


@dataclass(frozen=True)
class _Found:
    """A mistake in one step that gives what the function gives, on `count` inputs; 0 where it shows
    at extreme inputs only."""

    step: Step
    mistake: Mistake
    count: int


def explain(evidence: Evidence, say: Language) -> Explanation | None:
    """The known mistake in a step of the formula that gives what the student's function gives,
    else the pair of them.

    Where several mistakes do, they cannot be told apart here: all are named, and nothing is said
    that is true of one of them alone.
    """
    by_name: dict[tuple[str, str], _Found] = {}
    for one in _matching(evidence):
        by_name.setdefault((one.step.where, one.mistake.headline), one)
    match list(by_name.values()):
        case []:
            found = _two(evidence, say)
        case [one]:
            found = _one(one, say)
        case several:
            found = _several(several, say)
    return None if found is None else replace(found, right=_right(evidence, say))


def _matching(evidence: Evidence) -> Iterator[_Found]:
    # Of two conventions in a derivative there is less to say than of the student's own function.
    kinds = ("mistake",) if evidence.own else ("mistake", "convention")
    seen = set()
    for step, question in evidence.question.steps:
        for mistake in every_matching(evidence, question, kinds):
            # In all calls rather than in some, where that is the same.
            if (code := _code(step, mistake.name)) not in seen:
                seen.add(code)
                yield _Found(step, mistake, matched(mistake, evidence, question))


def _one(found: _Found, say: Language) -> Explanation:
    step, mistake = found.step, found.mistake
    headline = say(mistake.headline)
    return Explanation(
        code=_code(step, mistake.name),
        headline=_elsewhere(say) if _renamed(step, mistake.headline) else headline,
        sentence=say(
            'There is a mistake {where}: "{mistake}".',
            where=_where(step, mistake, say=say),
            mistake=headline,
        ),
        why=continued(opening(mistake, found.count, say), say(mistake.why)),
        hints=_hints(tuple(map(say, mistake.hints)), say),
        is_convention=mistake.kind == "convention",
    )


def _several(found: list[_Found], say: Language) -> Explanation:
    first, *others = [
        {"where": say(one.step.where), "mistake": say(one.mistake.headline)} for one in found
    ]
    said = [say('There is a mistake {where}: "{mistake}".', **first)]
    said += [say('Or {where}: "{mistake}".', **other) for other in others]
    return Explanation(
        code=_code(found[0].step, found[0].mistake.name),
        headline=_elsewhere(say),
        sentence=" ".join(said),
        why=say("On all {count} inputs, each of them gives the same.", count=found[0].count)
        if found[0].count
        else "",
    )


def _two(evidence: Evidence, say: Language) -> Explanation | None:
    if not evidence.wrong_parts:
        return None
    for step, question in evidence.question.steps:
        if pair := at_once.matching(evidence, question):
            found = at_once.both(pair, evidence, say)
            where = say("There is a mistake {where}.", where=_where(step, *pair.both, say=say))
            return replace(
                found,
                code=_code(step, found.code),
                sentence=f"{where} {found.sentence}",
                hints=_hints(found.hints, say),
                beside=tuple(
                    replace(one, code=_code(step, one.code), hints=_hints(one.hints, say))
                    for one in found.beside
                ),
            )
    return None


def _code(step: Step, name: str) -> str:
    return f"{step.of.name}:{name}"


def _elsewhere(say: Language) -> str:
    """The headline where that of the mistake has letters that are none of the whole."""
    return say("a mistake in one step")


def _where(step: Step, *mistakes: Mistake, say: Language) -> str:
    """The step, with what the letters in the texts about it are here."""
    texts = [text for m in mistakes for text in (m.headline, m.why, *m.hints)]
    letters = [f"{letter}: {say(step.letters[letter])}" for letter in _renamed(step, *texts)]
    return f"{say(step.where)} ({'; '.join(letters)})" if letters else say(step.where)


def _renamed(step: Step, *texts: str) -> list[str]:
    """Those letters in texts about a step that mean something else in the whole, or nothing."""
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    return [letter for letter in step.letters if letter in words]


def _hints(hints: tuple[str, ...], say: Language) -> tuple[str, ...]:
    return tuple(say("For this step alone: {hint}", hint=hint) for hint in hints)


def _right(evidence: Evidence, say: Language) -> str:
    """The arrays of a gradient that come before the first wrong one."""
    said = (array_by_array.explain(evidence, say, part) for part in evidence.wrong_parts)
    return next((one.right for one in said if one is not None), "")
