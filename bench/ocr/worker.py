"""A process that reads pictures: names of cases come in, one a line; records go out, one a line.

`python -m bench.ocr.worker READER GALLERY MODELS SEED [THREADS]`. One thread unless told otherwise; whatever a library
prints goes to standard error.
"""

import json
import os
import sys
from pathlib import Path

PLACE_OF_THREADS = 5
THREADS = sys.argv[PLACE_OF_THREADS] if len(sys.argv) > PLACE_OF_THREADS else "1"
os.environ["OMP_NUM_THREADS"] = THREADS  # before anything loads a numeric library


def main() -> None:
    """Answer until the input ends."""
    from bench.ocr.cases import cases
    from bench.ocr.pictures import made
    from bench.ocr.readers import opened

    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    reader, gallery, models, seed = sys.argv[1:PLACE_OF_THREADS]
    by_name = {case.name: case for case in cases(seed)}
    read = opened(reader, Path(models), int(THREADS))
    for line in sys.stdin:
        case = by_name[line.strip()]
        record = read(case.name, made(case, Path(gallery))[1])
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
