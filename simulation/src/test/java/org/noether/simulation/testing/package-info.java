/** What tests of every module share: properties checked on random cases. */
@NullMarked
package org.noether.simulation.testing;

import org.jspecify.annotations.NullMarked;
