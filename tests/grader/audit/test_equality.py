"""Code that computes the same is proved to, whatever it looks like, and no other."""

from __future__ import annotations

import pytest

from grader.audit.equality import equality

from .conftest import Find


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("g - ", "-(-g) - ", "proved"),
        ("g - ", "2 * g - ", "refuted"),
        ("g - ", "undefined - ", "undecided"),
    ],
)
def test_a_change_of_softmax_vjp(subject: Find, before: str, after: str, verdict: str) -> None:
    source = subject("softmax_vjp").source
    head, name, body = source.partition("def softmax_vjp")
    changed = head + name + body.replace(before, after, 1)
    assert changed != source
    found = equality(subject("softmax_vjp"), changed)
    assert found.verdict == verdict
    assert bool(found.judges) == found.is_proved == (verdict == "proved")
    assert bool(found.reasons) == (verdict == "undecided")


def test_another_convention_is_compared_with_itself(subject: Find) -> None:
    other = subject("rmsprop", eps="outside")
    assert equality(other, other.source).is_proved
    assert equality(other, other.source.replace("(1 - beta)", "beta")).verdict == "refuted"


def test_what_is_drawn_at_random_is_not_for_the_prover(subject: Find) -> None:
    random = subject("normal_init")
    assert equality(random, random.source).verdict == "undecided"
