"""Statements: complete in both languages, the same in both, and true of the reference."""

from __future__ import annotations

import ast
import doctest
import inspect
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.assignment import Assignment, TaskSpec, available, load
from grader.language import CODES
from reference.catalogue import Entry

TASKS = [(name, function) for name in available() for function in load(name).functions]
SUBMISSIONS = Path(__file__).parents[1] / "submissions"
BANNED = {
    "en": r"just simply obviously clearly of\scourse easy trivial failed forgot illegal bad oops"
    r" sorry congratulations",
    "pt": r"basta simplesmente obviamente claro fácil trivial esqueceu ilegal ops infelizmente"
    r" parabéns você",
}

each_assignment = pytest.mark.parametrize("name", available())
each_task = pytest.mark.parametrize(("name", "function"), TASKS)
each_language = pytest.mark.parametrize("lang", CODES)


def code_blocks(text: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def formulas(text: str) -> list[str]:
    return re.findall(r"\$\$.+?\$\$|\$.+?\$", text, flags=re.DOTALL)


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?(?:e-?\d+)?", text)


def asked(task: TaskSpec, entry: Entry) -> Callable[..., Any]:
    """The reference in the convention of the task."""
    convention = dict(entry.formula.convention) | task.convention
    forms = (m for m in entry.mistakes if m.convention and dict(m.convention) == convention)
    return entry.formula if convention == dict(entry.formula.convention) else next(forms)


def written(assignment: Assignment) -> dict[str, Callable[..., Any]]:
    """What stands under the names of the functions: the reference or, where a course has functions
    of its own, those of a right submission."""
    if not any(task.call for task in assignment.task):
        return {
            task.name: asked(task, assignment.entries[task.formula]) for task in assignment.task
        }
    source = (SUBMISSIONS / assignment.id / "textbook.py").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    exec(re.sub(r"^from \..*$", "", source, flags=re.MULTILINE), names)  # noqa: S102 - our own
    return {function: names[function] for function in assignment.functions}


def parameters(assignment: Assignment, function: str) -> list[str]:
    """The arguments of the function as the student writes it."""
    (head,) = ast.parse(assignment.signature(assignment.functions[function][0]) + ": ...").body
    assert isinstance(head, ast.FunctionDef)
    return [argument.arg for argument in head.args.args]


@pytest.fixture
def assignment(name: str) -> Assignment:
    return load(name)


@each_assignment
@each_language
def test_every_function_has_its_section_in_order(assignment: Assignment, lang: str) -> None:
    introduction, *sections = assignment.statement(lang)
    assert introduction == ""
    assert sections == list(assignment.functions)


@each_assignment
@each_language
def test_it_begins_with_the_title_and_says_what_it_is_about(
    assignment: Assignment, lang: str
) -> None:
    title, *about = assignment.statement(lang)[""].splitlines()
    assert title == f"# {assignment.title[lang]}"
    assert 5 <= len([line for line in about if line]) <= 25


@each_task
@each_language
def test_a_section_defines_names_every_argument_and_gives_an_example(
    assignment: Assignment, function: str, lang: str
) -> None:
    section = assignment.statement(lang)[function]
    assert formulas(section)
    for argument in parameters(assignment, function):
        assert f"`{argument}`" in section
    assert sum(f"{function}(" in block for block in code_blocks(section)) == 1
    assert 15 <= len(section.splitlines()) <= 50


@each_task
@each_language
def test_the_example_is_what_the_reference_returns(
    assignment: Assignment, function: str, lang: str
) -> None:
    names = written(assignment)
    for block in code_blocks(assignment.statement(lang)[function]):
        example = doctest.DocTestParser().get_doctest(
            block, {"np": np, **names}, function, f"statement.{lang}.md", 0
        )
        assert any(line.want for line in example.examples)
        said: list[str] = []
        doctest.DocTestRunner(verbose=False).run(example, out=said.append)
        assert not said, "".join(said)


@each_task
def test_both_languages_have_the_same_formulas_numbers_and_code(
    assignment: Assignment, function: str
) -> None:
    english, portuguese = (assignment.statement(lang)[function] for lang in CODES)
    assert formulas(english) == formulas(portuguese)
    assert code_blocks(english) == code_blocks(portuguese)
    assert numbers(english) == numbers(portuguese)
    paragraphs = [len(re.findall(r"\n\n", text)) for text in (english, portuguese)]
    assert paragraphs[0] == paragraphs[1]


@each_assignment
def test_both_introductions_have_the_same_formulas_and_numbers(assignment: Assignment) -> None:
    english, portuguese = (assignment.statement(lang)[""] for lang in CODES)
    assert formulas(english) == formulas(portuguese)
    assert numbers(english) == numbers(portuguese)
    assert english.count("\n- ") == portuguese.count("\n- ")


@each_assignment
@each_language
def test_every_line_fits_79_columns_as_a_comment(assignment: Assignment, lang: str) -> None:
    for text in assignment.statement(lang).values():
        assert [line for line in text.splitlines() if len(f"# {line}") > 79] == []


@each_assignment
@each_language
def test_no_word_belittles_the_task_or_the_reader(assignment: Assignment, lang: str) -> None:
    banned = "|".join(BANNED[lang].split(" "))
    for text in assignment.statement(lang).values():
        assert not re.findall(rf"\b(?:{banned})\b|!", text, flags=re.IGNORECASE)


@each_task
@each_language
def test_no_line_of_the_reference_is_given_away(
    assignment: Assignment, function: str, lang: str
) -> None:
    task = assignment.functions[function][0]
    section = "".join(assignment.statement(lang)[function].split())
    truth = assignment.entries[task.formula].formula.function
    tree = ast.parse(textwrap.dedent(inspect.getsource(truth)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.Return) and not isinstance(node.value, ast.Name):
            written = "".join(ast.unparse(node.value).split()) if node.value else ""
            assert len(written) < 5 or written not in section, ast.unparse(node)


@pytest.mark.parametrize("lang", CODES)
def test_the_loss_is_said_to_be_a_mean(lang: str) -> None:
    word = {"en": "mean", "pt": "média"}[lang]
    loss = load("cross-entropy").statement(lang)["cross_entropy"]
    first = re.split(r"\n\n", loss)[1]
    assert first.startswith({"en": "The loss is the mean", "pt": "A perda é a média"}[lang])
    assert loss.count(word) >= 3
