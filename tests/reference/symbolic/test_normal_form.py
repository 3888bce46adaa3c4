"""The first judge on derivatives of the course: right ones are proved, near misses are not."""

from __future__ import annotations

import pytest
from goals import decide, derivative, equal, is_proved, is_refuted_only_by_numbers
from graphs import (
    Array,
    absolute,
    apply,
    argument,
    einsum,
    exp,
    eye,
    log,
    size,
    sqrt,
    tanh,
    where,
)

N = size("N")
X, Y, Y_FREE = argument("X", "N K"), argument("Y", "N K", "sums to one"), argument("Y", "N K")
x, g = argument("x", "n"), argument("g", "n")


def softmax(of: Array) -> Array:
    exponentials = exp(of - of.max(-1, keepdims=True))
    return exponentials / exponentials.sum(-1, keepdims=True)


def log_softmax(of: Array) -> Array:
    shifted = of - of.max(-1, keepdims=True)
    return shifted - log(exp(shifted).sum(-1, keepdims=True))


s = softmax(x)


class TestSoftmax:
    def test_jacobian(self):
        assert is_proved(derivative(s, x, s[:, None] * (eye("n") - s[None, :])))

    @pytest.mark.parametrize(
        "wrong",
        [
            s[:, None] * (eye("n") + s[None, :]),
            s[:, None] * eye("n"),
            eye("n") - s[:, None] * s[None, :],
            (s * (1 - s))[:, None] * eye("n"),
            -s[:, None] * s[None, :],
            s[:, None] * (eye("n") - 2 * s[None, :]),
        ],
    )
    def test_wrong_jacobian(self, wrong):
        assert is_refuted_only_by_numbers(derivative(s, x, wrong))

    def test_vector_jacobian_product(self):
        right = s * (g - (s * g).sum(-1, keepdims=True))
        assert is_proved(derivative(s, x, right, cotangent=g))
        assert is_proved(derivative(s, x, right, tangent=g))
        assert is_refuted_only_by_numbers(derivative(s, x, s * g, cotangent=g))
        mean = s * (g - (s * g).mean(-1, keepdims=True))
        assert is_refuted_only_by_numbers(derivative(s, x, mean, cotangent=g))

    def test_rows_add_up_to_one(self):
        assert is_proved(equal(softmax(X).sum(1), N * 0 + softmax(X).sum(1) * 0 + 1))
        assert is_refuted_only_by_numbers(equal(softmax(X).sum(0), softmax(X).sum(0) * 0 + 1))

    def test_a_shift_changes_nothing(self):
        c = argument("c")
        assert is_proved(equal(softmax(x + c), s))
        assert is_refuted_only_by_numbers(equal(softmax(x * c), s))

    def test_the_shift_need_not_be_the_maximum(self):
        shift = argument("M")
        shifted = exp(x - shift)
        assert is_proved(equal(shifted / shifted.sum(), s))

    def test_log_softmax(self):
        assert is_proved(equal(log_softmax(x), log(s)))
        assert is_proved(derivative(log_softmax(x), x, eye("n") - s[None, :]))
        assert is_refuted_only_by_numbers(derivative(log_softmax(x), x, eye("n") - s[:, None]))
        lost = x - log(exp(x - x.max()).sum())
        assert is_refuted_only_by_numbers(equal(lost, log(s)))


class TestCrossEntropy:
    mean = -(Y * log_softmax(X)).sum() / N
    total = -(Y * log_softmax(X)).sum()

    def test_gradients(self):
        assert is_proved(derivative(self.mean, X, (softmax(X) - Y) / N))
        assert is_proved(derivative(self.total, X, softmax(X) - Y))

    @pytest.mark.parametrize(
        "wrong", [softmax(X) - Y, (Y - softmax(X)) / N, -Y / N, (softmax(X) - Y) / size("K")]
    )
    def test_wrong_gradients(self, wrong):
        assert is_refuted_only_by_numbers(derivative(self.mean, X, wrong))

    def test_labels_must_add_up_to_one(self):
        total = -(Y_FREE * log_softmax(X)).sum()
        assert is_refuted_only_by_numbers(derivative(total, X, softmax(X) - Y_FREE))
        weighted = softmax(X) * Y_FREE.sum(1, keepdims=True) - Y_FREE
        assert is_proved(derivative(total, X, weighted))

    def test_adding_up_to_one_is_not_used_where_the_labels_vary(self):
        ones = Y.sum() * 0 + Y * 0 + 1
        assert is_proved(derivative(Y.sum(), Y, ones))
        assert not is_proved(derivative(Y.sum(), Y, Y * 0))

    def test_only_sums_over_the_last_axis_are_one(self):
        assert is_proved(equal(Y.sum(), N))
        assert is_refuted_only_by_numbers(equal(Y.sum(0), Y.sum(0) * 0 + 1))
        assert is_refuted_only_by_numbers(equal((Y * Y).sum(1), Y.sum(1)))


w, b = argument("w", "D"), argument("b")
features, labels = argument("X", "N D"), argument("y", "N")
z = features @ w + b
a = 1 / (1 + exp(-z))


class TestSigmoidNeuron:
    bce = -(labels * log(a) + (1 - labels) * log(1 - a)).mean()
    mse = ((a - labels) ** 2).sum() / (2 * N)

    def test_binary_cross_entropy(self):
        assert is_proved(derivative(self.bce, w, features.T @ (a - labels) / N))
        assert is_proved(derivative(self.bce, b, (a - labels).mean()))

    @pytest.mark.parametrize(
        "wrong",
        [
            features.T @ (labels - a) / N,
            features.T @ (a - labels),
            features.T @ ((a - labels) * a * (1 - a)) / N,
            features.T @ (a - labels) / size("D"),
        ],
    )
    def test_wrong_gradient(self, wrong):
        assert is_refuted_only_by_numbers(derivative(self.bce, w, wrong))

    def test_stable_forms(self):
        stable = (apply("maximum", z, 0.0) - z * labels + log(1 + exp(-absolute(z)))).mean()
        assert is_proved(equal(stable, self.bce))
        assert is_proved(derivative(stable, w, features.T @ (a - labels) / N))
        wrong = (apply("maximum", z, 0.0) - z * labels + log(1 + exp(absolute(z)))).mean()
        assert is_refuted_only_by_numbers(equal(wrong, self.bce))

    def test_sigmoids(self):
        other = exp(z) / (1 + exp(z))
        assert is_proved(equal(a, other))
        assert is_proved(equal(where(z >= 0, a, other), a))
        assert is_proved(equal(1 - a, 1 / (1 + exp(z))))
        assert is_proved(equal(tanh(z) + exp(-z), exp(-z) + tanh(z)))
        assert is_refuted_only_by_numbers(equal(where(z >= 0, a, 1 - other), a))

    def test_squared_error(self):
        delta = (a - labels) * a * (1 - a)
        assert is_proved(derivative(self.mse, w, features.T @ delta / N))
        assert is_proved(derivative(self.mse, b, delta.mean()))
        assert is_refuted_only_by_numbers(derivative(self.mse, w, 2 * (features.T @ delta) / N))
        assert is_refuted_only_by_numbers(derivative(self.mse, b, ((a - labels) * a).mean()))


class TestLinearLayer:
    W, bias, pulled = argument("W", "D K"), argument("b", "K"), argument("dY", "N K")
    out = features @ W + bias

    def test_backward(self):
        pulled = self.pulled
        assert is_proved(derivative(self.out, features, pulled @ self.W.T, cotangent=pulled))
        assert is_proved(derivative(self.out, self.W, features.T @ pulled, cotangent=pulled))
        assert is_proved(derivative(self.out, self.bias, pulled.sum(0), cotangent=pulled))

    def test_wrong_backward(self):
        pulled = self.pulled
        wrong = derivative(self.out, self.bias, pulled.mean(0), cotangent=pulled)
        assert is_refuted_only_by_numbers(wrong)
        wrong = derivative(self.out, self.W, features.T @ pulled / N, cotangent=pulled)
        assert is_refuted_only_by_numbers(wrong)


gamma, beta = argument("gamma", "D"), argument("beta", "D")
eps, upstream = argument("eps", "", "positive"), argument("dY", "N D")
centred = features - features.mean(0)
deviation = sqrt(features.var(0) + eps)
normal = centred / deviation
batch_norm = gamma * normal + beta
dnormal = upstream * gamma
input_gradient = (dnormal - dnormal.mean(0) - normal * (dnormal * normal).mean(0)) / deviation


class TestBatchNorm:
    def test_backward(self):
        assert is_proved(derivative(batch_norm, features, input_gradient, cotangent=upstream))
        assert is_proved(
            derivative(batch_norm, gamma, (upstream * normal).sum(0), cotangent=upstream)
        )
        assert is_proved(derivative(batch_norm, beta, upstream.sum(0), cotangent=upstream))

    @pytest.mark.parametrize(
        "wrong",
        [
            (dnormal - dnormal.mean(0) - normal * (dnormal * normal).sum(0)) / deviation,
            (dnormal - dnormal.mean(0) + normal * (dnormal * normal).mean(0)) / deviation,
            (dnormal - normal * (dnormal * normal).mean(0)) / deviation,
            dnormal / deviation,
            input_gradient * deviation / sqrt(features.var(0)),
            input_gradient * N / (N - 1),
            input_gradient * (1 + 1e-12),
        ],
    )
    def test_wrong_backward(self, wrong):
        assert not decide(derivative(batch_norm, features, wrong, cotangent=upstream)).is_proved

    def test_other_forms_of_the_gradient(self):
        through_variance = centred * (upstream * centred).sum(0) / (features.var(0) + eps)
        bracket = N * upstream - upstream.sum(0) - through_variance
        textbook = gamma / (N * deviation) * bracket
        assert is_proved(equal(textbook, input_gradient))
        second_moment = (features * features).mean(0) - features.mean(0) ** 2
        assert is_proved(equal(second_moment, features.var(0)))

    def test_the_gradient_adds_up_to_zero(self):
        assert is_proved(equal(input_gradient.sum(0), 0 * input_gradient.sum(0)))
        assert is_proved(
            equal(
                (input_gradient * normal).sum(0),
                eps / (features.var(0) + eps) * ((dnormal * normal).sum(0) / deviation),
            )
        )
        assert is_refuted_only_by_numbers(equal(input_gradient.sum(1), 0 * input_gradient.sum(1)))

    def test_jacobian(self):
        scale = gamma / deviation
        right = (
            einsum("d,de,nm->ndme", scale, eye("D"), eye("N"))
            - einsum("d,de->de", scale, eye("D"))[None, :, None, :] / N
            - einsum("d,de,nd,me->ndme", scale, eye("D"), normal, normal) / N
        )
        assert is_proved(derivative(batch_norm, features, right))
        wrong = right + einsum("d,de,nd,me->ndme", scale, eye("D"), normal, normal) / N
        assert is_refuted_only_by_numbers(derivative(batch_norm, features, wrong))


class TestNormalizing:
    norm = sqrt((x * x).sum())
    unit = x / norm
    limit = argument("limit", "", "positive")
    clipped = where(norm > limit, x * (limit / norm), x)

    def test_l2(self):
        right = (eye("n") - self.unit[:, None] * self.unit[None, :]) / self.norm
        assert is_proved(derivative(self.unit, x, right))
        assert is_proved(equal((self.unit * self.unit).sum(), 1.0))
        assert is_refuted_only_by_numbers(derivative(self.unit, x, right * self.norm))
        assert is_refuted_only_by_numbers(derivative(self.unit, x, eye("n") / self.norm))

    def test_z_scores(self):
        deviation = sqrt(x.var())
        scores = (x - x.mean()) / deviation
        n = size("n")
        right = (eye("n") - 1 / n - scores[:, None] * scores[None, :] / n) / deviation
        assert is_proved(derivative(scores, x, right))
        wrong = (eye("n") - 1 / n - scores[:, None] * scores[None, :] / (n - 1)) / deviation
        assert not is_proved(derivative(scores, x, wrong))
        assert is_refuted_only_by_numbers(derivative(scores, x, (eye("n") - 1 / n) / deviation))

    def test_min_max_at_given_extremes(self):
        low, high = argument("low"), argument("high")
        scaled = (x - low) / (high - low)
        assert is_proved(derivative(scaled, x, eye("n") / (high - low)))
        # The extremes move with the entries that attain them: no proof through a maximum.
        scaled = (x - x.min()) / (x.max() - x.min())
        false = derivative(scaled, x, eye("n") / (x.max() - x.min()))
        assert is_refuted_only_by_numbers(false)

    def test_clipping_by_norm(self):
        outer = self.unit[:, None] * self.unit[None, :]
        inside, outside = eye("n"), self.limit / self.norm * (eye("n") - outer)
        right = where(self.norm > self.limit, outside, inside)
        assert is_proved(derivative(self.clipped, x, right), "away from kinks")
        wrong = where(self.norm > self.limit, outside * 2, inside)
        assert is_refuted_only_by_numbers(derivative(self.clipped, x, wrong))
        size_of_clipped = sqrt((self.clipped * self.clipped).sum())
        smaller = apply("minimum", self.norm, self.limit)
        assert is_proved(equal(size_of_clipped, smaller), "away from kinks")
        scaled = x * apply("minimum", 1.0, self.limit / self.norm)
        assert is_proved(equal(scaled, self.clipped), "away from kinks")
        assert is_refuted_only_by_numbers(equal(size_of_clipped, self.limit))


class TestUpdateRules:
    w, v, grad = argument("w", "P"), argument("w_prev", "P"), argument("g", "P")
    t = argument("t", "", "step count", kind="integer")
    decay = argument("beta", "", "positive", "below one")
    rate = argument("alpha", "", "positive")

    def test_bias_correction_under_a_constant_gradient(self):
        before = (1 - self.decay ** (self.t - 1)) * self.grad
        after = self.decay * before + (1 - self.decay) * self.grad
        assert is_proved(equal(after / (1 - self.decay**self.t), self.grad))
        assert is_proved(equal(after / (1 - exp(self.t * log(self.decay))), self.grad))
        wrong = after / (1 - self.decay ** (self.t + 1))
        assert is_refuted_only_by_numbers(equal(wrong, self.grad))
        assert is_refuted_only_by_numbers(equal(after / (1 - self.decay), self.grad))

    def test_second_moment_under_a_constant_gradient(self):
        squares = self.grad * self.grad
        after = self.decay * (1 - self.decay ** (self.t - 1)) * squares + (1 - self.decay) * squares
        root = sqrt(after / (1 - self.decay**self.t))
        assert is_proved(equal(root, absolute(self.grad)))
        assert is_refuted_only_by_numbers(equal(root, self.grad))

    def test_heavy_ball_is_an_average(self):
        scaled = self.rate / (1 - self.decay)
        average = self.decay * (self.v - self.w) / scaled + (1 - self.decay) * self.grad
        heavy = self.w - self.rate * self.grad + self.decay * (self.w - self.v)
        assert is_proved(equal(self.w - scaled * average, heavy))
        assert is_refuted_only_by_numbers(equal(self.w - self.rate * average, heavy))


class TestDeepChains:
    W, h, tangent = argument("W", "H H"), argument("h", "H"), argument("T", "H K")
    out = tanh(W @ h)

    def test_a_step_with_a_tangent(self):
        right = (1 - self.out * self.out)[:, None] * (self.W @ self.tangent)
        assert is_proved(derivative(self.out, self.h, right, tangent=self.tangent))
        for wrong in ((1 - self.out)[:, None] * (self.W @ self.tangent), self.W @ self.tangent):
            goal = derivative(self.out, self.h, wrong, tangent=self.tangent)
            assert is_refuted_only_by_numbers(goal)
        transposed = (1 - self.out * self.out)[:, None] * (self.W.T @ self.tangent)
        goal = derivative(self.out, self.h, transposed, tangent=self.tangent)
        assert is_refuted_only_by_numbers(goal)

    def test_two_steps(self):
        twice = tanh(self.W @ self.out)
        outer = (1 - twice * twice)[:, None] * self.W
        inner = (1 - self.out * self.out)[:, None] * self.W
        assert is_proved(derivative(twice, self.h, outer @ inner))
        assert is_refuted_only_by_numbers(derivative(twice, self.h, inner @ outer))
