from grader.language import language
from grader.records import Blame, Counterexample
from grader.report.example import example

say = language("en")
TOLD = frozenset({"* differs"})


def lines(shown, blame=None, told=frozenset()):
    return list(example(shown, "f", blame, say, told).lines)


def test_a_wrong_shape_shows_no_values():
    shown = Counterexample(
        {"x": [0.0, 1.0]}, got={"shape": [2]}, expected={"shape": [2, 2]}, part="J"
    )
    assert lines(shown)[1:] == ["  J returned shape (2,), expected shape (2, 2)"]


def test_arrays_of_two_shapes_are_told_by_their_shapes():
    shown = Counterexample({"x": 1.0}, got=[1.0], expected=[1.0, 2.0])
    assert lines(shown)[1:] == ["  returned shape (1,), expected shape (2,)"]
    shown = Counterexample({"x": 1.0}, got=1.0, expected=[1.0, 2.0])
    assert lines(shown)[1:] == ["  returned shape (), expected shape (2,)"]


def test_numbers_stand_on_one_line():
    shown = Counterexample({"x": 1.0}, got=4.0, expected=2.0, part="loss")
    assert lines(shown) == ["f(x=1.0)", "  loss returned 4      expected 2"]


def test_an_entry_of_a_list_has_the_name_of_the_list():
    gs = {"list": [[[3.0, 4.0]], [0.3]]}
    shown = Counterexample({"gs": gs, "limit": 1.0}, got=[2.0], expected=[3.0], part="[1]")
    assert lines(shown)[1].strip().startswith("gs[1] returned  [2")
    shown = Counterexample({"n": 1}, got=[2.0], expected=[3.0], part="[1]")
    assert lines(shown)[1].strip().startswith("result[1] returned  [2")


def test_the_right_answer_alone_stands_beside_the_call():
    assert lines(Counterexample({"n": 1}, expected=1)) == ["f(n=1)      expected 1"]
    assert lines(Counterexample({"n": 1}, expected=[1.0, 2.0])) == [
        "f(n=1)",
        "  expected  [1  2]",
    ]


def test_a_call_that_returned_nothing_stands_alone():
    assert lines(Counterexample({"x": [1.0]})) == ["f(np.array([1.]))"]


def test_a_loss_is_called_a_loss():
    shown = Counterexample({"x": 1.0}, got=4.0, expected=2.0, against="cross_entropy")
    loss = Blame("", "", "cross_entropy", "")
    assert lines(shown, loss)[1].endswith("finite differences of your loss 2")
    assert lines(shown)[1].endswith("finite differences of your cross_entropy 2")


def test_finite_differences_are_shown_without_their_noise():
    shown = Counterexample(
        {"x": 1.0},
        got=[[0.0, 2.0]],
        expected=[[0.9999999999, 2.0000000002]],
        differs=[[True, False]],
        against="f",
    )
    assert lines(shown)[2].split()[2:4] == ["[1", "2]"]


def test_the_legend_is_told_once():
    shown = Counterexample({"x": 1.0}, got=[1.0, 2.0], expected=[1.0, 3.0], differs=[False, True])
    first = example(shown, "f", None, say, frozenset())
    assert first.legend in TOLD
    assert first.lines[-1].endswith("* differs")
    assert not lines(shown, told=TOLD)[-1].endswith("* differs")


def test_without_a_right_answer_the_marks_say_so():
    shown = Counterexample({"x": 1.0}, got=[1.0, 2.0], differs=[False, True])
    assert lines(shown, told=TOLD)[-1].endswith("* is not the expected value")


def test_where_every_entry_differs_one_line_says_so():
    shown = Counterexample(
        {"x": 1.0}, got=[[1.0, 2.0]], expected=[[3.0, 4.0]], differs=[[True, True]]
    )
    assert lines(shown)[-1] == "  every entry differs"
    assert "*" not in "".join(lines(shown))


def test_an_input_before_and_after():
    shown = Counterexample(
        {"x": [[0.0, 1.0]], "eps": 0.1},
        expected=[[0.0, 1.0]],
        got=[[-1.0, 1.0]],
        kind="input",
        part="x",
        differs=[[True, False]],
    )
    drawn = lines(shown)
    assert drawn[:3] == ["x   = np.array([[0., 1.]])", "eps = 0.1", "f(x, eps)"]
    assert drawn[3].split() == ["x", "before", "x", "after"]
    assert drawn[4].split("]")[0] == "  [ 0    1"
    assert "[-1*" in drawn[4]
