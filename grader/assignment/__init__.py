"""An assignment is data: a folder with `assignment.toml` and a statement in two languages."""

from grader.assignment.call import Call, parameters
from grader.assignment.fault import AssignmentError
from grader.assignment.forms import implemented_forms
from grader.assignment.loading import FOLDER, available, every_fault, infer, load
from grader.assignment.records import Assignment, TaskSpec
from grader.assignment.validation import faults

__all__ = [
    "FOLDER",
    "Assignment",
    "AssignmentError",
    "Call",
    "TaskSpec",
    "available",
    "every_fault",
    "faults",
    "implemented_forms",
    "infer",
    "load",
    "parameters",
]
