package org.noether.reports.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.noether.learning.train.DataSource;
import org.noether.learning.train.Environment;
import org.noether.learning.train.TrainConfig;
import org.noether.reports.plot.Numbers;

/** The part of a report that says where its numbers come from. */
final class ProvenanceSection {
  private final List<Group> groups;
  private final Provenance provenance;

  ProvenanceSection(List<Group> groups, Provenance provenance) {
    this.groups = groups;
    this.provenance = provenance;
  }

  List<Block> blocks() {
    return List.of(
        new Block.Heading("Where the numbers come from"),
        runs(),
        circumstances(),
        new Block.Paragraph("This command repeats the whole comparison:"),
        new Block.Code(List.of(provenance.command())),
        new Block.Paragraph("These repeat its runs one by one:"),
        new Block.Code(allRuns().stream().map(provenance.commandOfRun()).toList()));
  }

  private Block runs() {
    var rows = new ArrayList<List<String>>();
    for (Group group : groups) {
      for (Run run : group.runs()) {
        rows.add(
            List.of(
                "`" + run.id() + "`",
                group.label(),
                String.valueOf(run.config().seed()),
                run.result().bestEpoch() + " of " + run.result().epochs(),
                Numbers.significant(run.result().valMse(), 3),
                Numbers.significant(run.result().testMse(), 3),
                duration(run.seconds())));
      }
    }
    return new Block.Table(
        "The runs: the folder that holds each, the epoch whose weights were kept, its validation"
            + " and test errors, and the time spent on training and validation.",
        List.of("run", "network", "seed", "epoch", "validation MSE", "test MSE", "duration"),
        rows,
        2);
  }

  private Block circumstances() {
    Set<List<String>> facts = new LinkedHashSet<>(provenance.facts());
    for (Run run : allRuns()) {
      TrainConfig config = run.config();
      facts.add(List.of("data", data(config.data())));
      facts.add(List.of("SHA-256 of the data", "`" + run.result().dataSha256() + "`"));
      facts.add(
          List.of(
              "split",
              String.format(
                  Locale.ROOT,
                  "%,d systems to learn from, %,d to validate, %,d to test",
                  config.nTrain(),
                  config.nVal(),
                  config.nTest())));
    }
    for (Run run : allRuns()) {
      Environment environment = run.environment();
      facts.add(List.of("backend", run.config().backend() + ": " + environment.backend()));
      facts.add(List.of("Java", environment.java()));
      facts.add(
          List.of(
              "machine",
              "%s, %d processors, %d threads"
                  .formatted(environment.os(), environment.processors(), environment.threads())));
    }
    return new Block.Table(
        "Data, program and machine.", List.of("what", "value"), List.copyOf(facts), 2);
  }

  private List<Run> allRuns() {
    return groups.stream().flatMap(group -> group.runs().stream()).toList();
  }

  private static String data(DataSource source) {
    return switch (source) {
      case DataSource.Generated g ->
          String.format(
              Locale.ROOT,
              "%s: %,d systems of %d bodies in %d dimensions, generated from seed %d",
              g.system(),
              g.systems(),
              g.bodies(),
              g.dim(),
              g.seed());
      case DataSource.StoredFile file -> file.system() + ": `" + file.file() + "`";
    };
  }

  private static String duration(double seconds) {
    return seconds < 60
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : "%d min %02d s".formatted((long) seconds / 60, (long) seconds % 60);
  }
}
