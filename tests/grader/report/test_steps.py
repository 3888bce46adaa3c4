from grader.language import language
from grader.records import Counterexample
from grader.report.steps import start, table

say = language("en")


def counterexample(inputs, got, expected, differs):
    return Counterexample(inputs, expected=expected, got=got, kind="steps", differs=differs)


def test_the_first_wrong_step_stands_between_its_neighbours():
    right = [float(t) for t in range(9)]
    returned = [*right[:5], 5.5, 6.5, 7.5, 8.5]
    wrong = [a != b for a, b in zip(returned, right, strict=True)]
    drawing = table(counterexample({}, {"w": returned}, {"w": right}, {"w": wrong}), say)
    assert drawing.marked
    assert [line.split() for line in drawing.lines] == [
        ["t", "w", "returned", "w", "expected"],
        ["5", "4.0000", "4.0000"],
        ["6", "5.5000*", "5.0000"],
        ["7", "6.5000*", "6.0000"],
    ]


def test_the_first_wrong_part_is_in_numbers_and_the_others_in_a_word():
    got = {"w": [1.0, 2.0], "m": [1.0, 2.0], "v": [1.0, 2.0]}
    expected = {"w": [1.0, 2.0], "m": [3.0, 4.0], "v": [1.0, 3.0]}
    differs = {"w": [False, False], "m": [True, True], "v": [False, True]}
    drawing = table(counterexample({}, got, expected, differs), say)
    assert drawing.lines[0].split() == ["t", "m", "returned", "m", "expected", "w", "v"]
    assert drawing.lines[1].split() == ["1", "1*", "3", "right", "right"]
    assert drawing.lines[2].split() == ["2", "2*", "4", "right", "wrong"]


def test_of_an_array_the_first_wrong_entry_is_shown():
    got = {"w": [[[1.0, 2.0]], [[3.0, 9.0]]]}
    expected = {"w": [[[1.0, 2.0]], [[3.0, 4.0]]]}
    differs = {"w": [[[False, False]], [[False, True]]]}
    drawing = table(counterexample({}, got, expected, differs), say)
    assert drawing.lines[0].startswith("t    w[0, 1] returned")
    assert drawing.lines[2].split() == ["2", "9*", "4"]


def test_columns_that_do_not_fit_are_left_out():
    parts = [f"a_part_with_a_name_{i}" for i in range(6)]
    got = {part: [1.0] for part in parts}
    differs = {part: [part == parts[0]] for part in parts}
    drawing = table(counterexample({}, got, {parts[0]: [2.0]}, differs), say)
    assert max(map(len, drawing.lines)) <= 67
    assert parts[0] in drawing.lines[0]
    assert parts[5] not in drawing.lines[0]


def test_where_the_steps_start():
    got = {"w": [1.0, 2.0]}
    inputs = {"w": 1.0, "w_prev": 0.5, "g": [0.5, 0.25], "lr": 0.1}
    assert start(counterexample(inputs, got, got, {}), say) == [
        "start at w = 1, w_prev = 0.5; the gradients are g = 0.5, 0.25",
        "lr = 0.1",
    ]
    same = {"w": [1.0, 1.0], "g": [0.5, 0.25]}
    assert start(counterexample(same, {"w": [[1.0, 2.0]]}, None, {}), say) == [
        "start at w = np.ones(2); the gradient is g = np.array([0.5, 0.25]) at",
        "every step",
    ]
