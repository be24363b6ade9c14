package org.noether.learning.group;

import java.util.List;
import org.noether.learning.tensor.Tensor;

/**
 * RxSQ, the scalings and squeezes (x, y) to (e^(r+s) x, e^(r-s) y) of the quadrant in which both
 * coordinates are positive, with coordinates (r, s). It is one orbit, whose origin is (1, 1).
 *
 * @param alpha the weight of s in distances; that of r is 1 - alpha
 */
public record SqueezesAndScalings(double alpha) implements PlaneGroup {
  @Override
  public String name() {
    return "RxSQ(" + alpha + ")";
  }

  @Override
  public boolean lifts(double... position) {
    return position[0] > 0 && position[1] > 0;
  }

  @Override
  public List<double[][]> generators() {
    return List.of(new double[][] {{1, 0}, {0, 1}}, new double[][] {{1, 0}, {0, -1}});
  }

  @Override
  public Tensor exp(Tensor a) {
    Tensor r = Matrices.component(a, 0);
    Tensor s = Matrices.component(a, 1);
    Tensor zero = Matrices.constant(a, 0);
    return Matrices.of(2, r.add(s).exp(), zero, zero, r.sub(s).exp());
  }

  @Override
  public Tensor log(Tensor u) {
    return coordinates(Matrices.vector(Matrices.entry(u, 0, 0), Matrices.entry(u, 1, 1)));
  }

  @Override
  public Tensor coordinates(Tensor positions) {
    Tensor x = Matrices.component(positions, 0).log();
    Tensor y = Matrices.component(positions, 1).log();
    return Matrices.vector(x.add(y).mul(0.5), x.sub(y).mul(0.5));
  }
}
