"""Runs the statements of a program."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reference.symbolic.graph import Node
from reference.symbolic.interpreter import branches, containers, loops, operators, scopes
from reference.symbolic.interpreter.builtin_functions import each, gone_through, is_symbolic
from reference.symbolic.interpreter.expressions import OPERATORS, Expressions, plain_annotation
from reference.symbolic.interpreter.indexing import assign as assign_entry
from reference.symbolic.interpreter.numpy_module import Ignored
from reference.symbolic.interpreter.refusal import Refusal, mistake
from reference.symbolic.interpreter.session import Session, words
from reference.symbolic.interpreter.values import Array, Frame, Function, Value


@dataclass(frozen=True, eq=False)
class Outcome:
    """How a block ends: at its end, at the end of a step of a loop, or with a value."""

    how: Literal["end", "continue", "break", "return"]
    value: Value = None


_END, _CONTINUE, _BREAK = Outcome("end"), Outcome("continue"), Outcome("break")


class Statements(Expressions):
    """Runs blocks. `import_module` gives the value of a module that a program imports."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._calls = 0
        session.run = self._run_function

    def import_module(self, name: str) -> Value:
        raise Refusal(f"the module {name}")

    # --- calls ---------------------------------------------------------------------------------

    def _run_function(
        self, function: Function, arguments: Sequence[Value], options: dict[str, Value]
    ) -> Value:
        names = self.session.heap.names(self._bound(function, arguments, options))
        frame = Frame(names, function.around, function.assigned)
        self._calls += 1
        if self._calls > self.session.budget.limits.calls:
            raise Refusal(
                f"more than {self.session.budget.limits.calls} calls inside calls", "limit"
            )
        if isinstance(function.node, ast.Lambda):
            value = self.evaluate(function.node.body, frame)
        else:
            outcome = self.block(function.node.body, frame)
            if outcome.how in {"break", "continue"}:
                raise mistake(f"{outcome.how} outside of a loop")
            value = outcome.value
        self._calls -= 1
        return value

    def _bound(
        self, function: Function, arguments: Sequence[Value], options: dict[str, Value]
    ) -> dict[str, Value]:
        """The parameters of a function with their values, as Python binds them."""
        parameters = function.node.args
        named = [argument.arg for argument in (*parameters.posonlyargs, *parameters.args)]
        only = [argument.arg for argument in parameters.kwonlyargs]
        bound = dict(zip(named, arguments, strict=False))
        if parameters.vararg:
            bound[parameters.vararg.arg] = tuple(arguments[len(named) :])
        elif len(arguments) > len(named):
            raise mistake(f"{function.name}() takes {len(named)} arguments")
        extra: dict[str, Value] = {}
        by_name = {*(argument.arg for argument in parameters.args), *only}
        for name, value in options.items():
            if name in by_name:
                if name in bound:
                    raise mistake(f"{function.name}() gets {name} twice")
                bound[name] = value
            elif parameters.kwarg:
                extra[name] = value
            else:
                raise mistake(f"{function.name}() has no argument {name}")
        if parameters.kwarg:
            bound[parameters.kwarg.arg] = self.session.heap.table(extra)
        defaults = dict(zip(reversed(named), reversed(function.defaults), strict=False))
        for name in (*named, *only):
            if name not in bound:
                if name not in {**defaults, **function.keyword_defaults}:
                    raise mistake(f"{function.name}() lacks the argument {name}")
                bound[name] = {**defaults, **function.keyword_defaults}[name]
        return bound

    # --- blocks --------------------------------------------------------------------------------

    def block(
        self, statements: Sequence[ast.stmt], frame: Frame, *, is_step: bool = False
    ) -> Outcome:
        """Run statements; `is_step` for the body of a loop, whose end is that of a step."""
        for at, statement in enumerate(statements):
            self.session.budget.step()
            self.line = statement.lineno
            if isinstance(statement, ast.If):
                truth = operators.condition(self.session, self.evaluate(statement.test, frame))
                if not isinstance(truth, bool):
                    rest = statements[at + 1 :]
                    return self._forked(truth, statement, rest, frame, is_step=is_step)
                outcome = self.block(statement.body if truth else statement.orelse, frame)
            else:
                outcome = self._run(statement, frame)
            if outcome.how != "end":
                return outcome
        return _CONTINUE if is_step else _END

    def _forked(
        self,
        condition: Node,
        statement: ast.If,
        rest: Sequence[ast.stmt],
        frame: Frame,
        *,
        is_step: bool,
    ) -> Outcome:
        """Both branches of a symbolic condition, and what comes after them in the block.

        Where a branch ends the block early, the rest belongs to the other branch alone.
        """
        parts = statement.body, statement.orelse
        early = any(_leaves(part) for part in parts)
        ends: list[str] = []

        def run(part: Sequence[ast.stmt]) -> Value:
            block = [*part, *rest] if early else part
            outcome = self.block(block, frame, is_step=is_step and early)
            ends.append(outcome.how)
            return outcome.value

        value = branches.fork(self.session, condition, lambda: run(parts[0]), lambda: run(parts[1]))
        if len(set(ends)) != 1 or ends[0] == "break":
            raise Refusal("a symbolic condition decides where a function or a loop ends")
        if early:
            return Outcome("return", value) if ends[0] == "return" else Outcome(ends[0])  # type: ignore[arg-type]
        if ends[0] != "end":
            raise Refusal("a symbolic condition decides where a function or a loop ends")
        return self.block(rest, frame, is_step=is_step)

    def _run(self, statement: ast.stmt, frame: Frame) -> Outcome:
        run = self._RUNNERS.get(type(statement))
        if run is None:
            raise Refusal(f"a statement of the kind {type(statement).__name__}")
        outcome: Outcome | None = run(self, statement, frame)
        return outcome or _END

    # --- one method for each kind of statement -------------------------------------------------

    def _expression(self, statement: ast.Expr, frame: Frame) -> None:
        self.evaluate(statement.value, frame)

    def _assign(self, statement: ast.Assign, frame: Frame) -> None:
        value = self.evaluate(statement.value, frame)
        for target in statement.targets:
            self.assign(target, value, frame)

    def _annotated(self, statement: ast.AnnAssign, frame: Frame) -> None:
        plain_annotation(statement.annotation)
        if statement.value is not None:
            self.assign(statement.target, self.evaluate(statement.value, frame), frame)

    def _augmented(self, statement: ast.AugAssign, frame: Frame) -> None:
        target = statement.target
        if isinstance(target, ast.Subscript):
            container = self.evaluate(target.value, frame)
            key = self.evaluate(target.slice, frame)
            if isinstance(container, Array):
                changes = container.buffer.touched
                value = self.evaluate(statement.value, frame)
                if container.buffer.touched != changes:
                    raise Refusal("an array changes while one of its entries is computed")
                assign_entry(self.session, container, key, self._symbol(statement.op), value)
                return
            current = containers.get(self.session, container, key)
            value = self.evaluate(statement.value, frame)
            containers.put(
                self.session, container, key, self._changed(statement.op, current, value)
            )
        elif isinstance(target, ast.Name):
            if frame.assigned and target.id not in frame.names.entries:
                raise mistake(f"the name {target.id} is read before it is set")
            current = scopes.look_up(frame, target.id)
            value = self.evaluate(statement.value, frame)
            self.assign(target, self._changed(statement.op, current, value), frame)
        else:
            raise Refusal("an attribute is set")

    def _symbol(self, operator: ast.operator) -> str:
        symbol = OPERATORS.get(type(operator), "@")
        if symbol == "@":
            raise Refusal(f"the operator {type(operator).__name__} in place")
        return symbol

    def _changed(self, operator: ast.operator, current: Value, value: Value) -> Value:
        if isinstance(operator, ast.MatMult) or (
            isinstance(operator, ast.Mod) and isinstance(current, str)
        ):
            if isinstance(current, Array):
                raise Refusal("@= of an array")
            return self.operate(operator, current, value)
        return operators.augmented(self.session, self._symbol(operator), current, value)

    def _return(self, statement: ast.Return, frame: Frame) -> Outcome:
        value = None if statement.value is None else self.evaluate(statement.value, frame)
        return Outcome("return", value)

    def _for(self, statement: ast.For, frame: Frame) -> Outcome | None:
        iterated = self.evaluate(statement.iter, frame)
        source = gone_through(self.session, iterated)
        if is_symbolic(source):
            self._symbolic_for(statement, source, frame)
            return None
        for value in each(self.session, iterated, source):
            self.assign(statement.target, value, frame)
            outcome = self.block(statement.body, frame, is_step=True)
            if outcome.how == "return":
                return outcome
            if outcome.how == "break":
                return None
        return self.block(statement.orelse, frame)

    def _symbolic_for(self, statement: ast.For, source: Value, frame: Frame) -> None:
        def step(value: Value) -> None:
            self.assign(statement.target, value, frame)
            outcome = self.block(statement.body, frame, is_step=True)
            if outcome.how != "continue":
                raise Refusal(f"a loop over a symbolic size is left by {outcome.how}")

        loops.loop(self.session, source, step)
        # There is no break, so what stands in `else` follows.
        if self.block(statement.orelse, frame).how != "end":
            raise Refusal("the else of a loop ends a function")

    def _while(self, statement: ast.While, frame: Frame) -> Outcome | None:
        while True:
            self.session.budget.step()
            truth = operators.condition(self.session, self.evaluate(statement.test, frame))
            if not isinstance(truth, bool):
                raise Refusal("a symbolic condition decides how often a loop runs")
            if not truth:
                return self.block(statement.orelse, frame)
            outcome = self.block(statement.body, frame, is_step=True)
            if outcome.how == "return":
                return outcome
            if outcome.how == "break":
                return None

    def _assert(self, statement: ast.Assert, frame: Frame) -> None:
        truth = operators.condition(self.session, self.evaluate(statement.test, frame))
        if not isinstance(truth, bool):
            raise Refusal("an assertion about symbolic numbers")
        if not truth:
            raise mistake("an assertion fails")

    def _define(self, statement: ast.FunctionDef, frame: Frame) -> None:
        if statement.decorator_list:
            raise Refusal(f"{statement.name}: a decorated function")
        value = self.function(statement, statement.name, frame)
        self.assign(ast.Name(statement.name, ast.Store()), value, frame)

    def _import(self, statement: ast.Import, frame: Frame) -> None:
        for alias in statement.names:
            name = alias.name if alias.asname else alias.name.split(".")[0]
            target = ast.Name(alias.asname or name, ast.Store())
            self.assign(target, self.import_module(name), frame)

    def _import_from(self, statement: ast.ImportFrom, frame: Frame) -> None:
        if statement.level or statement.module is None:
            raise Refusal("a relative import")
        for alias in statement.names:
            if alias.name == "*":
                raise Refusal("import of *")
            value = self.imported(statement.module, alias.name)
            self.assign(ast.Name(alias.asname or alias.name, ast.Store()), value, frame)

    def imported(self, module: str, name: str) -> Value:
        """The value of `from module import name`."""
        raise Refusal(f"{name} of the module {module}")

    def _with(self, statement: ast.With, frame: Frame) -> Outcome:
        for item in statement.items:
            value = self.evaluate(item.context_expr, frame)
            if not isinstance(value, Ignored) or item.optional_vars is not None:
                raise Refusal(f"with {words(value)}")
        return self.block(statement.body, frame)

    def _delete(self, statement: ast.Delete, frame: Frame) -> None:
        for target in statement.targets:
            if not isinstance(target, ast.Name) or target.id not in frame.names.entries:
                raise Refusal("something else than a name is deleted")
            self.session.heap.touch(frame.names)
            del frame.names.entries[target.id]

    def _raise(self, statement: ast.Raise, frame: Frame) -> None:
        del statement, frame
        raise mistake("the program raises an exception")

    _RUNNERS: Mapping[type[ast.stmt], Callable[..., Outcome | None]] = {
        ast.Expr: _expression,
        ast.Assign: _assign,
        ast.AnnAssign: _annotated,
        ast.AugAssign: _augmented,
        ast.Return: _return,
        ast.For: _for,
        ast.While: _while,
        ast.Assert: _assert,
        ast.FunctionDef: _define,
        ast.Import: _import,
        ast.ImportFrom: _import_from,
        ast.With: _with,
        ast.Delete: _delete,
        ast.Raise: _raise,
        ast.Pass: lambda *_: None,
        ast.Break: lambda *_: _BREAK,
        ast.Continue: lambda *_: _CONTINUE,
    }


def _leaves(statements: Sequence[ast.stmt]) -> bool:
    """Whether a block holds a statement that ends more than itself."""
    return any(
        isinstance(node, ast.Return | ast.Break | ast.Continue)
        for statement in statements
        for node in ast.walk(statement)
    )
