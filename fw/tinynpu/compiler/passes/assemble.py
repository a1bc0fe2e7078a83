"""Assemble: a module of commands as a program."""

from xdsl.dialects.builtin import ModuleOp

from tinynpu.arch.assembler import Instruction, assemble
from tinynpu.arch.config import Config
from tinynpu.arch.isa import COMMAND_BYTES, Opcode
from tinynpu.arch.program import HostStep, LayerInfo, NpuStep, Program, TensorInfo
from tinynpu.compiler.ir.dialect import COMMAND_OPS, Host, Output, body, model_of

__all__ = ["assemble_module"]

_OPCODES = {op.name: opcode for opcode, op in COMMAND_OPS.items()}


def _info(kind, memory: tuple[int, int], name: str) -> TensorInfo:
    scale = kind.scale[0] if kind.scale else 0.0
    return TensorInfo(name, kind.shape, scale, kind.zero_point, memory[1], kind.dtype, memory[0])


def _pairs(values: tuple[int, ...]) -> list[tuple[int, int]]:
    return list(zip(values[::2], values[1::2], strict=True))


def assemble_module(module: ModuleOp, config: Config, model: bytes) -> Program:
    """Program of a scheduled module; ``model`` is the file that it came from."""
    top = model_of(module)
    block = body(module)
    instructions: list[Instruction] = []
    steps: list[NpuStep | HostStep] = []
    commands_of: dict[int, list[int]] = {}
    inputs, offset = [], 0
    for argument, name in zip(block.args, top.get("input_names"), strict=True):
        info = _info(argument.type, (2, offset), name)
        inputs.append(info)
        offset += -(-info.size // 64) * 64
    outputs = ()
    for op in block.ops:
        opcode = _OPCODES.get(op.name)
        if opcode is not None:
            values = op.values()  # type: ignore[attr-defined]
            layer = values.pop("layer", None)
            if opcode == Opcode.START:
                steps.append(NpuStep(len(instructions), 0))
            elif opcode not in (Opcode.LOAD, Opcode.STORE, Opcode.END):
                commands_of.setdefault(layer, []).append(len(instructions))
            instructions.append(Instruction.make(opcode, **values))
            if opcode == Opcode.END:
                first = steps[-1].first_command  # type: ignore[union-attr]
                steps[-1] = NpuStep(first, len(instructions) - first)
        elif isinstance(op, Host | Output):
            memory = _pairs(op.get("source_memory", ()))
            tensors = tuple(
                _info(op.attributes[f"type_{i}"], pair, f"{op.title}:{i}")
                for i, pair in enumerate(memory)
            )
            if isinstance(op, Output):
                names = top.get("output_names")
                outputs = tuple(
                    _info(op.attributes[f"type_{i}"], pair, name)
                    for i, (pair, name) in enumerate(zip(memory, names, strict=True))
                )
                continue
            result = _info(op.type, op.get("target_memory"), op.title)
            arguments = {
                key.removeprefix("arg_"): op.get(key)
                for key in op.attributes
                if key.startswith("arg_")
            }
            steps.append(
                HostStep(op.title, op.get("op"), op.get("reason", ""), tensors, result, arguments)
            )
    layers = tuple(
        LayerInfo(name, kind, macs, tuple(commands_of.get(number, ())))
        for number, (name, kind, macs) in enumerate(
            zip(top.get("layer_names"), top.get("layer_ops"), top.get("layer_macs"), strict=False)
        )
    )
    code = assemble(instructions)
    assert len(code) == COMMAND_BYTES * len(instructions)
    return Program(
        config=config,
        code=code,
        constants=top.get("constants").tobytes(),
        inputs=tuple(inputs),
        outputs=outputs,
        layers=layers,
        steps=tuple(steps),
        work_bytes=top.get("work_bytes"),
        model=model,
        scratchpad_words=top.get("scratchpad_words"),
    )
