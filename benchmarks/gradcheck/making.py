"""Problems from one body of code: body(np, x) run on numpy is f, run on autograd its gradient.

A structural mistake is a second body, the buggy function, of which the exact gradient is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import autograd.numpy
import numpy as np
from autograd.core import make_vjp
from autograd.tracer import getval

from .problem import Form, Function, Parameters, Problem, Pullback, Wrong, flat
from .slips import coordinates, forgotten, slips

Body = Callable[[Any, Parameters], Any]


def detach(value: Any) -> Any:
    """The value without its history: what is forgotten when a statistic is taken for a constant."""
    return getval(value)


def pullback(body: Body) -> Pullback:
    """The vector-Jacobian product of a body."""

    def vjp(x: Parameters, cotangent: Any) -> Parameters:
        pull, y = make_vjp(partial(body, autograd.numpy), x)
        return pull(np.reshape(np.asarray(cotangent, float), np.shape(y))[()])

    return vjp


def by_hand(gradient: Callable[[Parameters], Any]) -> Pullback:
    """The product of a scalar function, from code for its gradient."""

    def vjp(x: Parameters, cotangent: Any) -> Parameters:
        g = gradient(x)
        if isinstance(g, dict):
            return {name: float(cotangent) * leaf for name, leaf in g.items()}
        if isinstance(g, tuple):
            return tuple(float(cotangent) * leaf for leaf in g)
        return float(cotangent) * np.asarray(g)

    return vjp


def make(
    rng: np.random.Generator,
    x: Parameters,
    body: Body,
    *,
    wrong: Mapping[str, Body] | None = None,
    wrong_vjp: Mapping[str, Pullback] | None = None,
    f: Function | None = None,
    vjp: Pullback | None = None,
    exact: bool = True,
    form: Form | None = None,
    batch: int | None = None,
    blocks: Mapping[str, slice] | None = None,
    kinked: bool = False,
    verdict: str = "pass",
    notes: str = "",
) -> Problem:
    """A problem whose single coordinates and slips are added; its name is given by the corpus.

    f: what is checked, where it is more than the body on numpy (noise, casts).
    vjp: the right product, where it is not autograd's of the body.
    exact: whether the body judges the right gradient in higher precision.
    """
    plain = partial(body, np)
    f = f or plain
    vjp = vjp or pullback(body)
    with np.errstate(all="ignore"):
        y = np.asarray(plain(x))
    cotangent = rng.choice([-1.0, 1.0], y.shape) * rng.uniform(0.6, 1.4, y.shape)
    g = flat(vjp(x, cotangent if y.shape else 1.0))
    parts = dict(blocks or leaves(x))
    mistakes = [
        *(Wrong(label, "structural", pullback(b)) for label, b in (wrong or {}).items()),
        *(Wrong(label, "structural", v) for label, v in (wrong_vjp or {}).items()),
        *forgotten(vjp, parts),
        *coordinates(vjp, g, rng),
        *slips(vjp, x, batch, parts),
    ]
    return Problem(
        name="",
        seed=0,
        f=f,
        x=x,
        vjp=vjp,
        wrong=tuple(mistakes),
        output=y.shape,
        form=form or ("vjp" if y.shape else "callable"),
        verdict=verdict,
        exact=plain if exact else None,
        batch=batch,
        kinked=kinked,
        notes=notes,
        blocks=parts,
    )


def leaves(x: Parameters) -> dict[str, slice]:
    """Where each leaf of a tuple or dict lies in the flat vector."""
    if not isinstance(x, (tuple, dict)):
        return {}
    named = x if isinstance(x, dict) else dict(enumerate(x))
    parts, start = {}, 0
    for name, leaf in named.items():
        parts[str(name)] = slice(start, start + np.size(leaf))
        start += np.size(leaf)
    return parts
