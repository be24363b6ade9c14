"""Times torchdiffeq's rk4 on an ensemble of pendulums and prints the seconds of each repetition.

The equations of motion are written by hand, on tensors of shape (systems, components). Systems are drawn as Noether
draws them.
"""

import argparse
import sys
import time

import torch

import timing

G = 9.81
DT = 0.01


def pendulum(n, dtype):
    """Returns the field and the states of pendulums, z = (q, p)."""
    m, l = torch.rand(2, n, dtype=dtype) + 0.5
    inertia, torque = m * l**2, m * G * l

    def field(t, z):
        return torch.stack([z[:, 1] / inertia, -torque * torch.sin(z[:, 0])], -1)

    z0 = torch.stack([4 * torch.rand(n, dtype=dtype) - 2, inertia * torch.randn(n, dtype=dtype)], -1)
    return field, z0


def double_pendulum(n, dtype):
    """Returns the field and the states of double pendulums, z = (q1, q2, p1, p2)."""
    m1, m2, l1, l2 = torch.rand(4, n, dtype=dtype) + 0.5
    upper, lower, mixed = m2 * l2**2, (m1 + m2) * l1**2, m2 * l1 * l2
    scale = 2 * m2 * l1**2 * l2**2
    torque1, torque2 = (m1 + m2) * G * l1, m2 * G * l2

    def field(t, z):
        q1, q2, p1, p2 = z.unbind(-1)
        sin, cos = torch.sin(q1 - q2), torch.cos(q1 - q2)
        inertia = scale * (m1 + m2 * sin**2)
        kinetic = (upper * p1**2 + lower * p2**2 - 2 * mixed * p1 * p2 * cos) / inertia
        turning = (2 * mixed * p1 * p2 * sin - kinetic * scale * 2 * m2 * sin * cos) / inertia
        return torch.stack(
            [
                2 * (upper * p1 - mixed * p2 * cos) / inertia,
                2 * (lower * p2 - mixed * p1 * cos) / inertia,
                -turning - torque1 * torch.sin(q1),
                turning - torque2 * torch.sin(q2),
            ],
            -1,
        )

    z0 = torch.zeros(n, 4, dtype=dtype)
    z0[:, :2] = 4 * torch.rand(n, 2, dtype=dtype) - 2
    return field, z0


SYSTEMS = {"pendulum": pendulum, "double-pendulum": double_pendulum}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--system", choices=SYSTEMS, default="pendulum")
    parser.add_argument("--dtype", choices=["float64", "float32"], default="float64")
    parser.add_argument("--systems", type=int, default=100_000)
    parser.add_argument("--points", type=int, default=500)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--torchdiffeq", help="folder of its source, if it is not installed")
    options = timing.with_threads(parser).parse_args()
    if options.torchdiffeq:
        sys.path.insert(0, options.torchdiffeq)
    from torchdiffeq import odeint

    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    dtype = getattr(torch, options.dtype)
    field, z0 = SYSTEMS[options.system](options.systems, dtype)
    times = DT * torch.arange(options.points, dtype=dtype)
    with torch.no_grad():
        for _ in range(options.repetitions):
            start = time.perf_counter()
            odeint(field, z0, times, method="rk4")
            print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
