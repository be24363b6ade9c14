/** Classes of users, tried out. */
@org.jspecify.annotations.NullMarked
package org.noether.simulation.source;
