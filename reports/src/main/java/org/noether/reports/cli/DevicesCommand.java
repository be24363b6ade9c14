package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.ComputeDevice;
import org.noether.learning.train.KernelTiming;
import org.noether.reports.table.Block;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      description =
          "Also time the kernels of products, contractions and loops on one thread (half a minute),"
              + " and tell which ones Java's JIT compiler refused.")
  private boolean kernels;

  @Mixin private JsonOption json = new JsonOption();

  @Mixin private CsvOption csv = new CsvOption();

  @Override
  public Integer call() throws IOException {
    if (csv.given() && !kernels) {
      throw new IllegalArgumentException("--csv writes the table of --kernels, which is missing");
    }
    csv.demandFree();
    var choice = Backends.choose();
    Map<String, String> machine = machine();
    Map<String, String> backends = backends();
    backends.put("chosen", choice.backend().name() + ", " + choice.reason());
    if (json.given()) {
      List<KernelTiming> timings = kernels ? timings(choice.backend()) : List.of();
      csv.write(table(timings));
      JsonOption.print(out(), Map.of("machine", machine, "backends", backends, "kernels", timings));
      return 0;
    }
    machine.forEach(this::print);
    out().println();
    out().println("Backends:");
    backends.forEach((name, value) -> print("  " + name, value));
    if (kernels) {
      printKernels(choice.backend());
    }
    return 0;
  }

  private static Map<String, String> machine() {
    Runtime runtime = Runtime.getRuntime();
    var machine = new LinkedHashMap<String, String>();
    machine.put("Java", Runtime.version() + ", " + System.getProperty("java.vm.name"));
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    processor().ifPresent(name -> machine.put("processor", name));
    machine.put("cores", String.valueOf(runtime.availableProcessors()));
    machine.put("vectors", FloatVector.SPECIES_PREFERRED.vectorBitSize() + " bits");
    machine.put("heap", "at most %d MiB".formatted(runtime.maxMemory() >> 20));
    return machine;
  }

  private static List<KernelTiming> timings(Backend backend) {
    return KernelTiming.measure(backend, KERNEL_TIME);
  }

  private static Block.Table table(List<KernelTiming> timings) {
    return new Block.Table(
        "Kernels",
        List.of("kernel", "seconds", "flops"),
        timings.stream()
            .map(timing ->
                List.of(
                    timing.name(),
                    String.valueOf(timing.seconds()),
                    String.valueOf(timing.flops())))
            .toList(),
        1);
  }

  private void printKernels(Backend backend) throws IOException {
    out().println();
    out().println("Kernels of " + backend.name() + ", on one thread:");
    out().flush();
    List<KernelTiming> timings = timings(backend);
    csv.write(table(timings));
    for (KernelTiming timing : timings) {
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

  /** The backends by name, with TornadoVM's devices, or what is missing for them. */
  private static Map<String, String> backends() {
    Map<String, String> backends = new LinkedHashMap<>();
    Backends.available().stream()
        .filter(backend -> !backend.name().equals(Backends.TORNADO))
        .forEach(backend -> backends.put(backend.name(), backend.description()));
    try {
      for (ComputeDevice device : Backends.devices()) {
        backends.put(
            device.backend(), "%s, %d MiB".formatted(device.description(), device.memory() >> 20));
      }
    } catch (IllegalArgumentException e) {
      backends.put("tornado", "missing: " + e.getMessage());
    }
    return backends;
  }
}
