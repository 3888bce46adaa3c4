"""What a student reads about formulas: short, plain, in both languages, and never the answer."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import grader
from grader.report.characters import ACCENTED
from reference.catalogue import Entry, entries

BANNED = {
    "en": r"just|simply|obviously|clearly|of course|easy|trivial|failed|forgot|illegal|bad|oops"
    r"|sorry|congratulations",
    "pt": r"basta|simplesmente|obviamente|claro|é fácil|trivial|você|por favor|ilegal|ops"
    r"|infelizmente|parabéns",
}
NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e-?\d+)?")
PLACEHOLDER = re.compile(r"\{\w*\}")

each_entry = pytest.mark.parametrize(
    "entry", entries().values(), ids=lambda entry: entry.formula.name
)
each_language = pytest.mark.parametrize("lang", ["en", "pt"])


@pytest.fixture(scope="module")
def portuguese() -> dict[str, str]:
    root = Path(inspect.getfile(grader)).parent
    path = root / "locale" / "pt" / "LC_MESSAGES" / "gradproof.po"
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if isinstance(m.id, str) and m.id}


def texts(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every text about a formula, with the field in which it stands."""
    for law in entry.laws:
        yield "says", law.says
    for m in entry.mistakes:
        yield "headline", m.headline
        yield "headline", m.alone
        for name in ("sentence", "why", "right", "action", "inherited", "converse", "elsewhere"):
            yield name, getattr(m, name)
        for hint in m.hints:
            yield "hint", hint


def said(entry: Entry, lang: str, portuguese: dict[str, str]) -> list[tuple[str, str]]:
    """The texts in one language, those that are there."""
    return [
        (field, text if lang == "en" else portuguese[text]) for field, text in texts(entry) if text
    ]


@each_entry
def test_every_text_has_a_portuguese_twin(entry: Entry, portuguese: dict[str, str]) -> None:
    for _, text in texts(entry):
        if text:
            assert portuguese.get(text), text
            assert portuguese[text] != text or text in {"dX.", "dX and dbeta."}


@each_entry
def test_both_languages_have_the_same_numbers(entry: Entry, portuguese: dict[str, str]) -> None:
    for _, text in texts(entry):
        if text:
            twin = portuguese[text]
            assert NUMBER.findall(text) == NUMBER.findall(twin), twin
            assert PLACEHOLDER.findall(text) == PLACEHOLDER.findall(twin), twin
            assert text.count("\n") == twin.count("\n"), twin
            assert text[-1] == twin[-1] or text[-1].isalnum(), twin


@each_entry
@each_language
def test_no_text_is_condescending(entry: Entry, lang: str, portuguese: dict[str, str]) -> None:
    for _, text in said(entry, lang, portuguese):
        assert not re.search(rf"\b(?:{BANNED[lang]})\b", text, re.IGNORECASE), text
        assert "!" not in text, text


@each_entry
@each_language
def test_texts_are_short(entry: Entry, lang: str, portuguese: dict[str, str]) -> None:
    for field, text in said(entry, lang, portuguese):
        if field == "headline":
            assert len(text) <= 27, text
            assert not text.endswith("."), text
        for sentence in re.split(r"(?<=[.?])\s", text):
            words = [word for word in sentence.split() if any(map(str.isalnum, word))]
            assert len(words) <= 25, sentence


@each_entry
@each_language
def test_texts_can_be_printed(entry: Entry, lang: str, portuguese: dict[str, str]) -> None:
    allowed = ACCENTED | {"‖"} if lang == "pt" else {"‖"}
    for _, text in said(entry, lang, portuguese):
        assert {char for char in text if not char.isascii()} <= allowed, text
        assert text == text.strip(), text
        assert all(len(line) <= 68 for line in text.splitlines() if line.startswith("  ")), text


@each_entry
@each_language
def test_what_follows_a_colon_or_a_label_fits_there(
    entry: Entry, lang: str, portuguese: dict[str, str]
) -> None:
    for field, text in said(entry, lang, portuguese):
        match field:
            case "action":
                assert text.endswith(", and run" if lang == "en" else " e rode"), text
                assert text[0].islower(), text
            case "headline":
                pass
            case "why" | "converse" | "elsewhere" | "inherited":
                assert re.search(r"[.?]$|^  .*$(?![\s\S])", text, re.MULTILINE), text
            case _:
                assert text.endswith((".", "?")), text


@each_entry
def test_the_first_hint_is_a_question(entry: Entry) -> None:
    for mistake in entry.mistakes:
        assert 1 <= len(mistake.hints) <= 3
        assert "?" in mistake.hints[0], mistake.name


@each_entry
def test_no_text_holds_a_line_of_the_reference(entry: Entry) -> None:
    source = inspect.getsource(entry.formula.function)
    lines = {line.split("#")[0].strip() for line in source.splitlines()}
    code = [part for line in lines if "=" in line or "return" in line for part in (line,)]
    code += [line.removeprefix("return ") for line in code]
    for _, text in texts(entry):
        assert not [line for line in code if len(line) > 8 and line in text], text
