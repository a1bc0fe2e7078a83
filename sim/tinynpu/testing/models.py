"""Random small graphs of int8 operators."""

import numpy as np

from tinynpu.compiler.graph import Graph, Node, Tensor

__all__ = ["GraphBuilder", "random_graph"]


class GraphBuilder:
    """Adds one operator after the other; quantization is random but keeps values in range."""

    def __init__(self, rng: np.random.Generator, *, always_bias: bool = False):
        self.rng = rng
        self.always_bias = always_bias
        self.tensors: dict[str, Tensor] = {}
        self.nodes: list[Node] = []
        self.inputs: list[str] = []

    def _tensor(self, name: str, shape, dtype="int8", scale=(), zero_point=0, data=None) -> str:
        self.tensors[name] = Tensor(name, tuple(shape), dtype, tuple(scale), zero_point, data)
        return name

    def _activation(self, name: str, shape, like: str | None = None) -> str:
        if like is not None:
            return self._tensor(
                name, shape, "int8", self.tensors[like].scale, self.tensors[like].zero_point
            )
        scale = float(np.float32(self.rng.uniform(0.01, 0.2)))
        return self._tensor(name, shape, "int8", (scale,), int(self.rng.integers(-128, 128)))

    def _clamp(self) -> tuple[int, int]:
        if self.rng.integers(2):
            return -128, 127
        return int(self.rng.integers(-128, -20)), int(self.rng.integers(20, 128))

    def _node(self, op: str, inputs, output: str, **attributes) -> str:
        self.nodes.append(Node(f"{len(self.nodes)}:{op}", op, tuple(inputs), output, attributes))
        return output

    def input(self, shape) -> str:
        name = self._activation(f"input{len(self.inputs)}", shape)
        self.inputs.append(name)
        return name

    def _weights(self, x: str, out: str, shape, axis: int, fan_in: int) -> list[str]:
        """Constants of a layer, scaled so that outputs spread over the range."""
        rng, channels = self.rng, shape[axis]
        source, target = self.tensors[x], self.tensors[out]
        number = len(self.nodes)
        ratio = target.scale[0] / source.scale[0] / (np.sqrt(fan_in) * 60)
        count = channels if rng.integers(3) else 1
        scale = [float(np.float32(ratio * rng.uniform(0.5, 2))) for _ in range(count)]
        weights = rng.integers(-127, 128, shape).astype(np.int8)
        bias = rng.integers(-2000, 2000, channels).astype(np.int32)
        names = [self._tensor(f"weights{number}", shape, "int8", scale, 0, weights)]
        if self.always_bias or rng.integers(4):
            products = [float(np.float32(source.scale[0]) * np.float32(s)) for s in scale]
            names.append(self._tensor(f"bias{number}", (channels,), "int32", products, 0, bias))
        return names

    def _padding(self, size, kernel, stride, dilation):
        """SAME, VALID or some explicit padding that leaves an output."""
        padding, out = [], []
        for n, k, s, d in zip(size, kernel, stride, dilation, strict=True):
            reach = (k - 1) * d + 1
            before = int(self.rng.integers(0, reach))
            after = int(self.rng.integers(0, reach))
            if n + before + after < reach:
                after = reach - n - before
            padding += [before, after]
            out.append((n + before + after - reach) // s + 1)
        return tuple(padding), out

    def conv2d(self, x: str, channels: int, kernel, stride=(1, 1), dilation=(1, 1)) -> str:
        _, height, width, source = self.tensors[x].shape
        padding, size = self._padding((height, width), kernel, stride, dilation)
        out = self._activation(f"value{len(self.nodes)}", (1, *size, channels))
        shape = (channels, *kernel, source)
        names = self._weights(x, out, shape, 0, int(np.prod(shape[1:])))
        return self._node(
            "conv2d", [x, *names], out,
            stride=stride, dilation=dilation, padding=padding, clamp=self._clamp(),
        )  # fmt: skip

    def depthwise_conv2d(
        self, x: str, kernel, stride=(1, 1), dilation=(1, 1), multiplier: int = 1
    ) -> str:
        _, height, width, channels = self.tensors[x].shape
        padding, size = self._padding((height, width), kernel, stride, dilation)
        channels *= multiplier
        out = self._activation(f"value{len(self.nodes)}", (1, *size, channels))
        shape = (1, *kernel, channels)
        names = self._weights(x, out, shape, 3, int(np.prod(kernel)))
        return self._node(
            "depthwise_conv2d", [x, *names], out,
            stride=stride, dilation=dilation, padding=padding, clamp=self._clamp(),
        )  # fmt: skip

    def fully_connected(self, x: str, channels: int) -> str:
        size = int(np.prod(self.tensors[x].shape))
        out = self._activation(f"value{len(self.nodes)}", (1, channels))
        names = self._weights(x, out, (channels, size), 0, size)
        return self._node("fully_connected", [x, *names], out, clamp=self._clamp(), round_once=True)

    def pool(self, x: str, op: str, kernel, stride) -> str:
        _, height, width, channels = self.tensors[x].shape
        padding = (0, 0, 0, 0)
        if op == "max_pool2d":
            padding, size = self._padding((height, width), kernel, stride, (1, 1))
        else:
            size = [
                (n - k) // s + 1 for n, k, s in zip((height, width), kernel, stride, strict=True)
            ]
        out = self._activation(f"value{len(self.nodes)}", (1, *size, channels), like=x)
        return self._node(
            op, [x], out, kernel=kernel, stride=stride, padding=padding, clamp=self._clamp()
        )

    def binary(self, op: str, a: str, b: str) -> str:
        out = self._activation(f"value{len(self.nodes)}", self.tensors[a].shape)
        if op == "mul":
            tensor = self.tensors[out]
            scale = float(np.float32(self.tensors[a].scale[0] * self.tensors[b].scale[0] * 80))
            self.tensors[out] = Tensor(out, tensor.shape, "int8", (scale,), tensor.zero_point)
        return self._node(op, [a, b], out, clamp=self._clamp())

    def reshape(self, x: str, shape) -> str:
        out = self._activation(f"value{len(self.nodes)}", shape, like=x)
        return self._node("reshape", [x], out)

    def graph(self, *outputs: str) -> Graph:
        graph = Graph(self.tensors, tuple(self.nodes), tuple(self.inputs), outputs)
        graph.verify()
        return graph


def random_graph(rng: np.random.Generator, *, layers: int = 3, most: int = 9) -> Graph:
    """A chain of random layers with a residual sum now and then, for any configuration.

    Parameters
    ----------
    layers
        Layers, at most.
    most
        Largest height, width and number of channels.
    """
    builder = GraphBuilder(rng)
    x = builder.input((1, *(int(v) for v in rng.integers(1, most + 1, 3))))
    for _ in range(int(rng.integers(1, layers + 1))):
        _, height, width, _ = builder.tensors[x].shape
        kernel = int(rng.integers(1, 5)), int(rng.integers(1, 5))
        stride = int(rng.integers(1, 4)), int(rng.integers(1, 4))
        dilation = (1, 1) if rng.integers(3) else (int(rng.integers(1, 3)), int(rng.integers(1, 3)))
        kind = int(rng.integers(7))
        if kind in (0, 1):
            x = builder.conv2d(x, int(rng.integers(1, 2 * most)), kernel, stride, dilation)
        elif kind in (2, 3):
            x = builder.depthwise_conv2d(x, kernel, stride, dilation)
        elif kind == 4:
            window = (min(kernel[0], height), min(kernel[1], width))
            op = "max_pool2d" if rng.integers(2) else "average_pool2d"
            x = builder.pool(x, op, window, stride)
        elif kind == 5:
            y = builder.conv2d(x, builder.tensors[x].shape[3], (1, 1))
            if builder.tensors[y].shape == builder.tensors[x].shape:
                x = builder.binary(str(rng.choice(["add", "sub", "mul"])), y, x)
            else:
                x = y
        else:
            x = builder.conv2d(x, int(rng.integers(1, 2 * most)), (1, 1), stride)
    if rng.integers(2):
        if rng.integers(2):
            x = builder.reshape(x, (1, int(np.prod(builder.tensors[x].shape))))
        x = builder.fully_connected(x, int(rng.integers(1, 3 * most)))
    return builder.graph(x)
