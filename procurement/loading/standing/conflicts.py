"""What every way of deciding gives."""

from typing import Any

import numpy as np

from procurement.counting import Standing

type Standings = np.ndarray[Any, np.dtype[np.int8]]
"""position in list(Standing) of every row"""
type Conflicts = dict[int, int]
"""row that cannot be decided -> another row of its order (R16); positions in the frame"""

COUNTED, RE_SENT, IN_BOTH, REPEATED = (
    np.int8(list(Standing).index(one))
    for one in (Standing.COUNTED, Standing.RE_SENT, Standing.IN_BOTH, Standing.REPEATED)
)
