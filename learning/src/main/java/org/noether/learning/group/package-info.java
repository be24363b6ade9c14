/**
 * Lie groups that act on positions, and what a convolution over them needs: group differences of
 * pairs of points and distances between them (Finzi et al. 2020, section 4).
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.group;
