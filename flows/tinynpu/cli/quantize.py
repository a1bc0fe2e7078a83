"""The ``tinynpu quantize`` command."""

import json
from pathlib import Path
from typing import Annotated

import typer

from tinynpu.cli.options import JsonFlag, console, reported, require_writable

__all__ = ["quantize"]


def quantize(
    model: Annotated[Path, typer.Argument(help="Float ONNX model, opset 13 or later.")],
    calibration: Annotated[
        Path,
        typer.Option(
            help="Samples as .npz: an array for each input by its name, samples along the first "
            "axis; or .npy for a model with one input."
        ),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="int8 ONNX model.")],
    per_channel: Annotated[
        bool, typer.Option(help="A scale for each output channel of the weights.")
    ] = True,
    form: Annotated[str, typer.Option("--format", help="qdq or qoperator.")] = "qdq",
    method: Annotated[str, typer.Option(help="minmax, entropy or percentile.")] = "minmax",
    as_json: JsonFlag = False,
):
    """Quantize a float ONNX model to int8, with ranges from calibration data.

    Prints which operators stay in floating point, and the ratio of signal to noise of each
    output on the calibration data.

    [bold]Example[/bold]

      tinynpu quantize model.onnx --calibration samples.npz -o int8.onnx
    """
    with reported():
        from tinynpu.arch.program import write_file
        from tinynpu.compiler import read_model
        from tinynpu.compiler.quantize_onnx import quantize_onnx

        require_writable(output)
        found = quantize_onnx(
            read_model(model),
            _read_samples(calibration),
            per_channel=per_channel,
            form=form,
            method=method,
        )
        write_file(output, found.model)
        if as_json:
            left = [{"name": name, "operator": kind} for name, kind in found.left]
            print(json.dumps({"output": str(output), "quantized": found.quantized, "left": left, "noise_db": found.noise}))  # fmt: skip
            return
        lines = [f"{output}: {found.quantized} operators quantized"]
        lines += [f"{name} ({kind}) stays in floating point" for name, kind in found.left]
        lines += [f"{name}: signal to noise {value:.1f} dB" for name, value in found.noise.items()]
        for line in lines:
            console.print(line, highlight=False, markup=False, soft_wrap=True)


def _read_samples(path: Path):
    import numpy as np

    from tinynpu.arch.errors import CompileError

    try:
        loaded = np.load(path, allow_pickle=False)
        if isinstance(loaded, np.ndarray):
            return {"input": loaded}
        with loaded:
            return {name: loaded[name] for name in loaded.files}
    except OSError as error:
        raise CompileError(
            f"The calibration data {path} must be readable ({error.strerror or error})."
        ) from None
    except (ValueError, EOFError, KeyError) as error:
        raise CompileError(f"The calibration data {path} must be .npz or .npy: {error}.") from None
