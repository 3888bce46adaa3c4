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
