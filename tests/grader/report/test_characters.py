from hypothesis import given
from hypothesis import strategies as st

from grader.report.characters import ACCENTED, prose, unaccented, verbatim

characters = st.text(st.characters())


@given(characters)
def test_nothing_but_printable_ascii_and_accents_remains(text):
    for cleaned in (verbatim(text), prose(text)):
        assert all((c.isascii() and c.isprintable()) or c in ACCENTED for c in cleaned)
    assert unaccented(verbatim(text)).isascii()


def test_what_a_submission_says_is_escaped():
    assert verbatim("\x1b[31mé\u202e\u03b1\U0001f600\x7f") == (
        "\\x1b[31mé\\u202e\\u03b1\\U0001f600\\x7f"
    )
    assert verbatim("a\tb") == "a    b"
    assert verbatim("e\u0301") == "é"


def test_signs_in_prose_are_spelled_out():
    assert prose("(w_0² + w_1²)/2 ≥ x·y − ε → Σ") == "(w_0^2 + w_1^2)/2 >= x*y - epsilon -> sum"
    assert prose("‖x‖ α Γ") == "||x|| alpha Gamma"
    assert prose("a\x1bb") == "a\\x1bb"


def test_without_accents():
    assert unaccented("função é não") == "funcao e nao"
