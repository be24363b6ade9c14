/**
 * Networks that learn the dynamics of mechanical systems, and their integration in time.
 *
 * <p>States are rows z = (q, p) of 2 n d numbers: the positions of n bodies in d dimensions, body
 * by body, then their momenta. System parameters are (n, c) numbers, the first of which is the
 * mass. Sources: Finzi et al. 2020, section 6.3, and Sanchez-Gonzalez et al. 2019.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.task.dynamics.network;
