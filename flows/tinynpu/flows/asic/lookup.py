"""Tables of Liberty, and the values of many of them at once."""

from collections.abc import Mapping, Sequence

import numpy as np

from tinynpu.flows.asic.liberty import Group

__all__ = ["Table", "Tables"]

_SECOND = ("total_output_net_capacitance", "constrained_pin_transition")
"""What the second axis of a table is; Liberty allows either order."""


class Table:
    """Table over a transition (of the clock, for a constraint) and a load (or the data's transition).

    Parameters
    ----------
    group
        Of the table.
    templates
        By name; points of the axes that the table does not have are there.

    Members
    -------
    x, y
        Points of the axes, in the units of the library.
    values
        Float [x, y].
    """

    def __init__(self, group: Group, templates: Mapping[str, Group]):
        template = templates.get(group.arguments[0] if group.arguments else "")
        self.x, self.y = (
            np.array(
                group.numbers(axis) or (template.numbers(axis) if template else []) or [0.0],
                dtype=float,
            )
            for axis in ("index_1", "index_2")
        )
        self.values = np.array(group.numbers("values"), dtype=float).reshape(-1, len(self.y))
        if template is not None and template.values.get("variable_1") in _SECOND:
            self.x, self.y, self.values = self.y, self.x, self.values.T


class Tables:
    """Some tables as one.

    Parameters
    ----------
    tables
        The tables; where an axis has one point, nothing depends on it.
    """

    def __init__(self, tables: Sequence[Table]):
        shapes = np.array([table.values.shape for table in tables] or [(2, 2)])
        # At least two points, so that every value lies between two; what is missing is infinitely far.
        rows, self._columns = np.maximum(shapes.max(axis=0), 2)
        self._x = _Axes([table.x for table in tables], rows)
        self._y = _Axes([table.y for table in tables], self._columns)
        self._size = rows * self._columns
        values = np.zeros((len(tables), rows, self._columns))
        for place, table in zip(values, tables, strict=True):
            height, width = table.values.shape
            place[:] = np.pad(
                table.values, ((0, rows - height), (0, self._columns - width)), mode="edge"
            )
        self._values = values.ravel()

    def __call__(
        self, numbers: np.ndarray | int, x: np.ndarray | float, y: np.ndarray | float
    ) -> np.ndarray:
        """Values of tables, linear between their points and beyond their ends.

        Parameters
        ----------
        numbers
            Of the tables: their places in the list.
        x, y
            Transitions, loads; these and the numbers are arrays of one length, or scalars.
        """
        i, u = self._x.place(numbers, x)
        j, v = self._y.place(numbers, y)
        place = numbers * self._size + i * self._columns + j
        low = self._between(place, v)
        return low + (self._between(place + self._columns, v) - low) * u

    def _between(self, place: np.ndarray, v: np.ndarray) -> np.ndarray:
        """Values between neighbours of a row."""
        values = self._values[place]
        return values + (self._values[place + 1] - values) * v


class _Axes:
    """Axes of some tables, filled up with infinities to one length."""

    def __init__(self, axes: Sequence[np.ndarray], length: int):
        self._points = np.full((length, len(axes)), np.inf)
        for i, axis in enumerate(axes):
            self._points[: len(axis), i] = axis
        self._last = np.array([max(len(axis) - 2, 0) for axis in axes], dtype=int)

    def place(
        self, numbers: np.ndarray | int, value: np.ndarray | float
    ) -> tuple[np.ndarray, np.ndarray]:
        """The point before a value, at most the last but one, and the fraction of the way to the next."""
        before = sum((points[numbers] <= value).astype(int) for points in self._points)
        i = np.clip(before - 1, 0, self._last[numbers])
        low, high = self._points[i, numbers], self._points[i + 1, numbers]
        return i, (value - low) / (high - low)
