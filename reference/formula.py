"""The records that a formula file fills in: formula, law, claim, textbook line, mistake, pair,
terms, step.

Every record is frozen and callable like the function that it wraps. Nothing registers itself:
`reference.catalogue` reads the records off the modules in `reference/formulas/`.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from reference.domain import Domain, Generator, Gradient, GradientFunction, Parameter


@dataclass(frozen=True)
class Derivative:
    """Which function a formula differentiates, and how its result is laid out.

    gradient: ∂f/∂w for a scalar f, in the shape of w. jacobian: [i, j] = ∂f_i/∂x_j.
    vjp: Σ_i cotangent_i ∂f_i/∂x, in the shape of x. entrywise: ∂f_i/∂x_i, in the shape of x,
    of an f that takes each entry by itself. `wrt` names the arguments of f, one for each
    part that the formula returns; `cotangent` the argument that holds the upstream gradient.
    """

    kind: Literal["gradient", "jacobian", "vjp", "entrywise"]
    of: Formula
    wrt: tuple[str, ...]
    cotangent: str | None = None


@dataclass(frozen=True)
class Formula:
    """One formula of the course: numpy code, the inputs it is defined on, what it returns.

    `parts` names what is returned, each with its share of the points. `example` is the smallest
    input worth showing; `extremes` are inputs on which an unstable computation breaks.
    `unproved` says why the code is out of reach of the prover, where it is; its laws and its
    derivative are then tested, and no claims. `convention` says which of several forms in use
    this one is, such as {"reduction": "mean"}.
    """

    function: Callable[..., Any]
    domain: Mapping[str, Domain]
    parts: Mapping[str, int]
    example: Mapping[str, Any]
    extremes: tuple[Mapping[str, Any], ...] = ()
    derivative: Derivative | None = None
    convention: Mapping[str, str] = field(default_factory=dict)
    unproved: str = ""

    @property
    def name(self) -> str:
        return self.function.__name__

    @property
    def statement(self) -> str:
        """The docstring of the file in which the formula lives."""
        return inspect.getdoc(inspect.getmodule(self.function)) or ""

    @property
    def is_update_rule(self) -> bool:
        return any(isinstance(domain, Parameter) for domain in self.domain.values())

    @property
    def is_random(self) -> bool:
        """Whether what it returns is drawn at random.

        Right functions may draw in different ways, so there is no value to compare: an answer is
        judged by its shape and its laws alone. A law of a random formula holds of every draw but,
        at most, one in 10¹⁵. What holds only nearly is stated of a large draw: one side is what
        was measured there, the other one the nearest number that it may be.
        """
        return any(isinstance(domain, Generator) for domain in self.domain.values())

    @property
    def gradient_argument(self) -> str:
        """The argument of an update rule that receives the gradient, as an array or a function."""
        kinds = Gradient | GradientFunction
        return next(name for name, d in self.domain.items() if isinstance(d, kinds))

    def __call__(self, *arguments: Any) -> Any:
        return self.function(*arguments)


@dataclass(frozen=True)
class Law:
    """An equation that every right answer satisfies, whatever code computed it.

    The function receives the result (or the parts of it), with `twin` also the result on the
    transformed inputs, then the inputs by name; it returns the two sides, arrays or tuples of
    arrays, which must agree. `twin` maps the inputs, as keyword arguments, to those that change.
    `says` is one sentence that a student reads when the law is broken.
    """

    function: Callable[..., Any]
    formula: Formula
    says: str
    twin: Callable[..., Mapping[str, Any]] | None = None

    @property
    def name(self) -> str:
        return kebab(self.function.__name__)


@dataclass(frozen=True)
class Mistake:
    """A wrong formula that students really write, named after the wrong pattern, never the fix.

    The texts are read by students, so each exists in Portuguese in the gettext catalogue.
    `headline`: a few words for the table; `alone`: others for where nothing else is wrong, if those
    say more there. `why`: what the code does, as behaviour; it follows
    "A known mistake, matched on all inputs:", so it starts in lower case (in upper case where a
    full stop fits better than the colon). `hints`: one to three, never the fix.
    `sentence`, `right`, `action`: what is wrong in one sentence, what holds already, and the one
    thing to do before editing; where empty, they are measured.
    `kind`: a "mistake"; another "convention" that is in use, whose `convention` says which; or
    "accepted", a form that is right up to what nobody can fault, graded in full with a remark.
    `constants`: numbers of which any one may stand in the code, or one for each of several forms
    that make the same mistake, the plainest first; the function takes it as its last argument.
    `only_extreme`: right on ordinary inputs, wrong only where the computation is unstable.
    `converse`: for a convention, the `why` where an assignment asks for this form and the
    formula's own is handed in; `elsewhere`: its own `why` where a third form is asked for.
    `carry`: for a convention, the function that computes in it what a form of the formula's own
    convention computes: it takes that form, then the arguments. With it every mistake is known in
    this convention too, but for those whose texts have a word that begins with one of
    `instead_of`: what the formula's own convention does, and this one not.
    `inherited`: what to say instead of `why` when the code calls a function of the same
    submission that makes the mistake `inherits`.
    """

    function: Callable[..., Any]
    formula: Formula
    headline: str
    why: str
    hints: tuple[str, ...]
    alone: str = ""
    sentence: str = ""
    right: str = ""
    action: str = ""
    kind: Literal["mistake", "convention", "accepted"] = "mistake"
    convention: Mapping[str, str] = field(default_factory=dict)
    converse: str = ""
    elsewhere: str = ""
    carry: Callable[..., Any] | None = None
    instead_of: tuple[str, ...] = ()
    constants: tuple[float, ...] = ()
    only_extreme: bool = False
    inherits: Mistake | None = None
    inherited: str = ""

    @property
    def name(self) -> str:
        return kebab(self.function.__name__)

    @property
    def texts(self) -> tuple[str, ...]:
        """What a student reads where this mistake is named."""
        names = (self.headline, self.alone)
        said = (self.sentence, self.why, self.right, self.action, self.inherited)
        return (*names, *said, *self.hints)

    @property
    def forms(self) -> tuple[Callable[..., Any], ...]:
        """The functions that make this mistake, one for each of the constants."""
        if not self.constants:
            return (self.function,)
        return tuple(_with_last(self.function, constant) for constant in self.constants)

    def __call__(self, *arguments: Any) -> Any:
        return self.forms[0](*arguments)


@dataclass(frozen=True)
class Pair:
    """Two known mistakes that often stand in one function, where both spoil the same part.

    The function makes both at once. Its texts are those of the two, `first` being the one that
    comes first in the code. Mistakes in different parts need no pair: they are told part by part.
    """

    function: Callable[..., Any]
    first: Mistake
    second: Mistake

    @property
    def formula(self) -> Formula:
        return self.first.formula

    @property
    def both(self) -> tuple[Mistake, Mistake]:
        return self.first, self.second

    @property
    def name(self) -> str:
        return f"{self.first.name}+{self.second.name}"

    def __call__(self, *arguments: Any) -> Any:
        return self.function(*arguments)


@dataclass(frozen=True)
class Composition:
    """A formula in terms of another one's result: what a right function returns that calls a
    function of the same submission, be that one right or wrong.

    The function receives the result of `of` at the arguments of the formula that have the names of
    its own, then the arguments of the formula.
    """

    function: Callable[..., Any]
    formula: Formula
    of: Formula

    def __call__(self, *arguments: Any) -> Any:
        return self.function(*arguments)


@dataclass(frozen=True)
class Terms:
    """One part of a right result as a sum of named terms.

    The function receives the arguments of the formula and returns one array (or number) for each
    of the `names`, which add up to the part, then one for each of `besides`, which do not belong
    there but may be found there. Of a parameter that an update rule moves, what the terms add up
    to is how far it moves. A wrong result that is a sum of the same terms with other factors is
    then named by its factors, whichever they are. Where a part is computed from another one, the
    terms of that other part stand first in the file, and `through` names it. A part may be a second
    sum with something besides it, which stands behind the first and is looked for after it.

    The texts are read by students. `says` is one sentence that ends with a colon; below it, each
    name stands beside what has become of the term: present, missing, opposite sign, N times.
    `hints` follow a first question about the term that is off. None of them names the fix.
    """

    function: Callable[..., tuple[Any, ...]]
    formula: Formula
    part: str
    names: tuple[str, ...]
    says: str
    besides: tuple[str, ...] = ()
    through: str = ""
    hints: tuple[str, ...] = ()

    def __call__(self, *arguments: Any) -> tuple[Any, ...]:
        return self.function(*arguments)


@dataclass(frozen=True)
class Claim:
    """A statement about a formula that the prover decides, in numpy code.

    The function receives inputs from the `domain` and returns two sides, arrays or tuples of
    arrays, that are equal whatever the inputs. With `derivative_of`, it returns what the
    derivative of that function by its argument `wrt` is: with a `cotangent`, the name of an
    input, the vector-Jacobian product, in the shape of `wrt`; without, every ∂out/∂wrt, the axes
    of the output before those of `wrt`. `says` is one sentence, `source` the place in the notes.
    """

    function: Callable[..., Any]
    about: Formula
    says: str
    domain: Mapping[str, Domain]
    source: str = ""
    derivative_of: Callable[..., Any] | None = None
    wrt: str = ""
    cotangent: str = ""

    @property
    def name(self) -> str:
        return kebab(self.function.__name__)


@dataclass(frozen=True)
class Recursion:
    """Arrays that a textbook changes step by step, as many times as the argument `steps` says.

    `begin` says what they are before the first step, {"h_i": "x_i"}; `each` what they become at a
    step, one after the other, so that the second reads what the first has just become. `sizes`
    gives the sizes of those index letters in `begin` at whose place no array says it.
    """

    steps: str
    begin: Mapping[str, str]
    each: Mapping[str, str]
    sizes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """How textbooks write a part of what a formula returns, in the language of derivations.

    `indices` name the axes of that part in their order, such as "i j". The names of arrays and
    numbers are those of the arguments, or of their keys where an argument is a dict. Of a list, a
    name without index letters is each entry of each of its arrays, and the result is such a list.
    `part` is one of the formula's parts, or a key of the dict that it returns. `domain` narrows the
    inputs of which the line speaks: networks of one depth. `recursion` and then `where` define
    other names.
    """

    formula: Formula
    text: str
    indices: str = ""
    part: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    domain: Mapping[str, Domain] = field(default_factory=dict)
    recursion: Recursion | None = None

    def __post_init__(self) -> None:
        for name in self.domain:
            if name not in self.formula.domain:
                raise TypeError(f"{self.text}: {name!r} is not an argument of {self.formula.name}")

    @property
    def inputs(self) -> Mapping[str, Domain]:
        """The domains of all arguments, as far as the line speaks of them."""
        return MappingProxyType({**self.formula.domain, **self.domain})


@dataclass(frozen=True)
class Step:
    """Another formula that the code of a formula calls, as a reader of the whole meets it.

    What is known of the mistakes in `of` is then looked for in the whole, too. The texts are read
    by students. `where` goes on behind "There is a mistake": "in the last layer". `letters` says
    what the letters in the texts of `of` are here, where they are others or none: {"X": "its
    input"}. `calls` are those calls that stand in one place of the code, counted from 0 as they are
    made, where a mistake may be in that place alone; such a step comes after that of all calls.
    """

    formula: Formula
    of: Formula
    where: str
    letters: Mapping[str, str] = field(default_factory=dict)
    calls: range = range(sys.maxsize)


def _with_last(function: Callable[..., Any], constant: float) -> Callable[..., Any]:
    return lambda *arguments: function(*arguments, constant)


def kebab(name: str) -> str:
    """A name of Python as it stands in reports: only_the_diagonal → only-the-diagonal."""
    return name.strip("_").replace("_", "-")


# --- decorators --------------------------------------------------------------------------------


def formula(
    *,
    example: Mapping[str, Any],
    parts: Mapping[str, int] | None = None,
    extremes: tuple[Mapping[str, Any], ...] = (),
    convention: Mapping[str, str] | None = None,
    unproved: str = "",
    gradient_of: Formula | None = None,
    jacobian_of: Formula | None = None,
    vjp_of: Formula | None = None,
    entrywise_derivative_of: Formula | None = None,
    wrt: tuple[str, ...] = (),
    cotangent: str | None = None,
    **domain: Domain,
) -> Callable[[Callable[..., Any]], Formula]:
    """Declare a function to be a formula; the keyword arguments give the domain of each argument.

    Without `parts` the formula returns one array or number. `gradient_of`, `jacobian_of`,
    `vjp_of` or `entrywise_derivative_of` names what it is the derivative of; `wrt` defaults to the
    first argument of that.

    Raises TypeError where the domain does not name the arguments of the function in their order.
    """

    def declare(function: Callable[..., Any]) -> Formula:
        names = tuple(inspect.signature(function).parameters)
        if tuple(domain) != names:
            raise TypeError(f"{function.__name__}{names}: the domain names {tuple(domain)}")
        if set(example) != set(names):
            raise TypeError(f"{function.__name__}{names}: the example names {tuple(example)}")
        derivative = None
        for kind, of in (
            ("gradient", gradient_of),
            ("jacobian", jacobian_of),
            ("vjp", vjp_of),
            ("entrywise", entrywise_derivative_of),
        ):
            if of is not None:
                first = next(iter(of.domain))
                derivative = Derivative(kind, of, wrt or (first,), cotangent)  # type: ignore[arg-type]
        return Formula(
            function=function,
            domain=MappingProxyType(dict(domain)),
            parts=MappingProxyType(dict(parts or {"": 1})),
            example=MappingProxyType(dict(example)),
            extremes=tuple(MappingProxyType(dict(inputs)) for inputs in extremes),
            derivative=derivative,
            convention=MappingProxyType(dict(convention or {})),
            unproved=unproved,
        )

    return declare


def law(
    of: Formula, *, says: str, twin: Callable[..., Mapping[str, Any]] | None = None
) -> Callable[[Callable[..., Any]], Law]:
    """Declare a function to compute the two sides of a law of the formula `of`."""
    return lambda function: Law(function, of, says, twin)


def mistake(
    of: Formula,
    *,
    headline: str,
    why: str,
    hints: str | tuple[str, ...],
    alone: str = "",
    sentence: str = "",
    right: str = "",
    action: str = "",
    kind: Literal["mistake", "convention", "accepted"] = "mistake",
    convention: Mapping[str, str] | None = None,
    converse: str = "",
    elsewhere: str = "",
    carry: Callable[..., Any] | None = None,
    instead_of: tuple[str, ...] = (),
    constants: tuple[float, ...] = (),
    only_extreme: bool = False,
    inherits: Mistake | None = None,
    inherited: str = "",
) -> Callable[[Callable[..., Any]], Mistake]:
    """Declare a function to be a known wrong form of the formula `of`."""

    def declare(function: Callable[..., Any]) -> Mistake:
        return Mistake(
            function=function,
            formula=of,
            headline=headline,
            why=why,
            hints=(hints,) if isinstance(hints, str) else hints,
            alone=alone,
            sentence=sentence,
            right=right,
            action=action,
            kind=kind,
            convention=MappingProxyType(dict(convention or {})),
            converse=converse,
            elsewhere=elsewhere,
            carry=carry,
            instead_of=instead_of,
            constants=constants,
            only_extreme=only_extreme,
            inherits=inherits,
            inherited=inherited,
        )

    return declare


def both(first: Mistake, second: Mistake) -> Callable[[Callable[..., Any]], Pair]:
    """Declare a function to make two known mistakes at once, in the order of the code.

    Raises TypeError where they are no two mistakes of one formula.
    """

    def declare(function: Callable[..., Any]) -> Pair:
        if first.formula is not second.formula or first is second:
            raise TypeError(
                f"{function.__name__}: {first.name} and {second.name} are no two mistakes"
                " of one formula"
            )
        return Pair(function, first, second)

    return declare


def composition(formula: Formula, *, of: Formula) -> Callable[[Callable[..., Any]], Composition]:
    """Declare a function to be a formula in terms of the result of another one."""
    return lambda function: Composition(function, formula, of)


def terms(
    of: Formula,
    *,
    part: str = "",
    names: tuple[str, ...],
    says: str,
    besides: tuple[str, ...] = (),
    through: str = "",
    hints: str | tuple[str, ...] = (),
) -> Callable[[Callable[..., tuple[Any, ...]]], Terms]:
    """Declare a function to compute the terms of which a part of the formula `of` is the sum.

    Raises TypeError where the formula has no such part.
    """

    def declare(function: Callable[..., tuple[Any, ...]]) -> Terms:
        for name in (part, through or part):
            if name not in of.parts:
                raise TypeError(f"{function.__name__}: {of.name} has no part {name!r}")
        return Terms(
            function=function,
            formula=of,
            part=part,
            names=names,
            says=says,
            besides=besides,
            through=through,
            hints=(hints,) if isinstance(hints, str) else hints,
        )

    return declare


def claim(
    about: Formula,
    *,
    says: str,
    source: str = "",
    derivative_of: Callable[..., Any] | None = None,
    wrt: str = "",
    cotangent: str = "",
    **domain: Domain,
) -> Callable[[Callable[..., Any]], Claim]:
    """Declare a function to state something about formulas that is to be proved.

    The keyword arguments give the domain of each argument; without any, it is the formula's own.
    Raises TypeError where the domain does not name the arguments of the function in their order.
    """

    def declare(function: Callable[..., Any]) -> Claim:
        names = tuple(inspect.signature(function).parameters)
        found = MappingProxyType(dict(domain) or dict(about.domain))
        if tuple(found) != names:
            raise TypeError(f"{function.__name__}{names}: the domain names {tuple(found)}")
        if derivative_of is not None and wrt not in found:
            raise TypeError(f"{function.__name__}: {wrt!r} is not an argument")
        return Claim(function, about, says, found, source, derivative_of, wrt, cotangent)

    return declare
