"""The frames that travel between the grader and the process that holds a student's code.

    frame       = header | description | body
    header      = magic "GP" | version u8 | kind u8 | lengths: description u32, body u64
    description = a msgpack list of tokens: one value in prefix order, see `_Writer`
    body        = the bytes of the arrays, little-endian, C order, each padded to 8 bytes

The description is flat, so that no length inside it can claim memory: every container is a count
followed by its items, and is built item by item. A receiver checks the header before it reads on
and every count, extent and type before it builds anything; whatever is malformed is a `WireError`.
Nothing is ever unpickled or evaluated. Arrays arrive as fresh, writable, C-contiguous copies.

Values: None, bool, int, float, complex, str, tuple, list, dict with str keys, numpy arrays and
numpy scalars of bool, integer, float and complex type. A random generator and a function travel as
what the worker makes them from, `Seed` and `Affine`. Anything else travels as `Other`: its type.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

import msgspec
import numpy as np
from numpy import asarray, generic, ndarray

MAGIC = b"GP"
VERSION = 1
HEADER = struct.Struct("<2sBBIQ")

# What a frame says.
READY, LOAD, STATEMENT, LOADED, CALLS, REPLY, TIMEOUT = range(1, 8)

MOST_TOKENS = 200_000
MOST_DIMENSIONS = 32
MOST_DEPTH = 32
MOST_EXTENT = 1 << 40
MOST_SEED = (1 << 63) - 1
MOST_LARGE_INTEGER = 1000  # hexadecimal digits; the smaller ones travel as they are


class Limits(NamedTuple):
    """The most bytes that a receiver accepts in a description and in a body."""

    description: int
    body: int


FROM_GRADER = Limits(description=16 << 20, body=256 << 20)
FROM_STUDENT = Limits(description=1 << 20, body=4 << 20)


class WireError(Exception):
    """Bytes that are no frame, or a value that no frame can hold within the limits."""


class Frame(NamedTuple):
    """A frame as it came: its kind, and the value that it holds."""

    kind: int
    value: Any


class Other(msgspec.Struct, frozen=True):
    """A value that does not travel: its type by name, for an array also dtype and shape."""

    type_name: str
    dtype: str = ""
    shape: tuple[int, ...] | None = None


class Seed(msgspec.Struct, frozen=True):
    """A `numpy.random.Generator` in the state of `default_rng(number)`, number ≥ 0."""

    number: int


class Affine(msgspec.Struct, frozen=True, eq=False):
    """The function u ↦ A u − b, (n,) → (n,): A (n, n) and b (n,) of float64."""

    A: Any
    b: Any


_NAMES = ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
_DTYPES = tuple(np.dtype(name).newbyteorder("<") for name in _NAMES)
_FLOAT = _DTYPES[_NAMES.index("f8")]
_CODES = {dtype: code for code, dtype in enumerate(_DTYPES)}
# Types of the same meaning: the platform's other names for an integer, the other byte order, and
# what is wider than any machine agrees on.
_LIKE = {"b": "?", "i": "i", "u": "u", "f": "f", "c": "c"}
_PADDING = b"\0" * 8

_INT, _ARRAY, _SCALAR, _TUPLE, _LIST, _DICT, _COMPLEX, _OTHER, _SEED, _AFFINE = range(10)


def encode(kind: int, value: Any, most: Limits) -> bytes:
    """One frame that holds `value`.

    What a frame cannot hold is replaced by `Other` where it stands; this includes an array that
    alone is larger than `most.body`, and whatever is nested deeper than `MOST_DEPTH`.

    Raises WireError where the value as a whole exceeds `most` or `MOST_TOKENS`.
    """
    writer = _Writer(most.body)
    writer.put(value, MOST_DEPTH)
    if len(writer.tokens) > MOST_TOKENS:
        raise WireError("the value has too many parts")
    try:
        description = msgspec.msgpack.encode(writer.tokens)
    except UnicodeEncodeError:
        description = msgspec.msgpack.encode([_plain(token) for token in writer.tokens])
    if len(description) > most.description:
        raise WireError("the description is too long")
    header = HEADER.pack(MAGIC, VERSION, kind, len(description), writer.size)
    return b"".join((header, description, *writer.body))


def sizes(header: bytes | bytearray | memoryview, most: Limits) -> tuple[int, int, int]:
    """The kind of a frame and the lengths of its description and body, from its header.

    Raises WireError where the header is none or claims more than `most`.
    """
    try:
        magic, version, kind, description, body = HEADER.unpack(header)
    except struct.error as error:
        raise WireError("the header is cut off") from error
    if magic != MAGIC or version != VERSION:
        raise WireError("not a frame")
    if description > most.description or body > most.body:
        raise WireError("the frame claims to be too large")
    return kind, description, body


def decode(
    description: bytes | bytearray | memoryview, body: bytes | bytearray | memoryview
) -> Any:
    """The value that a description and a body hold. Raises WireError where they hold none."""
    try:
        tokens = _tokens(description)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WireError("the description cannot be read") from error
    reader = _Reader(tokens, body)
    value = reader.take(MOST_DEPTH)
    if reader.at != len(tokens) or reader.offset != len(body):
        raise WireError("the frame holds more than its value")
    return value


class _Writer:
    """Turns one value into tokens and bytes.

    None, bool, float and str are tokens themselves; an int token is a tag, followed by

    INT number | hexadecimal digits     COMPLEX real, imaginary
    OTHER type, dtype, -1               OTHER type, dtype, n, extents
    ARRAY dtype, n, extents             SCALAR dtype                (their bytes are in the body)
    TUPLE n, items                      LIST n, items               DICT n, (key, item)…
    SEED number                         AFFINE n, n, n              (A and b are in the body)
    """

    __slots__ = ("body", "room", "size", "tokens")

    def __init__(self, room: int) -> None:
        self.tokens: list[Any] = []
        self.body: list[bytes] = []
        self.size = 0
        self.room = room

    def put(self, value: Any, depth: int) -> None:
        kind = type(value)
        if kind is ndarray:
            self._array(value)
        elif kind is float or kind is str or kind is bool or value is None:
            self.tokens.append(value)
        elif kind is int:
            self._integer(value)
        elif kind is Other:
            self._other(value)
        elif kind is Seed:
            self.tokens += (_SEED, value.number)
        elif kind is Affine:
            self._affine(value)
        elif isinstance(value, (tuple, list)):
            self._items(value, _TUPLE if isinstance(value, tuple) else _LIST, depth)
        elif isinstance(value, dict):
            self._dict(value, depth)
        else:
            self._unusual(value, depth)

    def _integer(self, value: int) -> None:
        if -(1 << 63) <= value < 1 << 63:
            self.tokens += (_INT, value)
        elif value.bit_length() <= 4 * MOST_LARGE_INTEGER:
            self.tokens += (_INT, f"{value:x}")
        else:
            self._other(Other("int"))

    def _array(self, value: Any) -> None:
        dtype = _travelling(value.dtype)
        is_vast = value.ndim > MOST_DIMENSIONS or max(value.shape, default=0) > MOST_EXTENT
        if dtype is None or is_vast or value.size * dtype.itemsize > self.room:
            self._other(Other("ndarray", str(value.dtype), None if is_vast else value.shape))
            return
        self.tokens += (_ARRAY, _CODES[dtype], value.ndim, *value.shape)
        self._bytes(value.astype(dtype, order="C", copy=False).tobytes())

    def _bytes(self, data: bytes) -> None:
        padding = -len(data) % 8
        self.size += len(data) + padding
        if self.size > self.room:
            raise WireError("the value is too large")
        self.body.append(data)
        if padding:
            self.body.append(_PADDING[:padding])

    def _affine(self, value: Affine) -> None:
        self.tokens += (_AFFINE, *value.A.shape, *value.b.shape)
        for array in (value.A, value.b):
            self._bytes(array.astype(_FLOAT, order="C", copy=False).tobytes())

    def _items(self, value: Any, tag: int, depth: int) -> None:
        # The methods of the built-in type: a subclass may have its own idea of len and iter.
        kind: Any = tuple if tag == _TUPLE else list
        count = kind.__len__(value)
        if not self._fits(count, depth):
            self._other(Other(type(value).__name__))
            return
        self.tokens += (tag, count)
        for item in kind.__iter__(value):
            self.put(item, depth - 1)

    def _dict(self, value: Any, depth: int) -> None:
        items = list(dict.items(value))
        if not self._fits(len(items), depth) or not all(type(key) is str for key, _ in items):
            self._other(Other(type(value).__name__))
            return
        self.tokens += (_DICT, len(items))
        for key, item in items:
            self.tokens.append(key)
            self.put(item, depth - 1)

    def _fits(self, count: int, depth: int) -> bool:
        if len(self.tokens) + count > MOST_TOKENS:
            raise WireError("the value has too many parts")
        return depth > 0

    def _unusual(self, value: Any, depth: int) -> None:
        kind = type(value)
        if kind is complex:
            self.tokens += (_COMPLEX, value.real, value.imag)
        elif isinstance(value, generic):
            self._scalar(value)
        elif isinstance(value, (bool, int, float, str)):
            exact = next(k for k in (bool, int, float, str) if isinstance(value, k))
            self.put(_exact(value, exact), depth)
        elif not isinstance(value, type) and hasattr(kind, "__array__"):
            self._array(_array_of(value))
        else:
            self._other(Other(kind.__name__))

    def _scalar(self, value: Any) -> None:
        dtype = _travelling(value.dtype)
        if dtype is None:
            self._other(Other(type(value).__name__))
            return
        self.tokens += (_SCALAR, _CODES[dtype])
        self._bytes(asarray(value).astype(dtype).tobytes())

    def _other(self, value: Other) -> None:
        shape = value.shape
        extents = (-1,) if shape is None else (len(shape), *shape)
        self.tokens += (_OTHER, value.type_name[:100], value.dtype[:100], *extents)


class _Reader:
    """Builds the value that tokens and bytes describe, one checked step at a time."""

    __slots__ = ("at", "body", "offset", "tokens")

    def __init__(self, tokens: list[Any], body: Any) -> None:
        self.tokens = tokens
        self.body = body
        self.at = 0
        self.offset = 0

    def take(self, depth: int) -> Any:
        token = self._token()
        if type(token) is not int:
            return token
        if not _INT <= token <= _AFFINE:
            raise WireError("no such tag")
        if depth < 0:
            raise WireError("nested too deeply")
        return _TAKE[token](self, depth)

    def _token(self) -> Any:
        try:
            token = self.tokens[self.at]
        except IndexError:
            raise WireError("the description ends too early") from None
        self.at += 1
        return token

    def _of(self, kind: type) -> Any:
        token = self._token()
        if type(token) is not kind:
            raise WireError(f"a token of type {kind.__name__} is missing")
        return token

    def _count(self, most: int) -> int:
        count: int = self._of(int)
        if not 0 <= count <= most:
            raise WireError("a count is out of range")
        return count

    def take_integer(self, _: int) -> int:
        token = self._token()
        if type(token) is int:
            return token
        try:
            if len(token) <= MOST_LARGE_INTEGER + 1:
                return int(token, 16)
        except (TypeError, ValueError):
            pass
        raise WireError("not a number")

    def take_array(self, _: int) -> Any:
        dtype = self._dtype()
        return self._array(dtype, self._shape(self._count(MOST_DIMENSIONS)))

    def _array(self, dtype: Any, shape: tuple[int, ...]) -> Any:
        size = dtype.itemsize
        for extent in shape:
            size *= extent
        start = self._advance(size)
        try:
            value = ndarray(shape, dtype, self.body, start).copy()
        except (ValueError, TypeError, OverflowError) as error:
            raise WireError("no such array") from error
        if dtype.kind == "b":
            # A byte other than 0 and 1 in an array of bool is undefined behaviour in numpy.
            raw = value.view(np.uint8)
            np.minimum(raw, 1, out=raw)
        return value

    def take_scalar(self, _: int) -> Any:
        dtype = self._dtype()
        start = self._advance(dtype.itemsize)
        value = ndarray((), dtype, self.body, start)
        return np.bool_(value.view(np.uint8) != 0) if dtype.kind == "b" else value[()]

    def _dtype(self) -> Any:
        return _DTYPES[self._count(len(_DTYPES) - 1)]

    def _shape(self, dimensions: int) -> tuple[int, ...]:
        return tuple([self._count(MOST_EXTENT) for _ in range(dimensions)])

    def _advance(self, size: int) -> int:
        start = self.offset
        end = start + size + -size % 8
        if end > len(self.body):
            raise WireError("the body ends too early")
        self.offset = end
        return start

    def take_tuple(self, depth: int) -> Any:
        return tuple([self.take(depth - 1) for _ in range(self._count(MOST_TOKENS))])

    def take_list(self, depth: int) -> Any:
        return [self.take(depth - 1) for _ in range(self._count(MOST_TOKENS))]

    def take_dict(self, depth: int) -> Any:
        return {self._of(str): self.take(depth - 1) for _ in range(self._count(MOST_TOKENS))}

    def take_complex(self, _: int) -> Any:
        return complex(self._of(float), self._of(float))

    def take_other(self, _: int) -> Other:
        name, dtype = self._of(str), self._of(str)
        dimensions: int = self._of(int)
        if not -1 <= dimensions <= MOST_DIMENSIONS:
            raise WireError("a count is out of range")
        return Other(name, dtype, None if dimensions < 0 else self._shape(dimensions))

    def take_seed(self, _: int) -> Seed:
        return Seed(self._count(MOST_SEED))

    def take_affine(self, _: int) -> Affine:
        rows, columns, size = self._shape(3)
        if not rows == columns == size:
            raise WireError("a function whose results have another size than what it is given")
        return Affine(self._array(_FLOAT, (size, size)), self._array(_FLOAT, (size,)))


_TAKE: tuple[Callable[[_Reader, int], Any], ...] = (
    _Reader.take_integer,
    _Reader.take_array,
    _Reader.take_scalar,
    _Reader.take_tuple,
    _Reader.take_list,
    _Reader.take_dict,
    _Reader.take_complex,
    _Reader.take_other,
    _Reader.take_seed,
    _Reader.take_affine,
)
_Token = None | bool | int | float | str
_tokens = msgspec.msgpack.Decoder(
    Annotated[list[_Token], msgspec.Meta(max_length=MOST_TOKENS)]
).decode


def _travelling(dtype: Any) -> Any:
    """The dtype under which an array of that dtype travels, or None."""
    if dtype in _CODES:
        return dtype
    kind = _LIKE.get(dtype.kind)
    if kind is None:
        return None
    if dtype.kind == "f" and dtype.itemsize > 8:
        return _DTYPES[_NAMES.index("f8")]
    if dtype.kind == "c" and dtype.itemsize > 16:
        return _DTYPES[_NAMES.index("c16")]
    return dtype.newbyteorder("<")


def _exact(value: Any, kind: Any) -> Any:
    """The value of an instance of a subclass of int, float or str, as an instance of the type."""
    if kind is str:
        return str.__str__(value)
    return kind.__add__(value, 0) if kind is not float else float.__add__(value, 0.0)


def _array_of(value: Any) -> Any:
    try:
        return asarray(value)
    except MemoryError:
        raise
    except Exception as error:
        raise WireError("an object that looks like an array gives none") from error


def _plain(token: Any) -> Any:
    return token.encode("utf-8", "replace").decode() if type(token) is str else token
