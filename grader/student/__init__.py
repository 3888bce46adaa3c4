"""A submission that answers calls, in a process of its own."""
