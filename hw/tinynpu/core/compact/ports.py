"""Numbers of the inputs, outputs and conditions of the microcode."""

import enum

__all__ = ["GATES", "Condition", "Gate", "Input", "Output", "Thread"]


class Thread(enum.IntEnum):
    """Threads of the microcode."""

    CONTROL = 0
    """Fetches, checks and dispatches commands; starts, ends and stops programs."""
    MOVE = 1
    """LOAD and STORE."""
    FEED = 2
    """Passes of a TILE; takes the commands of the compute queue in order."""
    DRAIN = 3
    """Results of a TILE, VECTOR, TABLE, SYNC."""


class Output(enum.IntEnum):
    """Registers of the units that the microcode writes."""

    SLOT = 0  # command that the thread works on
    STATE = 1  # bits 0 busy, 1 done, 2 error, 3 running, 4 halted, 5 clear counters, 6 clear sums
    EVENT = 2  # bit 0 done event, 1 error event, 2 a command was dispatched, 3 forget a reset
    FEED_STATE = 3  # `Activity` where the walker has nothing to do
    MOVE_STATE = 4  # bit 0 load active, bit 1 store active
    # For traces: index of the command that a thread works on; it has ended.
    FEED_INDEX = 5
    FEED_END = 6
    DRAIN_INDEX = 7
    DRAIN_END = 21
    MOVE_INDEX = 22
    # Instruction fetch and memory bursts.
    FETCH_LOW = 8  # waits until no other thread has begun an address
    FETCH_GO = 9  # high half; waits for the bus
    MOVE_LOW = 10  # as FETCH_LOW
    MOVE_HIGH = 11
    MOVE_READ = 12  # bytes; waits for the bus
    MOVE_WRITE = 13  # bytes; waits for the bus
    WINDOW = 14  # step, pad_left
    WORD_STEP = 15
    WORDS = 16  # begins a line of LOAD, of which WINDOW comes next
    FILL = 17
    WORD_ADDRESS = 18
    LINE_END = 19  # no more bytes of this line come
    STORE_ADDRESS = 20  # begins a line of STORE
    # Sample walker.
    COLUMN_STEP = 24
    ROW_STEP = 25
    IN_SIZE_LOW = 26
    IN_SIZE_HIGH = 27
    STRIDE = 28
    OUT_SIZE_LOW = 29
    OUT_SIZE_HIGH = 30
    PAD = 31
    WEIGHT_BASE = 32
    WEIGHT_COLS = 33
    NEXT_Y = 34
    NEXT_X = 35
    NEXT_BLOCK = 36  # bit 0: the first pass adds to what was kept
    NEXT_FINAL = 40  # the passes given next are the last of the block
    NEXT_PASS = 37  # base of the first input block
    BLOCK_STEP = 23
    BLOCKS = 39
    BLOCK_END = 38  # the last pass of a block is under way, or done
    # Results.
    RESULT_COLUMN_STEP = 41
    RESULT_WIDTH = 42
    RESULT_FLAGS = 44  # bit 15 round_once, bit 12 table_a, bit 13 table_b, bit 10 add
    ZERO_POINT = 45  # high byte
    CLAMP = 46  # low byte smallest, high byte largest
    BIAS_LOW = 47
    BIAS_HIGH = 48
    MULTIPLIER_LOW = 49
    MULTIPLIER_HIGH = 50
    SHIFT = 51  # bits 8..13
    READ_PARAMETERS = 53  # from A_ADDRESS on; bit 13: with multiplier and shift
    READ_TABLE = 54  # from A_ADDRESS on; bit 10: table
    RESULT_ADDRESS = 55  # and B_ADDRESS
    DRAIN_GO = 56  # bits 0-1 column, 4-5 position, 7-15 rows
    A_ADDRESS = 57
    A_STEP = 58
    B_ADDRESS = 59
    B_STEP = 60  # also from row to row of a result
    VECTOR_GO = 61
    RELEASE = 62  # a block is done with; bit 0: its whole sums may be overwritten


class Input(enum.IntEnum):
    """What the microcode reads."""

    FETCH = 0  # halfwords of the command, each once
    ENTRY = 1  # outputs of the last pass


class Gate(enum.IntEnum):
    """What an output or input may have to wait for."""

    ADDRESS = 0  # no other thread has begun an address
    FETCH = 1  # no read is under way
    READ = 2  # nor bytes of the last one
    WRITE = 3  # no write is under way
    HALFWORD = 4  # one has arrived


GATES = {
    Output.FETCH_LOW: Gate.ADDRESS,
    Output.MOVE_LOW: Gate.ADDRESS,
    Output.FETCH_GO: Gate.FETCH,
    Output.MOVE_READ: Gate.READ,
    Output.MOVE_WRITE: Gate.WRITE,
}
"""Outputs that wait. `Input.FETCH` waits for `Gate.HALFWORD`."""


class Condition(enum.IntEnum):
    """What the microcode branches on and waits for."""

    ALWAYS = 0
    START = 1
    RESET = 2
    FETCH_ERROR = 3
    BUS_QUIET = 4
    MOVE_READY = 5  # the bytes of the last burst have been taken
    LINE_DONE = 6
    LOAD_ERROR = 7
    STORE_ERROR = 8
    RANGE_MOVE = 9
    NEXT_FREE = 10
    WALK_DONE = 11
    RANGE_FEED = 12
    RANGE_ACCUMULATOR = 13
    FULL = 14
    DRAIN_IDLE = 15
    RESULTS_WRITTEN = 16
    RANGE_DRAIN = 17
    FAULT = 18
    COUNTED = 19  # all events are in the counters, or cleared
