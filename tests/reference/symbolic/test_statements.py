"""What a formula file states, as goals: what is false is never proved, whatever it is about."""

from __future__ import annotations

import pytest
import stated

from reference.catalogue import Entry
from reference.formula import Formula, Law
from reference.symbolic.formula_latex import of_code
from reference.symbolic.goal import IsDerivative
from reference.symbolic.graph import ShapeError, constant
from reference.symbolic.prover import Proof, prove
from reference.symbolic.statements import Statement, equalities, statements
from reference.symbolic.symbols import settings


def of(formula: Formula, *laws: Law) -> list[Statement]:
    return list(statements(Entry(formula, laws, (), (), ())))


def proof(formula: Formula, *laws: Law) -> Proof:
    (statement,) = of(formula, *laws)
    return prove(statement)


class TestDerivatives:
    def test_entry_by_entry(self):
        assert proof(stated.its_derivative).verdict == "proved"

    def test_a_derivative_of_what_mixes_entries_is_not_entrywise(self):
        assert proof(stated.as_if_each_entry_was_alone).verdict == "refuted"

    def test_the_cotangent_of_an_entrywise_derivative_is_free(self):
        (statement,) = of(stated.its_derivative)
        (goal,) = statement.goals(next(settings(statement.domain)))
        assert isinstance(goal, IsDerivative)
        assert goal.cotangent is not None

    def test_a_derivative_has_the_shape_of_its_argument(self):
        found = proof(stated.a_number_instead_of_an_array)
        assert found.verdict == "undecided"
        assert "(n,)" in found.reasons[0]

    def test_a_cotangent_has_the_shape_of_the_function(self):
        found = proof(stated.with_a_cotangent_of_another_shape)
        assert found.verdict == "undecided"
        assert found.reasons == ("(n,) is no cotangent of (1,)",)


class TestLaws:
    @pytest.mark.parametrize("law", [stated.the_same_in_another_order, stated.doubled])
    def test_that_hold(self, law):
        assert proof(stated.square, law).verdict == "proved"

    @pytest.mark.parametrize("law", [stated.names_and_not_order_count, stated.doubled_once])
    def test_that_do_not(self, law):
        assert proof(stated.square, law).verdict == "refuted"

    @pytest.mark.parametrize("law", [stated.one_side_has_more, stated.nothing_at_all])
    def test_without_two_sides(self, law):
        assert proof(stated.square, law).verdict == "undecided"

    @pytest.mark.parametrize("law", [stated.a_twin_of_no_argument, stated.a_twin_without_names])
    def test_a_twin_changes_arguments(self, law):
        found = proof(stated.square, law)
        assert found.verdict == "undecided"
        assert "twin" in found.reasons[0]

    @pytest.mark.parametrize("law", [stated.both_are_the_same, stated.both_are_still_the_same])
    def test_a_formula_that_does_not_return_its_parts(self, law):
        found = proof(law.formula, law)
        assert found.verdict == "undecided"
        assert "2 parts" in found.reasons[0]
        (written,) = of_code(law.formula)
        assert written.reason == found.reasons[0]

    def test_a_count_is_not_the_size_of_an_axis(self):
        found = proof(stated.mean_by_a_count, stated.the_count_is_that_of_the_rows)
        assert found.verdict == "undecided"
        assert found.reasons == ("N would stand for two sizes",)

    def test_arrays_of_any_axes_are_more_than_vectors(self):
        false = proof(stated.centred, stated.each_column_has_the_mean_zero)
        assert false.verdict != "proved"
        true = proof(stated.centred, stated.the_mean_is_zero)
        assert true.verdict == "proved"
        assert true.scope == "all inputs; numbers and arrays"

    def test_leading_axes_are_kept_apart(self):
        found = proof(stated.last_axis, stated.also_the_axis_before)
        assert found.verdict == "proved"
        assert found.scope == "all n; vectors and batches"


class TestLines:
    def test_each_has_a_name_and_a_verdict_of_its_own(self):
        lines = statements(Entry(stated.by_name, (), (), (), (), lines=stated.BY_NAME))
        assert {line.name: prove(line).verdict for line in lines} == {
            "textbook-one-1": "proved",
            "textbook-two-1": "proved",
            "textbook-two-2": "refuted",
            "textbook-three": "undecided",
            "textbook-one-2": "undecided",
        }

    def test_what_is_not_returned_is_named(self):
        (line,) = statements(Entry(stated.by_name, (), (), (), (), lines=(stated.BY_NAME[3],)))
        assert prove(line).reasons == ("by_name returns nothing by the name of three",)

    def test_a_list_is_as_long_as_the_one_given(self):
        (line,) = statements(Entry(stated.one_more, (), (), (), (), lines=(stated.ONE_MORE,)))
        assert prove(line).verdict == "undecided"


class TestEqualities:
    def test_numbers_are_broadcast(self):
        (goal,) = equalities((1, constant(1.0)))
        assert goal.left.axes == goal.right.axes == ()

    @pytest.mark.parametrize(
        "sides",
        [1, (1,), (1, 2, 3), ([1], [1, 2]), ({"a": 1}, {"b": 1}), ({"a": 1}, [1]), (1, [1])],
    )
    def test_sides_that_do_not_go_together(self, sides):
        with pytest.raises(ShapeError):
            equalities(sides)
