"""Parts of a result that are wrong for reasons of their own: each reason is named."""

from __future__ import annotations

import re
from dataclasses import replace

from grader.diagnosis.explanation import Explanation
from grader.diagnosis.reasons import Reason, Reasons
from grader.evidence import Evidence
from grader.language import Language


def explain(found: Reasons, evidence: Evidence, say: Language) -> Explanation | None:
    """All reasons in one explanation, the first of them in front."""
    if not found.reasons:
        return None
    listed = [_with_parts(reason, evidence, say) for reason in found.reasons]
    codes = [one for reason in listed for one in reason]
    if found.unnamed:
        names = say.listed([evidence.parts[p] for p in found.unnamed])
        codes.append(
            Explanation(
                code=f"unnamed:{'+'.join(evidence.parts[p] for p in found.unnamed)}",
                headline="",
                why=say("For {parts}, no known mistake matches.", parts=names),
            )
        )
    first, *others = codes
    named = [evidence.parts[p] for reason in found.reasons for p in reason.parts]
    return replace(
        first,
        headline=say("{parts} are wrong", parts=say.listed(named)) if len(named) > 1 else "",
        sentence=_sentence(found, evidence, say),
        right=_right(found, evidence, say),
        action="",
        is_factor=False,
        is_convention=False,
        beside=tuple(others),
    )


def _with_parts(reason: Reason, evidence: Evidence, say: Language) -> list[Explanation]:
    """One explanation for each code: a multiple that several parts share has one for each."""
    names = [evidence.parts[p] for p in reason.parts]
    why = f"{say.listed(names)}: {after_a_colon(reason.found.why, evidence)}"
    first = replace(reason.found, why=why)
    if reason.is_known:
        return [first]
    base = reason.found.code.partition(":")[0]
    others = [Explanation(code=f"{base}:{name}", headline="", why="") for name in names[1:]]
    return [first, *others]


def after_a_colon(text: str, evidence: Evidence) -> str:
    """A sentence that goes on behind a colon; the name of an input or a size stays as it is."""
    names = {*evidence.question.formula.domain, *evidence.examples[0].sizes, *evidence.parts}
    first = re.match(r"\w*", text)
    if first is not None and first[0] in names:
        return text
    return text[:1].lower() + text[1:]


def _sentence(found: Reasons, evidence: Evidence, say: Language) -> str:
    """Which parts are wrong, and what is wrong with each."""
    said = []
    for reason in found.reasons:
        parts = say.listed([evidence.parts[p] for p in reason.parts])
        if reason.given:
            through = say.listed([evidence.parts[p] for p in reason.given])
            said.append(
                say(
                    "Wrong in {parts}, for the {through} returned: {what}.",
                    parts=parts,
                    through=through,
                    what=reason.found.headline,
                )
            )
        elif reason.is_known or len(reason.parts) > 1 or not reason.found.sentence:
            headline = reason.found.headline
            said.append(
                say("Mistake in {parts}: {what}.", parts=parts, what=headline)
                if headline
                else say("There is a mistake in {parts}.", parts=parts)
            )
        else:
            said.append(reason.found.sentence)
    if found.unnamed:
        names = [evidence.parts[p] for p in found.unnamed]
        said.append(say("There is a mistake in {parts}, too.", parts=say.listed(names)))
    return " ".join(said)


def _right(found: Reasons, evidence: Evidence, say: Language) -> str:
    """The parts that are right, and those that are for what was returned in the others."""
    good = [name for p, name in enumerate(evidence.parts) if p not in evidence.wrong_parts]
    said = [say("{parts}, on every input.", parts=say.listed(good))] if good else []
    if found.following:
        wrong = [evidence.parts[p] for reason in found.reasons for p in reason.parts]
        of = [evidence.parts[p] for p in found.following]
        said.append(
            say(
                "{part}, for the {through} returned.",
                part=say.listed(of),
                through=say.listed(wrong),
            )
        )
    return " ".join(said)
