"""Networks in PyTorch that learn the motion of bodies, with rollouts of them.

The same arithmetic as Noether's networks of these names, and as little else as possible. A state is a
row (q, p): positions and momenta, body by body. Parameters of bodies begin with their mass.
"""

import torch
from torch import nn
from torch.nn.functional import linear, silu

DT = 0.01


def centred(q):
    return q - q.mean(1, keepdim=True)


class Dynamics(nn.Module):
    """A network that gives rates of change, from q, p and the parameters of bodies."""

    def __init__(self, bodies, dim):
        super().__init__()
        self.shape = (-1, bodies, dim)

    def split(self, z):
        q, p = z.chunk(2, 1)
        return q.reshape(self.shape), p.reshape(self.shape)


class Potential(Dynamics):
    """Hamilton's equations of bodies whose potential the network gives: dq/dt = p/m, dp/dt = -dV/dq."""

    def rates(self, z, params):
        q, p = self.split(z)
        if not q.requires_grad:
            q.requires_grad_()
        slope = torch.autograd.grad(self(q, params).sum(), q, create_graph=True)[0]
        return torch.cat([(p / params[..., :1]).flatten(1), -slope.flatten(1)], 1)


class Perceptron(nn.Sequential):
    def __init__(self, inputs, layers, k, outputs):
        widths = [inputs] + [k] * layers
        hidden = [
            part for i, o in zip(widths, widths[1:]) for part in (nn.Linear(i, o), nn.SiLU())
        ]
        super().__init__(*hidden, nn.Linear(widths[-1], outputs))


class FC(Dynamics):
    def __init__(self, bodies, dim, params, options):
        super().__init__(bodies, dim)
        states = 2 * bodies * dim
        self.net = Perceptron(states + bodies * params, options.layers, options.k, states)

    def rates(self, z, params):
        q, p = self.split(z)
        return self.net(torch.cat([centred(q).flatten(1), p.flatten(1), params.flatten(1)], 1))


class HFC(Potential):
    def __init__(self, bodies, dim, params, options):
        super().__init__(bodies, dim)
        self.net = Perceptron(bodies * (dim + params), options.layers, options.k, 1)

    def forward(self, q, params):
        return self.net(torch.cat([centred(q), params], 2).flatten(1))


class Update(nn.Module):
    """Two layers on features that come in parts, of shapes that broadcast to each other."""

    def __init__(self, widths, k):
        super().__init__()
        self.widths = widths
        self.first, self.second = nn.Linear(sum(widths), k), nn.Linear(k, k)

    def forward(self, *parts):
        columns = self.first.weight.split(self.widths, 1)
        terms = [linear(x, weight) for x, weight in zip(parts, columns)]
        hidden = self.first.bias
        for term in sorted(terms, key=torch.Tensor.numel):
            hidden = hidden + term
        return silu(self.second(silu(hidden)))


class GraphLayer(nn.Module):
    """Updates edges, then nodes, then the global features of complete graphs with self-loops."""

    def __init__(self, nodes, edges, globals_, k):
        super().__init__()
        self.edges = Update([nodes, nodes, edges, globals_], k)
        self.nodes = Update([nodes, k, globals_], k)
        self.globals = Update([globals_, k, k], k)

    def forward(self, nodes, edges, globals_):
        edges = self.edges(nodes.unsqueeze(1), nodes.unsqueeze(2), edges, globals_.unsqueeze(1))
        received = edges.sum(2)
        nodes = self.nodes(nodes, received, globals_)
        sums = [received.sum(1, keepdim=True), nodes.sum(1, keepdim=True)]
        return nodes, edges, self.globals(globals_, *sums)


class GraphNetwork(nn.Module):
    def __init__(self, inputs, k, layers):
        super().__init__()
        rest = [GraphLayer(k, k, k, k) for _ in range(layers - 1)]
        self.layers = nn.ModuleList([GraphLayer(inputs, 1, 1, k), *rest])

    def forward(self, nodes):
        """Returns the features of nodes, and the global ones."""
        edges, globals_ = nodes.new_ones(1, 1, 1, 1), nodes.new_ones(1, 1, 1)
        for layer in self.layers:
            nodes, edges, globals_ = layer(nodes, edges, globals_)
        return nodes, globals_


class OGN(Dynamics):
    def __init__(self, bodies, dim, params, options):
        super().__init__(bodies, dim)
        self.net = GraphNetwork(2 * dim + params, options.k, options.layers)
        self.of_q, self.of_p = nn.Linear(options.k, dim), nn.Linear(options.k, dim)

    def rates(self, z, params):
        q, p = self.split(z)
        nodes, _ = self.net(torch.cat([centred(q), p, params], 2))
        return torch.cat([self.of_q(nodes).flatten(1), self.of_p(nodes).flatten(1)], 1)


class HOGN(OGN):
    """Has the layers of_q and of_p too, like Noether's and the reference's, and does not use them."""

    def __init__(self, bodies, dim, params, options):
        super().__init__(bodies, dim, params, options)
        self.energy = nn.Linear(options.k, 1)

    def rates(self, z, params):
        if not z.requires_grad:
            z.requires_grad_()
        q, p = self.split(z)
        _, globals_ = self.net(torch.cat([centred(q), p, params], 2))
        energy = self.energy(globals_).sum()
        of_q, of_p = torch.autograd.grad(energy, z, create_graph=True)[0].chunk(2, 1)
        return torch.cat([of_p, -of_q], 1)


class VOGN(Potential):
    """Has two layers of 64 channels that it does not use, like Noether's and the reference's."""

    def __init__(self, bodies, dim, params, options):
        super().__init__(bodies, dim)
        self.net = GraphNetwork(dim + params, options.k, options.layers)
        self.energy = nn.Linear(options.k, 1)
        self.unused = nn.ModuleList([nn.Linear(64, 2), nn.Linear(64, 2)])

    def forward(self, q, params):
        return self.energy(self.net(torch.cat([centred(q), params], 2))[1])


def of_pairs(group, q):
    """Returns what the kernel sees of pairs of positions, of shape (batch, bodies, bodies, ...)."""
    to, sender = q.unsqueeze(2), q.unsqueeze(1)
    if group == "T":
        return to - sender
    return torch.cat(torch.broadcast_tensors(to, sender), -1)


class Block(nn.Module):
    def __init__(self, pair, k):
        super().__init__()
        c = k // 4
        self.inward, self.outward = nn.Linear(k, c), nn.Linear(c, k)
        self.kernel = nn.ModuleList([nn.Linear(pair, 32), nn.Linear(32, 32), nn.Linear(32, 16)])
        self.linear = nn.Linear(16 * c, c)

    def forward(self, pairs, x):
        v = silu(self.inward(silu(x)))
        w = pairs
        for layer in self.kernel:
            w = silu(layer(w))
        m = v.transpose(-1, -2).unsqueeze(1) @ w
        conv = self.linear(m.flatten(2)) / x.shape[1]
        return x + self.outward(silu(conv))


class LieResNet(nn.Module):
    def __init__(self, dim, inputs, outputs, options):
        super().__init__()
        self.group, pair = options.group, dim if options.group == "T" else 2 * dim
        self.embed, self.read = nn.Linear(inputs, options.k), nn.Linear(options.k, outputs)
        self.blocks = nn.ModuleList([Block(pair, options.k) for _ in range(options.layers)])

    def forward(self, q, values):
        pairs, x = of_pairs(self.group, q), self.embed(values)
        for block in self.blocks:
            x = block(pairs, x)
        return self.read(silu(x))


class HLieResNet(Potential):
    def __init__(self, bodies, dim, params, options):
        super().__init__(bodies, dim)
        self.net = LieResNet(dim, params, 1, options)

    def forward(self, q, params):
        return self.net(centred(q), params).mean(1)


class FLieResnet(Dynamics):
    def __init__(self, bodies, dim, params, options):
        super().__init__(bodies, dim)
        self.net = LieResNet(dim, params + dim, 2 * dim, options)

    def rates(self, z, params):
        q, p = self.split(z)
        of_q, of_p = self.net(centred(q), torch.cat([params, p], 2)).chunk(2, 2)
        return torch.cat([of_q.flatten(1), of_p.flatten(1)], 1)


def loss(network, zs, params):
    """Returns the mean squared error of a rollout by the 3/8 rule from the first of the states zs."""
    z, error = zs[:, 0].clone(), 0
    for t in range(1, zs.shape[1]):
        k1 = network.rates(z, params)
        k2 = network.rates(z + DT * k1 / 3, params)
        k3 = network.rates(z + DT * (k2 - k1 / 3), params)
        k4 = network.rates(z + DT * (k1 - k2 + k3), params)
        z = z + DT * (k1 + 3 * (k2 + k3) + k4) / 8
        error = error + (z - zs[:, t]).square().sum()
    return error / zs.numel()
