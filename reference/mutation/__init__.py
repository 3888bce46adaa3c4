"""Mutants of the code of formulas: one small change each, of the kind that code goes wrong by.

They measure who has to tell right from wrong. Nothing here knows who that is.
"""
