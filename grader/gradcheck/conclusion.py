"""What an examination and the search for a name have found, as the record that is handed out."""

from __future__ import annotations

import math
from dataclasses import dataclass

from grader.gradcheck.case import Examination
from grader.gradcheck.parameters import Layout
from grader.gradcheck.result import GradientCheck
from grader.gradcheck.slips import Slip


@dataclass(frozen=True)
class Conclusion:
    """The examination, and what is wrong: a slip, or one coordinate with its derivative as claimed
    and as measured; `output` is the index of the one output concerned, of a Jacobian's entry."""

    examination: Examination
    slip: Slip | None = None
    coordinate: int | None = None
    claimed: float | None = None
    measured: float | None = None
    error: float | None = None
    output: tuple[int, ...] = ()

    def result(self, of: Layout, evaluations: int) -> GradientCheck:
        found = self.examination
        size = found.finding.size if found.finding else 0.0
        relative = doubt = math.nan
        if found.finding is not None:
            relative = _relative(abs(found.finding.residual), size)
            doubt = _relative(found.finding.error, size)
        where = None
        if self.coordinate is not None:
            leaf, index = of.place(self.coordinate)
            index = self.output + index
            where = (*leaf.path, index) if leaf.path else index
        return GradientCheck(
            found.verdict,
            relative_error=relative,
            uncertainty=doubt,
            evaluations=evaluations,
            reason=found.reason,
            detail=found.detail,
            where=where,
            claimed=self.claimed,
            measured=self.measured,
            measured_error=self.error,
            suspicion=str(self.slip) if self.slip else None,
            factor=self.slip.factor if self.slip else None,
            blocks=self.slip.blocks if self.slip else (),
            kink=found.kink,
        )


def _relative(difference: float, size: float) -> float:
    if size == 0:
        return 0.0 if difference == 0 else math.inf
    return difference / size
