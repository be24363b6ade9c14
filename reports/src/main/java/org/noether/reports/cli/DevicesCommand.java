package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.ComputeDevice;
import org.noether.learning.train.KernelTiming;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code noether devices}. */
@Command(
    name = "devices",
    description = "Show the hardware, the available backends and devices, and which one is used.",
    footer = {"Examples:", "  noether devices", "  noether devices --kernels"})
final class DevicesCommand extends LeafCommand {
  /** Kernels younger than ten seconds are not judged yet. */
  private static final Duration KERNEL_TIME = Duration.ofSeconds(24);

  @Option(
      names = "--kernels",
      description = {
        "Also time the kernels of products, contractions and loops on one thread (half a minute),",
        "and tell which ones Java's JIT compiler refused."
      })
  private boolean kernels;

  @Override
  public Integer call() {
    Runtime runtime = Runtime.getRuntime();
    print("Java", Runtime.version() + ", " + System.getProperty("java.vm.name"));
    print("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    processor().ifPresent(name -> print("processor", name));
    print("cores", String.valueOf(runtime.availableProcessors()));
    print("vectors", FloatVector.SPECIES_PREFERRED.vectorBitSize() + " bits");
    print("heap", "at most %d MiB".formatted(runtime.maxMemory() >> 20));
    out().println();
    out().println("Backends:");
    Backends.available().stream()
        .filter(backend -> !backend.name().equals(Backends.TORNADO))
        .forEach(backend -> print("  " + backend.name(), backend.description()));
    printTornado();
    var choice = Backends.choose();
    print("  chosen", choice.backend().name() + ", " + choice.reason());
    if (kernels) {
      printKernels(choice.backend());
    }
    return 0;
  }

  private void printKernels(Backend backend) {
    out().println();
    out().println("Kernels of " + backend.name() + ", on one thread:");
    out().flush();
    for (KernelTiming timing : KernelTiming.measure(backend, KERNEL_TIME)) {
      out()
          .printf(
              Locale.ROOT,
              "  %-48s %9.1f us %8.1f GFLOP/s%n",
              timing.name(),
              timing.seconds() * 1e6,
              timing.flops() / timing.seconds() / 1e9);
    }
    out().println("  " + backend.kernels());
  }

  private void print(String name, String value) {
    out().printf("%-11s %s%n", name, value);
  }

  /** The processor's name, on Linux. */
  private static Optional<String> processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.replaceFirst("^[^:]*:\\s*", ""))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Lists TornadoVM's devices, or says what is missing. */
  private void printTornado() {
    try {
      for (ComputeDevice device : Backends.devices()) {
        print(
            "  " + device.backend(),
            "%s, %d MiB".formatted(device.description(), device.memory() >> 20));
      }
    } catch (IllegalArgumentException e) {
      print("  tornado", "missing: " + e.getMessage());
    }
  }
}
