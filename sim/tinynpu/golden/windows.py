"""Windows of a tensor that slide with stride, dilation and padding."""

import numpy as np

__all__ = ["windows"]


def windows(
    x: np.ndarray,
    kernel: tuple[int, int],
    stride: tuple[int, int],
    dilation: tuple[int, int],
    padding: tuple[int, int, int, int],
    fill: int,
) -> np.ndarray:
    """View of the padded tensor, [n, out_h, out_w, kernel_h, kernel_w, channels].

    Parameters
    ----------
    x
        NHWC.
    kernel, stride, dilation
        (rows, columns).
    padding
        (top, bottom, left, right).
    fill
        Value of the padding.
    """
    top, bottom, left, right = padding
    x = np.pad(x, ((0, 0), (top, bottom), (left, right), (0, 0)), constant_values=fill)
    reach = [(k - 1) * d + 1 for k, d in zip(kernel, dilation, strict=True)]
    view = np.lib.stride_tricks.sliding_window_view(x, reach, axis=(1, 2))
    view = view[:, :: stride[0], :: stride[1], :, :: dilation[0], :: dilation[1]]
    return view.transpose(0, 1, 2, 4, 5, 3)
