"""Numerical differentiation of functions that may live in another process."""
