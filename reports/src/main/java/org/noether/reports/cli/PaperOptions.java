package org.noether.reports.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.noether.reports.console.PythonConverters.DictConverter;
import org.noether.reports.console.PythonConverters.PythonFlag;
import org.noether.simulation.registry.Spelling;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Options accepted for compatibility with the paper's program; {@link #notes()} explains their
 * effect.
 */
final class PaperOptions {
  private static final String DOUBLE_BACKEND = "reference";

  /** The backend that computes in single precision. */
  static final String SINGLE_BACKEND = "cpu";

  private static final Map<String, String> TRAINER_CONFIG =
      Map.of(
          "early_stop_metric",
              "the weights kept are always those with the smallest validation error",
          "log_dir", "metrics go to the run folder; choose it with --out",
          "log_suffix", "metrics go to the run folder; choose it with --out",
          "log_args", "metrics are written after every epoch",
          "tol", "the 3/8 rule has fixed steps and no tolerance");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      defaultValue = "float32",
      description =
          "float32, or float64 on the slow reference backend (default: ${DEFAULT-VALUE}).")
  private String dtype = "float32";

  @Mixin private DeviceOption device = new DeviceOption();

  @Option(
      names = "--save",
      arity = "0..1",
      fallbackValue = "True",
      converter = PythonFlag.class,
      paramLabel = "BOOL",
      description = "No effect: weights are always saved.")
  private @Nullable Boolean save;

  @Option(
      names = "--trainer-config",
      paramLabel = "DICT",
      converter = DictConverter.class,
      description = "No effect: a note explains each entry.")
  private DictConverter.Dict trainerConfig = DictConverter.Dict.EMPTY;

  /** The option that selects a backend, if it is not the default. */
  static List<String> arguments(String backend) {
    return backend.equals(DOUBLE_BACKEND)
        ? List.of("--dtype", "float64")
        : DeviceOption.arguments(backend);
  }

  /** The backend for the selected precision and device. */
  String backend() {
    String chosen = device.backendOrDefault();
    if (!inDoublePrecision()) {
      return chosen;
    }
    if (!chosen.equals(SINGLE_BACKEND)) {
      throw new ParameterException(
          spec.commandLine(), "--dtype float64 computes on the processor, not on " + chosen);
    }
    return DOUBLE_BACKEND;
  }

  private boolean inDoublePrecision() {
    return switch (dtype.replaceFirst("^torch\\.", "")) {
      case "float32", "float" -> false;
      case "float64", "double" -> true;
      default ->
          throw new ParameterException(
              spec.commandLine(), "--dtype must be float32 or float64, not '" + dtype + "'");
    };
  }

  /** A note on each given option that has no effect or an unexpected one. */
  List<String> notes() {
    var notes = new ArrayList<String>();
    if (inDoublePrecision()) {
      notes.add("--dtype float64 uses the reference backend, which is slow");
    }
    notes.addAll(device.notes());
    if (save != null) {
      notes.add("--save has no effect: weights are always saved in the run folder");
    }
    for (String key : trainerConfig.values().keySet()) {
      String note = TRAINER_CONFIG.get(key);
      if (note == null) {
        var known = TRAINER_CONFIG.keySet().stream().sorted().toList();
        throw new ParameterException(
            spec.commandLine(),
            "--trainer_config has no option '%s'; it has %s%s"
                .formatted(key, String.join(", ", known), Spelling.suggestion(key, known)));
      }
      notes.add("--trainer_config '" + key + "': " + note);
    }
    return notes;
  }
}
