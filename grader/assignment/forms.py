"""The forms of a formula that an assignment may ask for."""

from __future__ import annotations

from reference.catalogue import Entry


def conventions(entry: Entry) -> dict[str, set[str]]:
    """The conventions that a formula knows, with their values: {"reduction": {"mean", "sum"}}."""
    found: dict[str, set[str]] = {}
    for convention in (entry.formula.convention, *(m.convention for m in entry.mistakes)):
        for name, value in convention.items():
            found.setdefault(name, set()).add(value)
    return found


def implemented_forms(entry: Entry) -> list[dict[str, str]]:
    """The conventions of the forms that there are of a formula, its own first, each complete."""
    others = (m.convention for m in entry.mistakes if m.kind == "convention" and m.convention)
    return [dict(convention) for convention in (entry.formula.convention, *others)]
