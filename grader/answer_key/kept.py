"""The answer key of a formula, drawn and computed once and kept in the user's cache folder.

A later run then needs neither Hypothesis nor the reference. Deleting the folder costs nothing but
time.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import tempfile
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from grader import examples
from grader.answer_key.encoding import decode, encode
from grader.answer_key.key import AnswerKey, answered
from reference import formulas, values
from reference.formula import Formula


def answer_key(
    formula: Formula, seed: int = 0, truth: Callable[..., Any] | None = None
) -> AnswerKey:
    """The answer key of a formula, from the cache if it is there.

    `truth` computes the right results where an assignment asks for another convention than the
    formula's own.
    """
    truth = truth or formula
    file = _file(formula, seed, truth)
    try:
        return decode(formula, file.read_bytes())
    except (OSError, msgspec.MsgspecError, ValueError, TypeError, KeyError):
        key = answered(formula, examples.bank(formula, seed), truth)
        _store(file, encode(key))
        return key


def _file(formula: Formula, seed: int, truth: Callable[..., Any]) -> Path:
    """Where a key is kept: in another file as soon as anything is different that it depends on."""
    digest = hashlib.sha256(ours())
    function = getattr(truth, "function", truth)
    for source in (formula.function, inspect.unwrap(function)):
        digest.update(Path(inspect.getfile(source)).read_bytes())
    digest.update(f"{formula.name} {function.__qualname__} {seed} {formula.domain}".encode())
    return _folder() / f"{formula.name}-{digest.hexdigest()[:32]}.msgpack"


@cache
def ours() -> bytes:
    """The sources of all formulas, as one calls another, and of what draws and judges."""
    files = (formulas.__file__, examples.__file__, __file__)
    sources = [source for file in files for source in sorted(Path(file).parent.glob("*.py"))]
    drawing = [f"{package} {version(package)}" for package in ("numpy", "hypothesis")]
    digest = hashlib.sha256(" ".join(drawing).encode())
    for source in (*sources, Path(values.__file__)):
        digest.update(source.read_bytes())
    return digest.digest()


def _folder() -> Path:
    chosen = os.environ.get("GRADPROOF_CACHE")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("gradproof", appauthor=False)


def _store(file: Path, data: bytes) -> None:
    """Written beside and renamed, so that two runs at once never read half a file."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as beside:
            try:
                beside.write(data)
                beside.close()
                Path(beside.name).replace(file)
            except BaseException:
                Path(beside.name).unlink(missing_ok=True)
                raise
    except OSError:
        return  # a read-only home or a full disk costs the next run its time, nothing else
