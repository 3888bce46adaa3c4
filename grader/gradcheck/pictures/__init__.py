"""Pictures of a gradient check; they need matplotlib, which the extra `report` installs."""

try:
    import matplotlib  # noqa: F401
except ImportError as error:
    raise ImportError(
        "pictures need matplotlib: python -m pip install matplotlib", name="matplotlib"
    ) from error

from grader.gradcheck.pictures.curve import v_curve
from grader.gradcheck.pictures.maps import discrepancies, heat_map

__all__ = ["discrepancies", "heat_map", "v_curve"]
