"""What takes the place of plots, notebook front ends and the keyboard: it accepts everything.

A submission that draws is graded as if it did not: `plt.subplots()` gives two objects on which any
attribute, call, index and operator works and does nothing, whether or not matplotlib is installed.
"""

from __future__ import annotations

import builtins
import dis
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec, PathFinder
from types import FunctionType, ModuleType
from typing import Any, NoReturn

import numpy as np

INERT = frozenset(
    {"matplotlib", "mpl_toolkits", "pylab", "seaborn", "plotly", "bokeh", "altair"}
    | {"IPython", "ipywidgets", "google.colab"}
)
# A courtesy fence: a submission has no business here, and one that looks is told so. It does not
# keep anybody out; that takes a process without a file system.
FENCED = frozenset({"grader", "reference", "assignments"})

# The names that `from pylab import *` brings besides those of numpy.
_PYLAB = (
    *("plt", "plot", "show", "figure", "subplot", "subplots", "title", "xlabel", "ylabel"),
    *("legend", "grid", "axis", "hist", "scatter", "bar", "imshow", "savefig", "colorbar"),
    *("contour", "contourf", "close", "clf", "cla", "gca", "gcf", "text", "annotate", "xlim"),
    *("ylim", "xticks", "yticks", "axhline", "axvline", "errorbar", "semilogx", "semilogy"),
    *("fill_between", "loglog"),
)
_UNPACK_SEQUENCE = dis.opmap["UNPACK_SEQUENCE"]


class Inert:
    """An object on which everything works and nothing happens."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Inert:
        # A protocol that is asked for by name (__array__, __deepcopy__, …) is not one of ours.
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert()

    def __setattr__(self, name: str, value: Any) -> None:
        pass

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        # Called with one function alone it is a decorator, and the function must survive.
        if len(arguments) == 1 and not options and isinstance(arguments[0], FunctionType):
            return arguments[0]
        return Inert()

    def __getitem__(self, _: Any) -> Inert:
        return Inert()

    def __setitem__(self, _: Any, __: Any) -> None:
        pass

    def __delitem__(self, _: Any) -> None:
        pass

    def __iter__(self) -> Iterator[Inert]:
        return iter([Inert() for _ in range(_targets(sys._getframe(1)))])  # noqa: SLF001

    def __len__(self) -> int:
        return 2

    def __bool__(self) -> bool:
        return True

    def __contains__(self, _: Any) -> bool:
        return False

    def __enter__(self) -> Inert:
        return self

    def __exit__(self, *_: Any) -> None:
        pass

    def __float__(self) -> float:
        return 0.0

    def __int__(self) -> int:
        return 0

    def __index__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "<not shown>"

    def _operator(self, *_: Any) -> Inert:
        return Inert()

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = _operator
    __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = _operator
    __rpow__ = __or__ = __ror__ = __and__ = __rand__ = __neg__ = __pos__ = __abs__ = _operator
    __matmul__ = __rmatmul__ = _operator


class InertModule(ModuleType):
    """A module of inert objects, each of which can also be imported as a submodule."""

    __version__ = "0"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, name: str) -> Inert:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert()


class Finder(Loader):
    """Finds inert modules and fences off the grader; first on `sys.meta_path`."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The spec of an inert module; None for a module that is imported as usual.

        Raises ModuleNotFoundError for a module of the grader.
        """
        del path, target
        root = name.partition(".")[0]
        if root in FENCED:
            _no_module(name)
        if root in INERT or any(name == n or name.startswith(f"{n}.") for n in INERT):
            return ModuleSpec(name, self, is_package=True)
        if name == "google" and PathFinder.find_spec(name) is None:
            return ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = InertModule(spec.name)
        if spec.name == "pylab":
            public = {name: getattr(np, name) for name in np.__all__ if name != "test"}
            vars(module).update(dict.fromkeys(_PYLAB, Inert()), **public, np=np)
        return module

    def exec_module(self, module: ModuleType) -> None:
        pass


def install() -> None:
    """Put the stand-ins in place, and take away what the worker has loaded of the grader."""
    for name in list(sys.modules):
        if name.partition(".")[0] in FENCED:
            del sys.modules[name]
    sys.meta_path.insert(0, Finder())


def allow(modules: Sequence[str], student: ModuleType) -> None:
    """From now on, `import` in the code of that module finds these modules, what is in them, and
    what stands in for a plot or a front end; nothing else. A courtesy fence as well."""
    usual = builtins.__import__
    known = {*modules, *INERT, *FENCED, "__future__"}

    def imported(name: str, *context: Any, **named: Any) -> Any:
        # A statement gives all by position: globals, locals, what is imported from it, level.
        is_relative = len(context) > 3 and context[3] > 0
        if context and context[0] is vars(student) and not is_relative:
            parts = name.split(".")
            if known.isdisjoint(".".join(parts[:n]) for n in range(1, len(parts) + 1)):
                raise ImportError(f"{name} is not among what may be imported here: {_row(modules)}")
        return usual(name, *context, **named)

    builtins.__import__ = imported


def _row(modules: Sequence[str]) -> str:
    return ", ".join(modules) or "-"


def _no_module(name: str) -> NoReturn:
    raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def _targets(frame: Any) -> int:
    """How many names the statement that is being run unpacks into; 2 where it does not say."""
    code = frame.f_code.co_code
    at = frame.f_lasti
    return int(code[at + 1]) if code[at] == _UNPACK_SEQUENCE else 2
