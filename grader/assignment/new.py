"""Lays out a folder for an assignment of one's own: it works as it stands, and is to be changed."""

from __future__ import annotations

from pathlib import Path

from grader.assignment.fault import AssignmentError

_TEMPLATE = Path(__file__).parent / "template"


def lay_out(folder: Path) -> list[Path]:
    """Write the files of a new assignment; which ones there are now.

    Raises AssignmentError where there is something in the folder already, or where it cannot be
    written to.
    """
    name = folder.resolve().name
    if not name.isprintable() or set(name) & set("\"'\\") or not name:
        raise AssignmentError("{file}: choose a name without quotes.", file=repr(str(folder)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise AssignmentError(
                "{folder} is not empty. Name a new folder; nothing was written.", folder=str(folder)
            )
        return [_copy(file, folder, name) for file in sorted(_TEMPLATE.iterdir())]
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise AssignmentError(
            "{file} cannot be written: {reason}.", file=str(folder), reason=reason
        ) from error


def _copy(file: Path, folder: Path, name: str) -> Path:
    text = file.read_text(encoding="utf-8").replace("NAME", name)
    written = folder / file.name
    with written.open("x", encoding="utf-8", newline="\n") as opened:
        opened.write(text)
    return written
