"""The tile at its pins: against known answers, and against a short model for random blocks."""

import json
import random
from pathlib import Path

import cocotb
from host import READY, STROBE, VALID, ParallelPort, Pins, SpiPort
from model import ONE_CHANNEL, SCALE, SHIFT, Tile, known_block, random_block

KNOWN = json.loads(Path(__file__).with_name("known_answers.json").read_text())
TILE = Tile(
    **{
        name: KNOWN[name]
        for name in (
            "columns",
            "groups",
            "depth",
            "accumulator_width",
            "requantizer_bits",
            "spi",
        )
    }
)
IDENTITY, SIGNATURE = bytes.fromhex(KNOWN["identity"]), bytes.fromhex(KNOWN["signature"])
KINDS = [0, SHIFT] + ([SCALE, SCALE | SHIFT | ONE_CHANNEL] if TILE.requantizer_bits else [])
IDENTIFY, STATUS, SELF_TEST, LAYER, RUN = 1, 2, 3, 4, 0x40
UNKNOWN_COMMAND = 0x99


async def run(port, block):
    """Bytes that come out of a block."""
    if block.layer:
        await port.put([(LAYER, 0), *((byte, 0) for byte in block.layer)])
    await port.put(block.transfers(TILE))
    if not block.flags & SCALE:
        return await port.get(3 * TILE.rows * TILE.columns)
    found = b""
    for column in range(TILE.columns):
        if column == 0 or not block.flags & ONE_CHANNEL:
            await port.put([(byte, 0) for byte in block.scalings[column]])
        found += await port.get(TILE.rows)
    return found


async def answers(port, block):
    """Run a block and compare."""
    found, expected = await run(port, block), block.output(TILE)
    assert found == expected, f"{found.hex()} must be {expected.hex()}"


async def parallel(dut, **options):
    """The parallel port after a reset."""
    port = ParallelPort(Pins(dut), **options)
    await port.start()
    return port


@cocotb.test()
async def test_model(dut):
    """The model of this folder gives the known answers, too."""
    for entry in KNOWN["blocks"]:
        assert known_block(entry, TILE).output(TILE).hex() == entry["output"], entry["name"]


@cocotb.test()
async def test_identify(dut):
    """IDENTIFY gives the parameters."""
    port = await parallel(dut)
    await port.put([(IDENTIFY, 0)])
    assert await port.get(len(IDENTITY)) == IDENTITY


@cocotb.test()
async def test_errors(dut):
    """Errors are shown until STATUS."""
    port = await parallel(dut)
    assert await port.status() == 0
    await port.put([(UNKNOWN_COMMAND, 0)])
    assert await port.status() == 1
    await port.put([(STATUS, 0)])
    assert await port.get(1) == b"\x01"
    for high in (0, 0x10):  # no steps, and 4096
        await port.put([(RUN, 0), (0, 0), (high, 0), (STATUS, 0)])
        assert await port.get(1) == b"\x02"
        assert await port.status() == 0


@cocotb.test()
async def test_self_test(dut):
    """SELF_TEST gives the signature, again and again."""
    port = await parallel(dut)
    for _ in range(2):
        await port.put([(SELF_TEST, 0)])
        for _ in range(TILE.rows):
            _, uio = await port.pins.cycle(UNKNOWN_COMMAND, STROBE)
            assert uio & (READY | VALID) == 0
        assert await port.get(2) == SIGNATURE
        assert await port.status() == 0


@cocotb.test()
async def test_known_answers(dut):
    """Blocks of the golden model."""
    port = await parallel(dut)
    for entry in KNOWN["blocks"]:
        found = await run(port, known_block(entry, TILE))
        assert found.hex() == entry["output"], entry["name"]


@cocotb.test()
async def test_random_blocks(dut):
    """A host that never pauses."""
    port = await parallel(dut)
    for flags in KINDS * 2:
        await answers(port, random_block(TILE, flags, random.randint(1, 12)))


@cocotb.test()
async def test_pauses(dut):
    """A host that pauses at any time."""
    port = await parallel(dut, pauses=0.3)
    for flags in KINDS:
        await answers(port, random_block(TILE, flags, random.randint(1, 6)))


@cocotb.test()
async def test_enable_and_directions(dut):
    """Without ena all outputs are 0 and no pin is one; nothing is lost."""
    port = await parallel(dut)
    assert int(dut.uio_oe.value) == 0b110
    await port.put([(IDENTIFY, 0)])
    for _ in range(4):
        seen = await port.pins.cycle(0, 0)
    assert seen == (IDENTITY[0], 4)
    dut.ena.value = 0
    assert await port.pins.cycle(0, STROBE) == (0, 0)
    assert int(dut.uio_oe.value) == 0
    dut.ena.value = 1
    assert await port.get(len(IDENTITY)) == IDENTITY
    assert int(dut.uio_oe.value) == 0b110


@cocotb.test()
async def test_resets_end_a_block(dut):
    """A block that the host gives up, after an error."""
    port = await parallel(dut)
    block = random_block(TILE, 0, 3)
    for reset in (port.start, port.soft_reset):
        await port.put([(UNKNOWN_COMMAND, 0), *block.transfers(TILE)[:-5]])
        assert await port.status() == 3
        await reset()
        assert await port.status() == 0
        await answers(port, block)


@cocotb.test(skip=not TILE.spi)
async def test_spi(dut):
    """All of it over SPI."""
    port = SpiPort(Pins(dut))
    await port.start()
    await port.put([(IDENTIFY, 0)])
    assert await port.get(len(IDENTITY)) == IDENTITY
    await port.put([(SELF_TEST, 0)])
    assert await port.get(2) == SIGNATURE
    await port.put([(UNKNOWN_COMMAND, 0)])
    (answer,) = await port.words([0])
    assert answer >> 14 == 1, "an error, and no byte"
    await port.put([(STATUS, 0)])
    assert await port.get(1) == b"\x01"
    # Only the kind with the fewest bytes: a word takes 128 clocks.
    await answers(port, random_block(TILE, KINDS[-1], 2))


@cocotb.test(skip=not TILE.spi)
async def test_soft_reset_by_spi(dut):
    """A block that the host gives up, after an error."""
    port = SpiPort(Pins(dut))
    await port.start()
    await port.put([(UNKNOWN_COMMAND, 0), (RUN, 0), (2, 0), (0, 0), (0, 0)])
    await port.soft_reset()
    await port.put([(IDENTIFY, 0)])
    assert await port.get(len(IDENTITY)) == IDENTITY
    (answer,) = await port.words([0])
    assert answer >> 14 == 0, "no error, and no byte"
