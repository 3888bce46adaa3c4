"""Values survive the wire; bytes that are no frame are refused before they cost anything."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from grader.student.wire import (
    FROM_GRADER,
    FROM_STUDENT,
    HEADER,
    MOST_DEPTH,
    MOST_SEED,
    REPLY,
    Affine,
    Limits,
    Other,
    Seed,
    WireError,
    decode,
    encode,
    sizes,
)


def received(frame: bytes, most: Limits = FROM_STUDENT) -> Any:
    kind, description, body = sizes(frame[: HEADER.size], most)
    assert kind == REPLY
    rest = memoryview(frame)[HEADER.size :]
    if len(rest) != description + body:
        raise WireError("cut off")
    return decode(rest[:description], rest[description:])


def through(value: Any) -> Any:
    return received(encode(REPLY, value, FROM_STUDENT))


def same(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray | np.generic):
        return (
            type(a) is type(b)
            and a.dtype == b.dtype
            and a.shape == b.shape
            and a.tobytes() == b.tobytes()
        )
    if type(a) is not type(b):
        return False
    if isinstance(a, Affine):
        return same((a.A, a.b), (b.A, b.b))
    if isinstance(a, tuple | list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    return bool(a == b or (a != a and b != b))  # noqa: PLR0124 - nan


dtypes = st.sampled_from(
    ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"]
).map(lambda name: np.dtype(name).newbyteorder("<"))
arrays = npst.arrays(dtypes, npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3))
scalars = npst.arrays(dtypes, ()).map(lambda array: array[()])
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | text
    | st.complex_numbers()
    | st.builds(Seed, st.integers(0, MOST_SEED))
    | st.integers(0, 3).flatmap(
        lambda n: st.builds(Affine, npst.arrays(float, (n, n)), npst.arrays(float, n))
    )
    | st.builds(Other, text, text, st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)))
)
values = st.recursive(
    plain | arrays | scalars,
    lambda items: (
        st.lists(items, max_size=4)
        | st.lists(items, max_size=4).map(tuple)
        | st.dictionaries(text, items, max_size=4)
    ),
    max_leaves=12,
)


@given(values)
@example((1, True, 1.0, np.True_, np.float64(1), np.array(1.0), 2**63, -(2**63), 2**200))
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    assert same(through(value), value)


@given(arrays)
def test_arrays_arrive_as_writable_copies_of_their_own(array: np.ndarray[Any, Any]) -> None:
    one, other = through([array, array])
    assert one.flags.owndata
    assert one.flags.writeable
    assert one.flags.c_contiguous
    assert one.flags.aligned
    assert not np.shares_memory(one, other)


@given(values, st.data())
def test_changed_bytes_are_a_value_or_a_wire_error(value: Any, data: st.DataObject) -> None:
    frame = bytearray(encode(REPLY, value, FROM_STUDENT))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(frame) - 1))
        frame[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(frame)))
    for forged in (frame, frame[:cut], frame[:16] + frame[cut:]):
        forged[2:4] = HEADER.pack(b"GP", 1, REPLY, 0, 0)[2:4]
        with suppress(WireError):
            received(bytes(forged))


@given(st.lists(st.none() | st.booleans() | st.integers(-2, 11) | st.floats() | text), st.binary())
def test_any_tokens_are_a_value_or_a_wire_error(tokens: list[Any], body: bytes) -> None:
    with suppress(WireError):
        decode(msgspec.msgpack.encode(tokens), body)


# --- claims ------------------------------------------------------------------------------------

ARRAY, F8, TUPLE, SEED, AFFINE = 1, 11, 3, 8, 9


@pytest.mark.parametrize(
    ("description", "body"),
    [
        (b"\xdd\xff\xff\xff\xff", b""),  # a list of 4e9 tokens
        (b"\x92\x01\xdd\xff\xff\xff\xff", b""),  # the same inside
        (b"\x91\xdb\xff\xff\xff\xff", b""),  # a text of 4 GB
        (b"\x91\xc6\xff\xff\xff\xff", b""),  # bytes
        (b"\x81\xa1a\x01", b""),
        (b"\xc1", b""),
        (b"", b""),
        (b"\x90", b""),
        (b"\x91\xa2\xff\xfe", b""),
        (msgspec.msgpack.encode([1.0, 2.0]), b""),
        (msgspec.msgpack.encode([None]), b"12345678"),
        (msgspec.msgpack.encode([TUPLE, 100_000]), b""),
        (msgspec.msgpack.encode([TUPLE, -1]), b""),
        (msgspec.msgpack.encode([99]), b""),
        (msgspec.msgpack.encode([0, "f" * 5000]), b""),
        (msgspec.msgpack.encode([0, 1.5]), b""),
        (msgspec.msgpack.encode([ARRAY, F8, 1, 1 << 39]), b""),
        (msgspec.msgpack.encode([ARRAY, F8, 1, -1]), b""),
        (msgspec.msgpack.encode([ARRAY, F8, 1, True]), b"12345678"),
        (msgspec.msgpack.encode([ARRAY, F8, 33, *[1] * 33]), b"12345678"),
        (msgspec.msgpack.encode([ARRAY, F8, 32, *[1 << 40] * 31, 0]), b""),
        (msgspec.msgpack.encode([ARRAY, 14, 0]), b"12345678"),
        (msgspec.msgpack.encode([5, 1, 7, None]), b""),
        (msgspec.msgpack.encode([SEED]), b""),
        (msgspec.msgpack.encode([SEED, -1]), b""),
        (msgspec.msgpack.encode([SEED, 1 << 63]), b""),
        (msgspec.msgpack.encode([SEED, True]), b""),
        (msgspec.msgpack.encode([SEED, 1.5]), b""),
        (msgspec.msgpack.encode([AFFINE, 1, 1]), bytes(16)),
        (msgspec.msgpack.encode([AFFINE, 1, 1, 1]), bytes(8)),
        (msgspec.msgpack.encode([AFFINE, 1, 2, 1]), bytes(24)),
        (msgspec.msgpack.encode([AFFINE, 2, 2, 1]), bytes(40)),
        (msgspec.msgpack.encode([AFFINE, 1 << 20, 1 << 20, 1 << 20]), b""),
        (msgspec.msgpack.encode([AFFINE, 1, 1, -1]), bytes(16)),
        (msgspec.msgpack.encode([TUPLE, 1] * (MOST_DEPTH + 5)), b""),
        (msgspec.msgpack.encode([TUPLE, 1] * 50_000), b""),
    ],
)
def test_a_false_claim_is_refused_and_costs_nothing(description: bytes, body: bytes) -> None:
    tracemalloc.start()
    with pytest.raises(WireError):
        decode(description, body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"GP",
        HEADER.pack(b"XX", 1, REPLY, 0, 0),
        HEADER.pack(b"GP", 2, REPLY, 0, 0),
        HEADER.pack(b"GP", 1, REPLY, 1 << 31, 0),
        HEADER.pack(b"GP", 1, REPLY, 0, 1 << 63),
    ],
)
def test_a_header_that_is_none(header: bytes) -> None:
    with pytest.raises(WireError):
        sizes(header, FROM_STUDENT)


def test_bytes_that_are_no_truth_value_become_one() -> None:
    codes = msgspec.msgpack.encode([TUPLE, 2, ARRAY, 0, 1, 2, 2, 0])
    array, scalar = decode(codes, b"\xff\x00\0\0\0\0\0\0\x07\0\0\0\0\0\0\0")
    assert array.tolist() == [True, False]
    assert scalar is np.True_
    assert array.view(np.uint8).max() == 1


# --- what does not travel, and what travels as something simpler ---------------------------------


class Angry(np.ndarray[Any, Any]):
    def __array_function__(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError

    def __array_ufunc__(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError


class Pretends:
    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.array([1.0, 2.0])


class Liar(list[Any]):
    def __len__(self) -> int:
        return 10**9

    def __iter__(self) -> Any:
        raise RuntimeError


class MyFloat(float):
    def __float__(self) -> float:
        raise RuntimeError


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (np.ones(3).view(Angry), np.ones(3)),
        (np.ones((1, 2)).view(np.matrix) * 2, np.array([[2.0, 2.0]])),
        (np.ma.masked_array([1.0, 2.0], [True, False]), np.array([1.0, 2.0])),
        (Pretends(), np.array([1.0, 2.0])),
        (Liar([1]), [1]),
        (MyFloat(2.5), 2.5),
        (np.ones(2, ">f8"), np.ones(2, "<f8")),
        (np.ones(2, np.longdouble), np.ones(2)),
        (np.longdouble(2), np.float64(2)),
        (np.ones((2, 3)).T[::2], np.ones((2, 2))),
        (np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.arange(6.0).reshape(2, 3)),
        (np.array([1, "a"], dtype=object), Other("ndarray", "object", (2,))),
        (np.array(["a"]), Other("ndarray", "<U1", (1,))),
        (np.array(3, dtype="M8[s]")[()], Other("datetime64")),
        (np.broadcast_to(1.0, (10**9,)), Other("ndarray", "float64", (10**9,))),
        ({1: 2}, Other("dict")),
        ({1, 2}, Other("set")),
        ((x for x in "ab"), Other("generator")),
        (np.sum, Other("_ArrayFunctionDispatcher")),
        (np.ndarray, Other("type")),
        ("\ud800", "?"),
    ],
)
def test_unusual_values(value: Any, arrives: Any) -> None:
    assert same(through(value), arrives)


def test_an_integer_of_very_many_digits_does_not_travel() -> None:
    assert through(-(16**999)) == -(16**999)
    assert through(10**5000) == Other("int")


def test_a_list_that_holds_itself_ends() -> None:
    loop: list[Any] = []
    loop.append(loop)
    found, depth = through(loop), 0
    while isinstance(found, list):
        found, depth = found[0], depth + 1
    assert (found, depth) == (Other("list"), MOST_DEPTH)


def test_a_list_that_branches_into_itself_is_refused() -> None:
    tree: list[Any] = []
    tree += [tree, tree]
    with pytest.raises(WireError, match="too many parts"):
        through(tree)


def test_many_arrays_that_are_too_large_together_are_refused() -> None:
    with pytest.raises(WireError, match="too large"):
        encode(REPLY, [np.ones(10)] * 10, Limits(1000, 500))
    with pytest.raises(WireError, match="too long"):
        encode(REPLY, "a" * 2000, Limits(1000, 500))
    assert len(encode(REPLY, [np.ones(10)] * 10, FROM_GRADER)) < 1000


@pytest.mark.parametrize(
    "vast", [np.zeros((1,) * 40), np.broadcast_to(0.0, (1 << 50,)), np.zeros((0, 1 << 50))]
)
def test_an_array_that_no_receiver_takes_travels_as_its_type(vast: Any) -> None:
    assert through(vast) == Other("ndarray", "float64")
