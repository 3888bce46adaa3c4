import io
from pathlib import Path

import pytest

from grader.report.terminal import styled, wants_colour, write

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))


class Terminal(io.TextIOWrapper):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def stream(kind=io.TextIOWrapper, encoding="utf-8"):
    return kind(io.BytesIO(), encoding=encoding, newline="\n", write_through=True)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_with_styles_stripped_the_text_is_the_same(path):
    text = path.read_text(encoding="utf-8")
    assert styled(text).plain == text


def test_styles_repeat_a_word_or_a_mark():
    text = (GOLDEN[0].parent / "f.en.txt").read_text(encoding="utf-8")
    found = [(text[span.start : span.end], str(span.style)) for span in styled(text).spans]
    assert ("partly", "yellow") in found
    assert ("right", "green") in found
    assert found.count(("*", "bold red")) == 5
    assert ("why", "cyan") in found
    assert ("Next:", "bold") in found
    assert ("batch_norm_backward", "bold") in found


def test_a_terminal_gets_colour():
    terminal = stream(Terminal)
    write("gradproof\n\n  wrong    softmax     0 / 3\n", terminal)
    assert b"\x1b[31mwrong" in terminal.buffer.getvalue()


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_can_be_refused(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert not wants_colour(stream(Terminal))


def test_a_pipe_gets_the_text_as_it_is():
    text = "Próximo passo: rode\n"
    pipe = stream()
    write(text, pipe)
    assert pipe.buffer.getvalue().decode() == text
    memory = io.StringIO()
    write(text, memory)
    assert memory.getvalue() == text


def test_what_cannot_hold_an_accent_gets_none():
    pipe = stream(encoding="ascii")
    write("Próximo passo: não\n", pipe)
    assert pipe.buffer.getvalue() == b"Proximo passo: nao\n"


def test_a_long_line_is_not_wrapped_again(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    terminal = stream(Terminal)
    write("x" * 80 + "\n", terminal)
    assert b"x" * 80 in terminal.buffer.getvalue()
