"""Seconds of a training step in JAX of a network that learns the motion of bodies in the plane.

The same arithmetic as springs.py, whose options it takes. The whole step is one program, compiled before
the first step that counts. XLA keeps to the processors of this process, so `--threads` is not an option.
With `--chunks` the gradient is the sum over parts of the batch, computed one after the other.

    python benchmarks/peers/springs_jax.py --network HLieResNet --k 384 [--chunks 8] [--bs 200] [--json]
"""

import math
from functools import partial
from itertools import accumulate

import jax
import jax.numpy as jnp
from jax.nn import silu

import springs
import timing

DT, RATE = 0.01, 1e-3


def linear(key, inputs, outputs):
    bound = 1 / math.sqrt(inputs)
    of_weight, of_bias = jax.random.split(key)
    weight = jax.random.uniform(of_weight, (inputs, outputs), minval=-bound, maxval=bound)
    return weight, jax.random.uniform(of_bias, (outputs,), minval=-bound, maxval=bound)


def linears(key, *widths):
    keys = jax.random.split(key, len(widths) - 1)
    return [linear(*layer) for layer in zip(keys, widths, widths[1:])]


def apply(layer, x):
    return x @ layer[0] + layer[1]


def centred(q):
    return q - q.mean(1, keepdims=True)


def perceptron(layers, x):
    for layer in layers[:-1]:
        x = silu(apply(layer, x))
    return apply(layers[-1], x)


class FC:
    def __init__(self, bodies, dim, params, options):
        self.widths = [bodies * (2 * dim + params)] + [options.k] * options.layers
        self.outputs = 2 * bodies * dim

    def init(self, key):
        return linears(key, *self.widths, self.outputs)

    def rates(self, weights, q, p, params):
        rows = [x.reshape(len(x), -1) for x in (centred(q), p, params)]
        return jnp.split(perceptron(weights, jnp.concatenate(rows, 1)), 2, 1)


class Potential:
    def rates(self, weights, q, p, params):
        slope = jax.grad(lambda at: self.potential(weights, at, params).sum())(q)
        return p / params[..., :1], -slope


class HFC(Potential):
    def __init__(self, bodies, dim, params, options):
        self.widths = [bodies * (dim + params)] + [options.k] * options.layers + [1]

    def init(self, key):
        return linears(key, *self.widths)

    def potential(self, weights, q, params):
        x = jnp.concatenate([centred(q), params], 2)
        return perceptron(weights, x.reshape(len(x), -1))


def update(layers, *parts):
    """Two layers on features that come in parts, of shapes that broadcast to each other."""
    (weight, hidden), second = layers
    columns = jnp.split(weight, list(accumulate(x.shape[-1] for x in parts))[:-1])
    for term in sorted((x @ w for x, w in zip(parts, columns)), key=lambda term: term.size):
        hidden = hidden + term
    return silu(apply(second, silu(hidden)))


class GraphNetwork:
    """Updates edges, then nodes, then the global features of complete graphs with self-loops."""

    def __init__(self, inputs, options):
        self.inputs, self.k, self.layers = inputs, options.k, options.layers

    def init(self, key):
        k, widths, layers = self.k, (self.inputs, 1, 1), []
        for of_layer in jax.random.split(key, self.layers):
            nodes, edges, globals_ = widths
            inputs = (2 * nodes + edges + globals_, nodes + k + globals_, globals_ + 2 * k)
            keys = jax.random.split(of_layer, 3)
            layers.append([linears(of, i, k, k) for of, i in zip(keys, inputs)])
            widths = (k, k, k)
        return layers

    def apply(self, weights, nodes):
        """Returns the features of nodes, and the global ones."""
        edges, globals_ = jnp.ones((1, 1, 1, 1)), jnp.ones((1, 1, 1))
        for of_edges, of_nodes, of_globals in weights:
            to, sender = nodes[:, :, None], nodes[:, None]
            edges = update(of_edges, sender, to, edges, globals_[:, None])
            received = edges.sum(2)
            nodes = update(of_nodes, nodes, received, globals_)
            sums = [x.sum(1, keepdims=True) for x in (received, nodes)]
            globals_ = update(of_globals, globals_, *sums)
        return nodes, globals_


class OGN:
    def __init__(self, bodies, dim, params, options):
        self.net, self.k, self.dim = GraphNetwork(2 * dim + params, options), options.k, dim

    def init(self, key):
        of_net, *others = jax.random.split(key, 4)
        of_q, of_p = (linear(of, self.k, self.dim) for of in others[:2])
        return {"net": self.net.init(of_net), "q": of_q, "p": of_p}

    def rates(self, weights, q, p, params):
        nodes, _ = self.net.apply(weights["net"], jnp.concatenate([centred(q), p, params], 2))
        return apply(weights["q"], nodes), apply(weights["p"], nodes)


class HOGN(OGN):
    def init(self, key):
        return {**super().init(key), "energy": linear(key, self.k, 1)}

    def rates(self, weights, q, p, params):
        def energy(q, p):
            _, globals_ = self.net.apply(
                weights["net"], jnp.concatenate([centred(q), p, params], 2)
            )
            return apply(weights["energy"], globals_).sum()

        of_q, of_p = jax.grad(energy, (0, 1))(q, p)
        return of_p, -of_q


class VOGN(Potential):
    def __init__(self, bodies, dim, params, options):
        self.net, self.k = GraphNetwork(dim + params, options), options.k

    def init(self, key):
        of_net, of_energy, *others = jax.random.split(key, 4)
        unused = [linear(of, 64, 2) for of in others]
        return {
            "net": self.net.init(of_net),
            "energy": linear(of_energy, self.k, 1),
            "unused": unused,
        }

    def potential(self, weights, q, params):
        _, globals_ = self.net.apply(weights["net"], jnp.concatenate([centred(q), params], 2))
        return apply(weights["energy"], globals_)


class LieResNet:
    def __init__(self, dim, inputs, outputs, options):
        self.translations = options.group == "T"
        self.pair = dim if self.translations else 2 * dim
        self.inputs, self.outputs, self.k, self.layers = inputs, outputs, options.k, options.layers

    def init(self, key):
        k, c = self.k, self.k // 4
        of_ends, *of_blocks = jax.random.split(key, self.layers + 1)
        embed, read = jax.random.split(of_ends)
        blocks = []
        for of in of_blocks:
            keys = jax.random.split(of, 4)
            ends = [linear(keys[0], k, c), linear(keys[1], 16 * c, c), linear(keys[2], c, k)]
            blocks.append([*ends, linears(keys[3], self.pair, 32, 32, 16)])
        return {
            "embed": linear(embed, self.inputs, k),
            "blocks": blocks,
            "read": linear(read, k, self.outputs),
        }

    def apply(self, weights, q, values):
        to, sender = q[:, :, None], q[:, None]
        if self.translations:
            pairs = to - sender
        else:
            pairs = jnp.concatenate(jnp.broadcast_arrays(to, sender), -1)
        x = apply(weights["embed"], values)
        for inward, conv, outward, kernel in weights["blocks"]:
            v, w = silu(apply(inward, silu(x))), pairs
            for layer in kernel:
                w = silu(apply(layer, w))
            m = jnp.einsum("bjc,bijk->bick", v, w)
            y = apply(conv, m.reshape(*m.shape[:2], -1)) / x.shape[1]
            x = x + apply(outward, silu(y))
        return apply(weights["read"], silu(x))


class HLieResNet(Potential):
    def __init__(self, bodies, dim, params, options):
        self.net = LieResNet(dim, params, 1, options)
        self.init = self.net.init

    def potential(self, weights, q, params):
        return self.net.apply(weights, centred(q), params).mean(1)


class FLieResnet:
    def __init__(self, bodies, dim, params, options):
        self.net = LieResNet(dim, params + dim, 2 * dim, options)
        self.init = self.net.init

    def rates(self, weights, q, p, params):
        out = self.net.apply(weights, centred(q), jnp.concatenate([params, p], 2))
        return jnp.split(out, 2, 2)


def squares(network, weights, zs, params):
    """Returns the sum of the squared errors of a rollout by the 3/8 rule from the first of zs."""
    batch, times, width = zs.shape
    shape = (batch, params.shape[1], -1)

    def rates(z):
        q, p = (x.reshape(shape) for x in jnp.split(z, 2, 1))
        rates_ = network.rates(weights, q, p, params)
        return jnp.concatenate([x.reshape(batch, width // 2) for x in rates_], 1)

    z, error = zs[:, 0], 0
    for t in range(1, times):
        k1 = rates(z)
        k2 = rates(z + DT * k1 / 3)
        k3 = rates(z + DT * (k2 - k1 / 3))
        k4 = rates(z + DT * (k1 - k2 + k3))
        z = z + DT * (k1 + 3 * (k2 + k3) + k4) / 8
        error = error + jnp.square(z - zs[:, t]).sum()
    return error


def mean_squares(network, chunks, weights, zs, params):
    """Returns the mean squared error and its gradient by the weights."""
    of_weights = jax.value_and_grad(partial(squares, network))
    parts = [x.reshape(chunks, -1, *x.shape[1:]) for x in (zs, params)]

    def add(total, part):
        return jax.tree.map(jnp.add, total, of_weights(weights, *part)), None

    none = (jnp.zeros(()), jax.tree.map(jnp.zeros_like, weights))
    total = jax.lax.scan(add, none, parts)[0] if chunks > 1 else of_weights(weights, zs, params)
    return jax.tree.map(lambda x: x / zs.size, total)


def adam(state, gradient):
    weights, means, variances, t = state
    t = t + 1
    means = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, means, gradient)
    variances = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, variances, gradient)

    def updated(w, m, v):
        return w - RATE * (m / (1 - 0.9**t)) / (jnp.sqrt(v / (1 - 0.999**t)) + 1e-8)

    return jax.tree.map(updated, weights, means, variances), means, variances, t


def main():
    parser = springs.parser(__doc__)
    parser.add_argument("--chunks", type=int, default=1, help="parts of the batch (default: 1)")
    options = springs.parse(parser)
    network = globals()[options.network](options.bodies, springs.DIM, springs.PARAMS, options)
    of_weights, of_zs, of_params = jax.random.split(jax.random.key(0), 3)
    weights = jax.jit(network.init)(of_weights)
    zeros = jax.tree.map(jnp.zeros_like, weights)
    state = (weights, zeros, jax.tree.map(jnp.copy, zeros), jnp.zeros(()))
    zs = (options.bs, springs.TIMES, 2 * options.bodies * springs.DIM)
    zs = 0.5 * jax.random.normal(of_zs, zs)
    params = jax.random.uniform(of_params, (options.bs, options.bodies, springs.PARAMS)) + 0.5

    @partial(jax.jit, donate_argnums=0)
    def trained(state, zs, params):
        return adam(state, mean_squares(network, options.chunks, state[0], zs, params)[1])

    def step():
        nonlocal state
        state = jax.block_until_ready(trained(state, zs, params))

    timing.report(
        options,
        step,
        network=options.network,
        backend=f"JAX {jax.__version__}",
        threads=timing.processors(),
        parameters=sum(x.size for x in jax.tree.leaves(weights)),
    )


if __name__ == "__main__":
    main()
