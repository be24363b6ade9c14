package org.noether.reports.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.noether.learning.train.Environment;

/** The part of a report that says where its numbers come from. */
public final class ProvenanceSection {
  private final List<? extends Replicates<? extends Run>> groups;
  private final Provenance provenance;

  public ProvenanceSection(
      List<? extends Replicates<? extends Run>> groups, Provenance provenance) {
    this.groups = groups;
    this.provenance = provenance;
  }

  public List<Block> blocks() {
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
    for (var group : groups) {
      for (Run run : group.runs()) {
        rows.add(
            List.of(
                "`" + run.id() + "`",
                group.label(),
                String.valueOf(run.config().seed()),
                run.result().bestEpoch() + " of " + run.result().epochs(),
                run.print(run.result().validation()),
                run.print(run.result().test()),
                run.duration()));
      }
    }
    return new Block.Table(
        "The runs: the folder that holds each, the epoch whose weights were kept, its validation"
            + " and test errors, and the time spent on training and validation.",
        List.of("run", "network", "seed", "epoch", "validation error", "test error", "duration"),
        rows,
        2);
  }

  private Block circumstances() {
    Set<List<String>> facts = new LinkedHashSet<>(provenance.facts());
    for (Run run : allRuns()) {
      facts.add(List.of("data", run.data()));
      facts.add(List.of("SHA-256 of the data", "`" + run.result().dataSha256() + "`"));
      facts.add(List.of("split", run.split()));
    }
    for (Run run : allRuns()) {
      Environment environment = run.files().environment();
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
    return groups.stream().<Run>flatMap(group -> group.runs().stream()).toList();
  }
}
