package org.noether.reports.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import org.noether.learning.backend.Backends;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code noether devices}. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    abbreviateSynopsis = true,
    description = "Say what this machine offers to compute with, what is used, and why.",
    optionListHeading = "%nOptions:%n",
    footer = {"", "Example:", "  noether devices"})
final class DevicesCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Runtime runtime = Runtime.getRuntime();
    line(out, "Java", Runtime.version() + ", " + System.getProperty("java.vm.name"));
    line(out, "system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    Machine.processor().ifPresent(name -> line(out, "processor", name));
    line(out, "cores", String.valueOf(runtime.availableProcessors()));
    line(out, "vectors", FloatVector.SPECIES_PREFERRED.vectorBitSize() + " bits");
    line(out, "heap", "at most %d MiB".formatted(runtime.maxMemory() >> 20));
    out.println();
    out.println("Backends:");
    Backends.available().forEach(b -> line(out, "  " + b.name(), b.description()));
    var choice = Backends.choose();
    line(out, "  chosen", choice.backend().name() + ", " + choice.reason());
    line(out, "  tornado", tornado());
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf("%-11s %s%n", name, value);
  }

  private static String tornado() {
    if (Backends.available().stream().anyMatch(b -> b.name().equals("tornado"))) {
      return "available";
    }
    Optional<String> home = Optional.ofNullable(System.getenv("TORNADOVM_HOME"));
    if (home.isEmpty()) {
      return "missing: no TornadoVM (set TORNADOVM_HOME to an installed SDK)";
    }
    return Files.isDirectory(Path.of(home.get()))
        ? "missing: this build has no TornadoVM backend, although TORNADOVM_HOME is set"
        : "missing: TORNADOVM_HOME is set to " + home.get() + ", which is not a folder";
  }
}
