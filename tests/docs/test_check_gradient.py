"""The page on checking a gradient: its code runs in one go, and prints what it shows."""

from __future__ import annotations

import math
import re
import textwrap
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import settings

from grader.gradcheck import GradientCheck

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "check-gradient.md").read_text(encoding="utf-8")
BLOCKS = [
    (textwrap.dedent(code), textwrap.dedent(shown))
    for code, shown in re.findall(
        r"^ *```python\n(.*?)^ *```$(?:\n+^ *```text\n(.*?)^ *```$)?",
        PAGE,
        re.MULTILINE | re.DOTALL,
    )
]
# What depends on rounding, and so on the machine: error bars and what follows from them.
ROUGH = re.compile(
    r"(?<=± )[\d.e-]+|\d+(?= digits)|\d+(?= evaluations)|(?<=below )[\d.e-]+(?: %| of its size)"
)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


def alike(printed: str, shown: str) -> bool:
    """The same words, and the same numbers up to what rounding does."""
    printed, shown = ROUGH.sub("…", printed), ROUGH.sub("…", shown)
    pairs = zip(NUMBER.findall(printed), NUMBER.findall(shown), strict=False)
    return NUMBER.sub("0", printed) == NUMBER.sub("0", shown) and all(
        math.isclose(float(one), float(other), rel_tol=1e-4) for one, other in pairs
    )


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], list[str], Path]:
    """The page's names once all of it has run, what each block printed, and where it ran."""
    names: dict[str, Any] = {}
    printed: list[list[str]] = []
    names["print"] = lambda *values: printed[-1].append(" ".join(map(str, values)) + "\n")
    folder = tmp_path_factory.mktemp("page")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("GRADPROOF_LANG", "en")
        for code, _ in BLOCKS:
            printed.append([])
            exec(code, names)  # noqa: S102
    return names, ["".join(lines) for lines in printed], folder


@pytest.mark.parametrize("i", range(len(BLOCKS)))
def test_a_block_prints_what_is_shown(i: int, page: Any) -> None:
    _, printed, _ = page
    assert alike(printed[i], BLOCKS[i][1]), printed[i]


def test_the_tests_on_the_page_pass_and_fail_as_it_says(page: Any) -> None:
    names, _, _ = page
    property_ = settings(derandomize=True, database=None)(names["test_the_gradient_of_the_loss"])
    property_()
    with pytest.raises(AssertionError) as failed:
        names["test_one_point"]()
    shown = re.search(r"^AssertionError: (.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert shown is not None
    assert alike(f"{failed.value}\n", shown[1]), str(failed.value)


def test_the_pictures_are_drawn(page: Any) -> None:
    *_, folder = page
    assert sorted(file.name for file in folder.iterdir()) == ["curve.png", "map.png"]


def test_every_verdict_and_every_field_is_explained() -> None:
    verdicts = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert verdicts == list(get_args(get_type_hints(GradientCheck)["verdict"]))
    fields = {*GradientCheck.__dataclass_fields__, "message"}
    assert {field for field in fields if f"`{field}`" not in PAGE} == set()


def test_what_is_installed_exists() -> None:
    commands = re.search(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    assert commands is not None
    assert commands[1].splitlines() == ["pip install .", 'pip install ".[report]"']
    assert "\nreport = [" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_a_wrong_page_would_be_noticed() -> None:
    assert alike("yours 1.5, measured 2 ± 3e-9\n", "yours 1.50001, measured 2 ± 1e-10\n")
    assert not alike("yours 1.5, measured 2 ± 3e-9\n", "yours 1.51, measured 2 ± 3e-9\n")
    assert not alike("to 8 digits\n", "to 8 digits exactly\n")
