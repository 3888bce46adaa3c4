"""The name that was probably meant, where there is none like the one that was written."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known name that is most like `name`; None where none is as like as asked for.

    `likeness` is from 0, for any name, to 1, for the same one: the share of their letters that two
    names have in common, in the same order.
    """
    import difflib  # for those who mistype

    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=likeness)), None)
