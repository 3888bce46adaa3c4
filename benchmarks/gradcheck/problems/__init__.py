"""Families of problems. A public function is one problem; a generator draws its instance."""
