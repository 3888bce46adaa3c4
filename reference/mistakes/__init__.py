"""Wrong formulas that students really write, one file or folder for each formula."""
