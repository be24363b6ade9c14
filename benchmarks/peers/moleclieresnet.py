"""Seconds of a training step of MolecLieResNet T(3) in PyTorch, written for this comparison.

The same arithmetic as `./noether benchmark molec --net_config "{'group':T(3),'fill':1.,'k':256}" --bs 100`
once its balls hold all pairs of a molecule's atoms; with 'knn':True they all take part from the first step.
As usual in PyTorch a batch is padded to its largest molecule, and masks tell which atoms and pairs exist.
A step includes drawing and padding the batch.

    python benchmarks/peers/moleclieresnet.py --data FILE [--k 256] [--layers 6] [--bs 100] [--json]
"""

import gzip
import re

import torch
from torch import nn
from torch.nn.functional import l1_loss, silu
from torch.nn.utils.rnn import pad_sequence

import timing

SPECIES = {"H": 1, "C": 6, "N": 7, "O": 8, "F": 9}
POWERS, SPACE, KERNEL = 3, 3, 16


class Mask:
    """Which rows exist: 1 or 0 for each, of shape (..., 1), and how many do."""

    def __init__(self, rows):
        self.rows, self.count = rows, rows.sum()


class MaskedBatchNorm(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))
        self.register_buffer("running_mean", torch.zeros(channels))
        self.register_buffer("running_var", torch.ones(channels))

    def forward(self, x, mask):
        x = x * mask.rows
        axes = tuple(range(x.dim() - 1))
        mean = x.sum(axes) / mask.count
        squares = ((x - mean) * mask.rows).square().sum(axes)
        with torch.no_grad():
            self.running_mean.lerp_(mean, 0.1)
            self.running_var.lerp_(squares / (mask.count - 1), 0.1)
        ratio = self.weight / (squares / mask.count).clamp(min=1e-5).sqrt()
        return torch.addcmul(self.bias - mean * ratio, x, ratio)


class Block(nn.Module):
    def __init__(self, k):
        super().__init__()
        c, widths = k // 4, (SPACE, 32, 32, KERNEL)
        self.before, self.inward = MaskedBatchNorm(k), nn.Linear(k, c)
        self.between = MaskedBatchNorm(c)
        self.kernel = nn.ModuleList([nn.Linear(i, o) for i, o in zip(widths, widths[1:])])
        self.norms = nn.ModuleList([MaskedBatchNorm(o) for o in widths[1:]])
        self.linear = nn.Linear(KERNEL * c, c)
        self.after, self.outward = MaskedBatchNorm(c), nn.Linear(c, k)

    def forward(self, x, atoms, pairs, edges, neighbours):
        v = silu(self.between(self.inward(silu(self.before(x, atoms))), atoms))
        w = pairs
        for layer, norm in zip(self.kernel, self.norms):
            w = silu(norm(layer(w), edges))
        w = w * edges.rows
        batch, n, c = v.shape
        # One product for each molecule: (n 16, n) times (n, c).
        m = w.transpose(2, 3).reshape(batch, n * KERNEL, n) @ v
        v = self.linear(m.view(batch, n, KERNEL * c)) / neighbours * atoms.rows
        return x + self.outward(silu(self.after(v, atoms)))


class MolecLieResNet(nn.Module):
    def __init__(self, k, layers):
        super().__init__()
        self.embed = nn.Linear(POWERS * len(SPECIES), k)
        self.blocks = nn.ModuleList([Block(k) for _ in range(layers)])
        self.norm, self.read = MaskedBatchNorm(k), nn.Linear(k, 1)

    def forward(self, positions, features, present):
        pairs = positions.unsqueeze(2) - positions.unsqueeze(1)
        atoms, edges = Mask(present), Mask(present.unsqueeze(2) * present.unsqueeze(1))
        sizes = present.sum(1, keepdim=True)
        x = self.embed(features)
        for block in self.blocks:
            x = block(x, atoms, pairs, edges, sizes)
        x = self.read(silu(self.norm(x, atoms)))
        return (x * present).sum((1, 2)) / sizes.flatten()


def read(path, task):
    """Returns positions and features of each molecule, and a property, normalised."""
    positions, features, targets = [], [], []
    charges = torch.tensor(list(SPECIES.values())) / max(SPECIES.values())
    powers = torch.block_diag(*[c ** torch.arange(POWERS) for c in charges])
    rows = dict(zip(SPECIES, powers))
    with (gzip.open if path.endswith(".gz") else open)(path, "rt") as lines:
        for count in filter(str.strip, lines):
            targets.append(float(re.search(rf"\b{task}=(\S+)", next(lines))[1]))
            atoms = [next(lines).split() for _ in range(int(count))]
            positions.append(torch.tensor([[float(x) for x in atom[1:4]] for atom in atoms]))
            features.append(torch.stack([rows[atom[0]] for atom in atoms]))
    targets = torch.tensor(targets)
    return positions, features, (targets - targets.mean()) / targets.std()


def moved(positions):
    """Returns padded positions of molecules, each turned at random."""
    turns, _ = torch.linalg.qr(torch.randn(len(positions), SPACE, SPACE))
    return positions @ turns


def main():
    parser = timing.with_threads(timing.parser(__doc__, k=256, layers=6, bs=100))
    parser.add_argument("--data", required=True, help="an extended XYZ file, gzip or not")
    parser.add_argument("--task", default="homo")
    options = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    positions, features, targets = read(options.data, options.task)
    network = MolecLieResNet(options.k, options.layers)
    optimiser = torch.optim.Adam(network.parameters(), lr=3e-3)

    def step():
        batch = torch.randint(len(positions), (options.bs,)).tolist()
        x = pad_sequence([positions[i] for i in batch], batch_first=True)
        f = pad_sequence([features[i] for i in batch], batch_first=True)
        present = pad_sequence([torch.ones(len(positions[i]), 1) for i in batch], batch_first=True)
        optimiser.zero_grad(set_to_none=True)
        loss = l1_loss(network(moved(x), f, present), targets[batch])
        loss.backward()
        optimiser.step()

    timing.report_torch(options, network, step)


if __name__ == "__main__":
    main()
