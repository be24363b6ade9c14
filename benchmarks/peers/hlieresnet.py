"""Seconds of a training step of HLieResNet T(2) in PyTorch, written for this comparison.

The same arithmetic as `./noether benchmark springs --network HLieResNet`: six bodies in the plane, a
rollout of four steps of the 3/8 rule through dH/dz, and the gradient of its error by the weights.

    python benchmarks/peers/hlieresnet.py [--k 384] [--layers 4] [--bs 200] [--seconds 20]
"""

import argparse
import resource
import statistics
import time

import torch
from torch import nn
from torch.nn.functional import silu

BODIES, DIM, TIMES, DT = 6, 2, 5, 0.01


class Block(nn.Module):
    def __init__(self, k):
        super().__init__()
        c = k // 4
        self.inward, self.outward = nn.Linear(k, c), nn.Linear(c, k)
        self.kernel = nn.ModuleList([nn.Linear(DIM, 32), nn.Linear(32, 32), nn.Linear(32, 16)])
        self.linear = nn.Linear(16 * c, c)

    def forward(self, pairs, x):
        v = silu(self.inward(silu(x)))
        w = pairs
        for layer in self.kernel:
            w = silu(layer(w))
        m = v.transpose(-1, -2).unsqueeze(1) @ w
        conv = self.linear(m.flatten(2)) / BODIES
        return x + self.outward(silu(conv))


class Potential(nn.Module):
    def __init__(self, k, layers):
        super().__init__()
        self.embed, self.read = nn.Linear(2, k), nn.Linear(k, 1)
        self.blocks = nn.ModuleList([Block(k) for _ in range(layers)])

    def forward(self, q, params):
        pairs = q.unsqueeze(2) - q.unsqueeze(1)
        x = self.embed(params)
        for block in self.blocks:
            x = block(pairs, x)
        return self.read(silu(x)).mean((1, 2))


def rates(potential, z, params):
    half = z.shape[1] // 2
    q = z[:, :half].reshape(-1, BODIES, DIM)
    if not q.requires_grad:
        q.requires_grad_()
    velocity = z[:, half:].reshape(-1, BODIES, DIM) / params[..., :1]
    slope = torch.autograd.grad(potential(q, params).sum(), q, create_graph=True)[0]
    return torch.cat([velocity.flatten(1), -slope.flatten(1)], 1)


def loss(potential, zs, params):
    z, error = zs[:, 0], 0
    for t in range(1, TIMES):
        k1 = rates(potential, z, params)
        k2 = rates(potential, z + DT * k1 / 3, params)
        k3 = rates(potential, z + DT * (k2 - k1 / 3), params)
        k4 = rates(potential, z + DT * (k1 - k2 + k3), params)
        z = z + DT * (k1 + 3 * (k2 + k3) + k4) / 8
        error = error + (z - zs[:, t]).square().sum()
    return error / zs.numel()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("k", 384), ("layers", 4), ("bs", 200), ("seconds", 20)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    torch.manual_seed(0)
    potential = Potential(options.k, options.layers)
    optimiser = torch.optim.Adam(potential.parameters(), lr=1e-3)
    zs = 0.5 * torch.randn(options.bs, TIMES, 2 * BODIES * DIM)
    params = torch.rand(options.bs, BODIES, 2) + 0.5
    seconds, start = [], time.perf_counter()
    while len(seconds) < 4 or time.perf_counter() - start < options.seconds:
        before = time.perf_counter()
        optimiser.zero_grad()
        loss(potential, zs, params).backward()
        optimiser.step()
        seconds.append(time.perf_counter() - before)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"median {statistics.median(seconds[1:]):.3f} s a step, peak {peak:.2f} GB, "
          f"{torch.get_num_threads()} threads, torch {torch.__version__}")


if __name__ == "__main__":
    main()
