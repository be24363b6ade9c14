package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.noether.learning.train.Json;
import org.noether.reports.table.Block;
import org.noether.reports.task.TaskReport;
import org.noether.reports.task.TaskReport.Column;

/** How long a comparison spent on what, kept in {@code times.json} over interruptions. */
final class StageTimes {
  /** What time is spent on. */
  enum Stage {
    DATA("reading or generating data"),
    PACE("measuring the pace"),
    SETUP("compiling networks"),
    LEARNING("learning"),
    TEST("testing"),
    FOLLOWING("rollouts and predictions"),
    REPORT("plots and report");

    private final String words;

    Stage(String words) {
      this.words = words;
    }
  }

  private static final int BAR = 25;
  private static final double NANOS = 1e-9;

  private final Path file;
  private final Map<Stage, Double> planned;
  private final Map<Stage, Double> spent;
  private Stage stage = Stage.DATA;
  private long since = System.nanoTime();

  /**
   * What is kept.
   *
   * @param planned the seconds planned for each stage, once they are
   * @param spent the seconds spent on each
   */
  private record Kept(Map<Stage, Double> planned, Map<Stage, Double> spent) {
    Kept {
      planned = Map.copyOf(planned);
      spent = Map.copyOf(spent);
    }
  }

  private StageTimes(Path file, Kept kept) {
    this.file = file;
    planned = new EnumMap<>(Stage.class);
    spent = new EnumMap<>(Stage.class);
    planned.putAll(kept.planned());
    spent.putAll(kept.spent());
  }

  /**
   * Goes on with the times of a comparison; the time that begins is that of the data.
   *
   * @throws IOException if they cannot be read
   */
  static StageTimes of(Path folder) throws IOException {
    Path file = folder.resolve("times.json");
    return new StageTimes(
        file, Files.exists(file) ? Json.read(file, Kept.class) : new Kept(Map.of(), Map.of()));
  }

  /** Ends what time is spent on now, and begins something else. */
  void begin(Stage next) {
    long now = System.nanoTime();
    spent.merge(stage, NANOS * (now - since), Double::sum);
    stage = next;
    since = now;
  }

  /** Whether there is a plan. */
  boolean isPlanned() {
    return !planned.isEmpty();
  }

  /** Sets what is planned to come for a stage, beyond what it took already. */
  void plan(Stage of, double seconds) {
    planned.put(of, spent.getOrDefault(of, 0.0) + seconds);
  }

  /** Whether the time of a stage is known. */
  boolean has(Stage of) {
    return spent.containsKey(of);
  }

  /** Writes the times. */
  void save() throws IOException {
    begin(stage);
    Json.write(file, new Kept(planned, spent));
  }

  /** The plan in a line: {@code learning 84 s (70 %), testing 4 s, ...}. */
  String plan() {
    double all = sum(planned);
    return Stream.of(Stage.values())
        .filter(planned::containsKey)
        .map(each -> "%s %s".formatted(each.words, amount(planned, each, all)))
        .collect(Collectors.joining(", "));
  }

  private static String amount(Map<Stage, Double> seconds, Stage of, double all) {
    double amount = seconds.getOrDefault(of, 0.0);
    return "%s (%.0f %%)".formatted(seconds(amount), 100 * amount / all);
  }

  private static String seconds(double amount) {
    return String.format(Locale.ROOT, amount < 10 ? "%.1f s" : "%.0f s", amount);
  }

  /** The times as a table with bars. */
  Block.Table table() {
    double all = sum(spent);
    var columns = new ArrayList<Column<Stage>>();
    columns.add(new Column<>("what", each -> each.words));
    columns.add(
        new Column<>(
            "share",
            each -> "█".repeat((int) Math.round(BAR * spent.getOrDefault(each, 0.0) / all))));
    if (isPlanned()) {
      columns.add(new Column<>("planned", each -> seconds(planned.getOrDefault(each, 0.0))));
    }
    columns.add(new Column<>("spent", each -> amount(spent, each, all)));
    return TaskReport.table(
        "Where the time of the comparison went."
            + (isPlanned()
                ? " Planned: at its start, from the pace of each network, which was measured warm"
                    + " in time of its own."
                : "")
            + " Learning includes the validation after each epoch.",
        2,
        Stream.of(Stage.values())
            .filter(each -> spent.containsKey(each) || planned.containsKey(each))
            .toList(),
        columns);
  }

  private static double sum(Map<Stage, Double> seconds) {
    return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
