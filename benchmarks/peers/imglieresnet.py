"""Seconds of a training step of ImgLieResnet T(2) in PyTorch, written for this comparison.

The same arithmetic as `./noether benchmark img`: the 648 pixels of a disc, balls of which each image
draws its own neighbours, batch norm, cross entropy and its gradient by the weights, and Adam.

    python benchmarks/peers/imglieresnet.py [--k 128] [--layers 6] [--bs 25] [--seconds 10] [--json]
"""

import torch
from torch import nn
from torch.nn.functional import cross_entropy, silu

import timing

ALPHA, CLASSES = 0.2, 10


class Norm(nn.Module):
    """Batch norm over the rows that a mask names."""

    def __init__(self, channels):
        super().__init__()
        self.norm = nn.BatchNorm1d(channels)

    def forward(self, x, mask=None):
        if mask is None:
            return self.norm(x.flatten(0, -2)).view_as(x)
        return torch.zeros_like(x).masked_scatter(mask.unsqueeze(-1), self.norm(x[mask]))


class Block(nn.Module):
    def __init__(self, inputs, outputs, pairs, kept, fill, nbhd):
        super().__init__()
        c, d = inputs // 4, outputs // 4
        self.norms = nn.ModuleList([Norm(inputs), Norm(c), Norm(d)])
        self.down, self.up = nn.Linear(inputs, c), nn.Linear(d, outputs)
        self.conv = nn.Linear(16 * c, d)
        self.kernel = nn.ModuleList([nn.Linear(2, 32), nn.Linear(32, 32), nn.Linear(32, 16)])
        self.kernel_norms = nn.ModuleList([Norm(32), Norm(32), Norm(16)])
        distances = ALPHA * pairs.norm(dim=-1)
        self.inside = distances <= torch.quantile(distances.flatten(), fill)
        self.pairs, self.kept, self.nbhd = pairs, kept, nbhd

    def forward(self, x):
        v = silu(self.norms[1](self.down(silu(self.norms[0](x)))))
        images, points = x.shape[0], self.kept.shape[0]
        noise = torch.rand(images, *self.inside.shape)
        score, near = (self.inside + noise).topk(min(self.nbhd, x.shape[1]), dim=-1, sorted=False)
        mask = score > 1
        w = self.pairs[torch.arange(points)[None, :, None], near]
        for layer, norm in zip(self.kernel, self.kernel_norms):
            w = silu(norm(layer(w), mask))
        w = w * mask.unsqueeze(-1)
        values = v[torch.arange(images)[:, None, None], near]
        y = self.conv((values.transpose(-1, -2) @ w).flatten(2))
        y = y / mask.sum(-1, keepdim=True).clamp(min=1)
        y = self.up(silu(self.norms[2](y)))
        residual = x[:, self.kept]
        return torch.cat([y[..., : x.shape[2]] + residual, y[..., x.shape[2] :]], dim=-1)


def farthest(positions, count):
    """Returns the first point, then always the one farthest from those before."""
    kept, nearest = [0], (positions - positions[0]).norm(dim=-1)
    while len(kept) < count:
        kept.append(int(nearest.argmax()))
        nearest = torch.minimum(nearest, (positions - positions[kept[-1]]).norm(dim=-1))
    return torch.tensor(kept)


class ImgLieResnet(nn.Module):
    def __init__(self, k, layers, total, fill, nbhd):
        super().__init__()
        part = total ** (1 / layers)
        side = torch.linspace(-14, 14, 28)
        grid = torch.stack(torch.meshgrid(side, side, indexing="ij"), dim=-1)
        self.disc = grid.norm(dim=-1) < 15
        positions = grid[self.disc]
        widths = [int(k / part ** (i / 2)) for i in range(layers + 1)]
        self.first, self.blocks = nn.Linear(1, k), nn.ModuleList()
        for i in range(layers):
            kept = farthest(positions, round(part * len(positions)))
            pairs = positions[kept][:, None] - positions[None]
            self.blocks.append(Block(widths[i], widths[i + 1], pairs, kept, fill / part**i, nbhd))
            positions = positions[kept]
        self.norm, self.last = Norm(widths[-1]), nn.Linear(widths[-1], CLASSES)

    def forward(self, images):
        x = self.first(images[:, self.disc].unsqueeze(-1))
        for block in self.blocks:
            x = block(x)
        return self.last(silu(self.norm(x))).mean(1)


def main():
    options = timing.with_threads(timing.parser(__doc__, k=128, layers=6, bs=25)).parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    network = ImgLieResnet(options.k, options.layers, 0.1, 1 / 15, 25)
    adam = torch.optim.Adam(network.parameters(), lr=3e-3)
    images, labels = torch.rand(options.bs, 28, 28), torch.randint(CLASSES, (options.bs,))

    def step():
        adam.zero_grad()
        cross_entropy(network(images), labels).backward()
        adam.step()

    timing.report_torch(options, network, step)


if __name__ == "__main__":
    main()
