"""Seconds of a training step of HLieResNet in PyTorch: springs.py with another default network.

    python benchmarks/peers/hlieresnet.py [--group T] [--k 384] [--layers 4] [--bs 200] [--seconds 10] [--json]
"""

import springs

if __name__ == "__main__":
    springs.main(__doc__, "HLieResNet")
