"""The truth: every formula of the course as numpy code, with its domain, laws and mistakes."""

from reference.catalogue import catalogue
from reference.formula import Formula, Law, Mistake

__all__ = ["Formula", "Law", "Mistake", "catalogue"]
