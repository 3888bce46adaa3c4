"""Index terms, and how the records of the normal form are compared: by what they are made of.

A spelling sorts the parts of sums and products, so that what is equal has one spelling; two
spellings differ as soon as what they spell does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

_LONGEST_KEY = 120
Names = Mapping["Keyed", str]
# An input by its name, or what a loop carries: the number of the loop and the slot.
Source = str | tuple[int, int]


_T = TypeVar("_T")


class once(Generic[_T]):  # noqa: N801 - it is used as a decorator
    """What is computed when it is first asked for: a cached_property without a lock."""

    def __init__(self, compute: Callable[[Any], _T]) -> None:
        self._compute = compute

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, of: Any, _owner: type) -> _T:
        value = self._compute(of)
        of.__dict__[self._name] = value  # from now on it is found there
        return value


@dataclass(frozen=True, eq=False)
class Keyed:
    """Something that is compared and ordered by what it is made of."""

    @property
    def parts(self) -> tuple[Keyed, ...]:
        """What this is made of, one level down."""
        return ()

    def spell(self, names: Names) -> str:
        """What this is, with other names for some index terms."""
        raise NotImplementedError

    @once
    def key(self) -> str:
        spelling = self.spell({})
        if len(spelling) <= _LONGEST_KEY:
            return spelling
        return "#" + digest(spelling)

    @once
    def shape(self) -> str:
        """The spelling with one name for all index variables."""
        return self.spell(dict.fromkeys(self.indices, "?"))

    @once
    def _hash(self) -> int:
        return hash(self.key)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Keyed) and self.key == other.key)

    @once
    def indices(self) -> frozenset[Index]:
        """The index variables in it, the bound ones included."""
        return frozenset[Index]().union(*(part.indices for part in self.parts))

    @once
    def sources(self) -> frozenset[Source]:
        """The inputs and carried values on which it depends, labels apart."""
        return frozenset[Source]().union(*(part.sources for part in self.parts))

    @once
    def level(self) -> int:
        """The highest level of the bound variables in it, 0 if there are none."""
        return max((part.level for part in self.parts), default=0)

    def respelled(self, names: Names) -> str:
        """The spelling with other names, or the key where none of them occurs."""
        return self.spell(names) if any(i in names for i in self.indices) else self.key


# --- index terms: positions along an axis -------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Index(Keyed):
    """An index variable, for which another term may be put."""

    @once
    def indices(self) -> frozenset[Index]:
        return frozenset({self})

    def respelled(self, names: Names) -> str:
        return names.get(self, self.key)


@dataclass(frozen=True, eq=False)
class Variable(Index):
    """A free index."""

    number: int

    def spell(self, _names: Names) -> str:
        return f"i{self.number}"


@dataclass(frozen=True, eq=False)
class Bound(Index):
    """The index of a sum, a maximum or a recurrence, named by its level and its place there."""

    at: int
    place: int

    @once
    def level(self) -> int:
        return self.at

    def spell(self, _names: Names) -> str:
        return f"b{self.at}.{self.place}"


@dataclass(frozen=True, eq=False)
class Step(Index):
    """The position that a loop of the graph has reached."""

    loop: int

    def spell(self, _names: Names) -> str:
        return f"s{self.loop}"


@dataclass(frozen=True, eq=False)
class End(Keyed):
    """The first or the last position along an axis of a size; they may be the same."""

    size: str
    is_last: bool

    def spell(self, _names: Names) -> str:
        return f"{'last' if self.is_last else 'first'}({self.size!r})"


@dataclass(frozen=True, eq=False)
class Label(Keyed):
    """The position that an input of kind "index" holds at some places."""

    name: str
    places: tuple[Term, ...]

    @property
    def parts(self) -> tuple[Keyed, ...]:
        return self.places

    def spell(self, names: Names) -> str:
        return f"{self.name!r}<{joined(self.places, names)}>"


Term = Variable | Bound | Step | End | Label


def digest(spelling: str) -> str:
    """A short name for a spelling, another one for each."""
    return hashlib.sha256(spelling.encode()).hexdigest()


def by_key(item: Keyed) -> str:
    return item.key


def by_shape(item: Keyed) -> tuple[str, str]:
    """An order that other names for the index variables seldom change."""
    return item.shape, item.key


def joined(parts: Iterable[Keyed], names: Names) -> str:
    return ",".join(part.respelled(names) for part in parts)


def sorted_together(parts: Iterable[Keyed], names: Names) -> str:
    return ",".join(sorted(part.respelled(names) for part in parts))
