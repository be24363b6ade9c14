"""Writes the NumPy files of this folder: the same five systems in each layout that Noether knows.

Made by NumPy 2.4: python make.py
"""

import numpy as np

N, T, BODIES, DIM = 5, 4, 3, 2

# Numbers that single precision holds exactly, and that tell every place.
q = np.arange(N * T * BODIES * DIM, dtype=float).reshape(N, T, BODIES, DIM) / 4
p = -q - 0.125
flat = np.concatenate([q.reshape(N, T, -1), p.reshape(N, T, -1)], axis=2)
ts = np.tile(np.arange(T) / 8, (N, 1))
sysp = 1 + np.arange(N * BODIES * 2, dtype=float).reshape(N, BODIES, 2) / 8


def main():
    own = dict(zs=flat, ts=ts, sysP=sysp)
    np.savez("plain.npz", **own)
    np.savez_compressed("compressed.npz", **own)
    np.savez_compressed("fortran.npz", **{key: np.asfortranarray(value) for key, value in own.items()})
    np.savez_compressed("single-big.npz", **{key: value.astype(">f4") for key, value in own.items()})
    names = dict(t=ts, c=sysp)
    np.savez_compressed("pairs.npz", x=np.concatenate([q, p], axis=2), **names)
    np.savez_compressed("halves.npz", x=np.stack([q, p], axis=2), **names)
    np.savez_compressed("bodies.npz", x=np.concatenate([q, p], axis=3), **names)
    np.savez_compressed("triples.npz", x=np.stack([q, p], axis=3), **names)
    np.savez_compressed("swapped.npz", x=flat.swapaxes(0, 1), t=ts[0], c=sysp.reshape(N, -1))
    np.savez_compressed("two.npz", q=q, p=p, t=ts[0], c=sysp)


if __name__ == "__main__":
    main()
