package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code noether reproduce qm9}. */
@Command(
    name = "qm9",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    abbreviateSynopsis = true,
    sortOptions = false,
    description = {
      "Train the paper's network on properties of molecules, and report the errors beside the"
          + " paper's:",
      "MolecLieResNet with the group T(3) on each property, and on homo also with Trivial(3),",
      "SO3 and SE3. Every error stands beside the number of molecules, epochs and minutes it took.",
      "",
      "Without --budget and --full it takes half an hour. An interrupted reproduction goes on"
          + " where it was when the same command is given again."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  noether reproduce qm9                              twelve properties, half an hour",
      "  noether reproduce qm9 --tasks homo --budget 2h     the groups compared on homo",
      "  noether reproduce qm9 --full --out paper           the paper's settings; weeks",
    })
final class ReproduceQm9Command implements Callable<Integer> {
  private static final ReproduceOptions.Usual USUAL =
      new ReproduceOptions.Usual(Duration.ofMinutes(30), Path.of("report-qm9"));

  @Spec private CommandSpec spec = CommandSpec.create();

  @ParentCommand private ReproduceCommand reproduce = new ReproduceCommand();

  @Option(
      names = "--tasks",
      paramLabel = "NAME,...",
      converter = Qm9Tasks.Converter.class,
      description = "Properties (default: all twelve of the paper).")
  private Qm9Tasks tasks = Qm9Tasks.ALL;

  @Mixin private MoleculeSource source = new MoleculeSource();

  @Mixin private ReproduceOptions options = new ReproduceOptions();

  @Override
  public Integer call() throws IOException {
    int seeds = options.seeds();
    Path file = source.file();
    var plan = new Qm9Comparison(tasks.values(), file, options.extent().full()).plan(seeds);
    var trial = new MoleculeTrial(source.shared(file, spec.commandLine().getErr()));
    var subject = new ArrayList<>(List.of("qm9", "--tasks", tasks.toString()));
    subject.addAll(source.words());
    return options.run(
        trial,
        plan,
        reproduce.interruption(),
        USUAL,
        subject,
        run -> CommandText.train(run, source.skipping()));
  }
}
