package org.noether.reports.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.noether.learning.train.Environment;
import org.noether.simulation.io.Sha256;

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
        new Block.Paragraph("This command made the report:"),
        new Block.Code(List.of(command)),
        new Block.Paragraph(
            "These repeat every run from the beginning, evaluate it where that was done, and report"
                + " on all; data that are not read from a file are generated on the way:"),
        new Block.Code(steps(runs)));
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

  /** Train, evaluate and report, in a folder that is not there yet. */
  private List<String> steps(List<Run> runs) {
    var steps = new ArrayList<String>();
    var folders = new ArrayList<String>();
    for (Run run : runs) {
      String folder = "again/" + run.id();
      if (folders.contains(folder)) {
        folder += "-" + folders.size();
      }
      folders.add(folder);
      steps.add(commandOfRun.apply(run) + " --out " + quoted(folder));
      String out = quoted(folder);
      run.evaluating().forEach(options -> steps.add(evaluate(out, options)));
    }
    String all = folders.stream().map(Provenance::quoted).collect(Collectors.joining(" "));
    steps.add("./noether report " + all + " --out again/report");
    return steps;
  }

  /** The command that evaluates a run with some options. */
  static String evaluate(String run, List<String> options) {
    return options.stream()
        .map(Provenance::quoted)
        .collect(Collectors.joining(" ", "./noether evaluate " + run + " ", ""));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./+,@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** The last day, in UTC, on which a run was started. */
  static String lastDay(List<? extends Run> runs) {
    return days(runs).getLast();
  }

  /** The days, in UTC, of the first and the last start of a run. */
  private static String dates(List<Run> runs) {
    List<String> days = days(runs);
    String first = days.getFirst();
    return first.equals(days.getLast()) ? first : first + " to " + days.getLast();
  }

  private static List<String> days(List<? extends Run> runs) {
    return runs.stream()
        .map(run -> run.files().environment().started().replaceFirst("T.*", ""))
        .sorted()
        .toList();
  }

  private static String sha256(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The splits of the data, with the runs that learned from each where they differ. */
  private static List<List<String>> splits(List<Run> runs) {
    Map<List<String>, List<String>> splits =
        runs.stream()
            .collect(
                Collectors.groupingBy(
                    run -> List.of(run.split(), "`" + run.result().dataSha256() + "`"),
                    LinkedHashMap::new,
                    Collectors.mapping(run -> "`" + run.id() + "`", Collectors.toList())));
    if (splits.size() == 1) {
      List<String> split = splits.keySet().iterator().next();
      return List.of(
          List.of("split", split.getFirst()),
          List.of("digest of the split's numbers", split.getLast()));
    }
    return splits.entrySet().stream()
        .map(each ->
            List.of(
                "split of " + String.join(", ", each.getValue()),
                String.join("; digest of its numbers ", each.getKey())))
        .toList();
  }

  private Block circumstances(List<Run> runs) {
    Set<List<String>> distinct = new LinkedHashSet<>(facts);
    var sums = new HashMap<Path, String>();
    for (Run run : runs) {
      distinct.add(List.of("data", run.data()));
      run.dataFile()
          .filter(Files::isRegularFile)
          .ifPresent(file ->
              distinct.add(
                  List.of(
                      "SHA-256 of `" + file + "`",
                      "`" + sums.computeIfAbsent(file, Provenance::sha256) + "`")));
    }
    distinct.addAll(splits(runs));
    distinct.add(List.of("trained", dates(runs)));
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
