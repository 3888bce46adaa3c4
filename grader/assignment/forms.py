"""The forms of a formula that an assignment may ask for."""

from __future__ import annotations

from reference.catalogue import Entry


def implemented_forms(entry: Entry) -> list[dict[str, str]]:
    """The conventions of the forms that there are of a formula, its own first, each complete."""
    others = (m.convention for m in entry.mistakes if m.kind == "convention" and m.convention)
    return [dict(convention) for convention in (entry.formula.convention, *others)]
