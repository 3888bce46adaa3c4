"""State: stale, not returned, changed in place, a statement that is missing or made twice."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from reference.mutation.change import operator
from reference.mutation.syntax import names_set, parameters, replaced


@operator
def stale_value(node: ast.AST) -> Iterator[ast.AST]:
    """m, v = f(m, v) → unused, v = f(m, v): what was there before is used from then on."""
    match node:
        case ast.FunctionDef():
            for name in _set_again(node):
                yield replaced(node, name, ast.Name("unused", ast.Store()))


@operator
def result_not_updated(node: ast.AST) -> Iterator[ast.AST]:
    """return w - step, m, v → return w, m, v: an argument in the place of each result."""
    match node:
        case ast.FunctionDef():
            for site in ast.walk(node):
                match site:
                    case ast.Return(ast.Tuple(parts)):
                        for part, name in zip(parts, parameters(node), strict=False):
                            yield replaced(node, part, ast.Name(name, ast.Load()))
                    case ast.Return(ast.expr() as value):
                        yield replaced(node, value, ast.Name(parameters(node)[0], ast.Load()))


@operator
def missing_statement(node: ast.AST) -> Iterator[ast.AST]:
    """An assignment to what has a value already is left out, or a call made for its effect."""
    match node:
        case ast.FunctionDef():
            again = set(_set_again(node))
            for site in ast.walk(node):
                match site:
                    case ast.AugAssign():
                        yield replaced(node, site, ast.Pass())
                    case ast.Assign(targets=[target]) if again & set(names_set(target)):
                        yield replaced(node, site, ast.Pass())
                    case ast.Expr(value=ast.Call()):
                        yield replaced(node, site, ast.Pass())


@operator
def repeated_statement(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """A statement that reads what it sets is made twice."""
    match node:
        case ast.AugAssign():
            yield [node, node]
        case ast.Assign(targets=[target], value=value):
            read = {one.id for one in ast.walk(value) if isinstance(one, ast.Name)}
            if read & {name.id for name in names_set(target)}:
                yield [node, node]


@operator
def change_in_place(node: ast.AST) -> Iterator[ast.AST]:
    """b = a - c → a -= c; b = a, for an argument a or what is set from itself."""
    match node:
        case ast.FunctionDef():
            given = set(parameters(node))
            for site in ast.walk(node):
                match site:
                    case ast.Assign(
                        [ast.Name(name) as target], ast.BinOp(ast.Name(one), operation, other)
                    ) if one in given or one == name:
                        changed: list[ast.stmt] = [
                            ast.AugAssign(ast.Name(one, ast.Store()), operation, other)
                        ]
                        if one != name:
                            changed.append(
                                ast.Assign([target], ast.Name(one, ast.Load()), lineno=site.lineno)
                            )
                        yield replaced(node, site, changed)


@operator
def argument_changed_at_once(node: ast.AST) -> Iterator[ast.AST]:
    """A first statement a *= 2 for each of the arguments: what the caller holds changes too."""
    match node:
        case ast.FunctionDef(body=[first, *_]):
            for name in parameters(node):
                doubled = ast.AugAssign(ast.Name(name, ast.Store()), ast.Mult(), ast.Constant(2))
                yield replaced(node, first, [doubled, first])


@operator
def missing_copy(node: ast.AST) -> Iterator[ast.expr]:
    """a.copy() and np.array(a) → a."""
    match node:
        case ast.Call(ast.Attribute(of, "copy"), [], []):
            yield of
        case ast.Call(ast.Attribute(ast.Name("np"), "array"), [ast.Name() as of], []):
            yield of


@operator
def early_return(node: ast.AST) -> Iterator[ast.AST]:
    """for …: block → for …: block; break — only the first turn is made."""
    match node:
        case ast.For(body=body):
            changed = copy.copy(node)
            changed.body = [*body, ast.Break()]
            yield changed


def _set_again(function: ast.FunctionDef) -> Iterator[ast.Name]:
    """The names on the left of assignments that have a value before, as in the text."""
    known = set(parameters(function))
    for site in ast.walk(ast.Module(function.body, [])):
        match site:
            case ast.Assign(targets=[target]):
                for name in names_set(target):
                    if name.id in known:
                        yield name
                    known.add(name.id)


@operator
def remembered_argument(node: ast.AST) -> Iterator[ast.AST]:
    """What the function was first given for an argument of that size is what it works with."""
    match node:
        case ast.FunctionDef(body=[first, *_]):
            for name in parameters(node):
                read = ast.Name(name, ast.Load())
                key = ast.Tuple([ast.Constant(name), _size(read)], ast.Load())
                module = ast.Call(ast.Name("globals", ast.Load()), [], [])
                kept = ast.Call(ast.Attribute(module, "setdefault", ast.Load()), [key, read], [])
                again = ast.Assign([ast.Name(name, ast.Store())], kept, lineno=node.lineno)
                yield replaced(node, first, [again, first])


def _size(of: ast.expr) -> ast.expr:
    """getattr(a, "size", 0)"""
    given = [of, ast.Constant("size"), ast.Constant(0)]
    return ast.Call(ast.Name("getattr", ast.Load()), given, [])


@operator
def result_written_into_an_argument(node: ast.AST) -> Iterator[ast.AST]:
    """return e → a[...] = e; return a, for each argument: what the caller holds changes."""
    match node:
        case ast.FunctionDef():
            for site in ast.walk(node):
                match site:
                    case ast.Return(ast.expr() as value) if not isinstance(
                        value, ast.Tuple | ast.Dict | ast.DictComp
                    ):
                        for name in parameters(node):
                            read = ast.Name(name, ast.Load())
                            whole = ast.Subscript(read, ast.Constant(...), ast.Store())
                            written = ast.Assign([whole], value, lineno=site.lineno)
                            yield replaced(node, site, [written, ast.Return(read)])
