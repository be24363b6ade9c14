package org.noether.reports.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.noether.learning.train.Environment;

/**
 * How to repeat what a report shows.
 *
 * @param command the command that repeats the whole comparison
 * @param commandOfRun the command that repeats one run
 * @param facts further circumstances, such as the budget: names and values
 * @param tables further tables, such as that of the time spent
 */
public record Provenance(
    String command,
    Function<Run, String> commandOfRun,
    List<List<String>> facts,
    List<Block.Table> tables) {
  /** The section of a report that says where its numbers come from. */
  public List<Block> section(List<? extends Replicates<?>> groups) {
    List<Run> runs = groups.stream().<Run>flatMap(group -> group.runs().stream()).toList();
    var blocks = new ArrayList<Block>();
    blocks.add(new Block.Heading("Where the numbers come from"));
    blocks.add(runs(groups));
    blocks.addAll(tables);
    Collections.addAll(
        blocks,
        circumstances(runs),
        new Block.Paragraph("This command repeats the whole comparison:"),
        new Block.Code(List.of(command)),
        new Block.Paragraph("These repeat its runs one by one:"),
        new Block.Code(runs.stream().map(commandOfRun).toList()));
    return blocks;
  }

  private static Block runs(List<? extends Replicates<?>> groups) {
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

  private Block circumstances(List<Run> runs) {
    Set<List<String>> distinct = new LinkedHashSet<>(facts);
    for (Run run : runs) {
      distinct.add(List.of("data", run.data()));
      distinct.add(List.of("SHA-256 of the data", "`" + run.result().dataSha256() + "`"));
      distinct.add(List.of("split", run.split()));
    }
    for (Run run : runs) {
      Environment environment = run.files().environment();
      distinct.add(List.of("backend", run.config().backend() + ": " + environment.backend()));
      distinct.add(List.of("Java", environment.java()));
      distinct.add(
          List.of(
              "machine",
              "%s, %d processors, %d threads"
                  .formatted(environment.os(), environment.processors(), environment.threads())));
    }
    return new Block.Table(
        "Data, program and machine.", List.of("what", "value"), List.copyOf(distinct), 2);
  }
}
