"""The command line as a student uses it, with every exit status.

How it ends is tested in processes of its own, and so is what needs nothing but one to be right;
what it says to many files, languages and requests is read in this one, where nothing is imported
again.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import v4

from grader.assignment import available, load
from grader.cli import run

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def here(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """As `grader`, in this process."""

    def carried_out(*arguments: str | Path, cwd: Path | None = None) -> tuple[int, str, str]:
        if cwd is not None:
            monkeypatch.chdir(cwd)
        capfd.readouterr()
        status = run(list(map(str, arguments)))
        return status, *capfd.readouterr()

    return carried_out


def grader(*arguments: str | Path) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a command."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    process = subprocess.run(
        [sys.executable, "-m", "grader", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
    )
    return process.returncode, process.stdout, process.stderr


RIGHT = sorted((Path(__file__).parent.parent / "submissions").glob("*/*.py"))


@pytest.mark.parametrize("file", RIGHT, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_right_submission_in_any_style_gets_full_marks(file: Path, here: Run) -> None:
    status, out, err = here("check", file, "-a", file.parent.name)
    assert err == ""
    assert status == 0, out
    assert "Next: hand in" in out


@pytest.mark.parametrize("assignment", available())
def test_json_is_one_valid_document_and_the_same_every_time(
    assignment: str, submissions: Path, here: Run
) -> None:
    command = ("check", submissions / assignment / "textbook.py", "-a", assignment)
    first, second = (run(*command, "--format", "json") for run in (grader, here))
    assert first == second
    report = json.loads(first[1], parse_constant=pytest.fail)
    assert report["schema"] == "gradproof/report/1"
    assert report["submission"] == "textbook.py"
    assert report["score"] == report["max_score"] == load(assignment).max_score
    required = {"assignment", "submission", "seed", "isolation", "score", "max_score", "tasks"}
    assert required <= set(report)
    for task in report["tasks"]:
        assert {"function", "formula", "status", "proved", "checks", "diagnosis"} <= set(task)


@pytest.mark.parametrize("lang", ["en", "pt"])
@pytest.mark.parametrize("kind", ["ipynb", "py"])
@pytest.mark.parametrize("assignment", available())
def test_an_untouched_starter_is_not_written_yet(
    assignment: str, kind: str, lang: str, tmp_path: Path, here: Run
) -> None:
    status, out, err = here("start", assignment, "--format", kind, "--lang", lang, cwd=tmp_path)
    assert (status, err) == (0, "")
    (file,) = tmp_path.iterdir()
    assert file.name in out
    if kind == "ipynb":
        nbformat.validate(nbformat.read(file, as_version=4))
    status, out, err = here("check", file, "--lang", lang)
    assert (status, err) == (1, "")
    words = {"en": "not written yet", "pt": "ainda não foi escrita"}[lang]
    assert out.count(f"   {words}") == len(load(assignment).task)


def test_a_starter_never_overwrites(tmp_path: Path, here: Run) -> None:
    assert here("start", "softmax", cwd=tmp_path)[0] == 0
    before = (tmp_path / "softmax.ipynb").read_bytes()
    status, out, err = here("start", "softmax", cwd=tmp_path)
    assert (status, out) == (2, "")
    assert "softmax.ipynb is there already" in err
    assert (tmp_path / "softmax.ipynb").read_bytes() == before


def test_a_script_starter_checks_itself(tmp_path: Path, here: Run) -> None:
    assert here("start", "softmax", "-o", "mine.py", cwd=tmp_path)[0] == 0
    run = subprocess.run(
        [sys.executable, "mine.py"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stderr) == (1, "")
    assert run.stdout.startswith("gradproof: softmax, mine.py")


def _notebook(path: Path, *cells: str) -> Path:
    nbformat.write(v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells]), path)
    return path


@pytest.fixture(
    params=[
        "missing",
        "directory",
        "empty.py",
        "empty.ipynb",
        "truncated.ipynb",
        "list.ipynb",
        "not json.ipynb",
        "latin.py",
        "null.py",
        "null.ipynb",
        "image.png",
        "huge.ipynb",
        "blank.py",
    ]
)
def bad_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file that is no submission."""
    name = request.param
    path = tmp_path / name
    whole = _notebook(tmp_path / "whole.ipynb", "def softmax(x):\n    return x").read_text()
    match name:
        case "missing":
            return tmp_path / "nowhere.py"
        case "directory":
            path.mkdir()
        case "truncated.ipynb":
            path.write_text(whole[: len(whole) // 2])
        case "list.ipynb":
            path.write_text("[1, 2]")
        case "not json.ipynb":
            path.write_text("def softmax(x): return x")
        case "latin.py":
            path.write_bytes("def softmax(x): return 'ç'".encode("latin-1"))
        case "null.py" | "null.ipynb":
            path.write_bytes(b"x = 1\x00\n")
        case "image.png":
            path.write_bytes(b"\x89PNG\r\n")
        case "huge.ipynb":
            path.write_text(whole[:-2] + " " * (50 << 20) + whole[-2:])
        case "blank.py":
            path.write_text("\n  \n# nothing\n")
        case _:
            path.write_text("")
    return path


@pytest.mark.parametrize("lang", ["en", "pt"])
def test_what_is_no_submission_is_refused_in_one_sentence(
    bad_file: Path, lang: str, here: Run
) -> None:
    status, out, err = here("check", bad_file, "-a", "softmax", "--lang", lang)
    assert (status, out) == (2, "")
    assert "Traceback" not in err
    sentence, advice = err.strip().split("\n")
    assert bad_file.name in sentence
    assert advice.startswith({"en": "Next:", "pt": "Próximo passo:"}[lang])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "hw.py", "-a", "sofmax"), "softmax"),
        (("check", "hw.py", "-a", "softmax", "--only", "adam"), "adam"),
        (("check", "hw.py", "--format", "xml"), "xml"),
        (("check", "hw.py", "--hint", "4"), "4"),
        (("check", "hw.py", "--seed", "-1"), "-1"),
        (("check", "hw.py", "--lang", "fr"), "fr"),
        (("check", "other.py"), "-a"),
        (("check",), "SUBMISSION"),
        (("list", "nope"), "nope"),
        (("start", "nope"), "nope"),
        (("start", "softmax", "-o", "no/such/folder/x.ipynb"), "x.ipynb"),
        (("start", "softmax", "-o", "x.txt"), "x.txt"),
        (("frobnicate",), "frobnicate"),
    ],
)
def test_a_request_that_cannot_be_met_has_status_two(
    arguments: tuple[str, ...], says: str, tmp_path: Path, here: Run
) -> None:
    (tmp_path / "hw.py").write_text("def softmax(x):\n    return x\n")
    (tmp_path / "other.py").write_text("def something_else(x):\n    return x\n")
    status, _, err = here(*arguments, cwd=tmp_path)
    assert status == 2
    assert "Traceback" not in err
    assert says in err


def test_list_shows_assignments_functions_and_points(here: Run) -> None:
    status, out, err = here("list")
    assert (status, err) == (0, "")
    assert all(name in out for name in available())
    status, out, err = here("list", "softmax", "--lang", "pt")
    assert (status, err) == (0, "")
    assert "softmax_vjp(x, g)" in out


def test_the_demo_shows_right_wrong_and_broken_within_eighty_columns() -> None:
    status, out, err = grader("demo")
    assert (status, err) == (0, "")
    assert "10 of 10 points" in out
    assert "zero off the diagonal" in out
    assert "cell 2 cannot be read" in out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_only_function_asked_for_is_the_only_one_graded(submissions: Path, here: Run) -> None:
    file = submissions / "softmax" / "textbook.py"
    status, out, _ = here(
        "check",
        file,
        "-a",
        "softmax",
        "--only",
        "softmax_vjp",
        "--only",
        "softmax",
        "--format",
        "json",
    )
    assert status == 0
    assert [task["function"] for task in json.loads(out)["tasks"]] == ["softmax", "softmax_vjp"]


def test_the_assignment_is_found_by_mark_and_by_names(
    submissions: Path, tmp_path: Path, here: Run
) -> None:
    source = (submissions / "batch-norm" / "textbook.py").read_text()
    (tmp_path / "unmarked.py").write_text(source)
    (tmp_path / "marked.py").write_text(f"# gradproof: assignment=batch-norm\n{source}")
    for name in ("unmarked.py", "marked.py"):
        status, out, _ = here("check", name, cwd=tmp_path)
        assert status == 0
        assert out.startswith(f"gradproof: batch-norm, {name}")


# --- how it ends -------------------------------------------------------------------------------

RIGHT_SOFTMAX = next(file for file in RIGHT if file.parent.name == "softmax")
posix = pytest.mark.skipif(os.name != "posix", reason="pipes, signals and devices of Unix")


def started(*arguments: str | Path, unbuffered: str = "", **options: Any) -> subprocess.Popen[str]:
    """A command that is running; `unbuffered` as PYTHONUNBUFFERED."""
    environment = {**os.environ, **options.pop("env", {}), "PYTHONUNBUFFERED": unbuffered}
    return subprocess.Popen(
        [sys.executable, "-m", "grader", *map(str, arguments)],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
        **options,
    )


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    file = tmp_path / "wrong.py"
    file.write_text("def softmax(x):\n    return x\n")
    return file


@posix
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("check", RIGHT_SOFTMAX, "-a", "softmax"), 0),
        (("check", "wrong.py", "-a", "softmax"), 1),
        (("check", "nowhere.py", "-a", "softmax"), 2),
        (("list",), 0),
    ],
)
def test_a_reader_that_has_enough_does_not_change_the_status(
    arguments: tuple[str | Path, ...], status: int, unbuffered: str, wrong: Path
) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    options = {"stdout": writes, "cwd": wrong.parent, "unbuffered": unbuffered}
    with started(*arguments, **options) as process:
        os.close(writes)
        _, err = process.communicate(timeout=120)
    assert process.returncode == status
    assert "Traceback" not in err
    assert bool(err) == (status == 2)


@posix
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("verb", ["check", "list"])
def test_an_output_that_cannot_be_written_is_told(verb: str, unbuffered: str, wrong: Path) -> None:
    arguments = (verb, wrong, "-a", "softmax") if verb == "check" else (verb,)
    full = Path("/dev/full")
    if full.exists():
        with full.open("w") as device:
            process = started(*arguments, unbuffered=unbuffered, stdout=device)
        with process:
            _, err = process.communicate(timeout=120)
        assert process.returncode == 3
        assert err == "grader: the output cannot be written: No space left on device\n"
    closed = started(*arguments, preexec_fn=lambda: os.close(1))
    with closed as process:
        _, err = process.communicate(timeout=120)
    assert process.returncode == 3
    assert err == "grader: the output cannot be written: it is closed\n"


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("where", ["a function", "the top level"])
def test_a_signal_ends_the_check_and_all_that_it_started(
    where: str, number: int, tmp_path: Path
) -> None:
    hangs = "import os\nopen({!r}, 'w').write(str(os.getpid()))\nwhile True: pass\n"
    told = tmp_path / "told"
    body = hangs.format(str(told))
    if where == "a function":
        body = "def softmax(x):\n" + "".join(f"    {line}\n" for line in body.splitlines())
    (tmp_path / "hw.py").write_text(body)
    folders = tmp_path / "folders"
    folders.mkdir()
    environment = {"TMPDIR": str(folders)}
    arguments = ("check", tmp_path / "hw.py", "-a", "softmax")
    with started(*arguments, stdout=subprocess.PIPE, env=environment) as process:
        while not told.exists() or not told.read_text():
            assert process.poll() is None
            time.sleep(0.01)
        assert list(folders.iterdir())
        while process.poll() is None:  # whoever is impatient sends it again and again
            process.send_signal(number)
            time.sleep(0.001)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (130, "", "interrupted")
    assert list(folders.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(int(told.read_text()), 0)


@pytest.mark.parametrize("name", ["x" * 300 + ".py", "x/" * 3000 + "a.py", "a.py/b.py", ""])
@pytest.mark.parametrize("lang", ["en", "pt"])
def test_a_name_that_no_file_can_have_is_refused_in_a_sentence(
    name: str, lang: str, wrong: Path, here: Run
) -> None:
    status, out, err = here("check", name, "--lang", lang, cwd=wrong.parent)
    assert (status, out) == (2, "")
    assert "Traceback" not in err
    assert len(err.strip().split("\n")) == 2
