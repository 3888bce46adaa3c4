"""`grader audit`: the grader is graded. In English only.

Whatever is right must get full marks, every mistake of the catalogue must be rejected under its
name, and every mutant of the reference's own code must be rejected, or shown to be no mutant.
"""
