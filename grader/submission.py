"""Reads what a student hands in, a .py file or a Jupyter notebook, without running it.

A notebook is read as it stands: no kernel, no stored output. Magics and shell lines are blanked in
place, so that every line keeps its number, and a cell that Python cannot read costs that cell only.
What cannot be read at all is a `SubmissionError`.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from grader.language import FaultError, Message
from grader.magics import unquoted
from grader.records import Cell, Submission, UnreadableCell

MOST_BYTES = 20_000_000  # of a file; a notebook holds its pictures
MOST_CODE = 2_000_000  # characters of source in it

_ASSIGNMENT = re.compile(r"\s*#+\s*gradproof:\s*assignment\s*=\s*([\w.-]+)\s*$")
_FIRST_LINES = 10
_NEWLINE = re.compile(r"\r\n?")


class SubmissionError(FaultError):
    """A submission that cannot be read: one sentence that says why and what to do."""


def read(path: str | Path) -> Submission:
    """The submission in a .py file or a notebook (.ipynb, nbformat 4 or older).

    Raises SubmissionError where there is no such file or where it holds no Python code to read.
    """
    path = Path(path)
    data = _bytes(path)
    if path.suffix.lower() == ".ipynb":
        return _notebook(path.name, data)
    return _file(path.name, data)


def _bytes(path: Path) -> bytes:
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise SubmissionError("{name} is a folder: name the file in it.", name=name)
        if not path.exists():
            raise SubmissionError(
                "There is no file {name}: check the name and the folder.", name=name
            )
        if path.suffix.lower() not in {".py", ".ipynb"}:
            raise SubmissionError(
                "{name} is neither a .py file nor a notebook: save it as .py or .ipynb.", name=name
            )
        if not path.is_file():
            raise SubmissionError("{name} is not a regular file: hand in a copy of it.", name=name)
        if path.stat().st_size > MOST_BYTES:
            raise SubmissionError(
                "{name} is larger than {megabytes} MB: clear its outputs, save it and try again.",
                name=name,
                megabytes=MOST_BYTES // 1_000_000,
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise SubmissionError(
            "{name} cannot be opened: check that you are allowed to read it.", name=name
        ) from error


# --- a .py file --------------------------------------------------------------------------------


def _file(name: str, data: bytes) -> Submission:
    _check_length(name, len(data))
    source = _clean(_decoded(name, data))
    unreadable: tuple[UnreadableCell, ...] = ()
    cells: tuple[Cell, ...] = ()
    try:
        empty = not _parsed(source).body
    except SyntaxError as error:
        unreadable = (_unreadable(None, source, error),)
    else:
        if empty:
            raise _no_code(name)
        cells = (Cell(None, source),)
    return Submission(
        name=name,
        is_notebook=False,
        cells=cells,
        unreadable=unreadable,
        assignment=_assignment_in(source),
    )


def _decoded(name: str, data: bytes) -> str:
    if b"\0" in data:
        raise SubmissionError(
            "{name} holds null bytes, so it is not a text file: save it as UTF-8 text.", name=name
        )
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return data.decode(encoding)
    except (SyntaxError, LookupError, ValueError) as error:
        raise _not_utf8(name) from error


# --- a notebook --------------------------------------------------------------------------------


class _Code(NamedTuple):
    """What is taken from a notebook: the source of the code cells, and the metadata."""

    sources: list[str]
    metadata: dict[str, Any]


def _notebook(name: str, data: bytes) -> Submission:
    code = _code(name, data)
    language = code.metadata.get("language_info")
    spoken = language.get("name") if isinstance(language, dict) else None
    if isinstance(spoken, str) and spoken.lower() not in {"python", "ipython", "sage", ""}:
        raise SubmissionError(
            "{name} is a notebook in {language}: hand in one in Python.", name=name, language=spoken
        )
    _check_length(name, sum(map(len, code.sources)))
    cells: list[Cell] = []
    unreadable: list[UnreadableCell] = []
    skipped: list[int] = []
    holds_code = False
    for number, source in enumerate(code.sources, start=1):
        try:
            plain = unquoted(source, _parsed)
            if plain is None:
                skipped.append(number)
                continue
            holds_code = holds_code or bool(_parsed(plain).body)
            cells.append(Cell(number, plain))
        except SyntaxError as error:
            unreadable.append(_unreadable(number, source, error))
    if not holds_code and not unreadable:
        raise _no_code(name)
    told = code.metadata.get("gradproof")
    assignment = told.get("assignment") if isinstance(told, dict) else None
    first = code.sources[0] if code.sources else ""
    return Submission(
        name=name,
        is_notebook=True,
        cells=tuple(cells),
        unreadable=tuple(unreadable),
        skipped=tuple(skipped),
        assignment=assignment if isinstance(assignment, str) else _assignment_in(first),
    )


class _CurrentCell(msgspec.Struct):
    cell_type: str
    source: str | list[str] = ""


class _CurrentNotebook(msgspec.Struct):
    """nbformat 4, as far as it matters here; everything else in the file is passed over."""

    nbformat: int
    cells: list[_CurrentCell]
    metadata: dict[str, Any] = {}


def _code(name: str, data: bytes) -> _Code:
    if b"\0" in data:
        raise SubmissionError(
            "{name} holds null bytes, so it is not a notebook: save it again as .ipynb.", name=name
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(name) from error
    if not text.strip():
        raise _no_code(name)
    # Importing nbformat takes as long as importing numpy. The form that every notebook has had
    # since 2015 is read without it; a test holds the two to the same result.
    try:
        notebook = msgspec.json.decode(text, type=_CurrentNotebook)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return _older(name, text)
    if notebook.nbformat != 4:
        return _older(name, text)
    sources = [c.source for c in notebook.cells if c.cell_type == "code"]
    joined = (source if isinstance(source, str) else "".join(source) for source in sources)
    return _Code([_clean(source) for source in joined], notebook.metadata)


def _older(name: str, text: str) -> _Code:
    """What is in a notebook of any version, with numbers that are not JSON, or incomplete."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import nbformat  # slow, and seldom needed

        try:
            notebook = nbformat.reads(text, as_version=4)
        except nbformat.reader.NotJSONError as error:
            raise SubmissionError(
                "{name} is cut off or is not a notebook: save the notebook again as .ipynb.",
                name=name,
            ) from error
        except Exception as error:
            raise _not_a_notebook(name) from error
        try:
            sources = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
            joined = [s if isinstance(s, str) else "".join(s) for s in sources]
            metadata = dict(notebook.get("metadata") or {})
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise _not_a_notebook(name) from error
    return _Code([_clean(source) for source in joined], metadata)


# --- what both have ----------------------------------------------------------------------------

# Python's complaint by how it begins, and what the report says of it.
COMPLAINTS = {
    "expected ':'": Message("expected ':'"),
    "expected '('": Message("expected '('"),
    "expected an indented block": Message("expected an indented line"),
    "unexpected indent": Message("indented without a reason"),
    "unindent does not match": Message("the indentation fits no line above"),
    "inconsistent use of tabs": Message("tabs and spaces are mixed"),
    "unterminated triple-quoted": Message("the triple quotes are never closed"),
    "unterminated string": Message("the quotes are never closed"),
    "unterminated f-string": Message("the quotes are never closed"),
    "unterminated triple-quoted f-string": Message("the triple quotes are never closed"),
    "unexpected EOF": Message("ends too early"),
    "unexpected character after line continuation": Message("something follows the backslash"),
    "unmatched": Message("this bracket was never opened"),
    "closing parenthesis": Message("this bracket does not fit the one that was opened"),
    "invalid character": Message("this character has no meaning in Python"),
    "invalid non-printable": Message("an invisible character that Python cannot read"),
    "cannot assign": Message("this cannot be assigned to"),
    "invalid syntax. Perhaps you forgot a comma": Message("perhaps a comma is missing here"),
    "invalid syntax. Maybe you meant '=='": Message("= assigns, == compares"),
    "f-string": Message("not Python inside the braces of an f-string"),
    "invalid decimal literal": Message("a name cannot begin with a digit"),
    "leading zeros": Message("a number cannot begin with 0"),
    "positional argument follows": Message("an argument without a name after one with a name"),
    "Missing parentheses in call to 'print'": Message("Python 2; in 3, print needs parentheses"),
    "Missing parentheses in call to 'exec'": Message("Python 2; in 3, exec needs parentheses"),
    "multiple exception types must be parenthesized": Message("Python 2; in 3, except X as e"),
    "expected 'except'": Message("try without except or finally"),
    "too many statically nested": Message("nested too deeply"),
    "too many nested": Message("nested too deeply"),
    "too many levels of indentation": Message("nested too deeply"),
}
NEVER_CLOSED = Message("this bracket is never closed")
NOT_PYTHON = Message("not Python")


def _clean(source: str) -> str:
    """The source with the line ends of Unix and without half characters, which JSON can spell."""
    return _NEWLINE.sub("\n", source).encode("utf-8", "replace").decode()


def _parsed(source: str) -> ast.Module:
    """The syntax tree. Raises SyntaxError, also where the source is too much for the parser."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(source)
        except (RecursionError, MemoryError) as error:
            raise SyntaxError("too many nested parentheses", ("", 1, 1, "")) from error
        except ValueError as error:
            raise SyntaxError("invalid character", ("", 1, 1, "")) from error


def _unreadable(number: int | None, source: str, error: SyntaxError) -> UnreadableCell:
    lines = source.split("\n")
    line = min(max(error.lineno or 1, 1), len(lines))
    text = lines[line - 1].rstrip()
    column = min(max((error.offset or 1) - 1, 0), len(text))
    complaint = error.msg or ""
    if complaint.endswith("was never closed"):
        said = NEVER_CLOSED
    else:
        begins = sorted(COMPLAINTS, key=len, reverse=True)
        said = next((COMPLAINTS[b] for b in begins if complaint.startswith(b)), NOT_PYTHON)
    return UnreadableCell(number, line, column, text, said.text, source)


def _assignment_in(source: str) -> str | None:
    for line in source.split("\n", _FIRST_LINES)[:_FIRST_LINES]:
        if found := _ASSIGNMENT.match(line):
            return found[1]
    return None


def _check_length(name: str, length: int) -> None:
    if length > MOST_CODE:
        raise SubmissionError(
            "{name} holds more than {megabytes} MB of code: hand in the code without the data.",
            name=name,
            megabytes=MOST_CODE // 1_000_000,
        )


def _no_code(name: str) -> SubmissionError:
    return SubmissionError("{name} holds no code: save your work and try again.", name=name)


def _not_utf8(name: str) -> SubmissionError:
    return SubmissionError("{name} is not UTF-8 text: save it with UTF-8 encoding.", name=name)


def _not_a_notebook(name: str) -> SubmissionError:
    return SubmissionError("{name} is not a notebook: save the notebook as .ipynb.", name=name)
