from hypothesis import given
from hypothesis import strategies as st

from grader.report.paragraph import cut, in_margin, wrapped

texts = st.text("ab =+[](),.", max_size=200)


@given(texts, st.integers(5, 80))
def test_no_line_is_too_long_and_no_word_is_lost(text, width):
    lines = wrapped(text, width)
    assert max(map(len, lines), default=0) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_formula_is_never_broken():
    assert wrapped("divides v by 1 - beta2 here", 16) == ["divides v by", "1 - beta2 here"]
    assert wrapped("between t = 1 and t = 2", 12) == ["between", "t = 1 and", "t = 2"]
    assert wrapped("on the input [0, 1, 2]", 17) == ["on the input", "[0, 1, 2]"]
    assert wrapped("it is (3, 4) here", 9) == ["it is", "(3, 4)", "here"]
    assert wrapped("as np.ones((1, 2)) has", 17) == ["as", "np.ones((1, 2))", "has"]


def test_a_formula_longer_than_a_line_is_broken_between_words():
    assert wrapped("a + b + c + d", 7) == ["a + b +", "c + d"]
    assert wrapped("abcdefgh", 3) == ["abc", "def", "gh"]


def test_prose_in_brackets_is_broken():
    assert wrapped("(a longer remark, in brackets)", 16) == ["(a longer", "remark, in", "brackets)"]


def test_a_note_stands_in_the_margin():
    assert in_margin("x", "* differs").index("*") == 68
    assert in_margin("x" * 69, "* differs") == "x" * 69 + "  * differs"
    assert in_margin("x" * 70, "* differs") is None


def test_cut():
    assert cut("abcdef", 5) == "ab..."
    assert cut("abcde", 5) == "abcde"
