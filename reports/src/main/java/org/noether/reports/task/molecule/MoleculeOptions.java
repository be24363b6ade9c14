package org.noether.reports.task.molecule;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.task.molecule.MoleculeResult;
import org.noether.learning.task.molecule.MoleculeTask;
import org.noether.learning.task.molecule.OwnData;
import org.noether.learning.task.molecule.network.MoleculeNetworks;
import org.noether.reports.console.PythonConverters.PythonFlag;
import org.noether.reports.console.PythonConverters.PythonValue;
import org.noether.reports.task.TaskOptions;
import org.noether.reports.task.TrainingOptions;
import org.noether.simulation.io.Decimals;
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
      description =
          "Property: alpha, gap, homo, lumo, mu, Cv, G, H, r2, U, U0, zpve, "
              + "a rotational constant A, B or C, or any other of the data"
              + PAPER)
  private String task = DEFAULTS.task();

  @Option(
      names = "--units",
      paramLabel = "UNIT",
      description =
          "Unit of the property in the data (default: QM9's of its properties). Energies of QM9 may"
              + " be in Hartree, eV, meV, kcal/mol or kJ/mol.")
  private @Nullable String units;

  @Option(
      names = "--atomref",
      paramLabel = "FILE",
      description =
          "What the property is of free atoms, to be subtracted: lines of an element and a number, "
              + "or none (default: QM9's values for its energies and Cv, none for others).")
  private @Nullable String atomref;

  @Option(
      names = "--n-val",
      paramLabel = "N",
      description = "Molecules to validate with; the others train (default: QM9's share).")
  private @Nullable Integer nVal;

  @Option(
      names = "--n-test",
      paramLabel = "N",
      description = "Molecules to test with (default: a tenth).")
  private @Nullable Integer nTest;

  @Option(
      names = "--group-by",
      paramLabel = "KEY",
      description =
          "What tells geometries of one molecule, which stay in one part: a number of the data,"
              + " 'bonds' (equal elements and bonds), or 'none' (default: gdb_id where it is given,"
              + " otherwise bonds if that leaves enough molecules).")
  private @Nullable String groupBy;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      completionCandidates = Networks.class,
      description = "Network, one of ${COMPLETION-CANDIDATES}" + PAPER)
  private String network = DEFAULTS.network();

  @Mixin private TrainingOptions training = new TrainingOptions(DEFAULTS);

  @Mixin private CommandSpec flat = flat();

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
      description =
          "Learn from a part of the training molecules: "
              + "up to 1 a fraction, otherwise a number; 0 or False for all"
              + PAPER)
  private double subsample;

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

  /** Reads how many molecules to learn from: a number, a fraction, or the paper's {@code False}. */
  private static final class SubsampleConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      if (text.equalsIgnoreCase("false")) {
        return 0.0;
      }
      return Decimals.real(text)
          .orElseThrow(() ->
              new TypeConversionException(
                  "'%s' is neither a number, nor a fraction, nor False".formatted(text)));
    }
  }

  @Override
  public MoleculeTask task(PrintWriter err) {
    return source.task(err);
  }

  @Override
  public MoleculeConfig config(String backend, PrintWriter err) throws IOException {
    MoleculeNetworks.check(network, netCfg());
    return new MoleculeConfig(
        task,
        MoleculeNetworks.canonical(network),
        netCfg(),
        source.file().toString(),
        recenter,
        subsample,
        training.lr(),
        training.bs(),
        training.numEpochs(),
        training.seed(),
        backend,
        own());
  }

  private Optional<OwnData> own() {
    boolean given = Stream.of(units, atomref, nVal, nTest, groupBy).anyMatch(Objects::nonNull);
    return given
        ? Optional.of(
            new OwnData(
                Optional.ofNullable(units),
                Optional.ofNullable(atomref),
                Optional.ofNullable(nVal),
                Optional.ofNullable(nTest),
                Optional.ofNullable(groupBy)))
        : Optional.empty();
  }

  private Map<String, Object> netCfg() {
    var netCfg = new HashMap<>(training.netCfg());
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
