import math

import numpy as np

HALF = 0.5
NAMES = ["W1", "b1"]
SETTINGS = {"rate": 0.1, "power": 2}


def constants(x):
    return HALF * x, SETTINGS["rate"] * x ** SETTINGS["power"], len(NAMES), 1 - 0.9, 7 // 2, 7 % 4


def defaults(w, v=None, *, scale=2.0):
    if v is None:
        v = np.zeros_like(w)
    return scale * w + v


def _helper(w, *others, factor=1, **more):
    for other in others:
        w = w + other
    return factor * w * more.get("extra", 1)


def stars(w, v, g):
    arrays = [v, g]
    options = {"factor": 3, "extra": 2}
    return _helper(w, *arrays, **options), _helper(w), _helper(w, v, factor=2)


def closures(w, a):
    def scaled(by):
        def inner(u):
            return by * u * a

        return inner

    double = scaled(2)
    add = lambda u, c=1.0: u + c
    return double(w), add(w), add(w, c=a), (lambda: w)()


def unpacking(X, w, v):
    (n, d), (p, q) = X.shape, (w, v)
    first, *rest = [p, q, n, d]
    head, *middle, tail = rest
    return first, head, middle, tail, n * d


def swap(w, v):
    w, v = v, w
    return w, v


def dictionaries(params):
    grads = {}
    for name in sorted(params):
        grads["d" + name] = 2 * params[name]
    for name, value in params.items():
        params[name] = value - 0.1 * grads["d" + name]
    del name
    return grads, {k: v.sum() for k, v in params.items()}, list(params), len(params)


def layers(params, X):
    A = X
    caches = []
    for l in range(1, len(params) // 2 + 1):
        Z = A @ params[f"W{l}"] + params["b" + str(l)]
        caches.append((A, Z))
        A = np.maximum(0, Z) if l < 2 else Z
    return A, caches


def formatted(params):
    return params["W%d" % 1].sum(), params["b{}".format(2)], f"{3:02d}", "W" + str(1), "%s%d" % ("b", 2)


def configured(w, g, config):
    config.setdefault("momentum", 0.9)
    v = config.get("velocity", np.zeros_like(w))
    v = config["momentum"] * v - config["learning_rate"] * g
    config["velocity"] = v
    return w + v, config


def config_or_nothing(w, g, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    w -= config["learning_rate"] * g
    return w, config


def lists_of_arrays(gs):
    scaled = [2 * g for g in gs]
    pairs = [(a, b) for a, b in zip(gs, scaled)]
    scaled.append(gs[0])
    scaled.extend([gs[1], 1.0])
    last = scaled.pop()
    return scaled, pairs, last, scaled[-1], scaled[:2], list(reversed(gs)), [*gs, *scaled][1]


def filtered(gs):
    return [g for g in gs if g.ndim == 2], [g for i, g in enumerate(gs) if i != 0], list(map(np.sum, gs))


def conditions_on_structure(X, w):
    if X.ndim == 2 and w is not None:
        X = X.reshape(X.shape[0], -1)
    elif X.ndim > 2:
        raise ValueError("too many")
    assert X.shape[1] == w.shape[0]
    assert len(w) > 0
    return X @ w


def modes(X, eps, mode="train"):
    if mode == "train":
        out = (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps)
    elif mode == "test":
        out = X
    else:
        raise ValueError(mode)
    return out


def while_loop(w):
    k = 0
    while k < 3:
        k += 1
        if k == 2:
            continue
        w = w * k
    while True:
        break
    return w, k


def for_with_break(w):
    for k in range(10):
        if k > 3:
            break
        w = w + k
    else:
        w = None
    return w


def recursion(w, n=3):
    return w if n == 0 else recursion(2 * w, n - 1)


def mathematics(a, t):
    b = abs(a) + 1
    return (
        math.exp(a), math.log(b), math.sqrt(b), math.cos(math.pi * a), math.pow(b, 2), math.floor(a),
        math.tanh(a), math.ceil(2.5), math.floor(-0.5), math.log(b, 10), t // 3, t % 2, divmod(7, 3),
    )


def conversions(a, t, x):
    return float(a), float(t), int(t), float(len(x)), bool(1), int(2.7), round(2.567, 2), str(3), abs(-2)


def numbers(x):
    s = np.sum(x)
    return s.item(), float(s), s.shape, s.ndim, np.float64(2.0) * s, s.dtype == s.dtype if False else 1


def chained(a, s):
    inside = 0 < 1 < 2
    return inside, -1 < a < 1, 0 <= 1 > 2


def boolean_operators(a, s):
    return a > 0 and s > 0, a > 0 or s > 0, not a > 0, 1 and 2, 0 or 3, None or "x"


def nested_functions_late_binding(w):
    scale = 1

    def f(u):
        return scale * u

    scale = 3
    return f(w)


def with_errstate(X):
    with np.errstate(divide="ignore", invalid="ignore"):
        Z = X / (1 + X**2)
    return Z


def walrus(x):
    return (n := len(x)) * x + n


def annotated(x: np.ndarray) -> np.ndarray:
    """A documented function."""
    y: float = 2.0
    z: float
    return x * y


def tuples_in_dictionaries(w, v):
    cache = {"a": (w, v), (1, 2): [w]}
    p, q = cache["a"]
    return p * q, "a" in cache, 3 in cache, cache[1, 2][0]


def strings(w):
    name = "relu"
    if name in ("relu", "tanh") and name.startswith("re") and name != "tanh":
        return np.maximum(w, 0)
    return w


def sums_of_tuples(w):
    return sum((w, w)), (w,) + (1,), [0] * 3, "ab" * 2, [1] + [2], (1, 2) == (1, 2), [1] != [2]


def is_instance(params, w, x):
    return isinstance(params, dict), isinstance(w, np.ndarray), isinstance([w], (list, tuple)), isinstance(x, str)


def printed(x):
    print("x", x)
    return x


def star_return(w):
    parts = [w, w]
    return *parts, 1
