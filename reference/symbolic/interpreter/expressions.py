"""Evaluates the expressions of a program."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence

from reference.symbolic.graph import Node
from reference.symbolic.interpreter import (
    branches,
    containers,
    exact,
    loops,
    methods,
    operators,
    products,
    scopes,
)
from reference.symbolic.interpreter.builtin_functions import (
    call,
    concrete,
    each,
    gone_through,
    is_symbolic,
)
from reference.symbolic.interpreter.numpy_module import Constant
from reference.symbolic.interpreter.refusal import Refusal, mistake
from reference.symbolic.interpreter.session import Session, words
from reference.symbolic.interpreter.values import (
    Builtin,
    Frame,
    Function,
    Kind,
    List,
    Scalar,
    Slice,
    Table,
    Unknown,
    Value,
)

OPERATORS: Mapping[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.BitAnd: "&",
    ast.BitOr: "|",
}
_UNARY: Mapping[type[ast.unaryop], str] = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}
_COMPARISONS: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_CONSUMERS = frozenset({"sum", "max", "min", "list", "tuple", "dict", "sorted", "join", "prod"})


class Expressions:
    """Gives the value of an expression in a frame. `line` is where the program has come to."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.line = 0

    def evaluate(self, node: ast.expr, frame: Frame) -> Value:
        self.session.budget.step()
        self.line = node.lineno
        evaluate = self._EVALUATORS.get(type(node))
        if evaluate is None:
            raise Refusal(f"an expression of the kind {type(node).__name__}")
        value = evaluate(self, node, frame)
        if isinstance(value, Unknown):
            raise Refusal(value.reason)
        return value

    def call(self, function: Value, arguments: Sequence[Value], options: dict[str, Value]) -> Value:
        """Call a function of the program, or a known one."""
        line = self.line
        result = call(self.session, function, arguments, options)
        self.line = line
        return result

    def items(self, nodes: Sequence[ast.expr], frame: Frame) -> list[Value]:
        """The values of expressions, of which some may be starred."""
        values: list[Value] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                values.extend(concrete(self.session, self.evaluate(node.value, frame)))
            else:
                values.append(self.evaluate(node, frame))
        self.session.budget.length(len(values))
        return values

    # --- one method for each kind of expression ------------------------------------------------

    def _constant(self, node: ast.Constant, frame: Frame) -> Value:
        del frame
        value = node.value
        if isinstance(value, bool) or value is None or value is Ellipsis:
            return value
        if isinstance(value, int):
            self.session.budget.bits(value)
            return value
        if isinstance(value, float):
            return exact.real(value)
        if isinstance(value, str):
            self.session.budget.length(len(value))
            return value
        raise Refusal(f"a constant of the type {type(value).__name__}")

    def _name(self, node: ast.Name, frame: Frame) -> Value:
        return scopes.look_up(frame, node.id)

    def _binary(self, node: ast.BinOp, frame: Frame) -> Value:
        left, right = self.evaluate(node.left, frame), self.evaluate(node.right, frame)
        return self.operate(node.op, left, right)

    def operate(self, operator: ast.operator, left: Value, right: Value) -> Value:
        symbol = OPERATORS.get(type(operator))
        if symbol is None:
            raise Refusal(f"the operator {type(operator).__name__}")
        if symbol == "@":
            return products.matmul(self.session, left, right)
        if symbol == "%" and isinstance(left, str):
            return self._interpolated(left, right)
        return operators.binary(self.session, symbol, left, right)

    def _interpolated(self, text: str, values: Value) -> Value:
        parts = values if isinstance(values, tuple) else (values,)
        pieces = text.replace("%s", "%d").split("%d")
        if len(pieces) != len(parts) + 1 or "%" in "".join(pieces):
            raise Refusal("% with other than as many %d or %s as values")
        if any(not isinstance(part, int | str) or isinstance(part, bool) for part in parts):
            raise Refusal("% with other than integers and strings of the program")
        made = pieces[0] + "".join(f"{p}{t}" for p, t in zip(parts, pieces[1:], strict=True))
        self.session.budget.length(len(made))
        return made

    def _unary(self, node: ast.UnaryOp, frame: Frame) -> Value:
        value = self.evaluate(node.operand, frame)
        if isinstance(node.op, ast.Not):
            truth = operators.condition(self.session, value)
            return operators.negated(self.session, truth)
        return operators.unary(self.session, _UNARY[type(node.op)], value)

    def _either(self, node: ast.BoolOp, frame: Frame) -> Value:
        return self._connected(node.values, isinstance(node.op, ast.And), frame)

    def _connected(self, nodes: Sequence[ast.expr], is_and: bool, frame: Frame) -> Value:
        first = self.evaluate(nodes[0], frame)
        if len(nodes) == 1:
            return first
        truth = operators.condition(self.session, first)
        if isinstance(truth, bool):
            return self._connected(nodes[1:], is_and, frame) if truth == is_and else first

        def rest() -> Value:
            return self._connected(nodes[1:], is_and, frame)

        if is_and:
            return branches.fork(self.session, truth, rest, lambda: first)
        return branches.fork(self.session, truth, lambda: first, rest)

    def _compare(self, node: ast.Compare, frame: Frame) -> Value:
        left = self.evaluate(node.left, frame)
        result: Value = True
        for operator, comparator in zip(node.ops, node.comparators, strict=True):
            right = self.evaluate(comparator, frame)
            one = self._compared(operator, left, right)
            left = right
            if result is True:
                result = one
            elif one is False or (isinstance(one, Scalar) and isinstance(result, Scalar)):
                result = self._both(result, one)
            elif one is not True:
                raise Refusal("a chain of comparisons of arrays")
            if result is False:
                return False
        return result

    def _both(self, left: Value, right: Value) -> Value:
        if right is False:
            return False
        both = self.session.elementwise("and", left.node, right.node)
        return Scalar(both, is_numpy=False)

    def _compared(self, operator: ast.cmpop, left: Value, right: Value) -> Value:
        match operator:
            case ast.Is():
                return is_same(left, right)
            case ast.IsNot():
                return not is_same(left, right)
            case ast.In():
                return self._is_in(left, right)
            case ast.NotIn():
                return not self._is_in(left, right)
        return operators.compare(self.session, _COMPARISONS[type(operator)], left, right)

    def _is_in(self, value: Value, container: Value) -> bool:
        if isinstance(container, str) and isinstance(value, str):
            return value in container
        if isinstance(container, Table):
            return methods.key(value) in operators.known_entries(container)
        for item in concrete(self.session, container):
            answer = item is value or operators.compare(self.session, "==", item, value)
            if not isinstance(answer, bool):
                raise Refusal("symbolic numbers are compared by `in`")
            if answer:
                return True
        return False

    def _call(self, node: ast.Call, frame: Frame) -> Value:
        function = self.evaluate(node.func, frame)
        lazy = [part for part in node.args if isinstance(part, ast.GeneratorExp)]
        if lazy:
            return self._consumed(node, function, frame)
        arguments = self.items(node.args, frame)
        options: dict[str, Value] = {}
        for keyword in node.keywords:
            value = self.evaluate(keyword.value, frame)
            found = {keyword.arg: value} if keyword.arg else self._named(value)
            for name, one in found.items():
                if name in options:
                    raise mistake(f"the argument {name} is given twice")
                options[name] = one
        self.line = node.lineno
        return self.call(function, arguments, options)

    def _named(self, value: Value) -> dict[str, Value]:
        if not isinstance(value, Table) or any(not isinstance(k, str) for k in value.entries):
            raise Refusal(f"** of {words(value)}")
        return dict(operators.known_entries(value))

    def _consumed(self, node: ast.Call, function: Value, frame: Frame) -> Value:
        """A generator expression, which is gone through at once where a known function gets it."""
        name = function.name if isinstance(function, Builtin | Kind) else ""
        if len(node.args) != 1 or node.keywords or name not in _CONSUMERS:
            raise Refusal("a generator expression that is not gone through at once")
        (generator,) = node.args
        if not isinstance(generator, ast.GeneratorExp):
            raise TypeError(type(generator).__name__)
        values = self._comprehended(generator.elt, generator.generators, frame)
        self.line = node.lineno
        return self.call(function, [values], {})

    def _attribute(self, node: ast.Attribute, frame: Frame) -> Value:
        value = methods.attribute(self.session, self.evaluate(node.value, frame), node.attr)
        return value.make(self.session) if isinstance(value, Constant) else value

    def _subscript(self, node: ast.Subscript, frame: Frame) -> Value:
        container = self.evaluate(node.value, frame)
        return containers.get(self.session, container, self.evaluate(node.slice, frame))

    def _slice(self, node: ast.Slice, frame: Frame) -> Value:
        bounds = (node.lower, node.upper, node.step)
        return Slice(*(None if part is None else self.evaluate(part, frame) for part in bounds))

    def _tuple(self, node: ast.Tuple, frame: Frame) -> Value:
        return tuple(self.items(node.elts, frame))

    def _list(self, node: ast.List, frame: Frame) -> Value:
        return self.session.heap.list(self.items(node.elts, frame))

    def _dict(self, node: ast.Dict, frame: Frame) -> Value:
        made: dict[Value, Value] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                made.update(self._named(self.evaluate(value, frame)))
            else:
                at = methods.key(self.evaluate(key, frame))
                made[at] = self.evaluate(value, frame)
        return self.session.heap.table(made)

    def _lambda(self, node: ast.Lambda, frame: Frame) -> Value:
        return self.function(node, "<lambda>", frame)

    def function(self, node: ast.FunctionDef | ast.Lambda, name: str, frame: Frame) -> Function:
        """A function, with its defaults evaluated here and now."""
        arguments = node.args
        for part in ast.walk(arguments):
            if isinstance(part, ast.arg) and part.annotation is not None:
                plain_annotation(part.annotation)
        if isinstance(node, ast.FunctionDef) and node.returns is not None:
            plain_annotation(node.returns)
        defaults = tuple(self.evaluate(part, frame) for part in arguments.defaults)
        named = {
            argument.arg: self.evaluate(part, frame)
            for argument, part in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
            if part is not None
        }
        return Function(name, node, frame, defaults, named, scopes.assigned(node))

    def _conditional(self, node: ast.IfExp, frame: Frame) -> Value:
        truth = operators.condition(self.session, self.evaluate(node.test, frame))
        if isinstance(truth, bool):
            return self.evaluate(node.body if truth else node.orelse, frame)
        return branches.fork(
            self.session,
            truth,
            lambda: self.evaluate(node.body, frame),
            lambda: self.evaluate(node.orelse, frame),
        )

    def _text(self, node: ast.JoinedStr, frame: Frame) -> Value:
        made = ""
        for part in node.values:
            if isinstance(part, ast.Constant):
                made += str(part.value)
            elif isinstance(part, ast.FormattedValue) and part.conversion == -1:
                value = self.evaluate(part.value, frame)
                how = self.evaluate(part.format_spec, frame) if part.format_spec else ""
                made += methods.formatted(self.session, value, how)
            else:
                raise Refusal("a conversion in an f-string")
            self.session.budget.length(len(made))
        return made

    def _walrus(self, node: ast.NamedExpr, frame: Frame) -> Value:
        if node.target.id not in frame.assigned:
            raise Refusal("a name is set by := outside of a function, or in a comprehension")
        value = self.evaluate(node.value, frame)
        self.assign(node.target, value, frame)
        return value

    def assign(self, target: ast.expr, value: Value, frame: Frame) -> None:
        """Give a value to a target: a name, an entry, or several of them."""
        match target:
            case ast.Name(id=name):
                self.session.heap.touch(frame.names)
                frame.names.entries[name] = value
            case ast.Subscript():
                container = self.evaluate(target.value, frame)
                key = self.evaluate(target.slice, frame)
                containers.put(self.session, container, key, value)
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                self._unpack(targets, value, frame)
            case _:
                raise Refusal(f"an assignment to {type(target).__name__.lower()}")

    def _unpack(self, targets: Sequence[ast.expr], value: Value, frame: Frame) -> None:
        parts = concrete(self.session, value)
        stars = [at for at, t in enumerate(targets) if isinstance(t, ast.Starred)]
        if stars:
            (at,) = stars
            after = len(targets) - at - 1
            if len(parts) < len(targets) - 1:
                raise mistake("too few values to unpack")
            middle = self.session.heap.list(list(parts[at : len(parts) - after]))
            parts = (*parts[:at], middle, *parts[len(parts) - after :])
        if len(parts) != len(targets):
            raise mistake(f"{len(parts)} values for {len(targets)} names")
        for target, part in zip(targets, parts, strict=True):
            inner = target.value if isinstance(target, ast.Starred) else target
            self.assign(inner, part, frame)

    # --- comprehensions ------------------------------------------------------------------------

    def _list_comprehension(self, node: ast.ListComp, frame: Frame) -> Value:
        return self._comprehended(node.elt, node.generators, frame)

    def _comprehended(
        self, element: ast.expr, generators: Sequence[ast.comprehension], frame: Frame
    ) -> List:
        made = self.session.heap.list([])

        def append(inner: Frame) -> None:
            value = self.evaluate(element, inner)
            self.call(methods.attribute(self.session, made, "append"), [value], {})

        self._go_through(generators, frame, append)
        return made

    def _dict_comprehension(self, node: ast.DictComp, frame: Frame) -> Value:
        made = self.session.heap.table({})

        def set_entry(inner: Frame) -> None:
            key = self.evaluate(node.key, inner)
            methods.set_entry(self.session, made, key, self.evaluate(node.value, inner))

        self._go_through(node.generators, frame, set_entry)
        return made

    def _go_through(
        self,
        generators: Sequence[ast.comprehension],
        frame: Frame,
        act: Callable[[Frame], None],
    ) -> None:
        inner = Frame(self.session.heap.names({}), frame)
        generator, rest = generators[0], generators[1:]
        if generator.is_async:
            raise Refusal("an asynchronous comprehension")

        def step(value: Value) -> None:
            self.session.budget.step()
            self.assign(generator.target, value, inner)
            for test in generator.ifs:
                truth = operators.condition(self.session, self.evaluate(test, inner))
                if isinstance(truth, Node):
                    raise Refusal("a symbolic condition decides how long a list is")
                if not truth:
                    return
            if rest:
                self._go_through(rest, inner, act)
            else:
                act(inner)

        iterated = self.evaluate(generator.iter, frame)
        self.iterate(iterated, step)

    def iterate(self, iterated: Value, step: Callable[[Value], None]) -> None:
        """Do a step for everything that a value goes through."""
        source = gone_through(self.session, iterated)
        if is_symbolic(source):
            loops.loop(self.session, source, step)
            return
        for value in each(self.session, iterated, source):
            step(value)

    _EVALUATORS: Mapping[type[ast.expr], Callable[..., Value]] = {
        ast.Constant: _constant,
        ast.Name: _name,
        ast.BinOp: _binary,
        ast.UnaryOp: _unary,
        ast.BoolOp: _either,
        ast.Compare: _compare,
        ast.Call: _call,
        ast.Attribute: _attribute,
        ast.Subscript: _subscript,
        ast.Slice: _slice,
        ast.Tuple: _tuple,
        ast.List: _list,
        ast.Dict: _dict,
        ast.Lambda: _lambda,
        ast.IfExp: _conditional,
        ast.JoinedStr: _text,
        ast.NamedExpr: _walrus,
        ast.ListComp: _list_comprehension,
        ast.DictComp: _dict_comprehension,
    }


def plain_annotation(annotation: ast.expr) -> None:
    """Refuse an annotation that calls something: Python evaluates it."""
    names = (ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.Tuple, ast.List)
    if not all(
        isinstance(node, (*names, ast.BinOp, ast.BitOr, ast.expr_context))
        for node in ast.walk(annotation)
    ):
        raise Refusal("an annotation that is no plain type")


def is_same(left: Value, right: Value) -> bool:
    """left is right, where that is known."""
    if left is right and not isinstance(left, int | str | tuple | exact.Real | Scalar):
        return True
    single = (type(None), bool)
    if isinstance(left, single) or isinstance(right, single):
        if isinstance(left, single) and isinstance(right, single):
            return left is right
        if isinstance(left, bool) or isinstance(right, bool):
            raise Refusal("a value `is` True or False")
        return False
    raise Refusal("`is` between other than None")
