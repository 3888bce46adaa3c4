import numpy as np

print("training ...")


class Softmax:
    """A class behind a function."""

    def __call__(self, x):
        x = x.copy()
        x -= x.max(-1)[..., None]
        np.exp(x, out=x)
        x /= np.einsum("...k->...", x)[..., None]
        return x


softmax = Softmax()


def softmax_jacobian(x):
    s = softmax(x)
    return np.einsum("i,ij->ij", s, np.eye(len(s)) - s)


def softmax_vjp(x, g):
    s = softmax(x)
    return s * g - s * np.einsum("...k,...k->...", s, g)[..., np.newaxis]


log_softmax = lambda x: x - np.logaddexp.reduce(x, axis=-1, keepdims=True)
sigmoid = lambda z: np.tanh(z / 2) / 2 + 0.5


def sigmoid_derivative(z):
    return 0.25 / np.cosh(np.clip(z / 2, -350, 350)) ** 2


def _scores(w, b, X):
    return np.einsum("nd,d->n", X, w) + b


def binary_cross_entropy(w, b, X, y):
    sign = 1 - 2 * y
    return np.logaddexp(0, sign * _scores(w, b, X)).mean()


def binary_cross_entropy_gradient(w, b, X, y):
    error = sigmoid(_scores(w, b, X)) - y
    return np.einsum("n,nd->d", error, X) / len(X), np.array([error.mean()])


def sigmoid_mse(w, b, X, y):
    error = sigmoid(_scores(w, b, X)) - y
    return 0.5 * np.einsum("n,n->", error, error) / len(error)


def sigmoid_mse_gradient(w, b, X, y):
    z = _scores(w, b, X)
    slope = (sigmoid(z) - y) * sigmoid_derivative(z)
    return {"dw": slope @ X / len(y), "db": slope.mean()}
