package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.train.StepBenchmark;
import org.noether.learning.train.TrainOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code noether benchmark molec}. */
@Command(
    name = "molec",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    abbreviateSynopsis = true,
    sortOptions = false,
    description = "Measure how fast a network trains on molecules on this machine.",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  noether benchmark molec --net_config \"{'group':T(3),'fill':1.,'k':256}\" --bs 100",
      "  noether benchmark molec --network MolecGN --data molecules.extxyz.gz --json",
    })
final class BenchmarkMoleculesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private MoleculeOptions molecules = new MoleculeOptions();

  @Mixin private MoleculeSource source = new MoleculeSource();

  @Mixin private TimingOptions timing = new TimingOptions();

  @Override
  public Integer call() throws IOException {
    var time = timing.time();
    Path file = source.file();
    MoleculeConfig config = molecules.config(file, 1, PaperOptions.SINGLE_BACKEND);
    var shared = source.shared(file, spec.commandLine().getErr());
    timing.print(
        spec.commandLine().getOut(),
        StepBenchmark.run(config, shared, TrainOptions.defaults().threads(), time),
        config.task(),
        "molecules");
    return 0;
  }
}
