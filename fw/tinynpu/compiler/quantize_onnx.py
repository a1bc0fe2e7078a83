"""Float ONNX models to int8, with the quantizer of onnxruntime."""

import contextlib
import dataclasses
import logging
import math
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from tinynpu.arch.errors import CompileError

__all__ = ["FORMATS", "METHODS", "Quantization", "quantize_onnx"]

FORMATS = ("qdq", "qoperator")
METHODS = ("minmax", "entropy", "percentile")


@dataclasses.dataclass(frozen=True)
class Quantization:
    """A quantized model and how far it is from the one in floating point.

    Members
    -------
    model
        Bytes of the file.
    quantized
        Operators that compute with int8.
    left
        (name, operator) of those that do not.
    noise
        For each output the ratio of signal to noise on the calibration data, in dB.
    """

    model: bytes
    quantized: int
    left: tuple[tuple[str, str], ...]
    noise: dict[str, float]


def quantize_onnx(
    model: bytes,
    calibration: Mapping[str, np.ndarray],
    *,
    per_channel: bool = True,
    form: str = "qdq",
    method: str = "minmax",
) -> Quantization:
    """Quantize activations and weights to int8.

    Parameters
    ----------
    model
        Bytes of an ONNX file, opset 13 or later.
    calibration
        For each input an array of samples along the first axis.
    per_channel
        A scale for each output channel of the weights.
    form
        Of `FORMATS`.
    method
        Of `METHODS`: how ranges are found.

    Raises
    ------
    CompileError
        The model or the data are wrong, or onnx or onnxruntime is missing.
    """
    if form not in FORMATS:
        raise CompileError(f"A format must be one of {', '.join(FORMATS)}, not {form}.")
    if method not in METHODS:
        raise CompileError(f"A method must be one of {', '.join(METHODS)}, not {method}.")
    try:
        import onnx
        import onnxruntime
        from onnxruntime import quantization
    except ImportError as error:
        raise CompileError(
            f"Quantization needs the package {error.name}: pip install 'tinynpu[onnx]'."
        ) from None
    source = _load(onnx, model)
    samples = _samples(source, calibration)
    with tempfile.TemporaryDirectory(prefix="tinynpu-") as name, _quiet():
        folder = Path(name)
        try:
            onnx.save(onnx.shape_inference.infer_shapes(source), folder / "float.onnx")
            quantization.quantize_static(
                str(folder / "float.onnx"),
                str(folder / "int8.onnx"),
                _reader(quantization, samples),
                quant_format=getattr(quantization.QuantFormat, {"qdq": "QDQ", "qoperator": "QOperator"}[form]),
                activation_type=quantization.QuantType.QInt8,
                weight_type=quantization.QuantType.QInt8,
                per_channel=per_channel,
                calibrate_method=getattr(quantization.CalibrationMethod, {"minmax": "MinMax", "entropy": "Entropy", "percentile": "Percentile"}[method]),
                extra_options={"WeightSymmetric": True, "ActivationSymmetric": False},
            )  # fmt: skip
            result = (folder / "int8.onnx").read_bytes()
            noise = _noise(onnxruntime, model, result, samples)
        except CompileError:
            raise
        except Exception as error:  # what onnxruntime raises has no common class
            text = (str(error).splitlines() or [type(error).__name__])[0][:200]
            raise CompileError(
                f"onnxruntime must be able to quantize the model ({text})."
            ) from None
    quantized, left = _census(onnx.load_model_from_string(result))
    return Quantization(result, quantized, left, noise)


def _load(onnx: Any, model: bytes) -> Any:
    try:
        source = onnx.load_model_from_string(model)
        onnx.checker.check_model(source)
    except Exception:  # parser and checker have errors of their own
        raise CompileError("A model must be a valid ONNX file; this is not.") from None
    version = max((each.version for each in source.opset_import if each.domain in ("", "ai.onnx")), default=0)  # fmt: skip
    if version < 13:
        raise CompileError(f"The opset of a model must be 13 or later, not {version}.")
    return source


def _samples(source: Any, calibration: Mapping[str, np.ndarray]) -> list[dict[str, np.ndarray]]:
    """The calibration data, one dictionary for each sample."""
    constants = {each.name for each in source.graph.initializer}
    inputs = [value for value in source.graph.input if value.name not in constants]
    names = [value.name for value in inputs]
    if len(names) == 1 and len(calibration) == 1:
        calibration = dict(zip(names, calibration.values(), strict=True))
    if set(calibration) != set(names):
        raise CompileError(
            f"The calibration data must have an array for each input ({', '.join(names)}), "
            f"not {', '.join(calibration) or 'nothing'}."
        )
    counts = {len(array) if array.ndim else 0 for array in calibration.values()}
    if len(counts) != 1 or not min(counts):
        raise CompileError(
            "The calibration data must have as many samples of each input, at least one."
        )
    result: list[dict[str, np.ndarray]] = []
    for number in range(min(counts)):
        sample = {}
        for value in inputs:
            sizes = [d.dim_value for d in value.type.tensor_type.shape.dim]
            array = calibration[value.name][number].astype(np.float32)
            if array.ndim == len(sizes) - 1:
                array = array[None]
            fits = array.ndim == len(sizes) and all(
                n in (0, m) for n, m in zip(sizes, array.shape, strict=True)
            )
            if not fits:
                raise CompileError(
                    f"A sample of {value.name} must have the shape {sizes[1:]}, not {list(array.shape)}."
                )
            sample[value.name] = array
        result.append(sample)
    return result


def _reader(quantization: Any, samples: list[dict[str, np.ndarray]]) -> Any:
    """Calibration data as onnxruntime reads it."""

    class Reader(quantization.CalibrationDataReader):
        def __init__(self):
            self.rest = iter(samples)

        def get_next(self) -> dict[str, np.ndarray] | None:
            return next(self.rest, None)

    return Reader()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without the quantizer's advice on the terminal."""
    logger = logging.getLogger()
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _noise(
    onnxruntime: Any, model: bytes, quantized: bytes, samples: list[dict[str, np.ndarray]]
) -> dict[str, float]:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    sessions = [
        onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        for data in (model, quantized)
    ]
    signal: dict[str, float] = {}
    noise: dict[str, float] = {}
    names = [output.name for output in sessions[0].get_outputs()]
    for sample in samples:
        exact, rounded = (session.run(names, sample) for session in sessions)
        for name, a, b in zip(names, exact, rounded, strict=True):
            signal[name] = signal.get(name, 0.0) + float(np.square(a, dtype=np.float64).sum())
            noise[name] = noise.get(name, 0.0) + float(
                np.square(np.subtract(a, b, dtype=np.float64)).sum()
            )
    return {
        name: 10 * math.log10(max(signal[name], 1e-30) / max(noise[name], 1e-30)) for name in names
    }


def _census(model: Any) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Operators that compute with int8, and the others."""
    taken = {node.input[0] for node in model.graph.node if node.op_type == "QuantizeLinear"}
    integers: set[str] = set()  # tensors of int8
    made: set[str] = set()  # real tensors that stand for int8
    quantized, left = 0, []
    for node in model.graph.node:
        if node.op_type == "QuantizeLinear":
            integers.update(node.output)
        elif node.op_type == "DequantizeLinear":
            made.update(node.output)
        elif node.op_type.startswith("Q") or integers & set(node.input):
            integers.update(node.output)
            quantized += 1
        elif made & set(node.input) or taken & set(node.output):
            quantized += 1
        else:
            left.append((node.name or node.output[0], node.op_type))
    return quantized, tuple(left)
