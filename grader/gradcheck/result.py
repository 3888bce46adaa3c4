"""What a gradient check found, as a frozen record that says it in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from grader.gradcheck.sentence import advice, finding, measurements, of_the_environment, sentence
from grader.language import Message


@dataclass(frozen=True, repr=False)
class GradientCheck:
    """The result of `check_gradient`; it is true where the gradient passed.

    verdict: "pass", "fail", or "unsure" where it cannot be told, and `reason` says why; `detail`
        is what is wrong with the gradient's shape.
    relative_error: how far the claimed gradient is from the measured one along a random direction,
        of the size of its own contributions there; `uncertainty` is its error bar.
    where: the index of the wrong coordinate if it is one alone, (3, 1) as in `x[3, 1]`; of a tuple
        or a dict of inputs, the array and the index there, ("W2", (3, 1)) as in `x["W2"][3, 1]`;
        of a Jacobian, the index of its one wrong entry, that of the output first.
    claimed, measured, measured_error: of that coordinate or entry, its derivative as claimed and
        as measured, with the error bar.
    suspicion: a slip that explains the difference: "sign", "factor 2", "transposed", "rolled" or
        "flipped", or "zero in the block W2" where it is in one part alone; `blocks` are the names
        of such parts, `factor` is how many times too large the gradient is there.
    arguments: what f calls the arrays of a tuple, if it takes them as several arguments.
    evaluations: how often f was called. kink: whether f has a kink at x, so that the gradient was
        checked at a point nearby.
    """

    verdict: Literal["pass", "fail", "unsure"]
    relative_error: float
    uncertainty: float
    evaluations: int
    reason: str = ""
    detail: Message | None = None
    where: tuple[Any, ...] | None = None
    claimed: float | None = None
    measured: float | None = None
    measured_error: float | None = None
    suspicion: str | None = None
    factor: float | None = None
    blocks: tuple[str, ...] = ()
    kink: bool = False
    arguments: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.verdict == "pass"

    @property
    def message(self) -> str:
        """The finding in one sentence; a second line says what may help, where something may.

        In the language that the environment variable GRADPROOF_LANG names, else in English.
        """
        return sentence(self, of_the_environment())

    def __str__(self) -> str:
        return self.message

    def __repr__(self) -> str:
        return f"<{self.verdict}: {finding(self, of_the_environment())}>"

    def _repr_html_(self) -> str:
        from html import escape  # a notebook alone needs it

        say = of_the_environment()
        found = f"<b>{self.verdict}</b> {escape(finding(self, say))}"
        small = f"<small>{escape(measurements(self, say))}</small>"
        lines = [found, escape(advice(self, say)), small]
        return "".join(f"<div>{line}</div>" for line in lines if line)
