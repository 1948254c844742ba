"""Work counted, not timed: how many calls something takes is the same on every machine."""

import sys
from collections.abc import Callable
from types import FrameType


def calls(function: Callable[..., object], *arguments: object) -> int:
    """How many Python functions run while this one does for the second time, when caches are full, itself included."""
    function(*arguments)
    count = 0

    def count_call(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(count_call)
    try:
        function(*arguments)
    finally:
        sys.setprofile(before)
    return count
