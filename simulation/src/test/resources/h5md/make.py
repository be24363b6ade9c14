"""Writes the H5MD files of this folder: two systems of three particles in the plane at four times.

Made by h5py 3.16.0 and NumPy 2.4.6: python make.py
"""

import h5py
import numpy as np

TIMES, PARTICLES, DIM = 4, 3, 2


def make(name, shift, fixed=True, velocities=True, groups=("all",)):
    positions = shift + np.arange(TIMES * PARTICLES * DIM).reshape(TIMES, PARTICLES, DIM) / 4
    with h5py.File(name + ".h5md", "w") as file:
        file.create_group("h5md").attrs["version"] = np.array([1, 1])
        for group in groups:
            particles = file.create_group("particles/" + group)
            box = particles.create_group("box")
            box.attrs["dimension"] = DIM
            box["edges"] = np.ones(DIM)
            values = {"position": positions, "velocity": -positions - 0.125}
            for key in ("position", "velocity") if velocities else ("position",):
                element = particles.create_group(key)
                element.create_dataset("value", data=values[key].astype("f4"), compression="gzip",
                                       maxshape=(None, PARTICLES, DIM))
                element["step"] = np.arange(TIMES)
                element["time"] = np.arange(TIMES) / 8 if fixed else 0.125
            masses = 1 + np.arange(PARTICLES) / 4
            if fixed:
                particles["mass"] = masses
            else:
                particles["mass/value"] = np.tile(masses, (TIMES, 1))


if __name__ == "__main__":
    make("two-1", 0)
    make("two-2", 8, fixed=False)
    make("refused-groups", 0, groups=("water", "ions"))
    make("refused-velocities", 0, velocities=False)
