"""The answer key: right, as tolerant as float64 and no more, and kept on disk safely."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest

from grader.answer_key import answer_key, kept
from reference.catalogue import catalogue, entries
from reference.domain import Array
from reference.formula import Formula
from reference.values import leaves

FORMULAS = list(catalogue().values())
GRADIENTS = [
    f
    for f in FORMULAS
    if f.derivative is not None
    and f.derivative.kind == "gradient"
    and isinstance(f.domain[f.derivative.wrt[0]], Array)
]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADPROOF_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.name)
def test_the_reference_is_right_and_finite_everywhere(formula: Formula) -> None:
    key = answer_key(formula)
    for right in key.right:
        for part, tolerance in zip(right.parts, right.tolerance, strict=True):
            assert np.isfinite(part).all()
            assert (tolerance >= 0).all()
            # What is drawn at random has no value to be near to.
            assert np.isinf(tolerance).all() if formula.is_random else np.isfinite(tolerance).all()


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.name)
def test_what_comes_from_the_cache_is_what_was_drawn(formula: Formula, cache: Path) -> None:
    drawn, stored = answer_key(formula, 5), answer_key(formula, 5)
    assert len(list(cache.iterdir())) == 1
    for one, other in zip(drawn.examples, stored.examples, strict=True):
        assert one.kind == other.kind
        assert one.sizes == other.sizes
        for name in formula.domain:
            assert type(one.inputs[name]) is type(other.inputs[name])
            pairs = zip(leaves(one.inputs[name]), leaves(other.inputs[name]), strict=True)
            for was, found in pairs:
                assert type(was) is type(found)
                np.testing.assert_array_equal(was, found)
    for a, b in zip(drawn.right, stored.right, strict=True):
        for x, y in zip(a.parts + a.tolerance, b.parts + b.tolerance, strict=True):
            np.testing.assert_array_equal(x, y)


def test_another_convention_is_kept_in_another_file(cache: Path) -> None:
    formula = catalogue()["rmsprop"]
    form = next(m for m in entries()["rmsprop"].mistakes if m.kind == "convention")
    keys = [answer_key(formula, truth=truth) for truth in (None, form)]
    assert len(list(cache.iterdir())) == len(keys)


@pytest.mark.parametrize("package", ["numpy", "hypothesis"])
def test_another_version_of_what_draws_draws_anew(
    package: str, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(name: str) -> str:
        return "0.0" if name == package else metadata.version(name)

    formula = catalogue()["sigmoid"]
    answer_key(formula)
    monkeypatch.setattr(kept, "version", version)
    kept.ours.cache_clear()
    answer_key(formula)
    kept.ours.cache_clear()
    assert len(list(cache.iterdir())) == 2


def test_a_second_run_imports_no_hypothesis(cache: Path) -> None:
    code = (
        "import sys; from grader.answer_key import answer_key; from reference import catalogue\n"
        "answer_key(catalogue()['softmax']); print('hypothesis' in sys.modules)"
    )
    said = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert [run.stdout.strip() for run in said] == ["True", "False"]


@pytest.mark.parametrize("damage", [b"", b"\x00", b"not msgpack at all", b"\x90", b"\xc0"])
def test_a_damaged_cache_is_drawn_anew(cache: Path, damage: bytes) -> None:
    formula = catalogue()["softmax"]
    right = answer_key(formula)
    (file,) = cache.iterdir()
    file.write_bytes(damage)
    again = answer_key(formula)
    np.testing.assert_array_equal(right.right[3].parts[0], again.right[3].parts[0])


def test_a_cache_that_cannot_be_written_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("GRADPROOF_CACHE", str(blocked / "cache"))
    assert len(answer_key(catalogue()["softmax"]).examples) == 60


def test_many_at_once_write_one_whole_file(cache: Path) -> None:
    formula = catalogue()["softmax"]
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: answer_key(formula), range(1)))
        keys += list(pool.map(lambda _: answer_key(formula), range(8)))
    assert len(list(cache.iterdir())) == 1
    assert all(len(key.examples) == 60 for key in keys)


@pytest.mark.parametrize("formula", GRADIENTS, ids=lambda formula: formula.name)
def test_a_finite_difference_does_not_pass_for_a_derivative(formula: Formula) -> None:
    """Neither a central difference at the best step nor one of fourth order."""
    derivative = formula.derivative
    assert derivative is not None
    name = derivative.wrt[0]
    key = answer_key(formula)
    for weights, h in (((0.5,), 6e-6), ((2 / 3, -1 / 12), 1e-3)):
        caught = False
        for example, right in zip(key.examples, key.right, strict=True):
            if example.kind not in ("simple", "general"):
                continue
            x = example.inputs[name]
            quotient = np.zeros_like(x)
            for index in np.ndindex(x.shape):
                for order, weight in enumerate(weights, start=1):
                    step = np.zeros_like(x)
                    step[index] = order * h
                    ahead, behind = (
                        derivative.of(*(dict(example.inputs) | {name: moved}).values())
                        for moved in (x + step, x - step)
                    )
                    quotient[index] += weight * (ahead - behind) / h
            caught = caught or bool(np.any(np.abs(quotient - right.parts[0]) > right.tolerance[0]))
        assert caught


@pytest.mark.parametrize("name", ["min_max", "min_max_symmetric", "standardize"])
def test_of_a_constant_column_not_everything_is_right(name: str) -> None:
    """Moved by itself, each of equal numbers makes 0/0 anything; some inputs have to tell."""
    formula = catalogue()[name]
    key = answer_key(formula)
    constant = [
        (example, right)
        for example, right in zip(key.examples, key.right, strict=True)
        if example.kind in ("simple", "extreme")
        and np.any(np.ptp(example.inputs["X"], axis=0) == 0)
    ]
    assert len(constant) > 2
    for _, right in constant:
        assert np.all(right.tolerance[0] < 1e-6)


def test_layouts_come_from_the_cache_as_they_were_stored(cache: Path) -> None:
    for name in ("mlp_gradient", "clip_by_global_norm", "minibatches"):
        formula = catalogue()[name]
        for drawn, stored in zip(answer_key(formula).right, answer_key(formula).right, strict=True):
            one, other = drawn.layout(0), stored.layout(0)
            assert one is not None
            assert other is not None
            assert one.leaves == other.leaves
            assert type(one.template) is type(other.template)
            kinds = [np.asarray(leaf).dtype.kind for leaf in leaves(other.template)]
            assert set(kinds) == ({"i"} if name == "minibatches" else {"f"})
            assert one.size == len(stored.parts[0])
