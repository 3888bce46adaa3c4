"""Loads the text of modules: which functions and constants they define."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from reference.symbolic.interpreter.builtin_functions import NAMES
from reference.symbolic.interpreter.numpy_module import MODULES, Constant
from reference.symbolic.interpreter.refusal import Limits, Refusal, mistake
from reference.symbolic.interpreter.session import Session
from reference.symbolic.interpreter.statements import Statements
from reference.symbolic.interpreter.values import (
    Builtin,
    Frame,
    Function,
    Kind,
    Module,
    Unknown,
    Value,
)

DECLARATIONS = "reference.formula"  # its decorators only wrap a function into a record
DECLARING = frozenset({DECLARATIONS, "reference.domain"})  # they say nothing that is computed
_HARMLESS = frozenset({"np.random.seed", "np.seterr", "np.set_printoptions"})

Imports = Callable[[str], str | None]


@lru_cache(maxsize=64)
def parsed(source: str, limits: Limits) -> ast.Module:
    """The syntax tree of a text that Python would accept. Nothing of it is run.

    Whoever asks for the same text gets the same tree, and does not change it.
    """
    if len(source) > limits.source:
        raise Refusal(f"more than {limits.source} characters", "limit")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
            _check_nesting(tree, limits.nesting)
            compile(tree, "<source>", "exec", dont_inherit=True)
    except SyntaxError as error:
        raise Refusal(f"a syntax error: {error.msg}", "mistake", error.lineno) from None
    except ValueError as error:
        raise Refusal(f"a text that Python does not read: {error}", "mistake") from None
    except (RecursionError, MemoryError):
        raise Refusal("expressions inside expressions, too deep", "limit") from None
    return tree


def _check_nesting(tree: ast.AST, limit: int) -> None:
    level: list[ast.AST] = [tree]
    for _ in range(limit):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
    raise Refusal(f"expressions inside expressions, deeper than {limit}", "limit")


class Program(Statements):
    """A module, and those that it imports; `imports` gives the texts that may be interpreted."""

    def __init__(self, session: Session, imports: Imports) -> None:
        super().__init__(session)
        self._imports = imports
        self._loaded: dict[str, Frame | None] = {}

    def import_module(self, name: str) -> Value:
        if name in MODULES:
            return MODULES[name]
        frame = self._module(name)
        if frame is None:
            return Unknown(f"the module {name} is not known")
        return Module(name, frame.names.entries)

    def imported(self, module: str, name: str) -> Value:
        if module in MODULES:
            value = MODULES[module].members.get(name)
            if isinstance(value, Constant):
                return value.make(self.session)
            if name in MODULES[module].members:
                return value
            return Unknown(f"{module}.{name} is not known")
        frame = self._module(module)
        if frame is None:
            return Unknown(f"{name} of the module {module} is not known")
        return frame.names.entries.get(name, Unknown(f"{module} does not define {name}"))

    def _module(self, name: str) -> Frame | None:
        if name not in self._loaded:
            self._loaded[name] = None
            source = self._imports(name) if name not in DECLARING else None
            if source is not None:
                self._loaded[name] = self.load(source, is_ours=True)
        return self._loaded[name]

    def load(self, source: str, *, is_ours: bool) -> Frame:
        """The names of a module. What cannot be interpreted at its top level is unknown, or where
        nobody can tell what it changes, a refusal; in modules of ours it is unknown."""
        tree = parsed(source, self.session.budget.limits)
        frame = Frame(self.session.heap.names({}), None)
        declarations = set(_declarations(tree)) if is_ours else set()
        for statement in tree.body:
            self.line = statement.lineno
            self._at_the_top(statement, frame, declarations, is_ours=is_ours)
        return frame

    def _at_the_top(
        self, statement: ast.stmt, frame: Frame, declarations: set[str], *, is_ours: bool
    ) -> None:
        match statement:
            case ast.FunctionDef(decorator_list=decorators) if decorators:
                if all(_root(decorator) in declarations for decorator in decorators):
                    plain = ast.FunctionDef(
                        **{**dict(ast.iter_fields(statement)), "decorator_list": []}
                    )
                    statement = ast.copy_location(plain, statement)
                elif not all(self._is_of_others(decorator, frame) for decorator in decorators):
                    raise Refusal(f"{statement.name}: decorated by a function of the program")
                else:
                    self._forget([statement.name], frame, "a decorated function")
                    return
            case ast.ClassDef():
                if not is_ours and not _only_defines(statement):
                    raise Refusal(f"the class {statement.name} runs code when it is defined")
                self._forget([statement.name], frame, "a class")
                return
            case ast.If() if _is_main_guard(statement):
                return  # it is not run where a module is imported
            case ast.Expr(value=ast.Constant()):
                return
            case ast.Expr(value=ast.Call(func=function)) if ast.unparse(function) in _HARMLESS:
                return
        self._try(statement, frame, is_ours=is_ours)

    def _try(self, statement: ast.stmt, frame: Frame, *, is_ours: bool) -> None:
        try:
            outcome = (
                self._run(statement, frame)
                if not isinstance(statement, ast.If)
                else (self.block([statement], frame))
            )
        except Refusal as refusal:
            self.session.heap.abandon()
            self._calls = 0
            names = _names_of(statement)
            if refusal.cause == "limit" or names is None:
                raise
            if not is_ours and not self._changes_names_alone(statement, frame):
                raise
            self._forget(names, frame, refusal.reason)
            return
        if outcome.how != "end":
            raise mistake(f"{outcome.how} outside of a function or a loop")

    def _forget(self, names: list[str], frame: Frame, reason: str) -> None:
        for name in names:
            frame.names.entries[name] = Unknown(reason)

    def _is_of_others(self, decorator: ast.expr, frame: Frame) -> bool:
        """Whether a decorator runs no code of the program when it is applied."""
        return not any(
            isinstance(node, ast.Lambda | ast.NamedExpr)
            or (
                isinstance(node, ast.Name)
                and isinstance(frame.names.entries.get(node.id), Function)
            )
            for node in ast.walk(decorator)
        )

    def _changes_names_alone(self, statement: ast.stmt, frame: Frame) -> bool:
        """Whether an assignment at the top level calls nothing that could change anything else."""
        parts: Iterable[ast.AST] = ast.walk(statement)
        if isinstance(statement, ast.FunctionDef):
            # Its body is not run; its defaults and annotations are.
            returns = ast.walk(statement.returns) if statement.returns else ()
            parts = (*ast.walk(statement.args), *returns)
        for node in parts:
            if isinstance(node, ast.Call):
                name = _root(node.func)
                called = frame.names.entries.get(name, NAMES.get(name))
                if not isinstance(called, Module | Builtin | Kind):
                    return False
            if isinstance(node, ast.Name) and isinstance(
                frame.names.entries.get(node.id), Function
            ):
                return False
            if isinstance(node, ast.Lambda | ast.NamedExpr):
                return False
        return True


def _names_of(statement: ast.stmt) -> list[str] | None:
    """The names that an assignment, an import or a definition sets; None for another statement."""
    match statement:
        case ast.FunctionDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return _plain_names(targets)
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            return _plain_names([target])
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            if any(alias.name == "*" for alias in aliases):
                return None
            return [alias.asname or alias.name.split(".")[0] for alias in aliases]
    return None


def _plain_names(targets: Sequence[ast.expr]) -> list[str] | None:
    names: list[str] = []
    for target in targets:
        parts = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
        if any(not isinstance(part, ast.Name) for part in parts):
            return None
        names.extend(part.id for part in parts if isinstance(part, ast.Name))
    return names


def _root(node: ast.expr) -> str:
    """The name with which a dotted name, or a call of one, begins."""
    match node:
        case ast.Call(func=inner) | ast.Attribute(value=inner) | ast.Subscript(value=inner):
            return _root(inner)
        case ast.Name(id=name):
            return name
    return ""


def _declarations(tree: ast.Module) -> Iterator[str]:
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == DECLARATIONS:
            for alias in statement.names:
                yield alias.asname or alias.name


def _is_main_guard(statement: ast.If) -> bool:
    return ast.unparse(statement.test) == "__name__ == '__main__'" and not statement.orelse


_PLAIN_BASES = frozenset({"object", "Exception", "ValueError"})


def _only_defines(statement: ast.ClassDef) -> bool:
    """Whether the definition of a class calls nothing: it holds methods, texts and constants."""
    if statement.decorator_list or statement.keywords:
        return False
    if not {ast.unparse(base) for base in statement.bases} <= _PLAIN_BASES:
        return False
    return all(map(_is_plain_member, statement.body))


def _is_plain_member(part: ast.stmt) -> bool:
    match part:
        case ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Assign(targets=[ast.Name()], value=ast.Constant()):
            return True
        case ast.FunctionDef(decorator_list=[], args=arguments, returns=returns):
            at_once = [*ast.walk(arguments), *(ast.walk(returns) if returns else ())]
            return not any(isinstance(node, ast.Call | ast.NamedExpr) for node in at_once)
    return False


def decorator_argument(source: str, function: str, keyword: str, limits: Limits) -> ast.expr:
    """The expression that a decorator of a function is given for a keyword."""
    for statement in parsed(source, limits).body:
        if isinstance(statement, ast.FunctionDef) and statement.name == function:
            for decorator in statement.decorator_list:
                if isinstance(decorator, ast.Call):
                    for one in decorator.keywords:
                        if one.arg == keyword:
                            return one.value
    raise Refusal(f"no decorator of {function} has {keyword}=")
