"""A narrower domain: the bank lies in it, answers stay right, and mistakes stay apart."""

from __future__ import annotations

import numpy as np

from grader.assignment import TaskSpec
from grader.question import question
from reference.catalogue import entry


def test_one_hot_labels_are_one_hot_everywhere_and_answered_anew() -> None:
    found = entry("cross_entropy")
    assert found is not None
    task = TaskSpec(formula="cross_entropy", points=1, domain={"Y": "one-hot"})
    soft = question(TaskSpec(formula="cross_entropy", points=1), found, 0)
    asked = question(task, found, 0)
    labels = [example.inputs["Y"] for example in asked.key.examples]
    assert any(np.any((e.inputs["Y"] % 1) > 0) for e in soft.key.examples)
    for Y in labels:
        assert set(np.unique(Y)) <= {0.0, 1.0}
        assert (Y.sum(axis=-1) == 1).all()
    for example, right in zip(asked.key.examples, asked.key.right, strict=True):
        logits, Y = example.arguments
        n = np.arange(len(Y))
        shifted = logits - logits.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        np.testing.assert_allclose(right.parts[0], -log_p[n, Y.argmax(axis=1)].mean(), atol=1e-12)


def test_hard_labels_are_no_mistake_where_all_labels_are_hard() -> None:
    found = entry("cross_entropy_gradient")
    assert found is not None
    wide = TaskSpec(formula="cross_entropy_gradient", points=1)
    narrow = TaskSpec(formula="cross_entropy_gradient", points=1, domain={"Y": "one-hot"})
    before = {m.name for m in question(wide, found, 0).mistakes}
    after = {m.name for m in question(narrow, found, 0).mistakes}
    assert "gradient-of-the-sum" in after
    assert "label-of-largest-weight-and-a-sum" in before - after


def test_a_check_that_is_off_has_no_inputs() -> None:
    found = entry("cross_entropy")
    assert found is not None
    off = {"stability": "off", "sizes": "off"}
    asked = question(TaskSpec(formula="cross_entropy", points=1, checks=off), found, 0)
    assert not {"extreme", "single"} & {example.kind for example in asked.key.examples}
    assert len(asked.key.examples) == len(asked.key.right) > 40
