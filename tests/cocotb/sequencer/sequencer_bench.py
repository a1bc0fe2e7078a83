"""Sequencer: dispatch, queues, tokens, every error, reset in every state.

`surroundings` plays fetch, engines and bus, and checks every output in every cycle.
"""

import itertools

import cocotb
from surroundings import CHECK, Surroundings

from tinynpu.arch.assembler import Instruction, assemble
from tinynpu.arch.isa import COMMAND_BYTES, COMMANDS, ErrorCode, Opcode, Queue
from tinynpu.cosim.agents import Bench, quantity, restart
from tinynpu.testing.sequences import outcome, queued, random_legal, random_program
from tinynpu.verify.blocks import SMALL, find_block

START, END = Instruction.start(SMALL), Instruction.make(Opcode.END)
OPCODES = {Queue.LOAD: Opcode.LOAD, Queue.COMPUTE: Opcode.SYNC, Queue.STORE: Opcode.STORE}


async def start(dut, **options) -> Surroundings:
    bench = Bench(dut, find_block("sequencer").make())
    await bench.start(fetch_idle=1, bus_quiet=1)
    return Surroundings(bench, **options)


def commands(*program: Instruction) -> list[bytes]:
    raw = assemble(list(program))
    return [raw[i : i + COMMAND_BYTES] for i in range(0, len(raw), COMMAND_BYTES)]


def command(outside: Surroundings, queue: Queue, **tokens: int) -> Instruction:
    return random_legal(outside.bench.random, SMALL, OPCODES[queue], **tokens)


async def expect(outside: Surroundings, program: list[bytes], code, position=0, **options):
    """Run a program, and leave an error behind."""
    index = outside.bench.random.choice((0, 0xFFFF, outside.bench.random.getrandbits(16)))
    outside.program(program, index=index, **options)
    found = await outside.run()
    named = (index + position) & 0xFFFF if code not in (ErrorCode.NONE, ErrorCode.TIMEOUT) else 0
    assert found == (code, named), f"{found}, not {code!r} at {named}"
    if code:
        await outside.reset()


@cocotb.test()
@cocotb.parametrize(pause=(0.0, 0.3, 0.7), slowest=(0, 12))
async def random_programs(dut, pause, slowest):
    """Programs of all queues with tokens end without an error, one after the other."""
    outside = await start(dut, pause=pause, slowest=slowest)
    for _ in range(quantity(3, 150)):
        program = random_program(outside.bench.random, SMALL, quantity(20, 60))
        await expect(outside, commands(*program), ErrorCode.NONE)


@cocotb.test()
async def shortest_programs(dut):
    """START and END only; a single command of each queue."""
    outside = await start(dut)
    await expect(outside, commands(START, END), ErrorCode.NONE)
    for queue in Queue:
        await expect(outside, commands(START, command(outside, queue), END), ErrorCode.NONE)


@cocotb.test()
async def a_command_in_every_fifth_cycle(dut):
    """Nobody pauses: a command is taken in each fifth cycle, checked, and offered after three more."""
    outside = await start(dut, pause=0.0, slowest=0)
    count = 30
    queues = [list(Queue)[i % 3] for i in range(count)]
    outside.program(commands(START, *(command(outside, queue) for queue in queues), END))
    taken = []
    offered = []
    await outside.step(start=1)
    while outside.state != "IDLE":
        await outside.step()
        bench = outside.bench
        if bench.bits("fetched__valid") and bench.bits("fetched__ready"):
            taken.append(outside.cycle)
        offered += [outside.cycle for queue in Queue if bench.bits(f"{queued(queue)}__valid")]
    assert taken == list(range(taken[0], taken[0] + (CHECK + 1) * (count + 2), CHECK + 1)), taken
    assert offered == [cycle + CHECK + 3 for cycle in taken[1:-1]], offered


@cocotb.test()
async def full_queues_hold_up_dispatch(dut):
    """A queue holds `queue_depth` commands; the next one keeps all others from being dispatched."""
    outside = await start(dut, pause=0.0)
    for queue, other in itertools.permutations(Queue, 2):
        engine = outside.engines[queue]
        capacity, engine.capacity = engine.capacity, 0
        count = SMALL.queue_depth + 1
        program = [command(outside, queue) for _ in range(count)]
        outside.program(commands(START, *program, command(outside, other), END))
        await outside.step(start=1)
        for _ in range(40):
            await outside.step()
        assert outside.position == 1 + count, outside.position
        assert not outside.bench.bits(f"{queued(other)}__valid")
        engine.capacity = capacity
        while outside.state != "IDLE":
            await outside.step()
        assert outside.outcome == (0, 0)


@cocotb.test()
async def deadlocks(dut):
    """Missing tokens are found, at END and behind a full queue, and name the right command."""
    outside = await start(dut)
    for queue, other in itertools.permutations(Queue, 2):
        waits = command(outside, queue, **{f"wait_{queued(other)}": 1})
        for behind in ([], [command(outside, queue) for _ in range(4)]):
            program = commands(START, waits, *behind, END)
            assert outcome(program, SMALL) == (ErrorCode.DEADLOCK, 1)
            await expect(outside, program, ErrorCode.DEADLOCK, 1)
    everyone = [command(outside, q, **{f"wait_{queued(Queue((q + 1) % 3))}": 1}) for q in Queue]
    for order in itertools.permutations(everyone):
        program = commands(START, *order, END)
        await expect(outside, program, *outcome(program, SMALL))


@cocotb.test()
async def random_deadlocks(dut):
    """Programs with waits too many: the same command is named however long everything takes."""
    outside = await start(dut)
    draw = outside.bench.random
    for _ in range(quantity(10, 600)):
        program = random_program(draw, SMALL, 12)
        for _ in range(draw.randint(1, 3)):
            position = draw.randint(1, 12)
            values = dict(program[position].values)
            del values["opcode"]
            free = [name for name in values if name.startswith("wait_")]
            name = draw.choice([name for name in free if legal_wait(program[position], name)])
            program[position] = Instruction.make(program[position].opcode, **{**values, name: 1})
        outside.pause = draw.choice((0.0, 0.3))
        await expect(outside, commands(*program), *outcome(commands(*program), SMALL))


def legal_wait(instruction: Instruction, name: str) -> bool:
    """Whether a wait bit is not that of the command's own queue."""
    own = {Opcode.LOAD: "wait_load", Opcode.STORE: "wait_store"}
    return name != own.get(instruction.opcode, "wait_compute")


@cocotb.test()
async def illegal_commands(dut):
    """Each kind of illegal command at each place; what was before it may have run or not."""
    outside = await start(dut)
    draw = outside.bench.random
    illegal = [
        (bytes(64), ErrorCode.ILLEGAL_OPCODE),
        (bytes([8]) + bytes(63), ErrorCode.ILLEGAL_OPCODE),
        (START.to_bytes(), ErrorCode.ILLEGAL_OPCODE),
        (END.to_bytes()[:63] + b"\x80", ErrorCode.ILLEGAL_FIELD),
        (Instruction.make(Opcode.SYNC, wait_compute=1).to_bytes(), ErrorCode.ILLEGAL_FIELD),
        (Instruction.make(Opcode.LOAD).to_bytes(), ErrorCode.ILLEGAL_FIELD),
    ]
    for raw, code in illegal:
        program = commands(*random_program(draw, SMALL, 5))
        position = draw.randint(1, 6)
        program.insert(position, raw)
        assert outcome(program, SMALL) == (code, position)
        await expect(outside, program, code, position)
    other = SMALL.replace(rows=2, cols=2)
    for raw in (
        *(raw for raw, _ in illegal if raw != START.to_bytes()),
        END.to_bytes(),
        Instruction.start(other).to_bytes(),
        Instruction.make(Opcode.START).to_bytes(),
    ):
        await expect(outside, [raw, *commands(END)], ErrorCode.CONFIG_MISMATCH, 0)
    raw = START.to_bytes()[:60] + b"\1\0\0\0"
    await expect(outside, [raw, *commands(END)], ErrorCode.ILLEGAL_FIELD, 0)


@cocotb.test()
async def fields_at_their_limits(dut):
    """One field just inside or outside its limits, or one reserved bit: what `check` says."""
    outside = await start(dut, pause=0.0)
    draw = outside.bench.random
    for _ in range(quantity(40, 4000)):
        kind = COMMANDS[draw.choice([opcode for opcode in Opcode if opcode != Opcode.START])]
        raw = int.from_bytes(random_legal(draw, SMALL, kind.opcode).to_bytes(), "little")
        field = draw.choice([field for field in kind.fields if field.name != "opcode"] or [None])
        if field is None or draw.random() < 0.2:
            masks = sum(mask << 32 * word for word, mask in enumerate(kind.reserved))
            raw |= 1 << draw.choice([bit for bit in range(8 * COMMAND_BYTES) if masks >> bit & 1])
        else:
            low, high = field.bounds(SMALL)
            mask = (1 << field.width) - 1
            value = draw.choice((low - 1, low, high, high + 1)) & mask
            place = 32 * field.word + field.lsb
            raw = raw & ~(mask << place) | value << place
        program = [START.to_bytes(), raw.to_bytes(COMMAND_BYTES, "little"), END.to_bytes()]
        await expect(outside, program, *outcome(program, SMALL))


@cocotb.test()
async def fetch_errors(dut):
    """A command that came with a bus error is not looked at: illegal, START or END, it is FETCH_BUS."""
    outside = await start(dut)
    draw = outside.bench.random
    for position in range(8):
        program = commands(*random_program(draw, SMALL, 6))
        if draw.getrandbits(1):
            program[position] = bytes(64)
        await expect(outside, program, ErrorCode.FETCH_BUS, position, fetch_errors=[position])


@cocotb.test()
async def engine_errors(dut):
    """Every code of every engine reaches the status, with the index of its command."""
    outside = await start(dut)
    draw = outside.bench.random
    codes = [code for code in ErrorCode if code]
    for queue in Queue:
        for code in draw.sample(codes, quantity(4, len(codes))):
            program = random_program(draw, SMALL, 10)
            position = draw.randint(1, 11)
            program.insert(position, command(outside, queue))
            options = {"engine_errors": {position: int(code)}}
            outside.program(commands(*program), index=draw.getrandbits(16), **options)
            found = await outside.run()
            assert found == (code, (outside.first_index + position) & 0xFFFF)
            await outside.reset()


@cocotb.test()
async def token_counters(dut):
    """Each counter holds 15 tokens; the sixteenth is an error, unless one is taken in that cycle."""
    outside = await start(dut, pause=0.0, slowest=0)
    for giver, taker in itertools.permutations(Queue, 2):
        gives = command(outside, giver, **{f"signal_{queued(taker)}": 1})
        takes = command(outside, taker, **{f"wait_{queued(giver)}": 1})
        await expect(outside, commands(START, *[gives] * 15, *[takes] * 15, END), ErrorCode.NONE)
        await expect(outside, commands(START, *[gives] * 15, takes, END), ErrorCode.NONE)
        await expect(
            outside, commands(START, *[gives] * 15, *[takes] * 16, END), ErrorCode.DEADLOCK, 31
        )
        await expect(outside, commands(START, *[gives] * 16, END), ErrorCode.TOKEN_OVERFLOW, 16)
        program = commands(START, *[gives] * 16, takes, END)
        outside.program(program)
        engine, last = outside.engines[giver], outside.engines[taker]
        for given_later in (0, 1):
            # The sixteenth is given in the cycle in which one is taken, or in the one before.
            capacity, last.capacity = last.capacity, 0
            await outside.step(start=1)
            while outside.tokens[giver, taker] < 15:
                await outside.step()
            engine.held = True
            for _ in range(20):
                await outside.step()
            last.capacity = capacity if given_later else 0
            if given_later:
                outside.engines[giver].held = False
            else:
                engine.held = False
            while outside.state not in ("IDLE", "ERROR"):
                await outside.step()
            last.capacity = capacity
            wanted = (0, 0) if given_later else (ErrorCode.TOKEN_OVERFLOW, 16)
            assert outside.outcome == wanted
            await outside.reset()


@cocotb.test()
async def watchdog(dut):
    """A program may take as many cycles as the watchdog says, and not one more; 0 is for ever."""
    outside = await start(dut, pause=0.0, slowest=0)
    program = commands(START, *(command(outside, queue) for queue in Queue), END)
    await expect(outside, program, ErrorCode.NONE)
    needed = outside.run_cycles
    for outside.watchdog in (1, 2, needed - 1, needed, needed + 1, 0xFFFF_FFFF):
        code = ErrorCode.TIMEOUT if outside.watchdog < needed else ErrorCode.NONE
        await expect(outside, program, code)
    outside.watchdog = 200
    outside.program(commands(START))  # nothing more comes
    outside.fetch_limit = 1
    assert await outside.run() == (ErrorCode.TIMEOUT, 0)
    outside.fetch_limit = 1 << 30
    await outside.reset()


@cocotb.test()
async def causes_of_one_cycle(dut):
    """All sets of causes in one cycle; the order is timeout, overflow, dispatch, load, compute, store.

    A token too many is seen two cycles after it was given.
    """
    outside = await start(dut, pause=0.0, slowest=0)
    gives = command(outside, Queue.LOAD, signal_compute=1)
    busy = [command(outside, Queue.COMPUTE), command(outside, Queue.STORE)]
    program = [*commands(START, *busy, *[gives] * 16), bytes(64)]
    last_load, illegal = len(program) - 2, len(program) - 1
    names = ("timeout", "overflow", "dispatch", "load", "compute", "store")
    sets = itertools.chain.from_iterable(itertools.combinations(names, n) for n in range(1, 6))
    for causes in sets:
        if {"overflow", "load"} <= set(causes):
            continue  # a command does not both finish and fail
        errors = {
            position: int(ErrorCode.SCRATCHPAD_RANGE)
            for name, position in (("load", last_load), ("compute", 1), ("store", 2))
            if name in causes
        }
        outside.program(program, engine_errors=errors)
        outside.fetch_limit = illegal
        for queue in (Queue.COMPUTE, Queue.STORE):
            outside.engines[queue].held = True
        await outside.step(start=1)
        while outside.tokens[Queue.LOAD, Queue.COMPUTE] < 15:
            await outside.step()
        outside.engines[Queue.LOAD].held = True
        for _ in range(5):
            await outside.step()
        assert all(engine.running for engine in outside.engines.values())
        if "dispatch" in causes:
            outside.fetch_limit = 1 << 30
        for _ in range(CHECK - 2):
            await outside.step()
        if "overflow" in causes:
            outside.engines[Queue.LOAD].held = False
        await outside.step()
        await outside.step()
        for queue in Queue:
            outside.engines[queue].held = queued(queue) not in causes
        outside.watchdog = 1 if "timeout" in causes else 0
        for _ in range(3):
            await outside.step()
        assert outside.state == "ERROR"
        last = causes[-1]
        wanted = {
            "timeout": (ErrorCode.TIMEOUT, 0),
            "overflow": (ErrorCode.TOKEN_OVERFLOW, last_load),
            "dispatch": (ErrorCode.ILLEGAL_OPCODE, illegal),
            "load": (ErrorCode.SCRATCHPAD_RANGE, last_load),
            "compute": (ErrorCode.SCRATCHPAD_RANGE, 1),
            "store": (ErrorCode.SCRATCHPAD_RANGE, 2),
        }[last]
        assert outside.outcome == wanted, causes
        outside.watchdog = 0
        for engine in outside.engines.values():
            engine.held = False
        await outside.reset()


@cocotb.test()
async def deadlock_and_timeout(dut):
    """In one cycle the deadlock counts; a cycle earlier it is a timeout."""
    outside = await start(dut, pause=0.0, slowest=0)
    program = commands(START, command(outside, Queue.STORE, wait_load=1), END)
    outside.program(program)
    assert await outside.run() == (ErrorCode.DEADLOCK, 1)
    cycles = outside.run_cycles
    await outside.reset()
    for watchdog, code in ((cycles - 2, "TIMEOUT"), (cycles - 1, "DEADLOCK"), (cycles, "DEADLOCK")):
        outside.watchdog = watchdog
        assert (await outside.run())[0] == ErrorCode[code], watchdog
        await outside.reset()


@cocotb.test()
@cocotb.parametrize(state=("IDLE", "RUN", "FINISH", "ERROR", "RESET", "CLEAR"))
async def reset_in_every_state(dut, state):
    """A reset by the CSR in each state; starts in any other state than IDLE are ignored."""
    outside = await start(dut)
    draw = outside.bench.random
    for _ in range(quantity(4, 200)):
        program = random_program(draw, SMALL, 8)
        fails = state == "ERROR"
        outside.program([*commands(*program[:-1]), bytes(64) if fails else END.to_bytes()])
        outside.fetch_holds = state == "FINISH"
        outside.bus_holds = state == "RESET"
        if state != "IDLE":
            await outside.step(start=1)
        if state in ("RESET", "CLEAR"):
            await outside.step(reset=1)
        for _ in range(5000):
            if outside.state == state:
                break
            await outside.step(start=draw.getrandbits(1) if outside.state != "IDLE" else 0)
        assert outside.state == state
        for _ in range(draw.randint(0, 30) if state not in ("IDLE", "CLEAR") else 0):
            if outside.state == state:
                await outside.step(start=draw.getrandbits(1))
        await outside.step(start=draw.getrandbits(1), reset=1)
        outside.fetch_holds = outside.bus_holds = False
        while outside.state != "IDLE":
            await outside.step(start=draw.getrandbits(1), reset=draw.random() < 0.2)
        await expect(outside, commands(*program), ErrorCode.NONE)


@cocotb.test()
async def starts_and_resets_at_random(dut):
    """Starts and resets in any cycle, also both at once, over programs that fail or not."""
    outside = await start(dut)
    draw = outside.bench.random
    for _ in range(quantity(15, 600)):
        program = commands(*random_program(draw, SMALL, 6))
        if draw.random() < 0.2:
            program[draw.randint(0, 7)] = draw.randbytes(COMMAND_BYTES)
        outside.program(
            program,
            index=draw.getrandbits(16),
            fetch_errors=[draw.randint(0, 20)],
            engine_errors={draw.randint(1, 12): int(ErrorCode.LOAD_BUS)},
        )
        outside.watchdog = draw.choice((0, 0, 40))
        for _ in range(draw.randint(1, 100)):
            await outside.step(start=draw.random() < 0.2, reset=draw.random() < 0.02)
        await outside.reset()


@cocotb.test()
async def reset_of_the_clock_domain(dut):
    """The reset of the domain at any moment, in any state: afterwards it is as new."""
    outside = await start(dut)
    bench = outside.bench
    draw = bench.random
    for _ in range(quantity(10, 500)):
        outside.program(commands(*random_program(draw, SMALL, 8)))
        for _ in range(draw.randint(1, 60)):
            await outside.step(start=draw.random() < 0.3, reset=draw.random() < 0.05)
        await restart(bench, fetch_idle=1, bus_quiet=1)
        outside = Surroundings(bench)
        await expect(outside, commands(*random_program(draw, SMALL, 3)), ErrorCode.NONE)
