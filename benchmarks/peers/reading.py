"""Reads a file by h5py or ASE and prints the seconds of each repetition, or makes the files.

    python reading.py FILE array|rows|molecules REPETITIONS
    python reading.py --make FOLDER MEGABYTES MOLECULES NAMES...
"""

import sys
import time
from pathlib import Path

import numpy as np

POINTS, NUMBERS = 500, 24


def make(folder, megabytes, molecules, names):
    random = np.random.default_rng(0)
    for name in names:
        if name == "extxyz":
            make_molecules(Path(folder) / name, random, molecules)
        else:
            make_array(Path(folder) / name, random, megabytes)


def make_array(file, random, megabytes):
    """Sums of a wave for each number, which gzip packs as it does trajectories."""
    import h5py

    dtype = "f4" if file.name == "float32" else "f8"
    systems = megabytes * 1_000_000 // (POINTS * NUMBERS * np.dtype(dtype).itemsize)
    packed = {"chunks": (10, POINTS, NUMBERS), "compression": "gzip", "shuffle": True}
    with h5py.File(file, "w") as hdf:
        options = packed if file.name == "gzip" else {}
        zs = hdf.create_dataset("zs", (systems, POINTS, NUMBERS), dtype, **options)
        times = 0.01 * np.arange(POINTS)[:, None]
        for first in range(0, systems, 10):
            count = min(10, systems - first)
            size, rate, phase = random.uniform(0.5, 3, (3, count, 1, NUMBERS))
            zs[first : first + count] = size * np.sin(rate * times + phase)


def make_molecules(file, random, molecules):
    """Molecules of 18 atoms with 15 properties, as many as those of QM9 have on average."""
    from ase import Atoms
    from ase.io import write

    def molecule():
        properties = {f"p{i}": float(random.normal()) for i in range(15)}
        elements = random.choice([1, 6, 7, 8, 9], 18)
        return Atoms(elements, random.normal(size=(18, 3)), info=properties)

    write(file, [molecule() for _ in range(molecules)], format="extxyz")


def numbers():
    """Returns what reads an array, once its libraries are there."""
    import h5py

    def read(file):
        with h5py.File(file) as hdf:
            return hdf["zs"][:].size

    return read


def molecules():
    """Returns what reads molecules, once its libraries are there."""
    from ase.io import extxyz, iread  # the second would load the first while it reads

    assert extxyz
    return lambda file: sum(1 for _ in iread(file, ":", format="extxyz"))


def main():
    if sys.argv[1] == "--make":
        make(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5:])
        return
    read = molecules() if sys.argv[2] == "molecules" else numbers()
    for _ in range(int(sys.argv[3])):
        start = time.perf_counter()
        read(sys.argv[1])
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
