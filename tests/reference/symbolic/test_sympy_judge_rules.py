"""The second judge on update rules: identities between powers, roots and moving averages."""

from __future__ import annotations

import pytest
from graphs import absolute, argument, exp, log, size, sqrt
from test_sympy_judge import assert_not_proved, assert_proved, derivative, equal

SHARE = ("positive", "below one")
b1, b2 = argument("beta1", "", *SHARE), argument("beta2", "", *SHARE)
t = argument("t", "", "step count", kind="integer")
lr, eps = argument("lr", "", "positive"), argument("eps", "", "positive")
w, w_before, g = argument("w", "D"), argument("w_before", "D"), argument("g", "D")
v, m, s = argument("v", "D"), argument("m", "D"), argument("s", "D", "positive")


def adam(m, s, t):
    """(w, m, s) after one step."""
    m = b1 * m + (1 - b1) * g
    s = b2 * s + (1 - b2) * g * g
    return w - lr * (m / (1 - b1**t)) / (sqrt(s / (1 - b2**t)) + eps), m, s


class TestAdam:
    """What holds for one step from the moments of a constant gradient holds for all t."""

    after = adam(g * (1 - b1 ** (t - 1)), g * g * (1 - b2 ** (t - 1)), t)
    step = lr * g / (absolute(g) + eps)

    def test_constant_gradient(self):
        assert_proved(equal(self.after[0], w - self.step))
        assert_proved(equal(self.after[1], g * (1 - b1**t)))
        assert_proved(equal(self.after[2], g * g * (1 - b2**t)))

    def test_first_step(self):
        assert_proved(equal(adam(0 * m, 0 * m, 1)[0], w - self.step))

    def test_powers_by_logarithms(self):
        assert_proved(equal(-(exp(t * log(b1)) - 1), 1 - b1**t))
        assert_not_proved(equal(exp(t * log(b1)) - 1, 1 - b1**t))

    def test_wrong_constant_gradient(self):
        assert_not_proved(equal(self.after[0], w + self.step))
        assert_not_proved(equal(self.after[0], w - lr * g / sqrt(g * g + eps)))
        assert_not_proved(equal(self.after[1], g * (1 - b1 ** (t - 1))))
        assert_not_proved(equal(self.after[1], g * (1 - b1)))

    def test_correction_without_the_power(self):
        moments = self.after[1] / (1 - b1), self.after[2] / (1 - b2)
        assert_not_proved(equal(w - lr * moments[0] / (sqrt(moments[1]) + eps), w - self.step))

    @pytest.mark.parametrize("is_right", [True, False])
    def test_the_efficient_form_needs_another_eps(self, is_right):
        root = sqrt(1 - b2**t)
        textbook = lr * (m / (1 - b1**t)) / (sqrt(s / (1 - b2**t)) + eps)
        efficient = lr * root / (1 - b1**t) * m / (sqrt(s) + (eps * root if is_right else eps))
        (assert_proved if is_right else assert_not_proved)(equal(textbook, efficient))

    def test_state_is_that_of_momentum_and_rmsprop(self):
        assert_proved(equal(adam(m, s, t)[1], b1 * m + (1 - b1) * g))
        assert_proved(equal(adam(m, s, t)[2], s + (1 - b2) * (g**2 - s)))
        assert_not_proved(equal(adam(m, s, t)[2], s + (1 - b2) * (g - s)))


class TestMomentum:
    def test_heavy_ball_is_the_average_with_a_smaller_rate(self):
        """w_before = w + lr v is kept from step to step, and so both give the same w."""
        heavy = w - lr * (1 - b1) * g + b1 * (w - (w + lr * v))
        average = b1 * v + (1 - b1) * g
        assert_proved(equal(heavy, w - lr * average))
        assert_proved(equal(w, heavy + lr * average))
        assert_not_proved(equal(w - lr * g + b1 * (w - (w + lr * v)), w - lr * average))

    def test_nesterov_is_keras_in_shifted_weights(self):
        """shifted = w + b1 (w − w_before), velocity = w − w_before; g is taken at shifted."""
        velocity = w - w_before
        shifted = w + b1 * velocity
        after = shifted - lr * g
        new_velocity = b1 * velocity - lr * g
        assert_proved(equal(after - w, new_velocity))
        keras = shifted + b1 * new_velocity - lr * g
        assert_proved(equal(after + b1 * (after - w), keras))
        assert_not_proved(equal(after, keras))

    def test_moving_average_in_closed_form(self):
        """From (1 − b) Σ_k b^(t−1−k) g_k over t gradients to the same with one more."""
        past, steps = argument("past", "T"), argument("k", "T", kind="integer")
        weights = (1 - b1) * b1 ** (t - 1 - steps)
        new = argument("new")
        before = (weights * past).sum()
        after = ((1 - b1) * b1 ** (t - steps) * past).sum() + (1 - b1) * new
        assert_proved(equal(b1 * before + (1 - b1) * new, after))
        assert_not_proved(equal(b1 * before + new, after))

    def test_a_mean_of_equal_gradients(self):
        alike = argument("g") + 0 * argument("x", "N")
        assert_proved(equal(alike.mean(), argument("g")))
        assert_not_proved(equal(alike.sum(), argument("g")))
        assert_proved(equal(alike.sum(), size("N") * argument("g")))


def test_weight_decay_is_the_gradient_of_a_penalty():
    decay = argument("decay")
    assert_proved(derivative(decay / 2 * (w * w).sum(), w, decay * w))
    assert_not_proved(derivative(decay * (w * w).sum(), w, decay * w))
