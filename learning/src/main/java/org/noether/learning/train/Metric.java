package org.noether.learning.train;

import java.util.Locale;

/**
 * An error that is measured after each epoch; the smaller, the better.
 *
 * @param name what it is called, such as {@code MSE}
 * @param unit its unit; empty if it has none
 */
public record Metric(String name, String unit) {
  /** Returns the key of its value on the validation set in {@code metrics.jsonl}. */
  String validationKey() {
    return "val_" + name.toLowerCase(Locale.ROOT).replace(' ', '_');
  }
}
