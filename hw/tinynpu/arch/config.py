"""The one configuration that hardware, golden model, simulators and compiler share."""

import dataclasses
import json
import zlib
from collections.abc import Mapping
from typing import Any, Self

from tinynpu.arch.errors import ConfigurationError

__all__ = ["Config"]


def ceil_log2(value: int) -> int:
    """Smallest ``n`` with ``2**n >= value``."""
    return max(value - 1, 0).bit_length()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Config:
    """Parameters of one NPU.

    Parameters
    ----------
    name
        Free text, used in generated files.
    rows
        Rows of the array, and bytes in a scratchpad word (1..32).
    cols
        Columns of the array, and lanes of the accumulators (1..32).
    lanes
        Requantizer pipelines; divides ``rows`` and is at most ``cols``.
    accumulator_width
        Bits of an accumulator, which wraps (20..32).
    accumulator_depth
        Output pixels of one of the two accumulator buffers (1..4096).
    banks
        Scratchpad banks; each answers one read and one write in a cycle (1..16).
    bank_words
        Words of one bank, a power of two (16..65536); ``banks * bank_words`` is at most 65536.
    single_port
        Banks have one port: one read or one write in a cycle (iCE40 SPRAM).
    bus_bytes
        Width of the AXI4 memory port in bytes (4, 8 or 16).
    burst_beats
        Longest AXI4 burst in beats, a power of two (1..256, at most 4096 bytes).
    outstanding
        Read (and write) bursts under way at once, at most (1..16).
    queue_depth
        Commands that each of the three queues holds (2..16; 1 in the compact core).
    compact
        The compact core: a quarter of the logic, for small FPGAs; 4 rows and columns, one lane, no FIR
        mode, no maximum, no product of two tensors.

    Raises
    ------
    ConfigurationError
        A value is out of range.
    TypeError
        A value has the wrong type.
    """

    name: str = "custom"
    rows: int = 8
    cols: int = 8
    lanes: int = 8
    accumulator_width: int = 32
    accumulator_depth: int = 256
    banks: int = 4
    bank_words: int = 2048
    single_port: bool = False
    bus_bytes: int = 8
    burst_beats: int = 32
    outstanding: int = 4
    queue_depth: int = 4
    compact: bool = False

    def __post_init__(self):
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if type(value) is not field.type:
                raise TypeError(
                    f"Configuration value {field.name} must be of type {field.type.__name__}, "  # pyright: ignore
                    f"not {type(value).__name__}."
                )
        for key, low, high in (
            ("rows", 1, 32),
            ("cols", 1, 32),
            ("lanes", 1, 32),
            ("accumulator_width", 20, 32),
            ("accumulator_depth", 1, 4096),
            ("banks", 1, 16),
            ("bank_words", 16, 65536),
            ("burst_beats", 1, 256),
            ("outstanding", 1, 16),
            ("queue_depth", 1 if self.compact else 2, 1 if self.compact else 16),
        ):
            self._require(low <= getattr(self, key) <= high, key, f"be in {low}..{high}")
        self._require(
            self.lanes <= self.cols and self.rows % self.lanes == 0,
            "lanes",
            f"divide rows ({self.rows}) and be at most cols ({self.cols})",
        )
        for key in ("bank_words", "burst_beats"):
            value = getattr(self, key)
            self._require(value & (value - 1) == 0, key, "be a power of two")
        self._require(
            self.scratchpad_words <= 65536,
            "bank_words",
            f"be at most 65536 in all {self.banks} banks together",
        )
        self._require(self.bus_bytes in (4, 8, 16), "bus_bytes", "be 4, 8 or 16")
        self._require(
            self.burst_beats * self.bus_bytes <= 4096,
            "burst_beats",
            f"keep a burst within 4096 bytes at {self.bus_bytes} bytes a beat",
        )

        if self.compact:
            for key, value in (("rows", 4), ("cols", 4), ("lanes", 1), ("bus_bytes", 4)):
                self._require(getattr(self, key) == value, key, f"be {value} in the compact core")
            self._require(
                2 <= self.accumulator_depth <= 256,
                "accumulator_depth",
                "be in 2..256 in the compact core",
            )
            self._require(
                self.burst_beats >= 16, "burst_beats", "be at least 16 in the compact core"
            )
            self._require(self.single_port, "single_port", "be True in the compact core")

    def _require(self, condition: bool, key: str, what: str):
        if not condition:
            raise ConfigurationError(
                f"Configuration value {key} must {what}, not {getattr(self, key)}."
            )

    # Derived sizes

    @property
    def macs(self) -> int:
        """Multipliers in the array: multiply-accumulates in a cycle."""
        return self.rows * self.cols

    @property
    def word_bytes(self) -> int:
        """Bytes of a scratchpad word."""
        return self.rows

    @property
    def scratchpad_words(self) -> int:
        """Words of the whole scratchpad; its word addresses are contiguous over the banks."""
        return self.banks * self.bank_words

    @property
    def scratchpad_bytes(self) -> int:
        """Bytes of the whole scratchpad."""
        return self.scratchpad_words * self.word_bytes

    @property
    def psum_width(self) -> int:
        """Bits of a partial sum inside the array: the sum of one pass never overflows."""
        return 16 + ceil_log2(max(self.rows, self.cols))

    @property
    def lane_slice(self) -> int:
        """Bytes of a parameter word that belong to one requantizer lane."""
        return self.rows // self.lanes

    @property
    def col_groups(self) -> int:
        """Groups of ``lanes`` columns that cover the array."""
        return -(-self.cols // self.lanes)

    @property
    def fir_gap(self) -> int:
        """Cycles behind a FIR sample in which no normal one goes.

        A FIR sum takes as many more cycles to the accumulators as there are more columns than rows,
        and the normal sample behind may be for the same entry.
        """
        return max(self.cols - self.rows, 0) + min(self.cols, 4) - 1

    @property
    def block_cols(self) -> int:
        """Columns that one outer block drains so that output words stay aligned.

        All whole words that the columns hold if ``cols >= rows``; else the most columns, a
        multiple of ``lanes``, that divide a word.
        """
        if self.cols >= self.rows:
            return self.cols // self.rows * self.rows
        sizes = range(self.lanes, self.cols + 1, self.lanes)
        return max(size for size in sizes if self.rows % size == 0)

    @property
    def has_fir(self) -> bool:
        """Whether the depthwise FIR mode exists: each row needs an accumulator lane."""
        return self.rows <= self.cols and not self.compact

    @property
    def has_maximum(self) -> bool:
        """Whether sums can be maxima."""
        return not self.compact

    @property
    def has_product(self) -> bool:
        """Whether VECTOR multiplies."""
        return not self.compact

    def param_words(self, per_channel: bool) -> int:
        """Scratchpad words of the parameters of one group of ``lanes`` channels."""
        return -(-(9 if per_channel else 4) // self.lane_slice)

    @property
    def table_entries_per_word(self) -> int:
        """Table entries (int32) in one scratchpad word, a power of two; 0 if a word is too short."""
        return 0 if self.rows < 4 else 1 << ((self.rows // 4).bit_length() - 1)

    @property
    def table_words(self) -> int:
        """Scratchpad words that the 256 entries of a table take."""
        if self.table_entries_per_word:
            return 256 // self.table_entries_per_word
        return 256 * -(-4 // self.rows)

    @property
    def hash(self) -> int:
        """32-bit identity of everything a program depends on (all values except the name)."""
        values = self.to_dict()
        del values["name"]
        if not self.compact:
            del values["compact"]  # programs for the other core stay what they were
        return zlib.crc32(json.dumps(values, sort_keys=True).encode())

    # JSON

    def to_dict(self) -> dict[str, Any]:
        """All values by name."""
        return dataclasses.asdict(self)

    def to_json(self) -> str:
        """JSON text that `from_json` reads back."""
        return json.dumps(self.to_dict(), indent=2) + "\n"

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Configuration from values by name; those absent keep their defaults."""
        known = [field.name for field in dataclasses.fields(cls)]
        for key in values:
            if key not in known:
                raise ConfigurationError(
                    f"A configuration value must be one of {', '.join(known)}, not {key}."
                )
        return cls(**values)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Configuration from JSON text."""
        try:
            values = json.loads(text)
        except json.JSONDecodeError as error:
            raise ConfigurationError(f"A configuration must be valid JSON: {error}.") from None
        if not isinstance(values, dict):
            raise ConfigurationError(
                f"A configuration must be a JSON object, not {type(values).__name__}."
            )
        try:
            return cls.from_dict(values)
        except TypeError as error:
            raise ConfigurationError(str(error)) from None

    def replace(self, **changes: Any) -> Self:
        """This configuration with some values changed."""
        return type(self).from_dict({**self.to_dict(), **changes})
