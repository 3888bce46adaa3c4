"""What students write in the place of `running_statistics`."""

from reference.formula import mistake
from reference.formulas.running_statistics import running_statistics


@mistake(
    running_statistics,
    kind="convention",
    convention={"momentum": "new"},
    headline="old and new exchanged",
    sentence="The shares of the old value and of the batch are exchanged.",
    why="momentum is the share of the batch. This assignment asks for that of the old value. Both"
    " are in use.",
    converse="momentum is the share of the old value. This assignment asks for that of the batch."
    " Both are in use.",
    carry=lambda form, mean, var, X, momentum: form(mean, var, X, 1 - momentum),
    hints=(
        "With momentum = 0.9, how far should one batch move the mean, according to the statement?"
        " How far does it move it in the code?",
    ),
    action="bring running_statistics to the convention of the statement, and run",
)
def share_of_the_batch(mean, var, X, momentum):
    return running_statistics(mean, var, X, 1 - momentum)
