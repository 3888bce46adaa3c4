"""`grader prove`: what is claimed of the formulas, proved anew and shown. In English only."""
