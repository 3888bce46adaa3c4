"""A submission in, a report out: property-based and numerical gradient checks for numpy code."""
