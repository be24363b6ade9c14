/** A group, networks and a nonlinearity as a user adds them, by {@code META-INF/services}. */
@org.jspecify.annotations.NullMarked
package org.noether.reports.extension;
