"""The kinds of changes, one file for each family; `reference.mutation.mutants` finds them."""
