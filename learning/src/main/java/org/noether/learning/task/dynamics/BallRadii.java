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
   * Sets the radii to what they become where the batch is computed as a whole, if no ball would
   * have held other pairs then; otherwise leaves them.
   *
   * @param balls of one part
   * @param parts how many times as many pairs the batch has
   * @param counts of the pairs of all parts, ball by ball
   * @return whether the radii were set
   */
  static boolean follow(List<Ball> balls, double parts, double[] counts, Weights weights) {
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
      if (!ball.holdsTheSame(after[place] - before[place], own)) {
        return false;
      }
      double radius = ball.convolution().follow(after[place], own[0] / (parts * ball.pairs()));
      after[place] = backend.precision().round(radius);
    }
    backend.upload(after, weights.buffers(), 0);
    return true;
  }
}
