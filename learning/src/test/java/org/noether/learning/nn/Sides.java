package org.noether.learning.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * On which side of pi the reference took the angles between lifts of one position to SE2. An even
 * number of lifts are opposite in pairs, exactly but for rounding, so that both logarithms are
 * right, and the reference's choice is that of its rounding: one bit for each opposite pair, which
 * goes the other way for the pair the other way round. The reference's steps done here give most
 * bits; what is left, of the last place of its functions, is found from the output, by turning over
 * the one bit, or else the two, that bring it nearest, again and again. All else of the case, such
 * as gradients, is then compared.
 */
public final class Sides {
  private static final double AT_PI = 1e-5;
  private static final int MOST_FOUND = 100;

  private final GoldenLayer golden;
  private final LiftedPoints points;
  private final double[] angles;
  private final List<Edges> made = new ArrayList<>();
  private final boolean[] used;
  private boolean[] turned;
  private double least;

  /** Which bit each edge goes by, or -1, and its side while the bit is not turned over, or 0. */
  private record Edges(String leaf, int[] bit, double[] side) {}

  public Sides(GoldenLayer golden, LiftedPoints points, int samples, String uniform) {
    this.golden = golden;
    this.points = points;
    double[] drawn = golden.theirs(uniform);
    this.angles = new double[drawn.length * samples];
    for (int i = 0; i < angles.length; i++) {
      double even = -Math.PI + 2 * Math.PI / samples * (1 + i % samples);
      double theta = even + drawn[i / samples] * 2 * Math.PI;
      angles[i] = Math.atan2(2 * Math.sin(theta), 2 * Math.cos(theta));
    }
    this.used = new boolean[angles.length];
    this.turned = new boolean[angles.length];
  }

  /** Returns the features of edges between rows of lifted points. */
  public BiFunction<int[], int[], Tensor> pairs() {
    return (first, second) -> {
      Tensor pairs = points.pairs(golden.graph().indices(first), golden.graph().indices(second));
      double[] ours = golden.values(pairs);
      int[] bit = new int[first.length];
      double[] side = new double[first.length];
      for (int e = 0; e < bit.length; e++) {
        bit[e] = -1;
        if (Math.PI - Math.abs(ours[3 * e]) < AT_PI) {
          bit[e] = Math.min(first[e], second[e]);
          side[e] = isNegative(first[e], second[e]) ? -1 : 1;
          used[bit[e]] = true;
        }
      }
      made.add(new Edges("side." + made.size(), bit, side));
      return onSide(pairs, golden.leaf(made.getLast().leaf(), Shape.of(side.length, 1), side));
    };
  }

  /** Returns features whose angle has the sign of the side; a side of 0 leaves them as they are. */
  private static Tensor onSide(Tensor pairs, Tensor side) {
    Graph graph = pairs.graph();
    Tensor angle = pairs.slice(1, 0, 1).detach();
    Tensor sign = graph.constant(1).sub(angle.less(graph.constant(0)).mul(2));
    return pairs.mul(graph.constant(1).sub(side.square()).add(side.mul(sign)));
  }

  /** Returns whether the reference finds the angle of exp(-b) exp(a) negative, for rows a and b. */
  private boolean isNegative(int a, int b) {
    double forth = Math.sin(-angles[b]) * Math.cos(angles[a]);
    double back = Math.cos(-angles[b]) * Math.sin(angles[a]);
    return forth + back < 0;
  }

  /** Returns whether there are too many bits to find the wrong ones. */
  public boolean areMany() {
    return IntStream.range(0, used.length).filter(i -> used[i]).count() > MOST_FOUND;
  }

  /** Returns leaves with half of the bits turned over, so that they are random. */
  public Map<String, double[]> random(Random random) {
    boolean[] some = new boolean[used.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = random.nextBoolean();
    }
    return leaves(some);
  }

  /** Sets the sides so that the output comes as near to the reference's as it can. */
  public void find(String output) {
    DoubleSupplier error = golden.errorOf(output);
    least = error(turned, error);
    while (least > golden.tolerance() && (turn(false, error) || turn(true, error))) {}
    error(turned, error);
  }

  /** Turns over the best bit, or pair of bits, and returns whether that was better. */
  private boolean turn(boolean two, DoubleSupplier error) {
    int[] bits = IntStream.range(0, used.length).filter(i -> used[i]).toArray();
    boolean[] before = turned;
    double start = least;
    for (int i = 0; i < bits.length; i++) {
      for (int j = i; j < (two ? bits.length : i + 1); j++) {
        boolean[] tried = before.clone();
        tried[bits[i]] = !tried[bits[i]];
        tried[bits[j]] ^= i != j;
        double found = error(tried, error);
        if (found < least) {
          least = found;
          turned = tried;
        }
      }
    }
    return least < start;
  }

  private double error(boolean[] turned, DoubleSupplier error) {
    leaves(turned).forEach(golden::set);
    return error.getAsDouble();
  }

  private Map<String, double[]> leaves(boolean[] turned) {
    Map<String, double[]> leaves = new HashMap<>();
    for (Edges edges : made) {
      double[] side = edges.side().clone();
      for (int e = 0; e < side.length; e++) {
        if (edges.bit()[e] >= 0 && turned[edges.bit()[e]]) {
          side[e] = -side[e];
        }
      }
      leaves.put(edges.leaf(), side);
    }
    return leaves;
  }
}
