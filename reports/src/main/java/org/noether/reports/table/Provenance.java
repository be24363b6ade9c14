package org.noether.reports.table;

import java.util.List;
import java.util.function.Function;

/**
 * How to repeat what a report shows.
 *
 * @param command the command that repeats the whole comparison
 * @param commandOfRun the command that repeats one run
 * @param facts further circumstances, such as the budget: names and values
 */
public record Provenance(
    String command, Function<Run, String> commandOfRun, List<List<String>> facts) {}
