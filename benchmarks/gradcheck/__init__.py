"""Gradient checkers side by side, on a corpus of right and wrong gradients made from seeds.

    pip install autograd scipy numdifftools jax torch==2.13.0
    python -m benchmarks.gradcheck --seeds 1 2 3 [--only ours,torch] [--ours-detail] [--json FILE]

problems/ makes the instances, oracle.py says which bugs can be seen at all, peers/ holds a checker
each, measure.py asks, naming.py reads what was named, table.py counts. The corpus itself needs
autograd; a peer that is not installed is skipped. Each peer runs at its defaults; where it has no
verdict of its own, its name in the table carries the threshold. An exception is counted apart, as
no verdict. Peers that take O(n) calls of f are not asked about more than 400 coordinates.
"""
