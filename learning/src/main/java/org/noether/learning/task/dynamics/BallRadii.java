package org.noether.learning.task.dynamics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.noether.learning.backend.Backend;
import org.noether.learning.nn.Ball;
import org.noether.learning.train.Layout;
import org.noether.learning.train.Weights;

/** Lets the radii of balls follow a batch that was computed in parts. */
final class BallRadii {
  private BallRadii() {}

  /**
   * Updates the radii as a computation of the whole batch would, provided that every ball would
   * then have held the same pairs. Otherwise the radii stay.
   *
   * @param balls those of one microbatch
   * @param pairs the pairs of the batch that each ball could have held
   * @param counts the pairs of all microbatches, ball by ball
   * @return whether the radii were updated
   */
  static boolean follow(List<Ball> balls, double[] pairs, double[] counts, Weights weights) {
    return follow(balls, pairs, counts, weights, true);
  }

  /**
   * Updates the radii by what the balls of a batch held, whether or not larger balls would have
   * held the same.
   */
  static void followAfterwards(List<Ball> balls, double[] pairs, double[] counts, Weights weights) {
    follow(balls, pairs, counts, weights, false);
  }

  private static boolean follow(
      List<Ball> balls, double[] pairs, double[] counts, Weights weights, boolean demandsTheSame) {
    if (balls.isEmpty()) {
      return true;
    }
    Map<String, Layout.Slot> places =
        weights.layout().buffers().stream()
            .collect(Collectors.toMap(Layout.Slot::name, slot -> slot));
    Backend backend = weights.backend();
    double[] before = backend.download(weights.buffers());
    double[] after = before.clone();
    for (int i = 0; i < balls.size(); i++) {
      Ball ball = balls.get(i);
      String name = ball.convolution().radius().name();
      int place = Objects.requireNonNull(places.get(name), name).offset();
      double[] own = Arrays.copyOfRange(counts, i * Ball.COUNTS, (i + 1) * Ball.COUNTS);
      if (demandsTheSame && !ball.holdsTheSame(after[place] - before[place], own)) {
        return false;
      }
      double radius = ball.convolution().follow(after[place], own[0] / pairs[i]);
      after[place] = backend.precision().round(radius);
    }
    backend.upload(after, weights.buffers(), 0);
    return true;
  }
}
