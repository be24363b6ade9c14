package org.noether.reports.cli;

import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.noether.reports.cluster.Cluster;

/**
 * A run of a comparison, to be made by a task; the result is whether it was finished, and not
 * stopped.
 *
 * @param words the command line of the comparison
 * @param name the name of the run
 * @param epochs how many epochs fit the budget
 * @param samples how many samples fit the budget
 * @param folder where the run's folder is; null for one that only the task needs
 * @param kept whether the folder is the one where the run is kept
 */
record RunTask(
    ArrayList<String> words,
    String name,
    int epochs,
    double samples,
    @Nullable String folder,
    boolean kept)
    implements Cluster.Task<Boolean> {
  @Override
  public Boolean run(Cluster.Place place) throws IOException {
    return SentCommand.of(words, ComparisonCommand.class).work(this, place);
  }
}
