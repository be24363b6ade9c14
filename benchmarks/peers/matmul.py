"""Single-threaded float32 matrix products in PyTorch, on the shapes of GemmBenchmark.

Prints one line per shape: m n k layout, and the best GFLOP/s over many short trials, by processor
time rather than wall time, so that other work on the machine matters little.
"""

import time

import torch

# m, n, k, layout: "AB" is C = A B, "AtB" is C += A^T B with A stored k x m.
SHAPES = [
    (100, 96, 1536, "AB"),
    (250, 96, 1536, "AB"),
    (100, 96, 384, "AB"),
    (240, 96, 384, "AB"),
    (100, 384, 96, "AB"),
    (240, 384, 96, "AB"),
    (600, 32, 32, "AB"),
    (600, 16, 32, "AB"),
    (600, 32, 2, "AB"),
    (600, 24, 96, "AB"),
    (1536, 96, 100, "AtB"),
    (1536, 96, 250, "AtB"),
    (384, 96, 100, "AtB"),
    (96, 384, 100, "AtB"),
    (32, 32, 600, "AtB"),
    (32, 16, 600, "AtB"),
    (100, 256, 256, "AB"),
    (256, 256, 100, "AtB"),
    (100, 1, 256, "AB"),
    (256, 1, 100, "AtB"),
    (100, 256, 1, "AB"),
    (512, 512, 512, "AB"),
]
TRIALS = 60
SECONDS_PER_TRIAL = 0.005


def best_rate(m, n, k, layout):
    b = torch.rand(k, n) - 0.5
    c = torch.zeros(m, n)
    if layout == "AB":
        a = torch.rand(m, k) - 0.5
        step = lambda: torch.mm(a, b, out=c)
    else:
        a = (torch.rand(k, m) - 0.5).t()
        step = lambda: torch.addmm(c, a, b, out=c)
    best = 0.0
    for _ in range(TRIALS):
        count = 0
        start = time.thread_time()
        while (elapsed := time.thread_time() - start) < SECONDS_PER_TRIAL:
            step()
            count += 1
        best = max(best, 2 * m * n * k * count / elapsed / 1e9)
    return best


def main():
    torch.set_num_threads(1)
    with torch.inference_mode():
        for shape in SHAPES:
            print(*shape, f"{best_rate(*shape):.1f}", flush=True)


if __name__ == "__main__":
    main()
