"""A process that reads pictures: names of cases come in, one a line; records go out, one a line.

`python -m bench.ocr.worker READER GALLERY MODELS SEED`. One thread; whatever a library prints goes to standard error.
"""

import json
import os
import sys
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"  # before anything loads a numeric library


def main() -> None:
    """Answer until the input ends."""
    from bench.ocr.cases import cases
    from bench.ocr.pictures import made
    from bench.ocr.readers import opened

    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    reader, gallery, models, seed = sys.argv[1:]
    by_name = {case.name: case for case in cases(seed)}
    read = opened(reader, Path(models))
    for line in sys.stdin:
        case = by_name[line.strip()]
        record = read(case.name, made(case, Path(gallery))[1])
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
