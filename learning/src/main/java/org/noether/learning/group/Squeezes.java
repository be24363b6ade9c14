package org.noether.learning.group;

import java.util.List;
import org.noether.learning.tensor.Tensor;

/**
 * SQ, the squeezes (x, y) to (e^s x, e^-s y) of the quadrant in which both coordinates are
 * positive. Orbits are hyperbolas, told by r = log(x y) / 2.
 *
 * @param alpha the weight of s in distances
 */
public record Squeezes(double alpha) implements MatrixGroup {
  @Override
  public String name() {
    return "SQ(" + alpha + ")";
  }

  @Override
  public int qDim() {
    return 1;
  }

  @Override
  public int repDim() {
    return 2;
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
  public Tensor section(Tensor positions) {
    return exp(squeeze(positions));
  }

  @Override
  public Tensor orbits(Tensor positions) {
    return Matrices.component(SqueezesAndScalings.coordinates(positions), 0);
  }

  @Override
  public Tensor pair(Tensor first, Tensor second) {
    return Pairs.concat(squeeze(first).sub(squeeze(second)), orbits(first), orbits(second));
  }

  private static Tensor squeeze(Tensor positions) {
    return Matrices.component(SqueezesAndScalings.coordinates(positions), 1);
  }
}
