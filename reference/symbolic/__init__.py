"""From the source of numpy functions to proofs about them, for all sizes."""
