package org.noether.reports.task.molecule;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.task.molecule.MoleculeResult;
import org.noether.learning.task.molecule.MoleculeTask;
import org.noether.learning.task.molecule.network.MoleculeNetworks;
import org.noether.reports.console.PythonConverters.DictConverter;
import org.noether.reports.console.PythonConverters.PythonFlag;
import org.noether.reports.console.PythonConverters.PythonValue;
import org.noether.reports.task.TaskOptions;
import org.noether.simulation.molecule.Qm9Property;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The options of {@code train molec}; names and defaults are those of the paper's {@code
 * train_molec.py}, which also takes the entries of {@code --net_config} as options of their own.
 */
final class MoleculeOptions implements TaskOptions<MoleculeConfig, MoleculeResult> {
  private static final String PAPER = " (default: ${DEFAULT-VALUE}).";
  private static final MoleculeConfig DEFAULTS = MoleculeConfig.defaults("homo", "");

  @Option(
      names = "--task",
      paramLabel = "NAME",
      defaultValue = "homo",
      converter = PropertyConverter.class,
      description = {
        "Property: alpha, gap, homo, lumo, mu, Cv, G, H, r2, U, U0, zpve,",
        "or a rotational constant, A, B or C" + PAPER
      })
  private Qm9Property task = Qm9Property.HOMO;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      completionCandidates = Networks.class,
      description = "Network, one of ${COMPLETION-CANDIDATES}" + PAPER)
  private String network = DEFAULTS.network();

  @Option(
      names = {"--net-config", "--net-cfg"},
      paramLabel = "DICT",
      converter = DictConverter.class,
      description = {
        "Its options, such as \"{'group':T(3),'fill':1.}\";",
        "those not named have the paper's values."
      })
  private DictConverter.Dict netConfig = DictConverter.Dict.EMPTY;

  @Mixin private CommandSpec flat = flat();

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      defaultValue = "3e-3",
      description =
          "Largest learning rate: it rises for the first hundredth of the epochs and falls"
              + " along a cosine"
              + PAPER)
  private double lr;

  @Option(
      names = "--num-epochs",
      paramLabel = "N",
      description = "Passes over the training molecules" + PAPER)
  private int numEpochs = DEFAULTS.numEpochs();

  @Option(names = "--bs", paramLabel = "N", description = "Molecules in a minibatch" + PAPER)
  private int bs = DEFAULTS.bs();

  @Option(
      names = "--recenter",
      arity = "0..1",
      fallbackValue = "True",
      defaultValue = "False",
      converter = PythonFlag.class,
      paramLabel = "BOOL",
      description = "Subtract the atoms' mean position and divide by its spread" + PAPER)
  private boolean recenter;

  @Option(
      names = "--subsample",
      paramLabel = "PART",
      defaultValue = "False",
      converter = SubsampleConverter.class,
      description = {
        "Learn from a part of the training molecules:",
        "up to 1 a fraction, otherwise a number; 0 or False for all" + PAPER
      })
  private double subsample;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of the initial weights and of the order of the molecules" + PAPER)
  private long seed;

  @Mixin private MoleculeSource source = new MoleculeSource();

  @Option(
      names = "--log-suffix",
      paramLabel = "TEXT",
      description = "No effect: metrics go to the run's folder; choose it with --out.")
  private @Nullable String logSuffix;

  /** The entries of {@code --net_config} that are options of their own. */
  private static CommandSpec flat() {
    return CommandSpec.create()
        .addOption(flag("--aug", "whether molecules are turned at random while training."))
        .addOption(flat("--num-layers", "N", "layers.").build())
        .addOption(flat("--k", "N", "channels.").build())
        .addOption(flat("--nbhd", "N", "neighbours of an atom.").build())
        .addOption(flat("--group", "GROUP", "the group, such as \"SE3(.2)\".").build())
        .addOption(flat("--act", "NAME", "nonlinearity.").converters(name -> name).build())
        .addOption(flag("--bn", "batch normalisation."))
        .addOption(flag("--mean", "mean over neighbours rather than sum."));
  }

  private static OptionSpec flag(String name, String description) {
    return flat(name, "BOOL", description).arity("0..1").fallbackValue("True").build();
  }

  private static OptionSpec.Builder flat(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(Object.class)
        .paramLabel(label)
        .converters(new PythonValue())
        .description("The same in --net_config: " + description);
  }

  /** The names of all networks, for the help. */
  private static final class Networks implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return MoleculeNetworks.names().iterator();
    }
  }

  private static final class PropertyConverter implements ITypeConverter<Qm9Property> {
    @Override
    public Qm9Property convert(String text) {
      return Qm9Comparison.property(text, "QM9", Qm9Property.IN_FILE_ORDER);
    }
  }

  /** Reads how many molecules to learn from: a number, a fraction, or the paper's {@code False}. */
  private static final class SubsampleConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        return text.equalsIgnoreCase("false") ? 0.0 : Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'%s' is neither a number, nor a fraction, nor False".formatted(text));
      }
    }
  }

  @Override
  public MoleculeTask task(PrintWriter err) {
    return source.task(err);
  }

  @Override
  public MoleculeConfig config(String backend) throws IOException {
    return new MoleculeConfig(
        task.id(),
        network,
        netCfg(),
        source.file().toString(),
        recenter,
        subsample,
        lr,
        bs,
        numEpochs,
        seed,
        backend);
  }

  private Map<String, Object> netCfg() {
    var netCfg = new HashMap<>(netConfig.values());
    for (OptionSpec option : flat.options()) {
      Object value = option.getValue();
      if (value != null) {
        netCfg.put(option.longestName().substring(2).replace('-', '_'), value);
      }
    }
    return netCfg;
  }

  @Override
  public List<String> notes() {
    return logSuffix == null
        ? List.of()
        : List.of("--log_suffix has no effect: the run's folder is chosen with --out");
  }

  @Override
  public String name(MoleculeConfig config) {
    return config.task();
  }

  @Override
  public List<String> reading() {
    return source.skipping();
  }
}
