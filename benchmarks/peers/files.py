"""Times how files are read by Noether, and by h5py and ASE, by turns, and writes a table.

The table takes the place of the one between two comments in docs/performance.md, which also says how
to read it. The files are made from random numbers, in a folder that is removed at the end.

    pip install numpy h5py ase
    JAVA_HOME=... python benchmarks/peers/files.py [--rounds 3] [--megabytes 500] [--out FILE]
"""

import statistics
import tempfile
from functools import partial
from pathlib import Path

import timing
import turns
from turns import PEERS, run

SIDES = {
    "first": "Noether, first time",
    "peer first": "h5py or ASE, first time",
    "again": "Noether, again",
    "peer again": "h5py or ASE, again",
}
ROWS = {
    "float64": "HDF5, contiguous float64",
    "rows": "the same, here in an array for each system",
    "float32": "HDF5, contiguous float32",
    "gzip": "HDF5, float64, shuffle and gzip",
    "extxyz": "extended XYZ",
}


def stored(row):
    """Returns the name of the file that is read."""
    return "float64" if row == "rows" else row


def measure(options, folder, row, side):
    file = folder / stored(row)
    what = {"rows": "rows", "extxyz": "molecules"}.get(row, "array")
    repetitions = 1 if side.endswith("first") else options.repetitions
    if side.startswith("peer"):
        command = [options.python, str(PEERS / "reading.py"), str(file), what, str(repetitions)]
        printed = run(command)
    else:
        printed = turns.java(options, "FileTimes.java", file, what, repetitions)
    seconds = [float(line) for line in printed.split()]
    return statistics.median(seconds[repetitions // 2 :])


def table(measured):
    heading = ["file", *(f"{name} s" for name in SIDES.values()), "times as fast, first time", "again"]
    rows = []
    for row, results in measured.items():
        cells = [ROWS[row]] + [f"{statistics.median(results[side]):.3g}" for side in SIDES]
        rows.append(cells + [turns.ratio(results[side], results[f"peer {side}"]) for side in ("first", "again")])
    return turns.table(heading, rows)


def circumstances(options, busy):
    versions = [f"{name} {turns.version(options.python, name)}" for name in ("numpy", "h5py", "ase")]
    return (
        f"{options.megabytes} MB of HDF5, {options.molecules:,} molecules; {turns.processor()}, "
        f"{timing.processors()} processors; {', '.join(versions)}; {options.rounds} "
        f"round{'s' * (options.rounds > 1)}; other programs used {busy:.0%} of the processors at most."
    )


def main():
    parser = turns.with_java(turns.parser(__doc__, ROWS, rounds=3))
    parser.add_argument("--megabytes", type=int, default=500, help="of the arrays (default: %(default)s)")
    parser.add_argument("--molecules", type=int, default=12_000, help="(default: %(default)s)")
    parser.set_defaults(repetitions=24)
    options = turns.parsed(parser, ROWS)

    def page():
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            sizes = [str(options.megabytes), str(options.molecules)]
            run([options.python, str(PEERS / "reading.py"), "--make", folder, *sizes, *{stored(row) for row in options.rows}])
            each = partial(measure, options, Path(folder))
            measured, busy = turns.by_turns(options, options.rows, SIDES, each)
        return f"{table(measured)}\n\n{circumstances(options, busy)}"

    turns.fill(options, "files", page)


if __name__ == "__main__":
    main()
