"""Nothing is said in English that cannot be said in Portuguese, and nothing unkindly in either."""

from __future__ import annotations

import re
import string
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from grader.language import FaultError, Message, language

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "grader" / "locale" / "pt" / "LC_MESSAGES" / "gradproof.po"
BANNED = {
    "en": r"just|simply|obviously|clearly|of course|easy|trivial|failed|forgot|illegal|bad|oops"
    r"|sorry|congratulations|got|actual",
    "pt": r"basta|simplesmente|obviamente|claro|é fácil|trivial|você|ilegal|ops|infelizmente"
    r"|parabéns|por favor",
}

with CATALOGUE.open("rb") as file:
    MESSAGES = [message for message in read_po(file) if message.id]


def fields(text: str) -> set[str]:
    """The names that a template fills in."""
    try:
        return {name.split("!")[0] for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:
        return set()


def test_every_message_has_its_twin_and_none_is_left_over() -> None:
    run = subprocess.run(
        [sys.executable, ".ci/messages", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (0, "")


def test_a_twin_fills_in_the_same_names() -> None:
    for message in MESSAGES:
        if "{" in str(message.id):
            assert fields(str(message.id)) == fields(str(message.string)), message.id


@pytest.mark.parametrize("lang", BANNED)
def test_no_message_is_condescending(lang: str) -> None:
    for message in MESSAGES:
        text = str(message.id if lang == "en" else message.string)
        assert not re.search(rf"\b(?:{BANNED[lang]})\b", text, re.IGNORECASE), text
        assert "!" not in re.sub(r"\{\w+!r\}", "", text), text


def test_a_message_is_said_in_the_language_asked_for() -> None:
    message = Message("row {i} of {file}", i=3, file=Message("a text"))
    assert str(message) == "row 3 of a text"
    assert language("pt")(Message("a text")) == "um texto"
    assert language("en")("a text") == "a text"
    assert str(FaultError("{file} is there.", file="x.py")) == "x.py is there."


@pytest.mark.parametrize(
    ("names", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a e b"), (["a", "b", "c"], "a, b e c")],
)
def test_names_in_a_row(names: list[str], said: str) -> None:
    assert language("pt").listed(names) == said


@pytest.mark.parametrize(
    ("score", "en", "pt"),
    [(6.5, "6.5", "6,5"), (2.0, "2", "2"), (0.75, "0.75", "0,75"), (0, "0", "0")],
)
def test_points_follow_the_language(score: float, en: str, pt: str) -> None:
    assert language("en").points(score) == en
    assert language("pt").points(score) == pt


def test_there_is_no_other_language() -> None:
    with pytest.raises(ValueError, match="no such language"):
        language("fr")
