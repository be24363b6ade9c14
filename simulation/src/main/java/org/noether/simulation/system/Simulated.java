package org.noether.simulation.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a class of Hamiltonian systems is called, and what its data are made with unless other
 * options are given. Everything has a default.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Simulated {
  /** The name on the command line and in data sets; by default that of the class. */
  String name() default "";

  /** What moves, in the plural; by default the name. */
  String description() default "";

  /** Number of bodies, for a class whose {@code draw} takes it. */
  int bodies() default 1;

  /** Number of space dimensions, for a class whose {@code draw} takes it. */
  int dimension() default 2;

  /** Number of points of a trajectory. */
  int points() default 500;

  /** Time between points. */
  double dt() default 0.01;

  /**
   * The integrator; the default, order 4, suits every Hamiltonian. The explicit {@code leapfrog}
   * and {@code yoshida4} are faster where H = T(p) + V(q).
   */
  String integrator() default "gauss4";
}
