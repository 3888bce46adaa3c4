import numpy as np


def merged(a, w):
    if a > 0:
        w = 2 * w
        s = 1
    else:
        s = 0.5
    return s * w


def changed_in_one_branch(a, w):
    if a > 0:
        w *= 3
    return w


def changed_through_a_view(a, X):
    row = X[0]
    if a > 0:
        row += 1
    else:
        row[:] = 0
    return X


def returns(a, x):
    if a > 0:
        return x
    return -x


def returns_of_all(a, s, x):
    if a > 0:
        if s > 0:
            return x + 1, 1
        return x - 1, 2
    elif s > 0:
        return x * 2, 3
    else:
        return x * 3, 4


def expression(a, x):
    return x if a > 0 else 2 * x


def several(a, s):
    if a > 0 and not s < 0 or a < -1:
        return 1.0
    return 0.0


def schedule(t, lr):
    if t % 2 == 0:
        lr = lr / 2
    elif t > 3:
        lr *= 0.1
    return lr


def a_list_in_both(a, w):
    if a > 0:
        made = [w, 1]
    else:
        made = [2 * w, 2]
    return made


def a_dictionary_in_both(a, w):
    state = {"w": w}
    if a > 0:
        state["w"] = state["w"] * 2
        state["t"] = 1
    else:
        state["t"] = 2
    return state


def a_list_element(a, w):
    pair = [w, 0]
    if a > 0:
        pair[1] = 5
    return pair


def in_a_function(a, w):
    def flip(u):
        if a < 0:
            return -u
        return u

    return flip(flip(w)) + flip(1)


def in_a_loop(x):
    up = down = 0
    for value in x:
        if value > 0:
            up += value
        elif value < -1:
            continue
        else:
            down += 1
    return up, down


def continue_early(x, z):
    s = 0.0
    for p, q in zip(x, z):
        if p < q:
            continue
        s += p
        if p < 0:
            continue
        s += q
    return s


def truth_value(a):
    if (a > 0) == True:
        return 1
    return 0


def largest(a, s):
    return max(a, s), min(a, s, 0.5), max(0, a), abs(a)


def nested_merge(a, s, w):
    if a > 0:
        if s > 0:
            w = w + 1
        v = w
    else:
        v = w * 0
    return v
