"""An audit as it is printed: one line for each formula, what is not as it should be, totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.audit.records import Audited, Change, Fate, Form, counted

_FATES: tuple[tuple[Fate, str], ...] = (
    ("rejected", "rejected"),
    ("equal", "proved equal"),
    ("indistinguishable", "indistinguishable"),
    ("accepted", "accepted"),
    ("survived", "survived"),
    ("crashed", "crashed"),
)


def overview(audited: Sequence[Audited]) -> Iterator[RenderableType]:
    """The table and what follows it."""
    yield _table(audited)
    for one in audited:
        for form in one.faults:
            yield _entry(f"{one.name}: {fault(form)}", ())
        for survivor in one.survivors:
            yield _entry(f"{one.name}: {explained(survivor)}", survivor.diff.splitlines())
    yield Text("")
    for line in totals(audited):
        yield Text(line, style="bold")


def totals(audited: Sequence[Audited]) -> Iterator[str]:
    """How much there is of everything, one line each for forms and mutants, and the verdict."""
    forms = [form for one in audited for form in one.forms]
    right = [form for form in forms if form.is_right]
    wrong = [f for f in forms if not (f.is_right or f.is_too_small or f.is_forgiven)]
    yield f"Right forms with full marks: {_share(right)}."
    single = [form for form in wrong if form.kind != "pair"]
    yield f"Mistakes and other conventions rejected and named: {_share(single)}."
    pairs = [form for form in wrong if form.kind == "pair"]
    if pairs:
        yield f"Pairs of mistakes rejected, one or both named: {_share(pairs)}."
    small = sum(form.is_too_small for form in forms)
    if small:
        yield f"Besides, {_count(small, 'form')} too near to what is right to be seen."
    forgiven = sum(form.is_forgiven for form in forms)
    if forgiven:
        yield f"Besides, {_count(forgiven, 'form')} on which the assignment only remarks."
    mutants = [m for one in audited for m in one.mutants]
    fates = counted(m.fate for m in mutants)
    said = ", ".join(f"{fates[fate]} {word}" for fate, word in _FATES if fate in fates)
    yield f"{_count(len(mutants), 'mutant')}: {said}."
    checks = counted(m.check for m in mutants if m.fate == "rejected")
    if checks:
        yield f"Rejected by: {', '.join(f'{name} {count}' for name, count in checks.items())}."
    unlike = [m for m in mutants if m.fate == "indistinguishable"]
    if unlike:
        yield (
            f"Indistinguishable on at least {min(m.inputs for m in unlike)} inputs each, and never"
            f" more than {max(m.largest for m in unlike):.2g} units away."
        )


def fault(form: Form) -> str:
    """What is not as it should be with a form, in one sentence."""
    constant = "" if form.constant is None else f" with {form.constant:g}"
    what = f"{form.kind} {form.name}{constant}"
    if form.why:
        return f"{what}: the grader raised {form.why}"
    if form.is_right:
        return f"{what} is right, and does not have full marks ({form.check or 'no check fails'})"
    if form.full_marks:
        return f"{what} has full marks"
    return f"{what} is taken for {form.said or 'nothing known'}"


def explained(one: Change) -> str:
    """Why a mutant counts as one that has survived, in one sentence."""
    if one.fate == "crashed":
        return f"the grader raised {one.why}"
    where = (
        f" after {_count(one.inputs, 'input')}, {one.largest:.2g} units away" if one.inputs else ""
    )
    return f"full marks, and told apart{where}. Not proved equal: {one.why}"


def _table(audited: Sequence[Audited]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("formula")
    for title in ("forms\nas they\nshould be", "\n\nmutants", "\n\nrejected", "\nproved\nequal"):
        table.add_column(title, justify="right", no_wrap=True)
    for title in ("\nindistin-\nguishable", "\n\naccepted", "\n\nsurvived"):
        table.add_column(title, justify="right", no_wrap=True)
    for one in audited:
        survived = len(one.survivors)
        table.add_row(
            Text(one.name),
            Text(_share(one.forms), style="" if not one.faults else "red"),
            str(len(one.mutants)),
            *(str(one.count(f)) for f in ("rejected", "equal", "indistinguishable", "accepted")),
            Text(str(survived), style="red" if survived else ""),
        )
    return table


def _entry(title: str, lines: Sequence[str]) -> RenderableType:
    text = Text("\n" + title + "\n" if lines else "\n" + title)
    body = Text("\n".join(lines))
    table = Table.grid()
    table.add_row(text)
    if lines:
        table.add_row(Padding(body, (0, 0, 0, 4)))
    return table


def _share(forms: Sequence[Form]) -> str:
    return f"{sum(form.is_as_it_should_be for form in forms)} of {len(forms)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
