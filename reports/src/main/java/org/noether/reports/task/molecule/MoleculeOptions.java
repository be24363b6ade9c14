package org.noether.reports.task.molecule;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.task.molecule.MoleculeResult;
import org.noether.learning.task.molecule.network.MoleculeNetworks;
import org.noether.learning.train.LearningTask;
import org.noether.reports.console.DictConverter;
import org.noether.reports.console.PythonFlag;
import org.noether.reports.task.TaskOptions;
import org.noether.simulation.molecule.Qm9Property;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which network learns which property; names and defaults are the paper's. */
final class MoleculeOptions implements TaskOptions<MoleculeConfig, MoleculeResult> {
  private static final String PAPER = " (default: ${DEFAULT-VALUE}).";

  @Option(
      names = "--task",
      paramLabel = "NAME",
      defaultValue = "homo",
      converter = Qm9Tasks.Single.class,
      description = {
        "Property: alpha, gap, homo, lumo, mu, Cv, G, H, r2, U, U0, zpve,",
        "or a rotational constant, A, B or C" + PAPER
      })
  private Qm9Property task = Qm9Property.HOMO;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      defaultValue = "MolecLieResNet",
      completionCandidates = Networks.class,
      description = "Network, one of ${COMPLETION-CANDIDATES}" + PAPER)
  private String network = "MolecLieResNet";

  @Option(
      names = {"--net-config", "--net-cfg"},
      paramLabel = "DICT",
      converter = DictConverter.class,
      description = {
        "Its options, such as \"{'group':T(3),'fill':1.}\";",
        "those not named have the paper's values."
      })
  private DictConverter.Dict netConfig = DictConverter.Dict.EMPTY;

  @Mixin private FlatNetOptions flat = new FlatNetOptions();

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
      defaultValue = "500",
      description = "Passes over the training molecules" + PAPER)
  private int numEpochs;

  @Option(
      names = "--bs",
      paramLabel = "N",
      defaultValue = "75",
      description = "Molecules in a minibatch" + PAPER)
  private int bs;

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
      converter = Subsample.class,
      description = {
        "Learn from a part of the training molecules:",
        "up to 1 a fraction, otherwise a number; 0 or False for all" + PAPER
      })
  private double subsample;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of the initial weights and of the order of the molecules" + PAPER)
  private long seed;

  @Mixin private MoleculeSource source = new MoleculeSource();

  @Option(
      names = "--log-suffix",
      paramLabel = "TEXT",
      description = "No effect: metrics go to the run's folder; choose it with --out.")
  private @Nullable String logSuffix;

  /** The names of all networks, for the help. */
  static final class Networks implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return MoleculeNetworks.names().iterator();
    }
  }

  @Override
  public LearningTask<MoleculeConfig, MoleculeResult> task(PrintWriter err) {
    return source.task(err);
  }

  @Override
  public MoleculeConfig config(String backend) throws IOException {
    var netCfg = new HashMap<>(netConfig.values());
    netCfg.putAll(flat.values());
    return new MoleculeConfig(
        task.id(),
        network,
        netCfg,
        source.file().toString(),
        recenter,
        subsample,
        lr,
        bs,
        numEpochs,
        seed,
        backend);
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
  public String folder(MoleculeConfig config) {
    return "molec-" + config.task();
  }

  @Override
  public List<String> reading() {
    return source.skipping();
  }
}
