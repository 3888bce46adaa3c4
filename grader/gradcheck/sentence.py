"""The result of a gradient check in words: the finding in one sentence, then one line of advice."""

from __future__ import annotations

import math
import os
import re
from typing import TYPE_CHECKING

from grader.gradcheck.digits import brief, comparable
from grader.gradcheck.slip_words import seen
from grader.language import CODES, Language, Message, language

if TYPE_CHECKING:
    from grader.gradcheck.result import GradientCheck

_COARSE = 1e-6  # of the gradient's size: a pass that knows no more says so


def of_the_environment() -> Language:
    """The language that GRADPROOF_LANG names, as for the command line; English otherwise."""
    code = os.environ.get("GRADPROOF_LANG", "")
    return language(code if code in CODES else "en")


def sentence(result: GradientCheck, say: Language) -> str:
    """What was found, and on a second line what may help, where something may."""
    help_ = advice(result, say)
    return f"{finding(result, say)}\n{help_}" if help_ else finding(result, say)


def in_full(result: GradientCheck, say: Language) -> str:
    """The sentence, and on a last line the numbers that it rests on."""
    return f"{sentence(result, say)}\n{measurements(result, say)}"


def finding(result: GradientCheck, say: Language) -> str:
    """What was found, in one sentence."""
    match result.verdict, result.reason:
        case "pass", _:
            return _agreement(result, say)
        case "unsure", "kink":
            return say("Cannot tell: f has a kink at this x.")
        case "unsure", "not finite":
            return say("Cannot tell: f is not finite at x or close to it.")
        case "unsure", "non-deterministic":
            return say("Cannot tell: f returns another value each time it is called.")
        case "unsure", _:
            return _noise(result, say)
        case _, "shape":
            return misfit(result.detail or "", say)
        case _, "not finite":
            return say("{place} is not finite, although f is.", place=place(result))
    return _difference(result, say)


def misfit(detail: Message | str, say: Language) -> str:
    """What is said of a gradient that has not the shape of x, or holds no real numbers."""
    return say("The gradient does not fit x: {detail}.", detail=detail)


def advice(result: GradientCheck, say: Language) -> str:
    """One line on how to go on, or ""."""
    match result.verdict, result.reason:
        case "pass", _:
            return _unseen(result, say)
        case "unsure", "kink":
            if result.kink:
                return say("There are more beside it: move x to where f is smooth.")
            return say(
                "Move x off the kink, or give the gradient as a function: "
                "it is then checked a small step beside x."
            )
        case "unsure", "not finite":
            return say(
                "Move x away from the edge of the domain of f, "
                "or write f so that nothing overflows."
            )
        case "unsure", "non-deterministic":
            return say("Fix its seed: make the random generator anew inside f.")
        case "unsure", _:
            return say("Compute f more precisely: in float64, with tighter tolerances.")
        case _, "shape":
            return ""
        case _, "not finite":
            return say("Is there a division by 0, or the logarithm of 0?")
    beside = say("f has a kink at x: this was measured a small step beside it.")
    lines = [_elsewhere(result, say), beside if result.kink else ""]
    return " ".join(line for line in lines if line)


def measurements(result: GradientCheck, say: Language) -> str:
    """The numbers that the verdict rests on, in one line."""
    if not math.isfinite(result.relative_error) or not math.isfinite(result.uncertainty):
        return say("{count} evaluations of f", count=result.evaluations)
    return say(
        "relative difference {difference} ± {error} along a random direction, "
        "{count} evaluations of f",
        difference=_number(result.relative_error, 2, say),
        error=_number(result.uncertainty, 1, say),
        count=result.evaluations,
    )


def place(result: GradientCheck) -> str:
    """The coordinate in question, as one would write it: "gradient[3, 1]", "dW2[3, 1]"."""
    if result.where is None:
        return "gradient"
    path, index = _split(result.where)
    name = "gradient"
    if path:
        first, *others = path
        name = f"d{first}" if isinstance(first, str) and first else f"gradient[{first!r}]"
        if isinstance(first, int) and result.arguments:
            name = f"d{result.arguments[first]}"
        name += "".join(f"[{key!r}]" for key in others)
    return f"{name}[{', '.join(map(str, index))}]" if index else name


def _split(where: tuple[object, ...]) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """The way to an array, where there are several, and the index in it."""
    if where and isinstance(where[-1], tuple):
        return where[:-1], where[-1]
    return (), where


def _agreement(result: GradientCheck, say: Language) -> str:
    apart = max(result.relative_error, result.uncertainty)
    if not math.isfinite(apart):
        return say("The gradient agrees with f.")
    if apart == 0 and result.kink:
        return say("Beside the kink that f has at x, the gradient agrees with f exactly.")
    if apart == 0:
        return say("The gradient agrees with f exactly.")
    digits = max(math.floor(1e-9 - math.log10(apart)), 0)
    if result.kink:
        return say(
            "Beside the kink that f has at x, the gradient agrees with f to {digits} digits.",
            digits=digits,
        )
    return say("The gradient agrees with f to {digits} digits.", digits=digits)


def _unseen(result: GradientCheck, say: Language) -> str:
    if not _COARSE < result.uncertainty < math.inf:
        return ""
    return say(
        "f is not precise enough here to tell more: a difference below {share} would not be seen.",
        share=_share(result.uncertainty, say),
    )


def _noise(result: GradientCheck, say: Language) -> str:
    if not 0 < result.uncertainty < 1:
        return say("Cannot tell: f is too noisy around x.")
    return say(
        "Cannot tell: f is too noisy around x, its slope is known to ± {share} only.",
        share=_share(result.uncertainty, say),
    )


def _difference(result: GradientCheck, say: Language) -> str:
    if result.where is not None and result.measured is not None and result.claimed is not None:
        yours, measured, error = comparable(
            result.claimed, result.measured, result.measured_error or 0.0
        )
        return say(
            "{place}: yours {yours}, measured {measured} ± {error}",
            place=place(result),
            yours=yours,
            measured=measured,
            error=error,
        )
    if result.suspicion is None:
        return _unexplained(result, say)
    slip = seen(result.suspicion.partition(" ")[0], result.factor)
    text = say(slip.text, **{name: _pointed(times, say) for name, times in slip.values.items()})
    if not result.blocks:
        return _capital(text)
    blocks = say.listed([named(block, result) for block in result.blocks])
    return say("In {block} {what}", block=blocks, what=text)


def named(block: str, result: GradientCheck) -> str:
    """A block as one writes it: "W[:, 0]"; "gradient[1][:, 0]" of a tuple whose arrays have no
    names."""
    if not block.startswith("["):
        return block
    of_a_tuple = re.match(r"\[(\d+)\]", block)
    if of_a_tuple is None or not result.arguments:
        return f"gradient{block}"
    return result.arguments[int(of_a_tuple[1])] + block[of_a_tuple.end() :]


def _unexplained(result: GradientCheck, say: Language) -> str:
    if result.relative_error == math.inf:
        return say("Yours is 0 along a random direction, and f changes there.")
    return say(
        "Yours differs by {share} along a random direction; "
        "no single coordinate was found that explains it.",
        share=_share(result.relative_error, say),
    )


def _elsewhere(result: GradientCheck, say: Language) -> str:
    """What holds beside what was found: where else it is right, where else to look."""
    if result.where is not None:
        return say(_beside_it(result)) if result.where else ""
    if result.suspicion is None:
        return say("pictures.heat_map(f, gradient, x) shows where, coordinate by coordinate.")
    return say("The rest agrees.") if result.blocks else ""


def _beside_it(result: GradientCheck) -> Message:
    """Of a single wrong coordinate: its relation to the measured one, and that the others agree."""
    if not result.claimed or not result.measured or not result.measured_error:
        return Message("Every other coordinate agrees.")
    off = result.claimed / result.measured
    doubt = max(10 * result.measured_error / abs(result.measured), 1e-9)
    if abs(off + 1) <= doubt < 0.1:
        return Message("Yours has the opposite sign; every other coordinate agrees.")
    times = round(off)
    if times > 1 and abs(off / times - 1) <= doubt < 0.1 / times:
        return Message("Yours is {times} times that; every other coordinate agrees.", times=times)
    return Message("Every other coordinate agrees.")


def _share(part: float, say: Language) -> str:
    """A part of the gradient's size in words: "3.2 %"."""
    if part >= 1:
        return say("{times} times its size", times=_number(part, 2, say))
    if part < 1e-4:
        return say("{part} of its size", part=_number(part, 2, say))
    return f"{_number(100 * part, 2, say)} %"


def _number(value: float, digits: int, say: Language) -> str:
    """A number of a text; entries of arrays are written as numpy reads them."""
    return _pointed(brief(value, digits), say)


def _pointed(number: str, say: Language) -> str:
    return number.replace(".", ",") if say.code == "pt" else number


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
