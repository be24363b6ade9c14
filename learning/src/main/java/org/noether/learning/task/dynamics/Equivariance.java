package org.noether.learning.task.dynamics;

import java.util.Optional;

/**
 * The equivariance error of a network f, from states z = (q, p) to rates of change dz/dt, under
 * maps of space: f is equivariant if f(g z) = g f(z) for all z and g (Finzi et al. 2020, section
 * 3.1). A map x -> L x + t takes states to (L q + t, L^-T p), its cotangent lift, and rates of
 * change to (L dq/dt, L^-T dp/dt).
 *
 * <p>The error is the root mean square of f(g z) - g f(z) over systems z, random maps g and
 * components, divided by that of f(z) over systems and components. Where a network draws random
 * numbers, such as those that choose neighbours or lift positions, both sides use the same.
 *
 * @param systems how many systems z were used
 * @param elements how many maps g were drawn for each
 * @param translations the errors under translations whose components are standard normal
 * @param rotations the errors under rotations about the origin, distributed evenly; empty in one
 *     dimension, which has none
 * @param own the errors under the network's own group, if it has one and that is another
 * @param redrawing the same ratios for f'(z) - f(z), where f' draws other random numbers than f; 0
 *     if the network draws none. A network that is equivariant only in distribution has errors of
 *     this order.
 */
public record Equivariance(
    int systems,
    int elements,
    Errors translations,
    Optional<Errors> rotations,
    Optional<OwnGroup> own,
    Errors redrawing) {
  /**
   * The errors under one kind of maps.
   *
   * @param rates the error of all rates of change
   * @param forces that of the forces dp/dt alone, relative to the forces. Velocities that are right
   *     by construction, dq/dt = p / m, do not hide it; and where a group does not keep lengths,
   *     the potential can follow it while the kinetic energy cannot.
   */
  public record Errors(double rates, double forces) {}

  /**
   * The errors under elements exp(a) of a network's own group, where the coordinates a are normal
   * with standard deviation 1/2.
   *
   * @param group the group as a user writes it
   * @param errors the errors
   */
  public record OwnGroup(String group, Errors errors) {}
}
