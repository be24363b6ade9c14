package org.noether.reports.extension;

import java.util.List;
import org.noether.learning.group.GroupFactory;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Matrices;
import org.noether.learning.tensor.Tensor;

/**
 * The translations of the plane along a line; how far a position is off the line tells its orbit.
 *
 * @param angle the line's angle to the first axis
 */
public record Slide(double angle) implements LieGroup {
  @Override
  public String name() {
    return "Slide(" + angle + ")";
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
  public int lieDim() {
    return 1;
  }

  @Override
  public Tensor exp(Tensor a) {
    Tensor x = Matrices.component(a, 0).mul(Math.cos(angle));
    Tensor y = Matrices.component(a, 0).mul(Math.sin(angle));
    Tensor zero = x.sub(x);
    Tensor one = zero.add(1);
    return Matrices.of(3, one, zero, x, zero, one, y, zero, zero, one);
  }

  @Override
  public Tensor log(Tensor u) {
    Tensor x = Matrices.entry(u, 0, 2).mul(Math.cos(angle));
    return x.add(Matrices.entry(u, 1, 2).mul(Math.sin(angle)));
  }

  @Override
  public Tensor section(Tensor positions) {
    return exp(along(positions, Math.cos(angle), Math.sin(angle)));
  }

  @Override
  public Tensor orbits(Tensor positions) {
    return along(positions, -Math.sin(angle), Math.cos(angle));
  }

  private static Tensor along(Tensor positions, double x, double y) {
    return positions.slice(-1, 0, 1).mul(x).add(positions.slice(-1, 1, 2).mul(y));
  }

  /** Reads {@code Slide()}, {@code Slide(.5)} and {@code Slide(angle=.5)}. */
  public static final class Factory implements GroupFactory {
    @Override
    public String name() {
      return "Slide";
    }

    @Override
    public List<String> parameters() {
      return List.of("angle");
    }

    @Override
    public LieGroup create(GroupSpec spec) {
      return new Slide(spec.number("angle", 0));
    }
  }
}
