"""Seconds of a training step in PyTorch of a network that learns the motion of bodies in the plane.

The same arithmetic as `./noether benchmark springs` with the same network: a rollout of four steps of the
3/8 rule, its mean squared error, the gradient by the weights, and Adam. States are random numbers.

    python benchmarks/peers/springs.py --network HOGN --k 256 [--layers 1] [--group T] [--bs 200] [--json]
"""

import timing

NETWORKS = ("FC", "HFC", "OGN", "HOGN", "VOGN", "HLieResNet", "FLieResnet")
DIM, PARAMS, TIMES = 2, 2, 5
# The numbers of layers and of channels that Noether takes where none are given.
DEFAULTS = {"FC": (4, 300), "HFC": (4, 150), "OGN": (1, 64), "HOGN": (1, 64), "VOGN": (1, 64)}
RESNET = (4, 384)


def parser(description, network="FC"):
    result = timing.parser(description, k=None, layers=None, bs=200, bodies=6)
    result.add_argument("--network", choices=NETWORKS, default=network)
    result.add_argument("--group", choices=["T", "Trivial"], default="T", help="of LieResNets")
    return result


def parse(parser_):
    options = parser_.parse_args()
    layers, k = DEFAULTS.get(options.network, RESNET)
    options.layers, options.k = options.layers or layers, options.k or k
    return options


def main(description=__doc__, network="FC"):
    options = parse(timing.with_threads(parser(description, network)))
    import torch

    import dynamics

    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    net = getattr(dynamics, options.network)(options.bodies, DIM, PARAMS, options)
    adam = torch.optim.Adam(net.parameters(), lr=1e-3)
    zs = 0.5 * torch.randn(options.bs, TIMES, 2 * options.bodies * DIM)
    params = torch.rand(options.bs, options.bodies, PARAMS) + 0.5

    def step():
        adam.zero_grad()
        dynamics.loss(net, zs, params).backward()
        adam.step()

    timing.report_torch(options, net, step)


if __name__ == "__main__":
    main()
