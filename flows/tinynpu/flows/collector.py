"""Python's collector of cyclic garbage, which finds next to nothing where most of the time goes."""

import contextlib
import gc
from collections.abc import Iterator

__all__ = ["paused_collector"]


@contextlib.contextmanager
def paused_collector() -> Iterator[None]:
    """Let garbage in cycles lie until the end.

    While millions of objects are made that stay, as of a netlist, looking through all of them again and again
    takes as long as making them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
