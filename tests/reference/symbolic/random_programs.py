"""Draws programs: assignments, views, changes in place, branches, loops, lists, functions."""

from __future__ import annotations

from hypothesis import strategies as st

PARAMETERS = ("a", "s", "x", "z", "w", "v", "X", "Y", "y")
_GIVEN = {
    "": ["a", "s"],
    "N": ["x", "z"],
    "D": ["w", "v"],
    "ND": ["X", "Y"],
}
_READ = {
    "": ["x.sum()", "X.mean()", "Y.max()", "x @ z", "np.linalg.norm(w)", "x[0]", "w[-1]", "len(x)",
         "X[0, 0]", "X.shape[1]", "sum(z)", "float(len(w))", "max(a, s)", "2", "0.5", "-1.5",
         "f(a)", "np.std(X)", "x.min()", "np.where(a > 0, a, s)", "pair[0]", "table['a']"],
    "N": ["X.sum(axis=1)", "X @ w", "X[:, 0]", "Y.max(axis=1)", "np.mean(X, 1)", "np.zeros(len(x))",
          "np.arange(len(x))", "np.where(x > z, x, 0)", "Y.T[-1]", "X[:, -1].copy()", "f(x)",
          "np.array([p * q for p, q in zip(x, z)])", "np.diag(np.outer(x, z))", "table['x']",
          "np.array([row.sum() for row in X])", "1.0 * y"],
    "D": ["X.sum(0)", "X[0]", "X.T @ x", "Y[-1]", "np.ones(X.shape[1])", "w.copy()", "f(w)",
          "np.einsum('nd,n->d', X, x)", "X.max(axis=0)", "np.zeros_like(w)", "pair[1]"],
    "ND": ["np.outer(x, w)", "x[:, None] * w", "X.T.T", "np.zeros_like(X)", "X.copy()", "f(X)",
           "X.reshape(len(x), -1)", "np.where(X > Y, X, 0.1)", "np.tile(w, (len(x), 1))",
           "X - X.mean(axis=0)", "Y / (1 + np.abs(X))", "np.broadcast_to(w, X.shape)",
           "np.array([r * w for r in X])", "(np.arange(X.shape[1]) == y[:, None]) * 1.0"],
}  # fmt: skip
_VIEWS = {
    "N": ["{ND}[:, 0]", "{ND}.T[-1]", "{N}[:]", "{N}", "np.asarray({N})", "{N}.reshape(-1)"],
    "D": ["{ND}[0]", "{ND}[-1]", "{D}", "{D}[...]", "{ND}[0, :]"],
    "ND": ["{ND}", "{ND}[:]", "{ND}.T.T", "{ND}.reshape({ND}.shape)", "{ND}[:, :]"],
}
_PLACES = {
    "": ["{N}[0]", "{N}[-1]", "{D}[0]", "{ND}[0, 0]", "{ND}[-1, 0]", "pair[0]", "table['a']"],
    "N": ["{N}[:]", "{ND}[:, 0]", "{ND}[:, -1]", "{ND}.T[0]", "table['x']"],
    "D": ["{D}[:]", "{ND}[0]", "{ND}[-1]", "pair[1]"],
    "ND": ["{ND}[:]", "{ND}[...]"],
}
_WRAPPED = [
    "np.tanh({})",
    "{} * 0.5",
    "({} + 1) / 2",
    "abs({})",
    "-{}",
    "np.sqrt(1 + {} ** 2)",
    "np.exp(-abs({}))",
    "np.maximum({}, 0.1)",
    "np.cos({})",
    "np.clip({}, 0, 1)",
]
_FIRST = """import numpy as np


def f(u):
    u = np.tanh(u)
    return 2 * u


def g(u):
    u *= 0.5
    return u


def program({parameters}):
    pair = [a, w * 1.0]
    table = {{"a": s, "x": z * 1.0}}
    made = []
"""


class _Writer:
    """Writes statements in which every name has a value of a known shape."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._names = {shape: list(names) for shape, names in _GIVEN.items()}
        self._new = 0
        self.lines: list[str] = []

    def _pick(self, of: list[str]) -> str:
        return self._draw(st.sampled_from(of))

    def _name(self, shape: str) -> str:
        return self._pick(self._names[shape])

    def _filled(self, template: str) -> str:
        names = {key: self._name(key) for key in ("N", "D", "ND")}
        return template.format(**names)

    def expression(self, shape: str, depth: int = 2) -> str:
        how = self._draw(st.integers(0, 5 if depth else 1))
        if how == 0:
            return self._name(shape)
        if how == 1:
            return self._pick(_READ[shape])
        if how == 2:
            return self._pick(_WRAPPED).format(f"({self.expression(shape, depth - 1)})")
        other = self._pick([part for part in ("", "N", "D", "ND") if fits(part, shape)])
        right = self.expression(other, depth - 1)
        if other == "N" and shape == "ND":
            right = f"({right})[:, None]"
        symbol = self._pick(["+", "-", "*"])
        return f"({self.expression(shape, depth - 1)} {symbol} {right})"

    def condition(self) -> str:
        left, right = self.expression("", 1), self.expression("", 1)
        return f"{left} * a {self._pick(['<', '>', '<=', '>='])} {right}"

    def block(self, indent: str, depth: int, looped: tuple[str, ...] = ()) -> None:
        for _ in range(self._draw(st.integers(1, 4 if depth == 2 else 2))):
            self._statement(indent, depth, looped)

    def _statement(self, indent: str, depth: int, looped: tuple[str, ...]) -> None:
        kinds = ["assign", "assign", "augment", "augment", "put", "put", "view", "call"]
        if depth:
            kinds += ["if", "for", "for", "rows", "zip"]
        if looped:
            kinds += ["entry", "entry"]
        kind = self._pick(kinds)
        shape = self._pick(["", "N", "D", "ND"])
        match kind:
            case "assign":
                self.lines.append(
                    f"{indent}{self._target(shape, indent)} = {self.expression(shape)}"
                )
            case "view":
                shape = self._pick(list(_VIEWS))
                view = self._filled(self._pick(_VIEWS[shape]))
                self.lines.append(f"{indent}{self._target(shape, indent)} = {view}")
            case "augment":
                symbol = self._pick(["+", "-", "*"])
                other = self._pick(["", shape])
                right = self.expression(other, 1)
                self.lines.append(f"{indent}{self._name(shape)} {symbol}= {right}")
            case "put":
                place = self._filled(self._pick(_PLACES[shape]))
                symbol = self._pick(["", "", "+", "*"])
                self.lines.append(f"{indent}{place} {symbol}= {self.expression(shape, 1)}")
            case "call":
                self.lines.append(f"{indent}g({self._name(shape)})")
            case "entry":
                at = self._pick(list(looped))
                place = self._pick([f"x[{at}]", f"z[{at}]", f"X[{at}, 0]", f"X[{at}]", f"Y[{at}]"])
                shape = "D" if place in {f"X[{at}]", f"Y[{at}]"} else ""
                symbol = self._pick(["", "+", "*"])
                self.lines.append(
                    f"{indent}{place} {symbol}= {self.expression(shape, 1)} + x[{at}]"
                )
            case "if":
                self.lines.append(f"{indent}if {self.condition()}:")
                self.block(indent + "    ", depth - 1, looped)
                if self._draw(st.booleans()):
                    self.lines.append(f"{indent}else:")
                    self.block(indent + "    ", depth - 1, looped)
            case "for":
                at = f"i{len(looped)}"
                self.lines.append(f"{indent}for {at} in range(len(x)):")
                self.block(indent + "    ", depth - 1, (*looped, at))
            case "rows":
                self.lines.append(f"{indent}for row in X:")
                self.lines.append(
                    f"{indent}    {self._pick(['row *= 0.5', 'w = w + row', 's += row[0]'])}"
                )
                self.block(indent + "    ", depth - 1, looped)
            case "zip":
                self.lines.append(f"{indent}for p, q in zip(x, z):")
                self.lines.append(f"{indent}    {self._pick(['s = s * 0.5 + p * q', 'a += q'])}")
                if len(indent) == 4:
                    self.lines.append(
                        f"{indent}    made.append({self._pick(['s', 'p + a', 'w * q'])})"
                    )

    def _target(self, shape: str, indent: str) -> str:
        """A name to assign: a new one where it is certain to be set."""
        if len(indent) == 4 and self._draw(st.booleans()):
            self._new += 1
            name = f"u{self._new}"
            self._names[shape].append(name)
            return name
        return self._name(shape)

    def result(self) -> str:
        names = [name for names in self._names.values() for name in names]
        return f"    return {', '.join(names)}, pair, table, made"


def fits(part: str, shape: str) -> bool:
    """Whether one shape broadcasts to another one."""
    return part in {"", shape} or shape == "ND"


@st.composite
def programs(draw: st.DrawFn) -> str:
    """The text of a module that defines `program`."""
    writer = _Writer(draw)
    writer.block("    ", 2)
    head = _FIRST.format(parameters=", ".join(PARAMETERS))
    return head + "\n".join([*writer.lines, writer.result()]) + "\n"
