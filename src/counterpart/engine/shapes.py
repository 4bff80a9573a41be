"""Names for the arrays that the engine passes around."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Table = npt.NDArray[np.float64]  # of two dimensions
Integers = npt.NDArray[np.int64]
Indices = npt.NDArray[np.int64]
Shorts = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Hashes = npt.NDArray[np.uint64]
