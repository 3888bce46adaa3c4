"""The verbs of the command line, one function each."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

from grader.assignment import Assignment, available, every_fault, infer, load
from grader.language import CODES, FaultError, Language, Message, language
from grader.records import Report, Submission
from grader.report import formats
from grader.student.spawned import WorkerError

if TYPE_CHECKING:
    from grader.grade import Look
    from grader.plots import Plots

DEMO = Path(__file__).parent / "demo"

_lang = click.option(
    "--lang", type=click.Choice(CODES), default="en", envvar="GRADPROOF_LANG", help="Language."
)
_seed = click.option(
    "--seed", type=click.IntRange(0, 2**32 - 1), default=0, help="Seed of the bank of inputs."
)


def run(arguments: list[str]) -> int:
    """Carry out a command line; the exit status of a request that could be read."""
    try:
        status = grader.main(arguments, prog_name="grader", standalone_mode=False)
    except click.exceptions.Abort as abort:
        raise KeyboardInterrupt from abort
    except click.ClickException as error:
        with suppress(BrokenPipeError):
            error.show()
        return error.exit_code
    except _RefusedError as refused:
        _complain(str(refused))
        return 2
    except WorkerError as error:
        _complain(f"grader: {error}")
        return 3
    except SystemExit:  # what click makes of a closed pipe
        nobody_reads()
        return 0
    except OSError as error:
        if error.filename is not None:
            raise
        nobody_reads()
        _complain(f"grader: the output cannot be written: {error.strerror}")
        return 3
    return status if isinstance(status, int) else 0


def nobody_reads() -> None:
    """Give up standard output: whoever read it (head, less) has enough, or the disk is full. Python
    would try again at exit, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(text: str) -> None:
    with suppress(BrokenPipeError):
        click.echo(text, err=True)


class _RefusedError(Exception):
    """A request that cannot be met, in the language of the request."""


@click.group(no_args_is_help=True)
@click.version_option(package_name="gradproof")
def grader() -> None:
    """Checks the gradients that you wrote, and says what is wrong and why."""


@grader.command()
@click.argument("submission", type=click.Path(path_type=Path))
@click.option("-a", "--assignment", help="Id of an assignment, or a folder that holds one.")
@click.option("--only", multiple=True, metavar="FUNCTION", help="Only this function; repeatable.")
@click.option("--format", "format_", type=click.Choice(formats()), default="text", help="Output.")
@click.option("--hint", type=click.IntRange(1, 3), default=1, help="How much is said.")
@click.option(
    "--plot",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write a picture of each gradient, returned beside measured, to this folder.",
)
@_seed
@_lang
def check(
    submission: Path,
    assignment: str | None,
    only: tuple[str, ...],
    format_: str,
    hint: int,
    plot: Path | None,
    seed: int,
    lang: str,
) -> int:
    """Grade a .py file or a notebook and say what is wrong, on which input, and why."""
    say = language(lang)
    try:
        plots = None if plot is None else _plots(plot)
        look = None if plots is None else plots.look
        report = _graded(submission, assignment, only, seed, say, look)
        _show(report, format_, hint)
        if plots is not None:
            _tell_written(plots.write(say), say)
    except FaultError as fault:
        _refuse(fault, say)
    return 0 if all(task.status == "passed" for task in report.tasks) else 1


@grader.command()
@_lang
def demo(lang: str) -> int:
    """Grade the bundled example submissions, to show what a report looks like."""
    say = language(lang)
    for file in sorted(DEMO.iterdir()):
        if file.suffix in (".py", ".ipynb"):
            click.echo(f"$ grader check {file.name}")
            _show(_graded(file, None, (), 0, say), "text", 1)
            click.echo()
    return 0


@grader.command(name="list")
@click.argument("assignment", required=False)
@click.option("--validate", is_flag=True, help="Say everything that is wrong with them instead.")
@_lang
def list_(assignment: str | None, lang: str, *, validate: bool) -> int:
    """The assignments, or the functions of one with their points."""
    say = language(lang)
    if validate:
        return _validate([assignment] if assignment else list(available()), say)
    try:
        chosen = [load(assignment)] if assignment else [load(name) for name in available()]
    except FaultError as fault:
        _refuse(fault, say)
    for one in chosen:
        click.echo(f"{one.id:24}{say.points(one.max_score):>6}  {one.title[lang]}")
        if assignment:
            for task in one.task:
                written = one.signature(task).removeprefix("def ")
                named = "" if task.name == task.function else f"{task.name}: "
                click.echo(f"  {say.points(task.points):>6}  {named}{written}")
    return 0


def _validate(names: list[str], say: Language) -> int:
    """One line for each fault of the assignments; 1 where there is any."""
    found = [fault for name in names for fault in every_fault(name)]
    for fault in found:
        click.echo(say(fault.message))
    return 1 if found else 0


@grader.command(name="new-assignment")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@_lang
def new_assignment(folder: Path, lang: str) -> int:
    """Lay out a folder for an assignment of one's own. It works as it stands."""
    from grader.assignment.new import lay_out

    say = language(lang)
    try:
        written = lay_out(folder)
    except FaultError as fault:
        _refuse(fault, say)
    for file in written:
        click.echo(say("Written: {file}", file=str(file)))
    click.echo(say("Then: grader list --validate {folder}", folder=str(folder)))
    return 0


@grader.command()
@click.argument("assignment")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File or folder.")
@click.option("--format", "format_", type=click.Choice(("ipynb", "py")), help="Kind of file.")
@_lang
def start(assignment: str, output: Path | None, format_: str | None, lang: str) -> int:
    """Write a starter notebook or file: statement, signatures, and a cell that checks."""
    from grader import starter

    say = language(lang)
    try:
        chosen = load(assignment)
        file, suffix = _starter_file(chosen, output, format_)
        write = starter.notebook if suffix == "ipynb" else starter.script
        _write_new(file, write(chosen, file.name, say))
    except FaultError as fault:
        _refuse(fault, say)
    click.echo(say("Written: {file}", file=str(file)))
    named = f"{file}" if assignment in available() else f"{file} -a {assignment}"
    click.echo(say("Then: grader check {file}", file=named))
    return 0


@grader.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("-a", "--assignment", help="Names mean its own formulas, too; alone, all of its.")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text")
@click.option("--explain", metavar="NAME", help="Explain one formula: statement, LaTeX, claims.")
@click.option("--notes", is_flag=True, help="What the lecture notes say, and what of it holds.")
def prove(
    names: tuple[str, ...],
    assignment: str | None,
    format_: str,
    explain: str | None,
    notes: bool,
) -> int:
    """Prove what is claimed of the formulas, for all sizes, from the code that grades.

    NAME is a formula, a claim (formula/claim), or an assignment or its folder; a formula where
    both have the name. Without one, everything is proved.
    """
    from grader.prove import command
    from grader.prove.selection import UnknownNameError

    if bool(names) + (explain is not None) + notes > 1:
        raise click.UsageError("Give either names, or --explain with one name, or --notes.")
    try:
        own = load(assignment) if assignment else None
        if notes:
            found = command.notes(format_)
        elif explain is not None:
            found = command.explain(explain, format_, own)
        else:
            found = command.prove(names, format_, own)
    except UnknownNameError as unknown:
        raise _RefusedError(f"grader: {unknown}") from unknown
    except FaultError as fault:
        _refuse(fault, language("en"))
    _write(found.write)
    return 0 if found.is_proved else 1


@grader.command()
@click.argument("assignment", required=False)
@click.option("--only", multiple=True, metavar="FUNCTION", help="Only this function; repeatable.")
@click.option("--jobs", type=click.IntRange(1), help="Processes; as many as there are cores.")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text")
@_seed
def audit(
    assignment: str | None, only: tuple[str, ...], jobs: int | None, format_: str, seed: int
) -> int:
    """Grade the grader: what is right gets full marks, every known mistake its name, and every
    mutant of the reference's own code is rejected or shown to be none.

    Without ASSIGNMENT, every formula in each of its conventions.
    """
    from grader.audit import command

    try:
        found = command.run(assignment, only, jobs, seed, format_)
    except FaultError as fault:
        _refuse(fault, language("en"))
    _write(found.write)
    return 0 if found.holds else 1


def _starter_file(
    assignment: Assignment, output: Path | None, kind: str | None
) -> tuple[Path, str]:
    """Where a starter goes, and of which kind it is: as the name ends, or as --format says."""
    from grader import starter

    try:
        is_folder = output is not None and output.is_dir()
    except OSError:
        is_folder = False
    if output is None or is_folder:
        suffix = kind or "ipynb"
        return (output or Path()) / starter.default_name(assignment, suffix), suffix
    suffix = output.suffix[1:] or kind or "ipynb"
    if suffix not in ("ipynb", "py") or (kind is not None and kind != suffix):
        raise FaultError("{file}: a starter is a .ipynb or a .py file.", file=str(output))
    if not output.name.isprintable() or set(output.name) & set("\"'\\"):
        raise FaultError("{file}: choose a name without quotes.", file=repr(output.name))
    return output.with_suffix(f".{suffix}"), suffix


def _write_new(file: Path, text: str) -> None:
    """Write a file that is not there yet; of one that cannot be written whole, leave nothing."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            try:
                opened.write(text)
                opened.flush()
            except OSError:
                file.unlink(missing_ok=True)
                raise
    except FileExistsError as error:
        raise FaultError(
            "{file} is there already. Choose another name with -o.", file=str(file)
        ) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise FaultError(
            "{file} cannot be written: {reason}.", file=str(file), reason=reason
        ) from error


def _plots(folder: Path) -> Plots:
    from grader.plots import Plots

    return Plots(folder)


def _tell_written(files: list[Path], say: Language) -> None:
    """Which pictures there are now; on standard error, for a report may be read by a program."""
    for file in files:
        _complain(say("Written: {file}", file=str(file)))
    if not files:
        _complain(
            say(
                "There is nothing to draw: no gradient came with a function of yours to measure"
                " it against."
            )
        )


def _graded(
    file: Path,
    assignment: str | None,
    only: tuple[str, ...],
    seed: int,
    say: Language,
    look: Look | None = None,
) -> Report:
    from grader.grade import grade
    from grader.submission import read

    submission = read(file)
    found = load(assignment) if assignment else _assignment_of(submission)
    named = assignment or ""
    return grade(submission, found, say, seed=seed, only=only, named=named, look=look)


def _assignment_of(submission: Submission) -> Assignment:
    """The assignment that the submission names, or the only one that its functions fit."""
    from grader.definitions import names

    if submission.assignment:
        if submission.assignment not in available():
            raise FaultError(
                "{file}: it names the assignment {name!r}, which is not one of {known}. Name a"
                " folder with -a.",
                file=submission.name,
                name=submission.assignment,
                known=", ".join(available()),
            )
        return load(submission.assignment)
    found = infer(names(submission))
    if found is None:
        raise FaultError(
            "{file}: none of the assignments fits its function names best. Name one with -a:"
            " {known}.",
            file=submission.name,
            known=", ".join(available()),
        )
    return found


def _show(report: Report, format_: str, hint: int) -> None:
    from grader.report import render, terminal

    text = render(report, format_, hint)
    _write(lambda stream: terminal.write(text, stream))


def _write(write: Callable[[TextIO], None]) -> None:
    try:
        write(sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        # The verdict stands, however much of it is read.
        nobody_reads()


def _refuse(fault: FaultError, say: Language) -> NoReturn:
    advice = Message("Next: correct the command or the file, and run it again.")
    raise _RefusedError(f"grader: {say(fault.message)}\n{say(advice)}") from fault
