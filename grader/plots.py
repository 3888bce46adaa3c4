"""Pictures of gradients: what a function returned beside finite differences, entry by entry."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from grader.evidence import Evidence
from grader.language import FaultError, Language
from grader.own_entries import own_entries
from grader.own_function import can_be_moved, own_function
from grader.student.answers import OutOfTimeError
from grader.student.process import Student


@dataclass(frozen=True)
class Plot:
    """One part of a gradient on one example: arrays of one shape, with the error bar of what was
    measured of the student's own function `forward`."""

    function: str
    part: str
    forward: str
    claimed: Any
    measured: Any
    error: Any

    @property
    def file(self) -> str:
        return f"{self.function}-{self.part}.png" if self.part else f"{self.function}.png"


@dataclass(frozen=True)
class Plots:
    """The plots of a submission, gathered while it is graded, and the folder they are written to.

    Raises FaultError where there is no matplotlib, or the folder cannot be made.
    """

    folder: Path
    gathered: list[Plot] = field(default_factory=list)

    def __post_init__(self) -> None:
        try:
            from grader.gradcheck import pictures  # noqa: F401
        except ImportError as error:
            raise FaultError(
                "Pictures need matplotlib. Install it: python -m pip install matplotlib"
            ) from error
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise _cannot_be_written(self.folder, error) from error

    def look(self, student: Student, evidence: Evidence) -> None:
        """Measure the derivative of the student's own function, on the example that the report
        shows of each part, or the first one where the part is right."""
        derivative = evidence.question.formula.derivative
        if derivative is None or not evidence.forward or not can_be_moved(derivative):
            return
        functions, claimed = [], []
        for part, name in enumerate(evidence.parts):
            at = (*evidence.wrong(evidence.ordinary, part), *evidence.ordinary)[0]
            judgement, right = evidence.judgements[at], evidence.question.key.right[at]
            value = judgement.parts[part].value if judgement else None
            if value is not None:
                example = evidence.examples[at]
                functions.append(own_function(evidence.forward, derivative, example, part, right))
                claimed.append((name, value))
        with suppress(OutOfTimeError), np.errstate(all="ignore"):
            found = own_entries(student, functions)
            self.gathered.extend(
                Plot(
                    evidence.question.function, name, evidence.forward, value, one.value, one.error
                )
                for (name, value), one in zip(claimed, found, strict=True)
                if one is not None
            )

    def write(self, say: Language) -> list[Path]:
        """Write every plot as a PNG file. Raises FaultError where that cannot be done."""
        from grader.gradcheck import pictures

        written = []
        for plot in self.gathered:
            title = say(
                "{part}: returned, beside finite differences of your {function}",
                part=plot.part or plot.function,
                function=plot.forward,
            )
            picture = pictures.discrepancies(
                [plot.claimed],
                [plot.measured],
                [plot.error],
                [plot.part],
                title=title,
                say=say,
            )
            file = self.folder / plot.file
            try:
                picture.savefig(file)
            except OSError as error:
                raise _cannot_be_written(file, error) from error
            written.append(file)
        return written


def _cannot_be_written(file: Path, error: OSError | ValueError) -> FaultError:
    reason = error.strerror if isinstance(error, OSError) else error
    return FaultError("{file} cannot be written: {reason}.", file=str(file), reason=reason)
