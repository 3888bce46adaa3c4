"""One formula explained: statement, inputs, LaTeX of textbook and code, claims, their limits."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader.prove.records import Claim
from grader.prove.selection import nothing_to_prove
from grader.prove.table import counterexample, totals
from reference.catalogue import Entry
from reference.domain import Domain
from reference.formula import Formula, Line, Recursion
from reference.symbolic.formula_latex import Equations, of_code, of_line
from reference.symbolic.graph import Input, Node, Trait, words
from reference.symbolic.statements import Statement, statements
from reference.symbolic.symbols import LEADING, NoSymbolError, settings, symbols

_WIDTH = 80
LIMITS = (
    "It is about real numbers. Rounding and overflow are tested, not proved.",
    "Every size is at least 1, and a decimal such as 0.1 is read as 1/10.",
    "It holds of the inputs that are described, and of a derivative where there is one: where a"
    " maximum, an absolute value or a comparison has a kink, nothing is said.",
    'What stands under "where" at a claim is a condition of its proof.',
    "That numpy does what the interpreter takes it to do is tested at several sizes, not proved.",
)


def explanation(entry: Entry, claims: Sequence[Claim]) -> str:
    """Everything about one formula and what came out for its claims, ending in a newline."""
    formula = entry.formula
    more = {one.name: _more_inputs(one) for one in statements(entry)}
    found = [line for claim in claims for line in _claim(claim, more.get(claim.claim, ""))]
    pieces = [
        f"{formula.name}({', '.join(formula.domain)})",
        _indented(formula.statement),
        _titled(f"inputs, as the proofs take them{_largest(formula)}", _inputs(formula)),
        _titled("conventions that an assignment may ask for", _conventions(entry)),
        *(_equations(_textbook(line), of_line(line), line) for line in entry.lines),
        *(_equations(f"code{_of(one.part)}{_in(one.setting)}", one) for one in of_code(formula)),
        _titled("claims", found or _item(f"none: {nothing_to_prove(formula)}")),
        _titled("what a proof does not say", [line for limit in LIMITS for line in _item(limit)]),
        totals(claims) if claims else "",
    ]
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _of(part: str) -> str:
    return f", {part.strip('[]')}" if part else ""


def _in(setting: str) -> str:
    return f" ({setting})" if setting else ""


def _textbook(line: Line) -> str:
    """The title of a line: of which part it speaks, and of which inputs, where not of all."""
    narrowed = next(settings(line.inputs)).words if line.domain else ""
    return f"textbook{_of(line.part)}{_in(narrowed)}"


def _titled(title: str, lines: Sequence[str]) -> str:
    return "\n".join([title, *(f"  {line}".rstrip() for line in lines)]) if lines else ""


def _indented(text: str) -> str:
    return textwrap.indent(inspect.cleandoc(text), "  ")


def _item(text: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH - 2, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False
    )


def _equations(title: str, found: Equations, line: Line | None = None) -> str:
    typed: list[str] = []
    if line is not None:
        typed = [line.text, *_told(line.recursion)]
        typed += [f"where {left} := {right}" for left, right in line.where.items()]
    if found.reason:
        return _titled(title, [*typed, f"no LaTeX: {found.reason}"])
    return _titled(title, [*typed, *found.equations])


def _told(recursion: Recursion | None) -> Iterator[str]:
    """What a textbook repeats, step by step."""
    if recursion is not None:
        yield from (f"before step 1 {left} := {right}" for left, right in recursion.begin.items())
        yield from (
            f"in each of {recursion.steps} steps {left} := {right}"
            for left, right in recursion.each.items()
        )


def _conventions(entry: Entry) -> list[str]:
    """Each convention with its values; the formula above is in the first of them."""
    return [
        f"{name} = {', '.join([f'{values[0]} (as above)', *values[1:]])}"
        for name, values in entry.conventions.items()
    ]


# --- inputs ------------------------------------------------------------------------------------


def _inputs(formula: Formula) -> list[str]:
    """Each input with its shape, and all that a proof assumes of its entries."""
    rows = list(_rows(formula.domain))
    width = max(len(name) for name, _ in rows)
    return [f"{name:{width}}  {words}" for name, words in rows]


def _more_inputs(statement: Statement) -> str:
    """The inputs of a statement that are not, or not so, inputs of its formula."""
    known = set(_rows(statement.formula.domain))
    more = [row for row in _rows(statement.domain) if row not in known]
    return "; ".join(f"{name} {words}" for name, words in more)


def _rows(inputs: Mapping[str, Domain]) -> Iterator[tuple[str, str]]:
    *_, setting = settings(inputs)
    for name, domain in inputs.items():
        try:
            value = symbols({name: domain}, setting)[name]
        except NoSymbolError:
            yield name, "no array of symbols: what depends on it is not proved"
        else:
            yield from _described(name, value)


def _largest(formula: Formula) -> str:
    """Which of several settings is described, where a network has not always as many layers."""
    fixed = list(dict.fromkeys(setting.words for setting in settings(formula.domain)))
    return _in(fixed[-1]) if len(fixed) > 1 else ""


def _described(name: str, value: Any) -> Iterator[tuple[str, str]]:
    match value:
        case Input():
            yield name, f"{_shape(value)}{_assumed(value)}"
        case Node():
            yield name, "a whole number, at least 1"
        case Mapping() | list():
            parts = value.values() if isinstance(value, Mapping) else value
            for part in parts:
                yield from _described(part.name, part)
        case _:
            yield name, "the gradient of any quadratic, w -> A w - b"


def _shape(value: Input) -> str:
    if not value.axes:
        return "a number"
    shape = words(value.axes)
    return shape.replace(f"({LEADING},)", "(...)").replace(LEADING, "...")


def _assumed(value: Input) -> str:
    """What a proof takes for granted of the entries."""
    said = [_TRAITS[trait] for trait in _TRAITS if trait in value.traits]
    if "below one" in value.traits:
        said.remove(_TRAITS["positive"])
    if "step count" in value.traits:
        said = [_TRAITS["step count"]]
    return f", {' and '.join(said)}" if said else ", any real"


_TRAITS: Mapping[Trait, str] = {
    "positive": "positive",
    "not negative": "not negative",
    "below one": "between 0 and 1",
    "sums to one": "rows of numbers >= 0 that add up to 1",
    "step count": "1, 2, 3 and so on",
}


# --- claims ------------------------------------------------------------------------------------


def _claim(claim: Claim, inputs: str) -> Iterator[str]:
    heading = f"{claim.claim}: {_verdict(claim)}"
    yield from textwrap.wrap(heading, _WIDTH - 2, subsequent_indent=" " * 4, break_on_hyphens=False)
    for text in (
        claim.statement,
        f"with {inputs}" if inputs else "",
        f"source: {claim.source}" if claim.source else "",
        *(f"where: {_bare(condition)}" for condition in claim.conditions),
        *(f"stopped at: {reason}" for reason in claim.reasons),
        *(counterexample(claim.counterexample) if claim.counterexample else ()),
    ):
        yield from (f"  {line}" for line in textwrap.wrap(text, _WIDTH - 4))


def _verdict(claim: Claim) -> str:
    match claim.verdict:
        case "proved":
            who = " and ".join(claim.by) if len(claim.by) > 1 else f"{claim.by[0]} alone"
            return f"proved for {claim.scope}, by {who}"
        case "checked":
            return f"checked at {claim.scope}, not proved"
    return claim.verdict


def _bare(condition: str) -> str:
    return condition.removeprefix("where ")
