"""The pictures show what was measured: a V or a plateau, and where a gradient differs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grader.gradcheck import pictures
from grader.language import CODES, language

X = np.random.default_rng(0).normal(size=(20, 6))
AT = np.random.default_rng(1).normal(size=6)


def loss(w: Any) -> Any:
    return np.mean(np.log1p(np.exp(X @ w)))


def gradient(w: Any) -> Any:
    return X.T @ (1 / (1 + np.exp(-X @ w))) / len(X)


def changed(i: int, by: float) -> Any:
    g = gradient(AT)
    g[i] += by
    return g


def curve(figure: Figure, label: str = "residual") -> tuple[Any, Any]:
    """The steps and the heights of a line of a V-curve."""
    (axes,) = figure.axes
    (line,) = [line for line in axes.get_lines() if line.get_label() == label]
    return np.asarray(line.get_xdata(orig=False)), np.asarray(line.get_ydata(orig=False))


def is_png(file: Path) -> bool:
    return file.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_a_right_gradient_is_a_v(tmp_path: Path) -> None:
    figure = pictures.v_curve(loss, gradient, AT)
    figure.savefig(tmp_path / "right.png")
    assert is_png(tmp_path / "right.png")
    steps, heights = curve(figure)
    rising = (steps >= 2.0**-12) & (steps <= 2.0**-6)
    slope, _ = np.polyfit(np.log2(steps[rising]), np.log2(heights[rising]), 1)
    assert slope == pytest.approx(2, abs=0.1)
    fine = steps <= 2.0**-25
    _, rounding = curve(figure, "what rounding alone may do")
    assert np.nanmax(heights[fine] / rounding[fine]) < 4
    falling, _ = np.polyfit(np.log2(steps[fine]), np.log2(rounding[fine]), 1)
    assert falling == pytest.approx(-1, abs=0.01)
    assert figure.axes[0].get_title(loc="left").startswith("The gradient agrees with f to ")


@pytest.mark.parametrize("off", [1e-1, 1e-3, 1e-5])
def test_a_wrong_gradient_is_a_plateau_at_its_relative_error(off: float) -> None:
    _, right = curve(pictures.v_curve(loss, gradient, AT))
    wrong = gradient(AT) * (1 + off)
    steps, heights = curve(pictures.v_curve(loss, wrong, AT))
    flat = (steps >= 2.0**-24) & (steps <= 2.0**-14)
    assert np.ptp(np.log2(heights[flat])) < 0.01
    # (∇φ − g)·v is −off times the slope, beside ‖g ∘ v‖: at most √n times it
    assert 1e-3 * off < heights[flat].mean() < np.sqrt(AT.size) * off
    assert heights[flat].min() > 100 * np.nanmax(right[flat])


def test_a_residual_of_exactly_0_is_drawn_apart() -> None:
    figure = pictures.v_curve(lambda x: 3.0 * x, 3.0, 1.0)
    steps, heights = curve(figure)
    marks, _ = curve(figure, "residual of exactly 0")
    assert np.isnan(heights[np.isin(steps, marks)]).all()
    assert marks.size


def panels(figure: Figure) -> list[Axes]:
    return [axes for axes in figure.axes if axes.images]


def marked(axes: Axes, *markers: int) -> set[tuple[int, ...]]:
    """The cells, (row, column), that carry one of the marks of a panel, by the order of drawing."""
    found = [np.asarray(axes.collections[k].get_offsets()) for k in markers]
    return {(int(i), int(j)) for offsets in found for j, i in offsets}


DIFFERS, UNKNOWN = (0, 1), (2,)


def test_a_heat_map_marks_where_a_gradient_differs(tmp_path: Path) -> None:
    figure = pictures.heat_map(loss, changed(3, 1e-4), AT)
    figure.savefig(tmp_path / "map.png")
    assert is_png(tmp_path / "map.png")
    (axes,) = panels(figure)
    assert marked(axes, *DIFFERS) == {(0, 3)}
    assert marked(axes, *UNKNOWN) == set()
    shown = axes.images[0].get_array()
    assert shown is not None
    assert np.flatnonzero(np.isfinite(shown.filled(np.nan))).tolist() == [3]
    assert figure.get_suptitle().startswith("gradient[3]: yours ")


def test_a_heat_map_has_a_panel_for_each_parameter_in_its_shape() -> None:
    x = np.array([0.5, -1.0, 2.0])
    at = {"W": np.arange(6.0).reshape(2, 3) / 5, "b": np.array([0.0, 0.5]), "c": 2.0}

    def f(p: Any) -> Any:
        return np.sum(np.sin(p["W"] @ x) + np.abs(p["b"])) * p["c"]

    def of(p: Any) -> Any:
        dW = p["c"] * np.outer(np.cos(p["W"] @ x), x)
        dW[1, 2] = np.inf
        return {"W": dW, "b": p["c"] * np.sign(p["b"]), "c": f(p) / p["c"]}

    W, b, c = panels(pictures.heat_map(f, of, at))
    assert [axes.get_title(loc="left") for axes in (W, b, c)] == ["W (2, 3)", "b (2,)", "c ()"]
    assert [marked(axes, *DIFFERS) for axes in (W, b, c)] == [{(1, 2)}, set(), set()]
    assert [marked(axes, *UNKNOWN) for axes in (W, b, c)] == [set(), {(0, 0)}, set()]  # a kink


def test_the_panels_of_a_tuple_are_called_like_the_arguments() -> None:
    figure = pictures.heat_map(lambda w, b: w @ b, lambda w, b: (b, w), (AT, 2 * AT))
    assert [axes.get_title(loc="left") for axes in panels(figure)] == ["w (6,)", "b (6,)"]


def test_what_was_measured_elsewhere_is_drawn_as_well() -> None:
    claimed = np.array([1.0, 1.0, 1.0, np.nan, 0.0])
    measured = np.array([1.0, 1.1, 1.1, 1.0, 1e-9])
    error = np.array([1e-9, 1e-9, np.inf, 1e-9, 1e-8])
    (axes,) = panels(pictures.discrepancies([claimed], [measured], [error], ["x"]))
    assert marked(axes, *DIFFERS) == {(0, 1), (0, 3)}
    assert marked(axes, *UNKNOWN) == {(0, 2)}


@pytest.mark.parametrize(
    ("shape", "rows"),
    [((), (1, 1)), ((60,), (2, 50)), ((60, 1), (2, 50)), ((2, 3, 4), (6, 4)), ((7, 5), (7, 5))],
)
def test_every_shape_has_its_rows(shape: tuple[int, ...], rows: tuple[int, int]) -> None:
    zeros = np.zeros(shape)
    (axes,) = panels(pictures.discrepancies([zeros], [zeros], [zeros], ["x"]))
    assert axes.images[0].get_size() == rows


def test_a_notebook_shows_a_picture_by_itself() -> None:
    assert pictures.v_curve(loss, gradient, AT)._repr_png_()[:4] == b"\x89PNG"


def test_a_heat_map_of_too_many_coordinates_is_refused_before_f_is_called() -> None:
    def never(x: Any) -> float:
        raise AssertionError(x)

    with pytest.raises(ValueError, match=r"x has 5000 coordinates: .* up to 4096; v_curve"):
        pictures.heat_map(never, never, np.zeros(5000))


@pytest.mark.parametrize("picture", [pictures.v_curve, pictures.heat_map])
@pytest.mark.parametrize("f", [loss, lambda _: np.nan], ids=["finite", "not finite"])
def test_a_gradient_that_does_not_fit_is_refused(picture: Any, f: Any) -> None:
    with pytest.raises(ValueError, match=r"does not fit x: its shape is \(3,\)"):
        picture(f, np.zeros(3), AT)


def test_a_gradient_that_is_not_finite_has_a_picture() -> None:
    wrong = np.array([1.0, np.inf])
    figure = pictures.v_curve(np.sum, wrong, np.ones(2))
    assert figure._repr_png_()
    assert np.isnan(curve(figure, "what rounding alone may do")[1]).all()


def test_arrays_without_entries_have_no_panel() -> None:
    x = {"none": np.zeros((0, 3)), "some": AT}
    figure = pictures.heat_map(
        lambda p: loss(p["some"]), lambda p: {"none": p["none"], "some": gradient(p["some"])}, x
    )
    assert figure._repr_png_()
    assert [axes.get_title(loc="left") for axes in panels(figure)] == ["some (6,)"]


@pytest.mark.parametrize("code", CODES)
def test_a_picture_speaks_the_language_asked_for(code: str) -> None:
    say = language(code)
    figure = pictures.v_curve(loss, gradient, AT, say=say)
    assert figure.axes[0].get_ylabel() == say("difference from f, relative to the gradient")
    figure = pictures.heat_map(loss, gradient, AT, say=say)
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    assert labels == [say("agrees"), say("differs"), say("cannot tell")]


def test_only_the_pictures_need_matplotlib() -> None:
    program = """
import sys
sys.modules["matplotlib"] = None
from grader import check_gradient
assert check_gradient(lambda x: x * x, lambda x: 2 * x, 3.0)
try:
    from grader.gradcheck import pictures
except ImportError as error:
    print(error)
"""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    assert run.stdout.strip().endswith("python -m pip install matplotlib")
