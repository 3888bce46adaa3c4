import numpy as np


def in_place(X, w):
    X -= w
    X *= 2
    X /= 3
    X += X.T.T
    X **= 2
    return X


def a_view_writes_through(X, w):
    row = X[0]
    row += w
    column = X[:, 0]
    column *= 2
    return X, row, column


def a_transpose_writes_through(X, x):
    Z = X.T
    Z += x
    Z[0] = 7.0
    return X


def a_reshape_writes_through(X):
    flat = X.reshape(-1)
    flat += 1
    flat[:] *= 2
    return X, flat


def a_view_sees_later_changes(X):
    view = X[:, None, :]
    X += 1
    return view.sum(axis=1)


def a_copy_does_not(X):
    before = X.copy()
    X += 1
    return X - before, before


def new_names_do_not(w, v):
    w = w - v
    w += 1
    return w


def two_names_of_one_array(w, v):
    u = w
    u -= v
    return w, u


def numbers_are_no_arrays(x):
    total = x.sum()
    same = total
    total += 1
    return total, same


def entries_are_copies(w):
    first = w[0]
    w[0] = 3.0
    return first, w


def set_rows_and_columns(X, w, x):
    X[0] = w
    X[:, 0] = x
    X[-1, -1] = 4
    return X


def set_all(X, w):
    X[:] = w
    X[...] = X * 2
    return X


def set_by_mask(X):
    X[X < 0] = 0
    X[X > 1] *= 0.5
    X[X > 1.2] += 1.0
    return X


def relu_backward(X, dY):
    dX = np.array(dY, copy=True)
    dX[X <= 0] = 0
    return dX


def scatter(P, y):
    P[np.arange(P.shape[0]), y] -= 1
    return P / P.shape[0]


def set_one_hot(P, y):
    Z = np.zeros_like(P)
    Z[np.arange(len(y)), y] = 1
    return Z


def set_at_positions(P, i, k):
    P[i, k] = 0.0
    P[i] += 1
    return P


def out_arguments(X, Y):
    np.exp(X, out=X)
    np.add(X, Y, out=Y)
    np.multiply(X, 2, out=(X,))
    return X, Y, X.sum(axis=0, out=np.zeros(X.shape[1]))


def filled(w):
    w.fill(2)
    return w


def an_array_in_a_dictionary(w, v):
    cache = {"w": w, "both": (w, v)}
    cache["w"] -= v
    cache["both"][0][0] = 9.0
    return cache


def an_array_in_a_list(w, v):
    arrays = [w, v]
    arrays[0] += 1
    arrays[1] = arrays[1] * 2
    return arrays, w, v


def changed_by_a_function(w):
    def double(u):
        u *= 2

    double(w)
    return w


def as_array_is_the_array(w):
    u = np.asarray(w)
    u += 1
    return w


def astype_is_a_copy(w):
    u = w.astype(float)
    u += 1
    return w, u


def flatten_is_a_copy(X):
    flat = X.flatten()
    flat += 1
    return X, flat


def a_view_of_a_view(I):
    n = I.shape[0]
    view = I.reshape(n, -1)[0]
    view *= 3
    I[-1, 0] = 1.0
    return I, view


def empty_and_filled(X, w):
    Z = np.empty_like(X)
    Z[:] = X * w
    u = np.empty(X.shape[1])
    u[:] = w
    return Z, u


def diagonal_of_a_copy(S):
    d = np.diag(S).copy()
    d += 1
    return d, S


def a_number_with_a_shape(a):
    z = np.asarray(a)
    same = z
    z += 1
    return z, same


def broadcast_into(X, x, a):
    X[:, :] = x[:, None]
    X[0] = a
    return X
