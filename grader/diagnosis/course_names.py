"""What a course calls the things that a report speaks of: read off the lines that call its
functions.

The texts about a formula use its letters; a student looks for the names of the course. The lines
say which is which: in `rmsprop(w, g, {"decay_rate": beta})`, with `def rmsprop(w, dw, config)` in
the assignment, g is `dw` and beta is `config["decay_rate"]`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from grader.assignment import Call, parameters
from grader.language import Language
from grader.question import Question

_LONGEST = 24  # characters; of what is longer, the lines themselves tell more


class Renamed(NamedTuple):
    """What a formula writes as `written`, with these of its letters, is `name` in `function`."""

    written: str
    letters: frozenset[str]
    name: str
    function: str


def told(question: Question, texts: Iterable[str], say: Language) -> str:
    """The names of the course for those letters that the texts speak of; "" where there are none,
    or where they are those of the formula."""
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    found = [one for one in renamed(question) if one.letters & words]
    own = question.task.function
    # A letter that the function itself is given has its name from there.
    known = {letter for one in found if one.function == own for letter in one.letters}
    shown = [one for one in found if one.function == own or not one.letters & known]
    sentences = [
        say(
            "In {function}, {names}.",
            function=function,
            names=say.listed(
                [
                    say("{letter} is called {name}", letter=one.written, name=one.name)
                    for one in shown
                    if one.function == function
                ]
            ),
        )
        for function in dict.fromkeys(one.function for one in shown)
    ]
    return " ".join(sentences)


def name_of(question: Question, letter: str) -> str:
    """What the student's own function calls an argument of the formula; the letter itself where
    the lines do not say it."""
    own = question.task.function
    names = {one.name for one in renamed(question) if one.written == letter and one.function == own}
    return names.pop() if len(names) == 1 else letter


def renamed(question: Question) -> tuple[Renamed, ...]:
    """Everything that has another name in the course, capitals aside, in the order of the lines."""
    call = question.call
    if call is None:
        return ()
    found = _Reading(call, question.signatures).run()
    return tuple(dict.fromkeys(one for one in found if not _is_alike(one)))


def _is_alike(one: Renamed) -> bool:
    key = re.search(r'\["(\w+)"\]$', one.name)
    return one.written.casefold() == (key[1] if key else one.name).casefold()


class _Reading:
    """The lines of a call, statement by statement: what each of its own names stands for."""

    def __init__(self, call: Call, signatures: Mapping[str, str]) -> None:
        self._body = call.body
        self._letters = set(call.arguments)
        self._parameters = {f: parameters(head) for f, head in signatures.items()}
        # None: what a function of the course returned.
        self._values: dict[str, ast.expr | None] = {}

    def run(self) -> Iterator[Renamed]:
        for statement in self._body:
            for node in ast.walk(statement):
                if isinstance(node, ast.Call) and self._is_of_the_course(node):
                    yield from self._arguments(node)
            self._keep(statement)

    def _is_of_the_course(self, node: ast.AST) -> bool:
        match node:
            case ast.Call(func=ast.Name(id=name)):
                return name in self._parameters
        return False

    def _keep(self, statement: ast.stmt) -> None:
        """The value of a name, where it is no result of a function of the course."""
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                is_result = any(map(self._is_of_the_course, ast.walk(value)))
                self._values[name] = None if is_result else value
            case ast.AugAssign(target=ast.Name(id=name), op=ast.BitOr(), value=ast.Dict() as more):
                if isinstance(before := self._values.get(name), ast.Dict):
                    both = ast.Dict([*before.keys, *more.keys], [*before.values, *more.values])
                    self._values[name] = both
            case _:
                self._values |= dict.fromkeys(_written(statement))

    def _arguments(self, node: ast.Call) -> Iterator[Renamed]:
        function = node.func.id if isinstance(node.func, ast.Name) else ""
        parameters = self._parameters[function]
        for number, value in enumerate(node.args):
            if isinstance(value, ast.Starred):
                return
            own = value.id if isinstance(value, ast.Name) and value.id in self._values else ""
            name = parameters[number] if number < len(parameters) else own
            if name:
                yield from self._entries(name, value, function)
        for keyword in node.keywords:
            if keyword.arg is not None:
                yield from self._entries(keyword.arg, keyword.value, function)

    def _entries(self, name: str, value: ast.expr, function: str) -> Iterator[Renamed]:
        meant = value
        if isinstance(value, ast.Name) and value.id in self._values:
            kept = self._values[value.id]
            if kept is None:
                return
            meant = kept
        match meant:
            case ast.Call(func=ast.Attribute(value=ast.Name() as copied, attr="copy"), args=[]):
                meant = copied
        if isinstance(meant, ast.Dict):
            for key, entry in zip(meant.keys, meant.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield from self._entries(f'{name}["{key.value}"]', entry, function)
            return
        # A name that the lines set themselves is none of the formula's any more.
        letters = frozenset(_read(meant)) & self._letters - set(self._values)
        written = ast.unparse(meant)
        if letters and len(written) <= _LONGEST:
            yield Renamed(written, letters, name, function)


def _written(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement gives a value, or whose entries it does: those in a block, too."""
    for node in ast.walk(statement):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
                yield name


def _read(expression: ast.AST) -> Iterator[str]:
    """The names whose values, and not their sizes alone, an expression is made from."""
    match expression:
        case ast.Name(id=name):
            yield name
        case ast.Attribute(attr="shape" | "size" | "ndim") | ast.Call(func=ast.Name(id="len")):
            return
        case _:
            for node in ast.iter_child_nodes(expression):
                yield from _read(node)
