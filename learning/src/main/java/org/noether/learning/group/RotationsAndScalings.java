package org.noether.learning.group;

import java.util.List;
import org.noether.learning.tensor.Tensor;

/**
 * RxSO2, the rotations and scalings of the plane about the origin. A position lifts to (log r,
 * angle) of its polar coordinates; all but the origin are one orbit, and the origin has no lift.
 *
 * @param alpha the weight of the angle in distances; that of log r is 1 - alpha
 */
public record RotationsAndScalings(double alpha) implements PlaneGroup {
  @Override
  public String name() {
    return "RxSO2(" + alpha + ")";
  }

  @Override
  public boolean lifts(double... position) {
    return position[0] != 0 || position[1] != 0;
  }

  @Override
  public List<double[][]> generators() {
    return List.of(new double[][] {{1, 0}, {0, 1}}, new double[][] {{0, -1}, {1, 0}});
  }

  @Override
  public Tensor exp(Tensor a) {
    Tensor scale = Matrices.component(a, 0).exp();
    Tensor angle = Matrices.component(a, 1);
    Tensor x = scale.mul(angle.cos());
    Tensor y = scale.mul(angle.sin());
    return Matrices.of(2, x, y.neg(), y, x);
  }

  @Override
  public Tensor log(Tensor u) {
    Tensor x = Matrices.entry(u, 0, 0).add(Matrices.entry(u, 1, 1)).mul(0.5);
    Tensor y = Matrices.entry(u, 1, 0).sub(Matrices.entry(u, 0, 1)).mul(0.5);
    return coordinates(Matrices.vector(x, y));
  }

  @Override
  public Tensor coordinates(Tensor positions) {
    return Matrices.vector(PlaneGroup.logRadius(positions), PlaneGroup.angle(positions));
  }

  @Override
  public Tensor difference(Tensor first, Tensor second) {
    Tensor scale = PlaneGroup.logRadius(first).sub(PlaneGroup.logRadius(second));
    return Pairs.concat(scale, PlaneGroup.angleBetween(first, second));
  }
}
