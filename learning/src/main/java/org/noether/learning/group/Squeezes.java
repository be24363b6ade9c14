package org.noether.learning.group;

import java.util.List;
import org.noether.learning.tensor.Tensor;

/**
 * SQ, the squeezes (x, y) to (e^s x, e^-s y) of the quadrant in which both coordinates are
 * positive. Orbits are hyperbolas, with the coordinate r = log(x y) / 2.
 *
 * @param alpha the weight of s in distances
 */
public record Squeezes(double alpha) implements PlaneGroup {
  @Override
  public String name() {
    return "SQ(" + alpha + ")";
  }

  @Override
  public boolean lifts(double... position) {
    return position[0] > 0 && position[1] > 0;
  }

  @Override
  public List<double[][]> generators() {
    return List.<double[][]>of(new double[][] {{1, 0}, {0, -1}});
  }

  @Override
  public Tensor exp(Tensor a) {
    Tensor zero = Matrices.constant(a, 0);
    return Matrices.of(2, a.exp(), zero, zero, a.neg().exp());
  }

  @Override
  public Tensor log(Tensor u) {
    return Matrices.entry(u, 0, 0).log();
  }

  @Override
  public Tensor coordinates(Tensor positions) {
    return Matrices.component(new SqueezesAndScalings(alpha).coordinates(positions), 1);
  }

  @Override
  public Tensor orbits(Tensor positions) {
    return Matrices.component(new SqueezesAndScalings(alpha).coordinates(positions), 0);
  }
}
