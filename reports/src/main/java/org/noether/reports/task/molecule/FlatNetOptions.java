package org.noether.reports.task.molecule;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.noether.reports.console.PythonConverters.PythonValue;
import picocli.CommandLine.Option;

/**
 * Options of a network that the paper's {@code train_molec.py} also takes outside the dict {@code
 * --net_config}: the entries of that dict's default.
 */
final class FlatNetOptions {
  private static final String FLAT = "The same in --net_config: ";

  @Option(
      names = "--aug",
      arity = "0..1",
      fallbackValue = "True",
      paramLabel = "BOOL",
      converter = PythonValue.class,
      description = FLAT + "whether molecules are turned at random while training.")
  private @Nullable Object aug;

  @Option(
      names = "--num-layers",
      paramLabel = "N",
      converter = PythonValue.class,
      description = FLAT + "layers.")
  private @Nullable Object numLayers;

  @Option(
      names = "--k",
      paramLabel = "N",
      converter = PythonValue.class,
      description = FLAT + "channels.")
  private @Nullable Object k;

  @Option(
      names = "--nbhd",
      paramLabel = "N",
      converter = PythonValue.class,
      description = FLAT + "neighbours of an atom.")
  private @Nullable Object nbhd;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      converter = PythonValue.class,
      description = FLAT + "the group, such as \"SE3(.2)\".")
  private @Nullable Object group;

  @Option(names = "--act", paramLabel = "NAME", description = FLAT + "nonlinearity.")
  private @Nullable String act;

  @Option(
      names = "--bn",
      arity = "0..1",
      fallbackValue = "True",
      paramLabel = "BOOL",
      converter = PythonValue.class,
      description = FLAT + "batch normalisation.")
  private @Nullable Object bn;

  @Option(
      names = "--mean",
      arity = "0..1",
      fallbackValue = "True",
      paramLabel = "BOOL",
      converter = PythonValue.class,
      description = FLAT + "mean over neighbours rather than sum.")
  private @Nullable Object mean;

  /** The options that were given, by their names in the dict. */
  Map<String, Object> values() {
    var values = new LinkedHashMap<String, Object>();
    put(values, "aug", aug);
    put(values, "num_layers", numLayers);
    put(values, "k", k);
    put(values, "nbhd", nbhd);
    put(values, "group", group);
    put(values, "act", act);
    put(values, "bn", bn);
    put(values, "mean", mean);
    return values;
  }

  private static void put(Map<String, Object> values, String key, @Nullable Object value) {
    if (value != null) {
      values.put(key, value);
    }
  }
}
