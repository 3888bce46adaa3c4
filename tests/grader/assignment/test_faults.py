"""What is wrong with a binding, a check, a hint or a formula file is one sentence that helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.assignment import AssignmentError, every_fault, load
from grader.cli import run
from grader.language import language

GOOD = '''title = "Rules"
formulas = []
allowed_imports = ["numpy"]

[[task]]
formula = "momentum"
function = "step"
name = "step.momentum"
points = 2
signature = "def step(w, dw, config=None)"
domain = {}
checks = { purity = "remark" }
hints = { lr-enters-twice = "Where is lr?" }
call = """
config = {"velocity": v}
w, config = step(w, g, config)
return w, config["velocity"]
"""
'''.replace("lr-enters-twice", "learning-rate-twice")


def folder(tmp_path: Path, text: str, **files: str) -> str:
    (tmp_path / "assignment.toml").write_text(text, encoding="utf-8")
    for name, content in files.items():
        (tmp_path / f"{name}.py").write_text(content, encoding="utf-8")
    return str(tmp_path)


def test_it_is_read_with_what_a_student_writes(tmp_path: Path) -> None:
    assignment = load(folder(tmp_path, GOOD))
    (task,) = assignment.task
    assert (task.function, task.name) == ("step", "step.momentum")
    assert assignment.signature(task) == "def step(w, dw, config=None)"
    assert assignment.needs(task) == ("step",)
    assert assignment.functions == {"step": (task,)}
    assert task.hint("learning-rate-twice", "pt") == "Where is lr?"


def test_without_a_signature_the_stub_takes_what_the_lines_pass(tmp_path: Path) -> None:
    text = GOOD.replace('signature = "def step(w, dw, config=None)"', "")
    text = text.replace("step(w, g, config)", "step(w, -g, config, lr=lr)")
    assignment = load(folder(tmp_path, text))
    assert assignment.signature(assignment.task[0]) == "def step(w, argument2, config, lr)"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"step.momentum"', '"two words"', "name = 'two words'"),
        ('function = "step"', 'function = "class"', "function = 'class'"),
        ('function = "step"', 'function = "left_out"', "function = 'left_out'"),
        ("= step(", "= = step(", "call: line 2 is not Python: invalid syntax"),
        ("config = {", "config = {{", "call: line 1 is not Python"),
        (
            "\nw, con",
            "\nif lr: left_out(step, w, config, rate=0.1)\nw, con",
            "line 2: left_out: it has",
        ),
        ("\nw, con", "; left_out(step, w, config, rate=0.1)\nw, con", "line 1: left_out: it has"),
        (
            "\nw, con",
            "\nleft_out(step, w, g, config)\nw, con",
            "line 2: left_out: it takes a function",
        ),
        ("\nw, con", "\nleft_out(step, w, None, rate=1)\nw, con", "line 2: left_out: it takes a"),
        ("\nreturn", '\nassert lr, {"en": "No lr."}\nreturn', 'assert: its message is {"en": "…"'),
        ("return w, c", "return\nw, c", "the last statement does not return"),
        ("step(w, g", "stpe(w, g", "line 2: 'stpe' is neither an argument of momentum"),
        ("step(w, g", "stpe(w, g", "(step?)"),
        ("step(w, g", "step(w, gg", "line 2: 'gg' is neither"),
        ("step(w, g, config)", "w, config", "the lines never call step"),
        ("return w, c", "yield w\nreturn w, c", "the last statement does not return"),
        ("config = {", "global w\nconfig = {", "line 1 is not Python: name 'w' is parameter"),
        ("config = {", "-" * 9000 + "1\nconfig = {", "call: line 1 is not Python: MemoryError"),
        (
            "(w, g, config)",
            "(np.asaray(w), g, config)",
            "line 2: numpy has no 'asaray'. (asarray?)",
        ),
        ("(w, g, config)", "(w, g, config, lr)", "does not take what step(w, g, config, lr) pass"),
        ("(w, g, config)", "(w, g, confg=config)", "does not take what step(w, g, confg=config)"),
        ("(w, g, config)", "(w)", "does not take what step(w) passes"),
        ('config=None)"', 'config=None): pass #"', "is not the head of a function step"),
        ("def step(w", "def stop(w", "is not the head of a function step"),
        ("def step(w", "step(w", "is not the head of a function step"),
        ('config=None)"', 'config=None"', "is not the head of a function step"),
        (
            "domain = {}",
            'convention = { velocities = "sum" }',
            "convention velocities = 'sum' is not known for momentum. Known: velocity = average,",
        ),
        (
            "domain = {}",
            'convention = { velocity = "some" }',
            "velocity = 'some' is not known for momentum. Known: velocity = average,",
        ),
        ("domain = {}", 'domain = { Y = "one-hot" }', "momentum has no argument 'Y'"),
        ("domain = {}", 'domain = { w = "one-hot" }', "Known: none."),
        ('purity = "remark"', 'puriti = "remark"', "(purity?)"),
        ('purity = "remark"', 'value = "off"', "checks value = 'off': the check is not one of"),
        ('purity = "remark"', 'purity = "remarks"', "graded, remark, off. (remark?)"),
        ("learning-rate-twice", "learning-rate-twise", "(learning-rate-twice?)"),
        ('"Where is lr?"', '{ en = "Where?" }', "one in en and one in pt"),
        ('["numpy"]', '["num py"]', "allowed_imports = 'num py'"),
        ("formulas = []", 'formulas = ["gelu.py"]', "'gelu.py': the file cannot be read"),
        ("formulas = []", 'formulas = ["../gelu.py"]', "not the name of a .py file"),
        ("formulas = []", 'formulas = ["gelu"]', "not the name of a .py file"),
        ("formulas = []", 'formulas = ["odd.py"]', "'odd.py': line 2 is not Python"),
        ("formulas = []", 'formulas = ["none.py"]', "'none.py': the file defines no formula"),
        ("formulas = []", 'formulas = ["stops.py"]', "cannot be run: ValueError: oh"),
        ("formulas = []", 'formulas = ["ours.py"]', "there is a formula 'softmax' already"),
        ("signature =", "signatur =", "signature?"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, says: str, tmp_path: Path) -> None:
    assert old in GOOD
    ours = (
        "from reference.domain import Array\nfrom reference.formula import formula\n"
        "@formula(x=Array('n'), example={'x': [1.0]})\ndef softmax(x):\n    return x\n"
    )
    files = {"odd": "x = 1\ndef f(:\n", "none": "x = 1\n", "stops": "raise ValueError('oh.')"}
    where = folder(tmp_path, GOOD.replace(old, new, 1), **files, ours=ours)
    with pytest.raises(AssignmentError) as caught:
        load(where)
    said = str(caught.value)
    assert says in said
    assert "assignment.toml" in said
    assert "\n" not in said
    assert language("pt")(caught.value.message)


def test_two_tasks_of_one_function_need_names(tmp_path: Path) -> None:
    twice = GOOD + GOOD.partition("[[task]]")[1] + GOOD.partition("[[task]]")[2]
    with pytest.raises(AssignmentError, match="asked for twice"):
        load(folder(tmp_path, twice))
    head, mark, tail = twice.rpartition("step.momentum")
    assignment = load(folder(tmp_path, head + "step.again" + tail))
    assert [task.name for task in assignment.task] == ["step.momentum", "step.again"]
    assert list(assignment.functions) == ["step"]
    assert mark


@pytest.mark.parametrize(
    "line",
    [
        "try:\n    g\nexcept ValueError as error:\n    raise error",
        "class Config:\n    rate = lr\nConfig",
        "match w.shape:\n    case (n, *rest):\n        n, rest\n    case {**more} as whole:\n"
        "        more, whole",
        "rate = lambda t, *s, **o: (t, s, o)",
        "import math\nmath.pi",
        "[k for k in range(3)]",
    ],
)
def test_names_that_the_lines_give_themselves_are_known(line: str, tmp_path: Path) -> None:
    text = GOOD.replace("config = {", f"{line}\nconfig = {{", 1)
    assert load(folder(tmp_path, text)).needs(load(str(tmp_path)).task[0]) == ("step",)


@pytest.mark.parametrize(
    ("call", "is_taken"),
    [
        ("w, g, config", True),
        ("w, g", True),
        ("*config.values()", True),
        ("w, g, **config", True),
        ("w, dw=g", True),
        ("w, g, w=w", False),
        ("w", False),
    ],
)
def test_a_signature_takes_what_the_lines_pass(call: str, is_taken: bool, tmp_path: Path) -> None:
    text = GOOD.replace("step(w, g, config)", f"step({call})", 1)
    faults = [str(fault) for fault in every_fault(folder(tmp_path, text))]
    assert any("does not take what" in fault for fault in faults) is not is_taken


def test_a_function_has_one_signature(tmp_path: Path) -> None:
    twice = GOOD + GOOD.partition("[[task]]")[1] + GOOD.partition("[[task]]")[2]
    head, _, tail = twice.rpartition("step.momentum")
    assert load(folder(tmp_path, head + "step.again" + tail)).functions.keys() == {"step"}
    other = tail.replace("(w, dw, config=None)", "(x, dx, config)")
    with pytest.raises(AssignmentError, match=r"task 2: signature = .* another task has another"):
        load(folder(tmp_path, head + "step.again" + other))


def test_validate_says_all_of_it_one_line_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = GOOD.replace("points = 2", "points = 0").replace("= step(", "= = step(")
    where = folder(tmp_path, text.replace("learning-rate-twice", "none-of-ours"))
    assert run(["list", "--validate", where]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5  # and the two statements that are not there
    for line, says in zip(lines, ("points", "hints", "call", "statement.en", "statement.pt")):  # noqa: B905
        assert says in line


def test_what_ships_has_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "--validate"]) == 0
    assert capsys.readouterr().out == ""
    assert [str(fault) for fault in every_fault("cs231n")] == []
