import numpy as np


def total(x):
    s = 0
    for i in range(len(x)):
        s += x[i]
    return s


def total_of_floats(x):
    s = 0.0
    for value in x:
        s = s + value**2
    return s / x.shape[0]


def matrix_product(X, W):
    n, d = X.shape
    _, k = W.shape
    Z = np.zeros((n, k))
    for i in range(n):
        for j in range(k):
            for l in range(d):
                Z[i, j] += X[i, l] * W[l, j]
    return Z


def jacobian(w):
    s = np.exp(w) / np.exp(w).sum()
    J = np.zeros((len(s), len(s)))
    for i in range(len(s)):
        for j in range(len(s)):
            if i == j:
                J[i, j] = s[i] * (1 - s[i])
            else:
                J[i][j] = -s[i] * s[j]
    return J


def jacobian_by_expression(w):
    s = np.exp(w) / np.exp(w).sum()
    J = np.empty((len(s), len(s)))
    for i in range(len(s)):
        for j in range(len(s)):
            J[i, j] = s[i] * ((1 if i == j else 0) - s[j])
    return J


def rows(X):
    Z = np.zeros_like(X)
    for i, row in enumerate(X):
        e = np.exp(row - row.max())
        Z[i] = e / e.sum()
    return Z


def rows_in_place(X):
    for row in X:
        row -= row.mean()
    return X


def naive_softmax_loss(X, W, y, a):
    loss = 0.0
    dW = np.zeros_like(W)
    n = X.shape[0]
    for i in range(n):
        scores = X[i].dot(W)
        scores -= np.max(scores)
        p = np.exp(scores) / np.sum(np.exp(scores))
        loss += -np.log(p[y[i]])
        for j in range(W.shape[1]):
            if j == y[i]:
                dW[:, j] += (p[j] - 1) * X[i]
                continue
            dW[:, j] += p[j] * X[i]
    return loss / n + a * np.sum(W * W), dW / n + 2 * a * W


def zipped(x, z):
    s = 0.0
    for p, q in zip(x, z):
        s += p * q
    return s


def enumerated(x, a):
    s = 0
    for i, value in enumerate(x, 1):
        s += value / i
    return s


def moving_average(x, beta):
    v = 0
    out = []
    for i in range(len(x)):
        v = beta * v + (1 - beta) * x[i]
        out.append(v / (1 - beta ** (i + 1)))
    return out


def listed(X):
    rows = []
    for row in X:
        rows.append(row / row.sum())
    return np.array(rows), np.stack(rows, axis=1)


def comprehensions(x, X):
    squares = [value * value for value in x]
    return np.array(squares), sum(squares), [row.sum() for row in X], max([abs(v) for v in x])


def generators(x, w):
    return sum(x[i] * x[i] for i in range(len(x))), np.array([sum(v * u for u in w) for v in x])


def nested_comprehension(x, w):
    return np.array([[p * q for q in w] for p in x])


def last_values(x):
    for i in range(len(x)):
        value = x[i] * 2
    return value, i


def a_running_maximum(x):
    best = x[0]
    for value in x:
        best = max(best, value)
    return best


def rebound_arrays(X, w):
    for row in X:
        w = w - 0.1 * row * w
    return w


def changed_arrays(X, w):
    for row in X:
        w -= 0.1 * row * w
    return w


def two_recurrences(x, a):
    u, v = 1.0, a
    for value in x:
        u, v = v, u + value * v
    return u, v


def swapped_arrays(x, w, v):
    for value in x:
        w, v = v, w + value
    return w, v


def a_dictionary_is_carried(x, w):
    state = {"t": 0, "w": w}
    for value in x:
        state["t"] += 1
        state["w"] = state["w"] * value
    return state


def a_list_entry_is_carried(x, w):
    pair = [0.0, w]
    for value in x:
        pair[0] += value
        pair[1] = pair[1] + value
    return pair


def written_in_a_function(X, w):
    out = np.zeros(len(X))

    def write(i, value):
        out[i] = value

    for i in range(len(X)):
        write(i, X[i] @ w)
    return out


def count_up(x):
    t = 0
    for _ in x:
        t += 1
    return t


def shifted_range(x, a):
    s = 0.0
    for t in range(1, len(x) + 1):
        s += a**t
    return s


def columns(X, eps):
    Z = X.copy()
    for j in range(X.shape[1]):
        Z[:, j] = (X[:, j] - X[:, j].mean()) / np.sqrt(X[:, j].var() + eps)
    return Z


def first_step_apart(x):
    s = 0.0
    for i in range(len(x)):
        if i == 0:
            s = x[i]
        else:
            s = 0.5 * s + x[i]
    return s


def labels(P, y):
    s = 0.0
    for i in range(len(y)):
        s -= np.log(np.abs(P[i, y[i]]) + 1)
    return s


def labels_directly(P, y):
    return sum(p[label] for p, label in zip(P, y))


def an_array_of_each_step(X, w):
    history = []
    u = w
    for row in X:
        u = 0.5 * u + row
        history.append(u)
    return np.array(history), u


def aggregated_where(X):
    s = np.zeros(X.shape[1])
    for i in range(X.shape[0]):
        s += np.where(X[i] > 0, X[i], 0)
    return s


def else_of_a_loop(x):
    s = 0.0
    for value in x:
        s += value
    else:
        s *= 2
    return s


def concrete_inside(x, gs):
    s = 0.0
    for value in x:
        for g in gs:
            s += value * g.sum()
    return s


def views_written(X, w):
    for i in range(len(X)):
        row = X[i]
        row *= w
        row[0] = 1.0
    return X
