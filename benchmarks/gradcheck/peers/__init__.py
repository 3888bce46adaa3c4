"""One file per checker: check(problem, claim) -> Outcome, at the checker's defaults."""
