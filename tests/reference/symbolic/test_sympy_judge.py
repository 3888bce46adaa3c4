"""The second judge on derivatives of the course: right ones are proved, near misses are not."""

from __future__ import annotations

import pytest
from graphs import (
    Array,
    absolute,
    apply,
    argument,
    array,
    einsum,
    exp,
    eye,
    log,
    size,
    sqrt,
    tanh,
    where,
)

from reference.symbolic.goal import Decision, Equality, Goal, IsDerivative
from reference.symbolic.graph import PI
from reference.symbolic.sampling import try_on_numbers
from reference.symbolic.sympy_judge.judge import AWAY_FROM_KINKS, SympyJudge

N = size("N")
x, g, M = argument("x", "N"), argument("g", "N"), argument("M")
I = eye("N")
ALL = slice(None)


def equal(left, right) -> Equality:
    return Equality(array(left).node, array(right).node)


def derivative(of: Array, wrt: Array, right, *, cotangent=None, tangent=None) -> IsDerivative:
    others = [None if other is None else other.node for other in (cotangent, tangent)]
    return IsDerivative(of.node, wrt.node, array(right).node, *others)


def decide(goal: Goal) -> Decision:
    return SympyJudge().decide(goal)


def assert_proved(goal: Goal, *conditions: str) -> None:
    """Proved under these conditions, and so on numbers."""
    assert decide(goal) == Decision(is_proved=True, conditions=conditions)
    trial = try_on_numbers(goal)
    assert trial.counterexample is None
    assert trial.sizes


def assert_not_proved(goal: Goal) -> None:
    """Not proved, with a reason; and false, so that a proof would have been wrong."""
    decision = decide(goal)
    assert not decision.is_proved
    assert decision.reason
    assert try_on_numbers(goal).counterexample is not None


def softmax(z: Array, stabiliser: Array) -> Array:
    e = exp(z - stabiliser)
    return e / e.sum(-1, keepdims=True)


def column(of: Array) -> Array:
    return of[ALL, None]


def row(of: Array) -> Array:
    return of[None, ALL]


s = softmax(x, M)
JACOBIAN = column(s) * (I - row(s))


class TestSoftmax:
    @pytest.mark.parametrize(
        "goal",
        [
            derivative(s, x, JACOBIAN),
            derivative(s, x, I * column(s * ((1 - I) @ s)) - (1 - I) * column(s) * row(s)),
            derivative(s, x, s * (g - (g * s).sum()), cotangent=g),
            derivative(s, x, s * (g - (g * s).sum()), tangent=g),
            derivative(x - M - log(exp(x - M).sum()), x, I - row(s)),
            derivative(log(s), x, I - row(s)),
            derivative(s, M, 0 * s),
            equal(softmax(x + argument("c"), M), s),
            equal(s.sum(), 1),
            equal(softmax(x, x.max(keepdims=True)), s),
            derivative(softmax(x, x.max(keepdims=True)), x, JACOBIAN),
        ],
    )
    def test_proved(self, goal):
        assert_proved(goal)

    @pytest.mark.parametrize(
        "goal",
        [
            derivative(s, x, column(s) * (I + row(s))),
            derivative(s, x, column(s) * I),
            derivative(s, x, column(s) * (I - column(s))),
            derivative(s, x, 2 * JACOBIAN),
            derivative(s, x, JACOBIAN + I),
            derivative(s, x, s * (g - g * s), cotangent=g),
            derivative(x - M - log(exp(x - M).sum()), x, I - column(s)),
            derivative(x - M, M, 0 * x),
            equal(softmax(2 * x, M), s),
            equal(s.sum(), N),
        ],
    )
    def test_not_proved(self, goal):
        assert_not_proved(goal)

    def test_a_maximum_that_does_not_cancel_is_not_differentiated(self):
        decision = decide(derivative(x - x.max(keepdims=True), x, I))
        assert decision == Decision(
            is_proved=False, reason="the derivative of a maximum over an axis"
        )


z, logits_M = argument("z", "N K"), argument("M", "N")
Y, Y_FREE = argument("Y", "N K", "sums to one"), argument("Y", "N K")
p = softmax(z, column(logits_M))
shifted = z - column(logits_M)
log_p = shifted - log(exp(shifted).sum(1, keepdims=True))


class TestCrossEntropy:
    @pytest.mark.parametrize("logs", [log_p, log(p)])
    def test_proved(self, logs):
        assert_proved(derivative(-(Y * logs).sum() / N, z, (p - Y) / N))
        assert_proved(derivative(-(Y * logs).sum(), z, p - Y))

    @pytest.mark.parametrize(
        "goal",
        [
            derivative(-(Y * log_p).sum() / N, z, p - Y),
            derivative(-(Y * log_p).sum(), z, (p - Y) / N),
            derivative(-(Y * log_p).sum(), z, p + Y),
            derivative(-(Y * log_p).sum(), z, Y - p),
            derivative(-(Y_FREE * log_p).sum(), z, p - Y_FREE),
            derivative(-(Y * log_p).sum(), Y, -log_p * 2),
        ],
    )
    def test_not_proved(self, goal):
        assert_not_proved(goal)

    def test_the_sum_of_all(self):
        assert_proved(equal(p.sum(), N))
        assert_proved(equal((p - Y).sum(), 0))
        assert_not_proved(equal((p - Y_FREE).sum(), 0))
        assert_not_proved(equal((p * p).sum(), N))

    def test_that_rows_sum_to_one_is_not_used_before_differentiating(self):
        assert_not_proved(derivative((Y * column(g)).sum(), Y, 0 * Y))
        assert_proved(derivative((Y * column(g)).sum(), Y, column(g) + 0 * Y))


X, w, b, y = argument("X", "N D"), argument("w", "D"), argument("b"), argument("y", "N")


def sigmoid(of):
    return 1 / (1 + exp(-of))


neuron = X @ w + b
a = sigmoid(neuron)
other_sigmoid = exp(neuron) / (1 + exp(neuron))
stable_loss = (apply("maximum", neuron, 0) - y * neuron + log(1 + exp(-absolute(neuron)))).mean()


def entropy(of: Array) -> Array:
    return -(y * log(of) + (1 - y) * log(1 - of)).mean()


class TestSigmoidNeuron:
    @pytest.mark.parametrize(
        "goal",
        [
            derivative(entropy(a), w, X.T @ (a - y) / N),
            derivative(entropy(a), b, (a - y).mean()),
            derivative(entropy(other_sigmoid), w, X.T @ (a - y) / N),
            derivative(((a - y) ** 2).mean() / 2, w, X.T @ ((a - y) * a * (1 - a)) / N),
            derivative(((a - y) ** 2).mean() / 2, b, ((a - y) * a * (1 - a)).mean()),
            derivative(sigmoid(b), b, sigmoid(b) * (1 - sigmoid(b))),
            equal(stable_loss, entropy(a)),
            equal(tanh(x / 2), 2 * sigmoid(x) - 1),
            equal(sigmoid(-x), 1 - sigmoid(x)),
        ],
    )
    def test_proved(self, goal):
        assert_proved(goal)

    @pytest.mark.parametrize(
        "goal",
        [
            derivative(stable_loss, w, X.T @ (a - y) / N),
            equal(where(neuron >= 0, a, other_sigmoid), a),
        ],
    )
    def test_proved_away_from_kinks(self, goal):
        assert_proved(goal, AWAY_FROM_KINKS)

    @pytest.mark.parametrize(
        "goal",
        [
            derivative(entropy(a), w, X.T @ (a - y)),
            derivative(entropy(a), w, X.T @ (a + y) / N),
            derivative(entropy(a), b, (a - y).sum()),
            derivative(((a - y) ** 2).mean(), w, X.T @ ((a - y) * a * (1 - a)) / N),
            derivative(((a - y) ** 2).mean() / 2, w, X.T @ (a - y) / N),
            derivative(((a - y) ** 2).mean() / 2, b, ((a - y) * a * (1 + a)).mean()),
            equal(sigmoid(-x), sigmoid(x)),
        ],
    )
    def test_not_proved(self, goal):
        assert_not_proved(goal)


W, bias, dY = argument("W", "D K"), argument("b", "K"), argument("dY", "N K")
linear = X @ W + bias


class TestLinear:
    @pytest.mark.parametrize(("wrt", "right"), [(X, dY @ W.T), (W, X.T @ dY), (bias, dY.sum(0))])
    def test_proved(self, wrt, right):
        assert_proved(derivative(linear, wrt, right, cotangent=dY))

    @pytest.mark.parametrize(
        ("wrt", "right"), [(X, -(dY @ W.T)), (W, X.T @ dY / N), (bias, dY.mean(0)), (W, 0 * W)]
    )
    def test_not_proved(self, wrt, right):
        assert_not_proved(derivative(linear, wrt, right, cotangent=dY))


gamma, beta, dB = argument("gamma", "D"), argument("beta", "D"), argument("dB", "N D")
eps = argument("eps", "", "positive")
centred = X - X.mean(0)
twice_centred = centred - centred.mean(0)
deviation = sqrt((twice_centred**2).mean(0) + eps)
xhat = twice_centred / deviation
normalized = gamma * xhat + beta
dB_centred = dB - dB.mean(0)
dX = gamma / deviation * (dB_centred - xhat * (dB_centred * xhat).mean(0))


class TestBatchNorm:
    @pytest.mark.parametrize(
        ("wrt", "right"),
        [
            (X, dX),
            (X, gamma / deviation * (dB - dB.mean(0) - xhat * (dB * xhat).mean(0))),
            (gamma, (dB * xhat).sum(0)),
            (beta, dB.sum(0)),
        ],
    )
    def test_backward(self, wrt, right):
        assert_proved(derivative(normalized, wrt, right, cotangent=dB))

    @pytest.mark.parametrize(
        ("wrt", "right"),
        [
            (X, -dX),
            (X, dX * N),
            (X, gamma / deviation * dB_centred),
            (X, gamma / deviation * (dB - xhat * (dB * xhat).mean(0))),
            (X, gamma / sqrt((centred**2).mean(0)) * (dB_centred - xhat * (dB * xhat).mean(0))),
            (X, dX * deviation / sqrt((centred**2).sum(0) / (N - 1) + eps)),
            (gamma, (dB * centred).sum(0)),
            (beta, dB.mean(0)),
        ],
    )
    def test_wrong_backward(self, wrt, right):
        assert_not_proved(derivative(normalized, wrt, right, cotangent=dB))

    def test_the_columns_of_dX_add_up_to_zero(self):
        assert_proved(equal(dX.sum(0), 0 * beta))
        assert_not_proved(equal((dX + 1).sum(0), 0 * beta))

    def test_jacobian(self):
        c = x - x.mean()
        root = sqrt((c**2).mean() + eps)
        h = c / root
        right = (I - 1 / N - column(h) * row(h) / N) / root
        assert_proved(derivative(h, x, right))
        assert_not_proved(derivative(h, x, (I - 1 / N - column(h) * row(h)) / root))
        assert_not_proved(derivative(h, x, (I - column(h) * row(h) / N) / root))

    def test_over_two_axes(self):
        images, upstream = argument("X", "N C H"), argument("dY", "N C H")
        d = images - images.mean((0, 2), keepdims=True)
        root = sqrt((d * d).mean((0, 2), keepdims=True) + eps)
        h = d / root
        inner = upstream - upstream.mean((0, 2), keepdims=True)
        right = (inner - h * (upstream * h).mean((0, 2), keepdims=True)) / root
        assert_proved(derivative(h, images, right, cotangent=upstream))
        assert_not_proved(derivative(h, images, inner / root, cotangent=upstream))


norm = sqrt((x * x).sum())
limit = argument("limit", "", "positive")


class TestScales:
    def test_l2_normalize(self):
        u = x / norm
        assert_proved(derivative(u, x, (I - column(u) * row(u)) / norm))
        assert_not_proved(derivative(u, x, I - column(u) * row(u)))
        assert_not_proved(derivative(u, x, I / norm))

    def test_z_score(self):
        c = x - x.mean()
        root = sqrt((c**2).mean())
        h = c / root
        assert_proved(derivative(h, x, (I - 1 / N - column(h) * row(h) / N) / root))
        assert_not_proved(derivative(h, x, (I + 1 / N - column(h) * row(h) / N) / root))

    def test_clip_by_norm(self):
        active = x * (limit / norm)
        assert_proved(equal(sqrt((active * active).sum()), limit))
        assert_not_proved(equal((active * active).sum(), limit))
        smaller = x * apply("minimum", 1, limit / norm)
        assert_proved(equal(smaller, where(norm > limit, x * limit / norm, x)), AWAY_FROM_KINKS)
        assert_not_proved(equal(smaller, where(norm < limit, x * limit / norm, x)))

    def test_clip_by_value(self):
        inner = apply("minimum", apply("maximum", x, -limit), limit)
        assert_proved(equal(inner, apply("maximum", apply("minimum", x, limit), -limit)))
        free = argument("limit")
        unsigned = apply("minimum", apply("maximum", x, -free), free)
        other = apply("maximum", apply("minimum", x, free), -free)
        assert_not_proved(equal(unsigned, other))


class TestKinks:
    @pytest.mark.parametrize(
        "goal",
        [
            derivative(apply("maximum", X, 0), X, dB * (X > 0), cotangent=dB),
            derivative(where(X > 0, X, 0), X, where(X >= 0, dB, 0), cotangent=dB),
            derivative(absolute(x), x, I * column(apply("sign", x))),
            equal(where(x >= 0, 1, 0), where(x > 0, 1, 0)),
        ],
    )
    def test_proved(self, goal):
        assert_proved(goal, AWAY_FROM_KINKS)

    def test_without_condition(self):
        assert_proved(equal(sqrt((x - x.mean()) ** 2), absolute(x - x.mean())))
        assert_proved(equal((absolute(x) + x) / 2, apply("maximum", x, 0)))
        assert_proved(equal(apply("maximum", x, g) + apply("minimum", x, g), x + g))

    def test_what_is_a_kink_for_all_inputs_is_not_left_out(self):
        """x_i > x_j never holds where i = j, and x_i >= x_j always does."""
        assert_not_proved(equal(where(column(x) >= row(x), 1, 0), where(column(x) > row(x), 1, 0)))
        above = where(x - x.mean() >= 0, 1, 0)  # with one sample always
        assert_not_proved(equal(above, where(x - x.mean() > 0, 1, 0)))
        assert_not_proved(equal(where(N >= 2, 1, 0), where(N > 2, 1, 0)))
        assert_not_proved(equal(where((N - 2) * x >= 0, 1, 0), where((N - 2) * x > 0, 1, 0)))
        squares = (column(x) - row(x)) ** 2 * limit
        assert_not_proved(equal(where(squares > 0, 1, 0), where(limit > 0, 1, 0)))

    @pytest.mark.parametrize(
        "goal",
        [
            derivative(apply("maximum", X, 0), X, dB * (X < 0), cotangent=dB),
            derivative(apply("maximum", X, 0), X, dB, cotangent=dB),
            derivative(absolute(x), x, I),
            equal(sqrt(x**2), x),
            equal(where(x > 0, x, 0), where(x > 1, x, 0)),
        ],
    )
    def test_not_proved(self, goal):
        assert_not_proved(goal)


h, W_square, T = argument("h", "D"), argument("W", "D D"), argument("T", "D D")


class TestChain:
    def test_one_step(self):
        after = tanh(W_square @ h)
        right = column(1 - after**2) * (W_square @ T)
        assert_proved(derivative(after, h, right, tangent=T))
        assert_not_proved(derivative(after, h, column(1 - after) * (W_square @ T), tangent=T))
        assert_not_proved(derivative(after, h, column(1 - after**2) * (W_square.T @ T), tangent=T))

    def test_two_steps(self):
        one = tanh(W_square @ h)
        two = tanh(W_square @ one)
        right = column(1 - two**2) * (W_square @ (column(1 - one**2) * (W_square @ T)))
        assert_proved(derivative(two, h, right, tangent=T))
        assert_not_proved(derivative(two, h, column(1 - two**2) * (W_square @ T), tangent=T))

    def test_einsum(self):
        total = einsum("i,ij,j->", h, W_square, h)
        assert_proved(derivative(total, h, W_square @ h + W_square.T @ h))
        assert_not_proved(derivative(total, h, 2 * (W_square @ h)))


def test_a_schedule_at_its_end_points():
    lr, period, pi = argument("lr"), argument("T", "", "positive"), Array(PI)

    def cosine(t):
        return lr / 2 * (1 + apply("cos", pi * t / period))

    for t, value in ((0, lr), (period, 0), (period / 2, lr / 2)):
        assert_proved(equal(cosine(t), value))
    assert_not_proved(equal(cosine(period), lr))
    share = argument("share", "", "positive", "below one")
    for t, value in ((0, lr), (period, lr * share)):
        assert_proved(equal(lr * share ** apply("floordiv", t, period), value))
