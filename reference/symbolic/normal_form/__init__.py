"""The first judge: polynomials over inputs, sizes and sums in a normal form of our own."""

from reference.symbolic.normal_form.judge import NormalForm

__all__ = ["NormalForm"]
