"""Wrong formulas that students really write, one file for each formula."""
