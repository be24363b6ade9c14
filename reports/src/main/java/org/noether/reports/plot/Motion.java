package org.noether.reports.plot;

import java.util.List;
import java.util.stream.Stream;

/**
 * Bodies that move in a plane from one initial state: the true motion and predicted ones.
 *
 * @param id a name for its files, such as {@code motion}
 * @param title what it shows, in a few words
 * @param times times of the positions in the panels
 * @param truth the true motion
 * @param predictions the predicted ones, at least one
 */
public record Motion(
    String id, String title, double[] times, Panel truth, List<Panel> predictions) {

  /**
   * One motion.
   *
   * @param title what it is
   * @param positions for each time the positions (x, y) of all bodies in turn
   */
  public record Panel(String title, double[][] positions) {}

  /** All panels, the true motion first. */
  List<Panel> panels() {
    return Stream.concat(Stream.of(truth), predictions.stream()).toList();
  }

  /** The number of bodies. */
  int bodies() {
    return truth.positions()[0].length / 2;
  }

  /** A text alternative to the images. */
  public String description() {
    return "%s. Panels side by side: %s."
        .formatted(title, String.join(", ", panels().stream().map(Panel::title).toList()));
  }
}
