"""A figure that a notebook shows by itself, whatever backend it has, and that opens no window."""

from __future__ import annotations

from io import BytesIO

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

# Colours that the colour-blind tell apart (Okabe and Ito); a marker or a word says the same.
BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#767676"


class Picture(Figure):
    """A matplotlib figure, without pyplot: `savefig` writes it."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__(figsize=(width, height), layout="constrained")
        FigureCanvasAgg(self)

    def _repr_png_(self) -> bytes:
        buffer = BytesIO()
        self.savefig(buffer, format="png")
        return buffer.getvalue()
