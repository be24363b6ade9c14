package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * The metrics of an epoch: a line of {@code metrics.jsonl}, where the key of {@code validation} is
 * that of the metric, such as {@code val_mse}.
 *
 * @param epoch the epoch, from 1
 * @param step the steps done since the beginning
 * @param trainLoss the mean of the epoch's minibatch losses, each before its step
 * @param validation the error on the validation set after the epoch, by which the best one is
 *     chosen
 * @param lr the learning rate of the epoch's last step
 */
public record EpochMetrics(int epoch, long step, double trainLoss, double validation, double lr) {
  private static final String VALIDATION = "validation";

  /** Returns the line. */
  String line(Metric metric) {
    Map<String, Object> line = new TreeMap<>();
    Json.tree(this).forEachEntry(line::put);
    line.put(metric.validationKey(), validation);
    line.remove(VALIDATION);
    return Json.line(line);
  }

  /** Reads a line of a file, which is used for messages only. */
  static EpochMetrics parse(Path file, String text) throws IOException {
    ObjectNode line = Json.parse(file, text, ObjectNode.class);
    line.propertyNames().stream()
        .filter(name -> name.startsWith("val_"))
        .toList()
        .forEach(name -> line.set(VALIDATION, line.remove(name)));
    return Json.parse(file, Json.line(line), EpochMetrics.class);
  }
}
